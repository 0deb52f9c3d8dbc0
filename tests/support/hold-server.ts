// A program that joins the embedded server of a folder, says so, and holds it until it is told to leave or is killed.
import { joinEmbeddedServer } from "#platform/db/embedded.ts";

try {
  const server = await joinEmbeddedServer(process.argv[2] ?? "");
  process.stdout.write(`${JSON.stringify({ pid: server.pid, address: server.address })}\n`);
  process.stdin.on("data", async (order) => {
    if (String(order).trim() === "exit") process.exit(0);
    await server.leave();
    process.stdin.unref();
    process.stdin.pause();
  });
} catch (error) {
  process.stderr.write((error as Error).message);
  process.exitCode = 1;
}

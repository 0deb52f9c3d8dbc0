import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base } from "@playwright/test";

const root = join(import.meta.dirname, "..", "..");

/** The program, running on a free port with a data folder of its own. */
export type RunningServer = {
  readonly address: string;
  readonly dataFolder: string;
  /** What it wrote so far: shown when something fails. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
};

/** Starts `tongzhou serve` and waits until it answers. */
export async function startServer(
  options: { readonly args?: readonly string[] } = {},
): Promise<RunningServer> {
  const port = await freePort();
  const dataFolder = mkdtempSync(join(tmpdir(), "tongzhou-journey-"));
  const written: string[] = [];
  const child = spawn(process.execPath, ["src/main/cli.ts", "serve", ...(options.args ?? [])], {
    cwd: root,
    env: { ...process.env, PORT: String(port), TONGZHOU_DATA: dataFolder, TZ: "UTC" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => written.push(String(chunk)));
  const output = () => written.join("");
  const address = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await end(child);
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  try {
    await answers(address, child);
  } catch (error) {
    await stop();
    throw new Error(`${(error as Error).message}\n${output()}`);
  }
  return { address, dataFolder, output, stop };
}

async function answers(address: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + 90_000;
  while (Date.now() < until) {
    if (child.exitCode !== null)
      throw new Error(`The server ended with ${child.exitCode} before it answered.`);
    const reply = await fetch(`${address}/api/session`).catch(() => undefined);
    if (reply?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("The server did not answer within 90 seconds.");
}

/** Asks politely, because the embedded database has to end too; insists after 20 seconds. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const insist = setTimeout(() => child.kill("SIGKILL"), 20_000);
  await gone;
  clearTimeout(insist);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

type Fixtures = {
  readonly emptyServer: RunningServer;
  /** Files of one name share a server; a file that needs an untouched one says another: `test.use({ serverName })`. */
  readonly serverName: string;
};

/** `test` with a server of the file's own: `emptyServer` starts from nothing. Pages open on its address. */
export const test = base.extend<{ baseURL: string }, Fixtures>({
  serverName: ["shared", { scope: "worker", option: true }],
  emptyServer: [
    async ({ serverName: _ }, use) => {
      const server = await startServer({ args: ["--empty"] });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ emptyServer }, use) => use(emptyServer.address),
});
export { expect } from "@playwright/test";

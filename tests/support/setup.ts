import { prepareTemplate } from "./database.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

let server: TestServer | undefined;

/** Runs once before all tests: one server, one migrated template. Test files copy it by `testDatabase()`. */
export async function setup(): Promise<void> {
  server = await startTestServer();
  // Test files run in processes of their own and read it there.
  process.env.TONGZHOU_TEST_URL = server.url;
  await prepareTemplate(server.url);
}

export async function teardown(): Promise<void> {
  await server?.stop();
}

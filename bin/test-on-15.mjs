// The tests that speak to a database, once more on Debian's PostgreSQL 15, with an owner who is no superuser.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./node24.mjs";

const server = "/usr/lib/postgresql/15/bin/postgres";
if (!existsSync(server)) {
  process.stdout.write(`No PostgreSQL 15 at ${server}: the API tests ran on the embedded server only.\n`);
  process.exit(0);
}
const done = spawnSync(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", ".api.test.ts", "catalogue.test.ts", "walls.test.ts"],
  { cwd: root, stdio: "inherit", env: { ...process.env, TONGZHOU_TEST_SERVER: "debian15" } },
);
process.exit(done.status ?? 1);

// Runs the development tasks of package.json on Node 24, one after the other, and stops at the first that fails.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { environment, install, node24, root } from "./node24.mjs";

const bin = (path) => join(root, "node_modules", path);
const tasks = {
  "check:types": [
    [
      bin("typescript/bin/tsc"),
      "-p",
      "tsconfig.json",
      "--incremental",
      "--tsBuildInfoFile",
      ".cache/types-server",
    ],
    [
      bin("typescript/bin/tsc"),
      "-p",
      "tsconfig.web.json",
      "--incremental",
      "--tsBuildInfoFile",
      ".cache/types-web",
    ],
  ],
  "check:lint": [[bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."]],
  "check:imports": [["bin/check-imports.mjs"]],
  "check:generated": [["src/main/generate.ts", "--check"]],
  check: ["check:types", "check:lint", "check:imports", "check:generated"],
  format: [[bin("@biomejs/biome/bin/biome"), "check", "--write", "."]],
  generate: [["src/main/generate.ts"]],
  build: [["bin/build-pages.mjs", "--even-if-running"]],
  "test:unit": [[bin("vitest/vitest.mjs"), "run"]],
  "test:server15": [["bin/test-on-15.mjs"]],
  "test:journeys": ["build", [bin("@playwright/test/cli.js"), "test", "-c", "tests/playwright.config.ts"]],
  test: ["check", "test:unit", "test:server15", "test:journeys"],
  bench: [["bench/run.ts"]],
  dev: [["src/main/cli.ts", "serve", "--dev"]],
};

install();
const node = node24();
const [name, ...rest] = process.argv.slice(2);

function run(task, extra) {
  for (const step of tasks[task]) {
    if (typeof step === "string") {
      run(step, []);
      continue;
    }
    const done = spawnSync(node, [...step, ...extra], { cwd: root, stdio: "inherit", env: environment() });
    if (done.status !== 0) process.exit(done.status ?? 1);
  }
}

if (!name || !(name in tasks)) {
  process.stderr.write(`Unknown task. Known: ${Object.keys(tasks).join(", ")}\n`);
  process.exit(2);
}
run(name, rest);

// Builds the console where its sources have changed. Runs on Node 24.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../src/platform/config.ts";
import { isServing } from "../src/platform/serving.ts";
import { root } from "./node24.mjs";
import { markPages, pagesAreCurrent } from "./pages.mjs";

if (pagesAreCurrent()) process.exit(0);
// A program that runs keeps the pages it has: the caller will say that it runs.
if (isServing(readConfig().dataFolder) && !process.argv.includes("--even-if-running")) process.exit(0);
process.stderr.write("正在生成页面（只在源文件变化后进行）……\n");
rmSync(join(root, "dist", ".sources"), { force: true });
const built = spawnSync(
  process.execPath,
  [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "warn"],
  {
    cwd: root,
    stdio: "inherit",
  },
);
if (built.status !== 0) {
  process.stderr.write("页面没有生成成功，原因见上。\n");
  process.exit(1);
}
markPages();

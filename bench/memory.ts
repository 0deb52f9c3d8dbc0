import { readdirSync, readFileSync } from "node:fs";

/** Memory and processor time of node on one side, of PostgreSQL on the other. Linux only; elsewhere undefined. */
export type Use = { readonly nodeMB: number; readonly postgresMB: number; readonly cpuSeconds: number };

type Seen = { first: number; last: number };

export type Watch = {
  /** Processor time counts from now on. */
  restart(): void;
  stop(): Use | undefined;
};

/** Looks every 250 ms at a process with all that it started, and at the server with its backends. */
export function watch(nodePid: number, postgresPid: number): Watch {
  if (process.platform !== "linux") return { restart: () => undefined, stop: () => undefined };
  let nodeMB = 0;
  let postgresMB = 0;
  const cpu = new Map<number, Seen>();
  const look = (isFirst: boolean) => {
    const all = processes();
    const mine = familyOf(all, nodePid);
    const theirs = familyOf(all, postgresPid);
    nodeMB = Math.max(nodeMB, pssOf(mine.map(({ pid }) => pid)));
    postgresMB = Math.max(postgresMB, pssOf(theirs.map(({ pid }) => pid)));
    for (const { pid, ticks } of [...mine, ...theirs]) {
      const seen = cpu.get(pid);
      if (seen) seen.last = ticks;
      else cpu.set(pid, { first: isFirst ? ticks : 0, last: ticks });
    }
  };
  look(true);
  const timer = setInterval(() => look(false), 250);
  return {
    restart() {
      cpu.clear();
      look(true);
    },
    stop() {
      clearInterval(timer);
      look(false);
      const ticks = [...cpu.values()].reduce((sum, { first, last }) => sum + last - first, 0);
      return { nodeMB, postgresMB, cpuSeconds: ticks / 100 };
    },
  };
}

/** What the processes hold now, each page shared out among those that map it. */
export function memoryOf(...pids: readonly number[]): number | undefined {
  if (process.platform !== "linux") return undefined;
  const all = processes();
  return pssOf([...new Set(pids.flatMap((pid) => familyOf(all, pid).map((each) => each.pid)))]);
}

type Process = { readonly pid: number; readonly parent: number; readonly ticks: number };

function processes(): Process[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return [
        { pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) },
      ];
    } catch {
      return []; // it has ended meanwhile
    }
  });
}

function familyOf(all: readonly Process[], pid: number): Process[] {
  const found = all.filter((each) => each.pid === pid);
  for (const parent of found) found.push(...all.filter((each) => each.parent === parent.pid));
  return found;
}

function pssOf(pids: readonly number[]): number {
  let kilobytes = 0;
  for (const pid of pids) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      // It has ended meanwhile, or is somebody else's.
    }
  }
  return kilobytes / 1024;
}

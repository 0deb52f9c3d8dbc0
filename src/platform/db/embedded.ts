import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { programFolder } from "#platform/config.ts";
import { serverBinaries, serverMajor } from "./binaries.ts";
import { alone, aloneNow, isHeld, share } from "./folder-lock.ts";
import { type Places, placesIn } from "./places.ts";
import { isAlive, type Postmaster, readPostmaster, removeStalePid, runsCluster } from "./postmaster.ts";
import { DatabaseProblem } from "./problem.ts";
import { chooseAccount } from "./server-account.ts";
import { createCluster, startPostmaster } from "./start-server.ts";
import { databaseText } from "./text.ts";

export type ServerAddress = { host: string; port: number; user: string; password: string };

/** One user's hold on the embedded server of a folder. The last to leave stops it. */
export type EmbeddedServer = {
  readonly address: ServerAddress;
  /** The folder of the database files. */
  readonly cluster: string;
  readonly pid: number;
  leave(): Promise<void>;
};

/**
 * Joins the server of the folder: attaches where one runs, else starts one, else makes one. Safe beside others
 * who do the same at the same moment, and after a kill of the program, of the server or of both.
 */
export async function joinEmbeddedServer(dataFolder: string): Promise<EmbeddedServer> {
  const places = placesIn(openFolder(dataFolder));
  return alone(places.startLock, async () => {
    refuseOtherProgram(places);
    const { postmaster, password } = await runningServer(places);
    writeFileSync(places.program, JSON.stringify({ place: programFolder }));
    return hold(places, postmaster, password);
  });
}

function openFolder(dataFolder: string): string {
  try {
    // 0711: another account may have to pass through to the server's own folder, which is 0700.
    mkdirSync(join(dataFolder, "lock"), { recursive: true, mode: 0o711 });
    return realpathSync(dataFolder);
  } catch (error) {
    throw new DatabaseProblem(databaseText.folderUnusable(dataFolder, (error as Error).message));
  }
}

/** Two installations on one folder would migrate it under each other's feet. */
function refuseOtherProgram(places: Places): void {
  if (!existsSync(places.program) || !isHeld(places.userLock)) return;
  const { place } = JSON.parse(readFileSync(places.program, "utf8")) as { place: string };
  if (place !== programFolder) throw new DatabaseProblem(databaseText.otherProgram(places.dataFolder, place));
}

async function runningServer(places: Places): Promise<{ postmaster: Postmaster; password: string }> {
  const native = serverBinaries();
  if (!existsSync(places.cluster)) {
    await createCluster(places, chooseAccount(native, places.dataFolder, places.cluster));
  }
  const major = readFileSync(join(places.cluster, "PG_VERSION"), "utf8").trim();
  if (major !== serverMajor) {
    throw new DatabaseProblem(databaseText.otherMajor(places.dataFolder, major, serverMajor));
  }
  if (!existsSync(places.password)) throw new DatabaseProblem(databaseText.noPassword(places.password));
  const password = readFileSync(places.password, "utf8").trim();

  const postmaster =
    (await attach(places, password)) ??
    (await startPostmaster(places, chooseAccount(native, places.dataFolder, places.cluster)));
  return { postmaster, password };
}

/** The living server of this folder, once it accepts us; undefined when there is none. */
async function attach(places: Places, password: string): Promise<Postmaster | undefined> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const postmaster = readPostmaster(places.cluster);
    if (!postmaster) return undefined;
    if (!runsCluster(postmaster.pid, places.cluster)) {
      removeStalePid(places.cluster);
      return undefined;
    }
    if (postmaster.isReady) {
      const answer = await greet(places, addressOf(postmaster, password));
      if (answer === "ours") return postmaster;
      if (answer === "foreign") throw new DatabaseProblem(databaseText.otherServer(places.dataFolder));
    }
    await sleep(25);
  }
  throw new DatabaseProblem(databaseText.stuck(places.dataFolder));
}

async function greet(places: Places, address: ServerAddress): Promise<"ours" | "foreign" | "not_yet"> {
  const client = new pg.Client({ ...address, database: "postgres", connectionTimeoutMillis: 5000 });
  // A server that shuts down while it is greeted says so by an event, too.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query("show data_directory");
    return rows[0].data_directory === places.cluster ? "ours" : "foreign";
  } catch (error) {
    const code = (error as { code?: string }).code ?? "";
    return code.startsWith("28") ? "foreign" : "not_yet";
  } finally {
    await client.end().catch(() => undefined);
  }
}

function addressOf(postmaster: Postmaster, password: string): ServerAddress {
  const host = postmaster.socketFolder || "127.0.0.1";
  return { host, port: postmaster.port, user: "tongzhou", password };
}

/** Starts the server again when it dies under a living program; its address stays the same. */
function watch(places: Places, onRestart: (postmaster: Postmaster) => void): { stop(): void } {
  let busy = false;
  const timer = setInterval(async () => {
    const postmaster = readPostmaster(places.cluster);
    if (busy || (postmaster && isAlive(postmaster.pid))) return;
    busy = true;
    await alone(places.startLock, async () => onRestart((await runningServer(places)).postmaster)).catch(
      () => undefined, // the next connection reports what is wrong; the next tick tries again
    );
    busy = false;
  }, 1000);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

function hold(places: Places, first: Postmaster, password: string): EmbeddedServer {
  const membership = share(places.userLock);
  let pid = first.pid;
  const watcher = watch(places, (postmaster) => {
    pid = postmaster.pid;
  });
  /** Asks the server to stop if nobody else holds it; answers which process will end. */
  const letGo = (): number | undefined => {
    membership.release();
    const running = readPostmaster(places.cluster)?.pid;
    if (!running || isHeld(places.userLock) || !runsCluster(running, places.cluster)) return undefined;
    // Fast shutdown: sessions are rolled back and closed, then everything is written out.
    process.kill(running, "SIGINT");
    return running;
  };
  const onExit = () => aloneNow(places.startLock, letGo);
  const forget = exitOnSignals(onExit);
  let leaving: Promise<void> | undefined;
  return {
    address: addressOf(first, password),
    cluster: places.cluster,
    get pid() {
      return pid;
    },
    leave() {
      leaving ??= alone(places.startLock, async () => {
        watcher.stop();
        forget();
        const ending = letGo();
        while (ending && runsCluster(ending, places.cluster)) await sleep(10);
      });
      return leaving;
    },
  };
}

/** Without a listener Ctrl-C ends node before it can say good-bye; where the program listens itself, it decides. */
function exitOnSignals(onExit: () => void): () => void {
  const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
  const listeners = Object.entries(signals).map(([signal, code]) => {
    const listener = () => {
      if (process.listenerCount(signal) === 1) process.exit(code);
    };
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  process.once("exit", onExit);
  return () => {
    process.off("exit", onExit);
    for (const remove of listeners) remove();
  };
}

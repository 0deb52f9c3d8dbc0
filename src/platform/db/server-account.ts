import { spawnSync } from "node:child_process";
import { chownSync, existsSync, lchownSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { binary, copyBinaries } from "./binaries.ts";
import { DatabaseProblem } from "./problem.ts";
import { databaseText } from "./text.ts";

/** As whom the server runs: PostgreSQL refuses to run as root. */
export type ServerAccount = {
  readonly native: string;
  /** Who owns the server's files, seen from outside; undefined: whoever we are. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  readonly inNamespace: boolean;
};

const namespace = ["--user", "--map-user=1000", "--map-group=1000"];

/**
 * An ordinary user runs the server himself. For root: whoever owns the folder, else a user made for databases,
 * else root seen as somebody else in a user namespace, else nobody, with a copy of the binaries if need be.
 */
export function chooseAccount(native: string, dataFolder: string, cluster: string): ServerAccount {
  if (process.getuid?.() !== 0) return { native, owner: undefined, inNamespace: false };

  const folderOwner = statSync(existsSync(cluster) ? cluster : dataFolder);
  const known = [...(folderOwner.uid === 0 ? [] : [folderOwner]), ...usersNamed("tongzhou", "postgres")];
  for (const { uid, gid } of known) {
    if (mayEnter(dataFolder, uid, gid) && mayEnter(join(native, "bin"), uid, gid)) {
      return { native, owner: { uid, gid }, inNamespace: false };
    }
  }
  const tried = spawnSync("unshare", [...namespace, binary(native, "postgres"), "--version"], {
    stdio: "ignore",
  });
  if (tried.status === 0) return { native, owner: { uid: 0, gid: 0 }, inNamespace: true };

  for (const { uid, gid } of [...known, ...usersNamed("nobody")]) {
    if (!mayEnter(dataFolder, uid, gid)) continue;
    const readable = mayEnter(join(native, "bin"), uid, gid)
      ? native
      : copyBinaries(native, join(dataFolder, `postgresql-${versionOf(native)}`));
    return { native: readable, owner: { uid, gid }, inNamespace: false };
  }
  throw new DatabaseProblem(databaseText.rootNeedsReach(dataFolder));
}

/** The command line that runs a program of the server as the account. */
export function asAccount(account: ServerAccount, program: string, args: readonly string[]) {
  const options = account.owner && !account.inNamespace ? account.owner : {};
  return account.inNamespace
    ? { program: "unshare", args: [...namespace, program, ...args], options }
    : { program, args: [...args], options };
}

/** Gives a file or folder to the account, with all that is in it where it belonged to somebody else. */
export function giveTo(account: ServerAccount, path: string): void {
  if (!account.owner || !existsSync(path)) return;
  const { uid, gid } = account.owner;
  const now = statSync(path);
  if (now.uid === uid) return;
  const entries = now.isDirectory() ? readdirSync(path, { recursive: true, encoding: "utf8" }) : [];
  for (const entry of entries) lchownSync(join(path, entry), uid, gid);
  chownSync(path, uid, gid);
}

function usersNamed(...names: string[]): { uid: number; gid: number }[] {
  const lines = existsSync("/etc/passwd") ? readFileSync("/etc/passwd", "utf8").split("\n") : [];
  return names.flatMap((name) => {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    return uid && gid && uid !== "0" ? [{ uid: Number(uid), gid: Number(gid) }] : [];
  });
}

/** Whether every folder on the way may be passed; access lists are not looked at. */
function mayEnter(folder: string, uid: number, gid: number): boolean {
  const { uid: owner, gid: group, mode } = statSync(folder);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  return (mode & bit) !== 0 && (folder === dirname(folder) || mayEnter(dirname(folder), uid, gid));
}

function versionOf(native: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8"));
  return String(version);
}

import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** The data keys by their numbers, 1 to 255, which stand before every sealed value; which of them seals; the key of the indexes. */
export type KeyFile = {
  readonly current: number;
  readonly sealing: Readonly<Record<string, string>>;
  readonly index: string;
};

const fileIn = (dataFolder: string): string => join(dataFolder, "keys.json");
/** Keys that seal nothing here any more. Backups from before need them. */
const retiredIn = (dataFolder: string): string => join(dataFolder, "keys-retired.json");

export const freshKey = (): string => randomBytes(32).toString("base64");

/** Made on first start. */
export function makeKeyFile(dataFolder: string): void {
  const path = fileIn(dataFolder);
  if (existsSync(path)) {
    chmodSync(path, 0o600);
    return;
  }
  const fresh: KeyFile = { current: 1, sealing: { 1: freshKey() }, index: freshKey() };
  mkdirSync(dataFolder, { recursive: true });
  try {
    writeFileSync(path, JSON.stringify(fresh), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error; // another start made them first
  }
}

export const parseKeyFile = (text: string): KeyFile => JSON.parse(text) as KeyFile;

/** The keys as the file has them now. The stamp is taken first: what is written in between is seen the next time. */
export function readKeyFile(dataFolder: string): { readonly keys: KeyFile; readonly stamp: string } {
  const stamp = stampOf(dataFolder);
  return { keys: parseKeyFile(readFileSync(fileIn(dataFolder), "utf8")), stamp };
}

/** Changes with every writing, which puts a new file in the place of the old one. */
export function stampOf(dataFolder: string): string {
  const { ino, mtimeNs, size } = statSync(fileIn(dataFolder), { bigint: true });
  return [ino, mtimeNs, size].join(" ");
}

export const writeKeyFile = (dataFolder: string, keys: KeyFile): void =>
  replaceFile(fileIn(dataFolder), JSON.stringify(keys));

export function retiredKeys(dataFolder: string): Readonly<Record<string, string>> {
  const path = retiredIn(dataFolder);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, string>) : {};
}

/** Takes every key but the one that seals out of the ring, and keeps them apart: first there, then here. Answers their numbers. */
export function retireKeys(dataFolder: string): number[] {
  const { keys } = readKeyFile(dataFolder);
  const { [String(keys.current)]: sealing = "", ...old } = keys.sealing;
  replaceFile(retiredIn(dataFolder), JSON.stringify({ ...retiredKeys(dataFolder), ...old }));
  writeKeyFile(dataFolder, { ...keys, sealing: { [keys.current]: sealing } });
  return Object.keys(old).map(Number);
}

/** Whole or not at all, and on the disk when it answers: a lost key is lost data. */
function replaceFile(path: string, content: string): void {
  const unfinished = `${path}.unfinished`;
  const file = openSync(unfinished, "w", 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
  const folder = openSync(join(path, ".."), "r");
  try {
    fsyncSync(folder);
  } catch {
    // Some systems cannot flush a folder.
  } finally {
    closeSync(folder);
  }
}

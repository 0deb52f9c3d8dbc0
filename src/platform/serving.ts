import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hold, isHeld } from "./db/folder-lock.ts";

// One program serves a data folder. The lock falls with the process; the address beside it is for whoever comes second.

const lockOf = (dataFolder: string) => join(dataFolder, "lock", "serve");
const noteOf = (dataFolder: string) => join(dataFolder, "serve.json");

export type Serving = {
  /** Tells those who come later where the program answers. */
  announce(address: string): void;
  end(): void;
};

/** Claims to be the one who serves the folder; else answers the address of who does, if he said it already. */
export function claimServing(dataFolder: string): Serving | { readonly runningAt: string | undefined } {
  mkdirSync(join(dataFolder, "lock"), { recursive: true, mode: 0o711 });
  const lock = hold(lockOf(dataFolder));
  if (!lock) {
    const note = existsSync(noteOf(dataFolder)) ? JSON.parse(readFileSync(noteOf(dataFolder), "utf8")) : {};
    return { runningAt: note.address };
  }
  writeFileSync(noteOf(dataFolder), "{}");
  return {
    announce: (address) => writeFileSync(noteOf(dataFolder), JSON.stringify({ address, pid: process.pid })),
    end: () => lock.release(),
  };
}

export const isServing = (dataFolder: string): boolean =>
  existsSync(lockOf(dataFolder)) && isHeld(lockOf(dataFolder));

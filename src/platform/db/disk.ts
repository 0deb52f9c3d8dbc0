import { closeSync, existsSync, openSync, renameSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";

// A server that finds no space for its log stops at once, and needs a little space to start again and tidy up. So a
// file is kept whose only use is to be removed on that day.

const megabyte = 1 << 20;
const reserveOf = (dataFolder: string) => join(dataFolder, "reserve");

type Disk = { readonly size: number; readonly free: number };

function diskOf(folder: string): Disk {
  const { bsize, blocks, bavail } = statfsSync(folder);
  return { size: bsize * blocks, free: bsize * bavail };
}

const between = (low: number, value: number, high: number) => Math.min(Math.max(low, value), high);

/** How large the server's log may grow between checkpoints: on a small disk it must not crowd out the data. */
export function logSizes(dataFolder: string): { min: string; max: string } {
  const max = Math.floor(between(48, diskOf(dataFolder).size / megabyte / 10, 3072));
  return { min: `'${Math.min(128, max - 16)}MB'`, max: `'${max}MB'` };
}

/** Makes the reserve where it is missing and there is room for three of it. */
export function keepReserve(dataFolder: string): void {
  const file = reserveOf(dataFolder);
  const { size, free } = diskOf(dataFolder);
  const bytes = Math.floor(between(24, size / megabyte / 20, 64)) * megabyte;
  if (existsSync(file) || free < 3 * bytes) return;
  const unfinished = `${file}.unfinished`;
  try {
    const output = openSync(unfinished, "w", 0o600);
    const block = Buffer.alloc(megabyte, 0x5a);
    for (let written = 0; written < bytes; written += megabyte) writeSync(output, block);
    closeSync(output);
    renameSync(unfinished, file);
  } catch {
    // Without a reserve everything works but that one day.
    rmSync(unfinished, { force: true });
  }
}

/** Gives the reserve up; answers whether there was one. */
export function giveUpReserve(dataFolder: string): boolean {
  const file = reserveOf(dataFolder);
  if (!existsSync(file)) return false;
  rmSync(file, { force: true });
  return true;
}

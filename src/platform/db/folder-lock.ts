import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

// Locks that the operating system takes back when a process dies, however it dies. Node has no flock; SQLite has,
// on every system, so an empty SQLite file is the lock. Nothing is ever stored in it.

export type Lock = { release(): void };

const held = (lock: DatabaseSync): Lock => ({ release: () => lock.isOpen && lock.close() });

/** The lock for oneself alone; undefined where another holds it, after waiting so many milliseconds. */
export function hold(file: string, timeout = 0): Lock | undefined {
  const lock = new DatabaseSync(file, { timeout });
  try {
    lock.exec("begin exclusive");
    return held(lock);
  } catch (error) {
    lock.close();
    if (error instanceof Error && /database is locked/.test(error.message)) return undefined;
    throw error;
  }
}

/** The lock together with others, who all only hold it so. */
export function share(file: string): Lock {
  const lock = new DatabaseSync(file, { timeout: 1000 });
  // A read transaction holds the shared lock.
  lock.exec("begin");
  lock.prepare("select count(*) from sqlite_master").get();
  return held(lock);
}

/** Whether anybody holds it, alone or together. */
export function isHeld(file: string): boolean {
  const lock = hold(file);
  lock?.release();
  return lock === undefined;
}

/** Does the work while no other process does work under the same lock. */
export async function alone<T>(file: string, work: () => Promise<T>): Promise<T> {
  let lock = hold(file);
  while (!lock) {
    await sleep(20);
    lock = hold(file);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** The same for a process that is about to exit and cannot wait; gives up after half a second. */
export function aloneNow(file: string, work: () => void): void {
  const lock = hold(file, 500);
  if (!lock) return;
  try {
    work();
  } finally {
    lock.release();
  }
}

import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

// Locks that the operating system takes back when a process dies, however it dies. Node has no flock; SQLite has,
// on every system, so an empty SQLite file is the lock. Nothing is ever stored in it.

function isBusy(error: unknown): boolean {
  return error instanceof Error && /database is locked/.test(error.message);
}

function tryExclusive(file: string, timeout: number): DatabaseSync | undefined {
  const lock = new DatabaseSync(file, { timeout });
  try {
    lock.exec("begin exclusive");
    return lock;
  } catch (error) {
    lock.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

/** Does the work while no other process does work under the same lock. */
export async function alone<T>(file: string, work: () => Promise<T>): Promise<T> {
  let lock = tryExclusive(file, 0);
  while (!lock) {
    await sleep(20);
    lock = tryExclusive(file, 0);
  }
  try {
    return await work();
  } finally {
    lock.close();
  }
}

/** The same for a process that is about to exit and cannot wait; gives up after half a second. */
export function aloneNow(file: string, work: () => void): void {
  const lock = tryExclusive(file, 500);
  if (!lock) return;
  try {
    work();
  } finally {
    lock.close();
  }
}

/** Says that this process is one of the users, until `leave` or its death. */
export function joinUsers(file: string): { leave(): void } {
  const lock = new DatabaseSync(file, { timeout: 1000 });
  // A read transaction holds the shared lock.
  lock.exec("begin");
  lock.prepare("select count(*) from sqlite_master").get();
  return { leave: () => lock.isOpen && lock.close() };
}

export function hasUsers(file: string): boolean {
  const lock = tryExclusive(file, 0);
  lock?.close();
  return lock === undefined;
}

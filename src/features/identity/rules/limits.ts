/** ☆ Limits of signing in, after the level-3 protection rules for information systems. */
export const idleMinutes = 30;
export const sessionHours = 12;
export const triesBeforeLock = 5;
export const lockMinutes = 15;
export const invitationDays = 14;
export const tokenDays = 365;

export type Tries = { readonly failed: number; readonly lockedUntilMs: number | undefined };

export const isLocked = (tries: Tries, nowMs: number): boolean =>
  tries.lockedUntilMs !== undefined && nowMs < tries.lockedUntilMs;

/** What a wrong password or code leaves behind. After the lock the count begins anew. */
export function afterFailure(failedBefore: number, nowMs: number): Tries {
  const failed = failedBefore + 1;
  return failed >= triesBeforeLock
    ? { failed: 0, lockedUntilMs: nowMs + lockMinutes * 60_000 }
    : { failed, lockedUntilMs: undefined };
}

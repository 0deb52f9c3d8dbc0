import type { z } from "zod";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";

/** Tells watchers how far a job is: `done` of `total`, and a sentence. Written outside the job's transaction. */
export type Progress = {
  (done: number, total?: number, note?: string): void;
  /** Aborted when somebody cancels the job. */
  readonly signal: AbortSignal;
};

/** Reads, in a transaction of its own and as whoever asked, what `fetch` needs to know before it goes out. */
export type Look = <T>(run: (ctx: ReadCtx) => Promise<T>) => Promise<T>;

/**
 * Background work: the same commands through another door. What is slow (a file, a bank) happens in `fetch`,
 * outside the transaction; `handle` runs in one write transaction as whoever asked, and is safe to run twice.
 */
export type Job = {
  readonly name: string;
  readonly payload: z.ZodType;
  // biome-ignore lint/suspicious/noExplicitAny: a list of jobs holds every shape; each is checked where it is made.
  readonly fetch?: (payload: any, progress: Progress, look: Look) => Promise<unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly handle: (ctx: WriteCtx, payload: any, fetched: any, progress: Progress) => Promise<unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly release?: (payload: any) => Promise<void>;
};

export const job = <P extends z.ZodType, F = undefined>(definition: {
  readonly name: string;
  readonly payload: P;
  readonly fetch?: (payload: z.output<P>, progress: Progress, look: Look) => Promise<F>;
  /** Answers what the finished job shows (a small object with a `link` to its result). */
  readonly handle: (ctx: WriteCtx, payload: z.output<P>, fetched: F, progress: Progress) => Promise<unknown>;
  /** Lets go of what was kept for the job (a file), once it has ended and was not done. */
  readonly release?: (payload: z.output<P>) => Promise<void>;
}): Job => definition as Job;

import { useEffect, useRef } from "react";
import { refresh, useGet } from "./api.ts";

/** Something that runs in the background for whoever is signed in (`GET /api/jobs`). */
export type Job = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly state: "waiting" | "running" | "done" | "refused" | "failed" | "cancelled";
  readonly done: number | null;
  readonly total: number | null;
  readonly note: string | null;
  /** `link`: where the result has its own page. */
  readonly result: { readonly link?: string } | null;
  readonly problem: { readonly title?: string; readonly detail?: string } | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};

export const isOpenJob = (job: Job): boolean => job.state === "waiting" || job.state === "running";

/** My jobs, asked every second while one runs, otherwise now and then. What a finished one changed is read anew. */
export function useJobs(): readonly Job[] {
  const slow = useGet<{ rows: readonly Job[] }>("/api/jobs", {}, { everyMs: 15_000 });
  const rows = slow.data?.rows ?? [];
  const isBusy = rows.some(isOpenJob);
  const { refetch } = slow;
  useEffect(() => {
    if (!isBusy) return;
    const timer = setInterval(() => void refetch(), 1000);
    return () => clearInterval(timer);
  }, [isBusy, refetch]);
  const open = rows.filter(isOpenJob).length;
  const before = useRef(open);
  useEffect(() => {
    if (open < before.current) void refresh();
    before.current = open;
  }, [open]);
  return rows;
}

/** One job, asked until it is finished; `null` watches nothing. */
export function useJob(id: string | null) {
  const found = useGet<Job>(id ? `/api/jobs/${id}` : null);
  const isOpen = found.data ? isOpenJob(found.data) : false;
  const { refetch } = found;
  useEffect(() => {
    if (!isOpen) return;
    const timer = setInterval(() => void refetch(), 700);
    return () => clearInterval(timer);
  }, [isOpen, refetch]);
  return found;
}

/** Tells the tray that something has just been started. */
export const jobStarted = (): void => void refresh("/api/jobs");

const firstSeen = new Map<string, { readonly atMs: number; readonly done: number }>();

/** Seconds still to go, from the pace seen on this page (the server's clock may stand on another day). */
export function secondsLeft(job: Job, nowMs = performance.now()): number | undefined {
  if (job.state !== "running" || job.done === null || job.total === null) return undefined;
  const first = firstSeen.get(job.id);
  if (!first) firstSeen.set(job.id, { atMs: nowMs, done: job.done });
  if (!first || job.done <= first.done || nowMs - first.atMs < 1000) return undefined;
  return ((nowMs - first.atMs) / 1000 / (job.done - first.done)) * (job.total - job.done);
}

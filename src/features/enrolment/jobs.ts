import { z } from "zod";
import { followMerge } from "#features/members/index.ts";
import { files } from "#platform/files.ts";
import { type Job, job } from "#platform/jobs/job.ts";
import { mergeCovers } from "./commands/merge-covers.ts";
import { noteCertificates, printCertificates } from "./commands/print-certificates.ts";
import { takeRoster } from "./commands/take-roster.ts";

const ReadRoster = z.object({
  batchId: z.uuid(),
  fileId: z.uuid(),
  name: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  evenSo: z.boolean(),
});

export const enrolmentJobs: readonly Job[] = [
  job({
    name: "read_roster",
    payload: ReadRoster,
    handle: async (ctx, { batchId, fileId, evenSo, ...file }, _fetched, progress) => {
      const { isSame } = await files().lend(fileId, (path) =>
        takeRoster(ctx, batchId, { ...file, path, keptAs: fileId }, { evenSo, progress }),
      );
      if (isSame) await files().drop(fileId);
      return { link: `/rosters/${batchId}` };
    },
    release: ({ fileId }) => files().drop(fileId),
  }),
  job({
    name: "make_certificates",
    payload: z.object({ batchId: z.uuid(), fileId: z.uuid() }),
    fetch: printCertificates,
    handle: noteCertificates,
    release: ({ fileId }) => files().drop(fileId),
  }),
  job({
    name: "people_merged",
    payload: z.object({ keptId: z.uuid(), mergedId: z.uuid() }),
    handle: async (ctx, { keptId, mergedId }) => {
      await followMerge(ctx, keptId, mergedId);
      const merged = await mergeCovers(ctx, keptId, mergedId);
      // What hangs on covers follows: a later feature hears of it.
      await ctx.enqueue("covers_merged", "合并职工记录后，整理申领", { keptId, mergedId });
      return merged;
    },
  }),
];

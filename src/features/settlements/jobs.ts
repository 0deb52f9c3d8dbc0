import { z } from "zod";
import { Refusal } from "#core/refusal.ts";
import { files } from "#platform/files.ts";
import { type Job, job } from "#platform/jobs/job.ts";
import { followCorrection } from "./commands/follow.ts";
import { fetchPage, sourceOf, takePage } from "./commands/source.ts";
import { takeFeed } from "./commands/take-feed.ts";
import { tellOpened } from "./commands/tell.ts";
import { readFeed } from "./reading/read-feed.ts";

const OfFeed = z.object({ feedId: z.uuid() });

export const settlementJobs: readonly Job[] = [
  job({
    name: "settlements_take",
    payload: OfFeed,
    fetch: ({ feedId }) =>
      files()
        .lend(feedId, readFeed)
        .catch((thrown: unknown) => {
          if (thrown instanceof Refusal) return thrown;
          throw thrown;
        }),
    handle: async (ctx, { feedId }, read) => {
      await takeFeed(ctx, feedId, read);
      // Once this is kept, and not before: what nobody agreed to lies here no longer.
      await ctx.enqueue("settlements_forget", "删除已读的医保数据文件", { feedId });
      return { link: `/settlements/${feedId}` };
    },
    release: ({ feedId }) => files().drop(feedId),
  }),
  job({
    name: "settlements_forget",
    payload: OfFeed,
    handle: async (_ctx, { feedId }) => files().drop(feedId),
  }),
  job({
    name: "settlements_tell",
    payload: z.object({ feedId: z.uuid(), after: z.string() }),
    handle: (ctx, { feedId, after }) => tellOpened(ctx, feedId, after),
  }),
  job({
    name: "settlements_follow",
    payload: z.object({ correctionId: z.uuid() }),
    handle: (ctx, { correctionId }) => followCorrection(ctx, correctionId),
  }),
  job({
    name: "settlements_fetch",
    payload: z.object({}),
    fetch: async (_payload, _progress, look) => {
      const source = await look(sourceOf);
      return source && fetchPage(source);
    },
    handle: async (ctx, _payload, fetched) => {
      const feedId = fetched && (await takePage(ctx, fetched));
      return feedId ? { link: `/settlements/${feedId}` } : null;
    },
  }),
];

import { newId } from "#core/ids.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import { files } from "#platform/files.ts";
import type { ArrivedFile } from "#platform/http/route.ts";
import { type FeedSource, feedOfContent, insertFeed } from "../store.ts";

/** Feeds are about the whole city, whoever brings them: they are worked in the program's name. */
export const asSettlements = <T>(ctx: WriteCtx, run: (desk: WriteCtx) => Promise<T>): Promise<T> =>
  actingAs(ctx, { ...systemActor("settlements", ctx.actor.cityId), demoDay: ctx.actor.demoDay }, run);

export type ReceivedFeed = {
  readonly feedId: string;
  readonly isSame: boolean;
  readonly jobId: string | null;
};

/**
 * Takes a feed in and queues its reading. The same content again is the feed it was the first time, unless that one was
 * refused. The file lies sealed on disk until it has been read, then it is gone: it is also about people who never agreed.
 */
export async function receiveFeed(
  ctx: WriteCtx,
  file: Pick<ArrivedFile, "path" | "name" | "bytes" | "sha256">,
  source: FeedSource,
  askedFrom: string | null = null,
): Promise<ReceivedFeed> {
  const { name, bytes, sha256 } = file;
  const feedId = newId();
  const known = await asSettlements(ctx, async (desk) => {
    const by = { id: ctx.actor.id, name: ctx.actor.name };
    const isNew = await insertFeed(desk, {
      id: feedId,
      name: name.slice(-120),
      source,
      askedFrom,
      sha256,
      bytes,
      by,
    });
    return isNew ? undefined : feedOfContent(desk, sha256);
  });
  if (known) return { feedId: known.id, isSame: true, jobId: null };
  const jobId = await ctx.enqueue("settlements_take", "读取医保结算数据", { feedId });
  await ctx.record("settlement.feed_received", { feedId, source, bytes });
  // Last: where anything before it fails, no file is left without its job.
  await files().keep(feedId, file.path);
  return { feedId, isSame: false, jobId };
}

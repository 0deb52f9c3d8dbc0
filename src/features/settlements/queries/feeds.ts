import { sql } from "kysely";
import type { z } from "zod";
import { type Cents, formatYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx } from "#platform/context.ts";
import { platformTexts } from "#platform/text.ts";
import { sourceOf } from "../commands/source.ts";
import type { FeedList, FeedListQuery, FeedPage, SentFeed, SourceView } from "../contract.ts";
import type { Outcome, Problem } from "../store.ts";
import { sayProblem, sourceProblems } from "../text.ts";

type Head = Omit<z.output<typeof FeedList>["rows"][number], "receivedAt"> & { readonly receivedAt: Date };

/** Feeds, the newest first. */
export async function feedList(
  ctx: ReadCtx,
  { after, limit }: z.output<typeof FeedListQuery>,
): Promise<z.input<typeof FeedList>> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<Head>`select feed.id, feed.number, feed.name, feed.source, feed.state,
      feed.received_at as "receivedAt", feed.received_by_name as "receivedBy", feed.lines,
      feed.problem_count as problems,
      (select count(*)::int from settlement as line where line.city_id = feed.city_id and line.feed_id = feed.id
        and line.outcome = 'opened') as opened
    from settlement_feed as feed
    where feed.city_id = ${cityId} ${after ? sql`and feed.id < ${after}` : sql``}
    order by feed.id desc limit ${limit + 1}`.execute(ctx.db);
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total from settlement_feed
    where city_id = ${cityId}`.execute(ctx.db);
  const page = rows.slice(0, limit);
  return {
    rows: page.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() })),
    total: counted[0]?.total ?? 0,
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

type Whole = Omit<Head, "problems" | "opened"> & {
  readonly reversals: number;
  readonly total: Cents;
  readonly fundPay: Cents;
  readonly ownPay: Cents;
  readonly noConsent: number;
  readonly unknownPerson: number;
  readonly known: number;
  readonly problems: readonly Problem[];
  readonly problemCount: number;
  readonly senderId: string;
};

/** Refuses `not_found`. */
export async function wholeFeed(ctx: ReadCtx, feedId: string): Promise<Whole> {
  const { rows } = await sql<Whole>`select id, number, name, source, state, received_at as "receivedAt",
      received_by_name as "receivedBy", received_by as "senderId", lines, reversals, total_cents as total,
      fund_pay_cents as "fundPay", own_pay_cents as "ownPay", no_consent as "noConsent",
      unknown_person as "unknownPerson", known, problems, problem_count as "problemCount"
    from settlement_feed where city_id = ${ctx.actor.cityId} and id = ${feedId}`.execute(ctx.db);
  const [feed] = rows;
  if (!feed) throw new Refusal("not_found", "not_found");
  return feed;
}

/** A feed with its totals and what became of its lines, or with everything that is wrong with it. Refuses `not_found`. */
export async function feedPage(ctx: ReadCtx, feedId: string): Promise<z.input<typeof FeedPage>> {
  const { senderId: _, ...feed } = await wholeFeed(ctx, feedId);
  const { cityId } = ctx.actor;
  const { rows: outcomes } = await sql<{
    outcome: Outcome;
    lines: number;
  }>`select outcome, count(*)::int as lines
    from settlement where city_id = ${cityId} and feed_id = ${feedId} group by outcome order by lines desc`.execute(
    ctx.db,
  );
  const { rows: sums } = await sql<{ confirmed: number; benefit: Cents | null }>`select
      (count(*) filter (where claim.state <> 'draft'))::int as confirmed, sum(claim.benefit_cents)::bigint as benefit
    from settlement as line
    join claim on claim.city_id = line.city_id and claim.id = line.claim_id
    where line.city_id = ${cityId} and line.feed_id = ${feedId} and line.outcome = 'opened'`.execute(ctx.db);
  return {
    ...feed,
    receivedAt: feed.receivedAt.toISOString(),
    total: formatYuan(feed.total),
    fundPay: formatYuan(feed.fundPay),
    ownPay: formatYuan(feed.ownPay),
    outcomes,
    confirmed: sums[0]?.confirmed ?? 0,
    benefit: formatYuan(sums[0]?.benefit ?? (0n as Cents)),
    problems: feed.problems.map(say),
  };
}

/** What is wrong with any file – a picture, a password – has the platform's words. */
function say(problem: Problem): string {
  const { title, detail } = platformTexts[problem.code]?.(problem.facts) ?? { title: "", detail: "" };
  return sayProblem(problem) ?? `${title}。${detail}`;
}

/** The same for whoever sent it, and nobody else: read in the program's name. Refuses `not_found`. */
export async function sentFeed(
  desk: ReadCtx,
  feedId: string,
  senderId: string,
): Promise<z.input<typeof SentFeed>> {
  const feed = await wholeFeed(desk, feedId);
  if (feed.senderId !== senderId) throw new Refusal("not_found", "not_found");
  const { id, number, state, lines, problemCount, problems } = feed;
  return { id, number, state, lines, problemCount, problems: problems.map(say) };
}

export async function sourceView(ctx: ReadCtx): Promise<z.input<typeof SourceView>> {
  const source = await sourceOf(ctx);
  return {
    url: source?.url ?? null,
    hasToken: source !== undefined,
    isActive: source?.isActive ?? false,
    askedAt: source?.askedAt?.toISOString() ?? null,
    problem: source?.problem ? (sourceProblems[source.problem] ?? source.problem) : null,
  };
}

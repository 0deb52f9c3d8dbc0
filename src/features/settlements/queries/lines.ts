import { sql } from "kysely";
import type { z } from "zod";
import { maskName } from "#core/mask.ts";
import { reasonNames } from "#features/claims/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { CorrectionList, LineList, LineQuery } from "../contract.ts";
import type { Outcome } from "../store.ts";
import { correctionOutcomes, waitsFor } from "../text.ts";
import { wholeFeed } from "./feeds.ts";

const sumNames: Readonly<Record<string, string>> = {
  total: "医疗费总额",
  outOfScope: "全自费",
  preSelfPay: "先行自付",
  inScope: "符合政策范围",
  fundPay: "统筹支付",
  deductiblePaid: "起付线",
  otherPay: "其他支付",
};

type Row = {
  readonly id: string;
  readonly line: number;
  readonly name: string;
  readonly unitName: string;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly differs: readonly string[];
  readonly claimId: string | null;
  readonly number: string | null;
  readonly state: string | null;
};

/** Lines of a feed that were kept, in the order of the file. Refuses `not_found`. */
export async function lineList(
  ctx: ReadCtx,
  feedId: string,
  { outcome, after, limit }: z.output<typeof LineQuery>,
): Promise<z.input<typeof LineList>> {
  await wholeFeed(ctx, feedId);
  const where = sql`line.city_id = ${ctx.actor.cityId} and line.feed_id = ${feedId}
    ${outcome ? sql`and line.outcome = ${outcome}` : sql``}`;
  const { rows } =
    await sql<Row>`select line.id, line.line, person.name, unit.name as "unitName", line.outcome,
      line.reason, line.differs, claim.id as "claimId", claim.number, claim.state
    from settlement as line
    join person on person.city_id = line.city_id and person.id = line.person_id
    join organisation as unit on unit.city_id = person.city_id and unit.id = person.organisation_id
    left join claim on claim.city_id = line.city_id and claim.id = line.claim_id
    where ${where} ${after ? sql`and line.id > ${after}` : sql``} order by line.id limit ${limit + 1}`.execute(
      ctx.db,
    );
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total from settlement as line
    where ${where}`.execute(ctx.db);
  const page = rows.slice(0, limit);
  return {
    rows: page.map(({ reason, differs, claimId, number, state, name, ...row }) => ({
      ...row,
      name: maskName(name),
      why: whyOf(reason, differs),
      claim: claimId && state ? { id: claimId, number, state } : null,
    })),
    total: counted[0]?.total ?? 0,
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

const whyOf = (reason: string | null, differs: readonly string[]): string => {
  if (reason) return reasonNames[reason as keyof typeof reasonNames] ?? "";
  return differs.length > 0 ? `和原来那件不同：${differs.map((sum) => sumNames[sum]).join("、")}` : "";
};

/** Claims that were to follow a corrected settlement: those that wait first. */
export async function correctionList(ctx: ReadCtx): Promise<z.input<typeof CorrectionList>> {
  const { rows } = await sql<{
    id: string;
    line: number;
    feedNumber: string;
    claimId: string | null;
    number: string | null;
    state: "waiting" | "done";
    outcome: keyof typeof correctionOutcomes | null;
    waits: string | null;
    notedAt: Date;
  }>`select c.id, c.line, coalesce(feed.number, '') as "feedNumber", claim.id as "claimId", claim.number, c.state,
      c.outcome, c.waits_for as waits, c.noted_at as "notedAt"
    from settlement_correction as c
    join settlement_feed as feed on feed.city_id = c.city_id and feed.id = c.feed_id
    left join claim on claim.city_id = c.city_id and claim.id = c.claim_id
    where c.city_id = ${ctx.actor.cityId} order by c.state desc, c.id desc limit 200`.execute(ctx.db);
  return {
    rows: rows.map(({ id, line, feedNumber, claimId, number, state, outcome, waits, notedAt }) => ({
      ...{ id, line, feedNumber },
      claim: claimId ? { id: claimId, number } : null,
      isWaiting: state === "waiting",
      what: outcome ? correctionOutcomes[outcome] : (waitsFor[waits ?? ""] ?? "马上办理"),
      notedAt: notedAt.toISOString(),
    })),
    total: rows.length,
    next: null,
  };
}

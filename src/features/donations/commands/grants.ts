import { sql } from "kysely";
import { type PlainDate, yearOf } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { cancelDuties, closeDuty, openDuties, openDuty } from "#features/duties/index.ts";
import { post, reverse } from "#features/ledger/index.ts";
import { agencyId } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import type { Use } from "../rules/donation.ts";
import { daysFor, decisionDuty, reportDuty } from "../rules/duties.ts";
import { decisionBar, type GrantSource, isResolved, type Part, takeFrom } from "../rules/grant.ts";
import { grantEntry } from "../rules/postings.ts";
import { type FundGrant, giveBackParts, lockGrant, lockPurses, takeParts } from "../store.ts";

export type NewGrant = {
  readonly source: GrantSource;
  /** Which donation, goods or fiscal grant; out of unrestricted donations, the oldest first, where it is left out. */
  readonly sourceId?: string | undefined;
  readonly useFor: Use;
  readonly purpose: string;
  readonly cents: Cents;
  /** Which meeting or document says so. */
  readonly resolution: string;
  readonly resolvedOn: PlainDate;
};

/**
 * Proposes to give money on to the fund of what it is for, or goods to those they are for. Refuses `grant_source_missing`,
 * `grant_resolution_not_yet`, `grant_source_unknown`, `grant_not_its_purpose`, `grant_beyond_balance`.
 */
export async function proposeGrant(ctx: WriteCtx, given: NewGrant): Promise<string> {
  const sourceId = given.sourceId ?? null;
  if (given.source !== "donation" && sourceId === null) throw new Refusal("invalid", "grant_source_missing");
  if (!isResolved(given.resolvedOn, ctx.today)) throw new Refusal("invalid", "grant_resolution_not_yet");
  await partsOf(ctx, { ...given, sourceId });
  const { cityId, id: actorId, name } = ctx.actor;
  const [id, year] = [newId(), yearOf(ctx.today)];
  const number = numbered("BF", year, await nextNumbers(ctx, `fund_grant/${year}`), 4);
  await sql`insert into fund_grant (city_id, id, number, source, source_id, use_for, purpose, cents, resolution, resolved_on, state,
      proposed_by, proposed_by_name, proposed_on)
    values (${cityId}, ${id}, ${number}, ${given.source}, ${sourceId}, ${given.useFor}, ${given.purpose}, ${given.cents},
      ${given.resolution}, ${given.resolvedOn}::date, 'proposed', ${actorId}, ${name}, ${ctx.today}::date)`.execute(
    ctx.db,
  );
  await openDuty(ctx, decisionDuty, {
    organisationId: await agencyId(ctx),
    sourceId: id,
    title: `拨付${number}等批准`,
    link: `/fund-grants/${id}`,
    clock: { workingDays: daysFor.decision },
  });
  await ctx.record("fund_grant.proposed", { grantId: id, source: given.source });
  return id;
}

type Wanted = Pick<FundGrant, "source" | "sourceId" | "useFor" | "cents">;

async function partsOf(ctx: WriteCtx, wanted: Wanted): Promise<readonly Part[]> {
  const isNamed = wanted.sourceId !== null;
  const purses = await lockPurses(ctx, wanted.source, wanted.sourceId);
  if (isNamed && purses.length === 0) throw new Refusal("not_found", "grant_source_unknown");
  const taking = takeFrom(purses, { ...wanted, isNamed });
  if ("parts" in taking) return taking.parts;
  if (taking.bar === "grant_beyond_balance")
    throw new Refusal("conflict", taking.bar, { left: formatYuan(taking.left) });
  throw new Refusal("conflict", taking.bar);
}

/**
 * Grants or refuses, by another person than who proposed it. What is granted is taken out of what is there now and posted at
 * once. Refuses `grant_unknown`, `grant_not_open`, `grant_proposer_decides`, as `proposeGrant`, and what the ledger refuses.
 */
export async function decideGrant(
  ctx: WriteCtx,
  id: string,
  isGranted: boolean,
  words: string,
): Promise<void> {
  const grant = await lockGrant(ctx, id);
  const bar = decisionBar(grant, ctx.actor.id);
  if (bar) throw new Refusal("conflict", bar);
  let entryId: string | null = null;
  if (isGranted) {
    const parts = await partsOf(ctx, grant);
    await takeParts(ctx, grant, parts);
    if (grant.source !== "fiscal_grant") await askForReports(ctx, parts);
    entryId = await postGrant(ctx, grant);
  }
  await sql`update fund_grant set state = ${isGranted ? "granted" : "refused"}, decided_by = ${ctx.actor.id},
      decided_by_name = ${ctx.actor.name}, decided_on = ${ctx.today}::date, decision = ${words}, entry_id = ${entryId}::uuid
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await closeDuty(ctx, decisionDuty, id, { words });
  await ctx.record("fund_grant.decided", { grantId: id, granted: isGranted });
}

/** Whoever gave hears what became of it; for one that waits for a report already, that report tells it all. */
async function askForReports(ctx: WriteCtx, parts: readonly Part[]): Promise<void> {
  const organisationId = await agencyId(ctx);
  await openDuties(
    ctx,
    reportDuty,
    parts.map(({ id }) => ({
      organisationId,
      sourceId: id,
      title: "捐赠已经使用，等向捐赠人反馈",
      link: `/donations/${id}`,
      clock: { workingDays: daysFor.report },
    })),
  );
}

/**
 * A grant that was wrong: its voucher is reversed, its parts are free again. Refuses `grant_unknown`, `grant_not_granted`,
 * `grant_reported` where a donor was told of it, and what the ledger refuses where the money is spent.
 */
export async function takeBackGrant(ctx: WriteCtx, id: string, reason: string): Promise<void> {
  const grant = await lockGrant(ctx, id);
  if (grant.state !== "granted") throw new Refusal("conflict", "grant_not_granted");
  const { unused, isTold } = await giveBackParts(ctx, grant);
  if (isTold) throw new Refusal("conflict", "grant_reported");
  await cancelDuties(ctx, reportDuty, unused, "拨付已收回");
  if (grant.entryId) await reverse(ctx, grant.entryId, `收回拨付${grant.number}`);
  await sql`update fund_grant set state = 'taken_back', taken_back_on = ${ctx.today}::date,
      taken_back_by_name = ${ctx.actor.name}, taken_back_reason = ${reason}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await ctx.record("fund_grant.taken_back", { grantId: id });
}

/** Goods are in no account: nothing is posted for them. */
async function postGrant(ctx: WriteCtx, { source, ...grant }: FundGrant): Promise<string | null> {
  return source === "goods" ? null : post(ctx, grantEntry({ ...grant, source, on: ctx.today }));
}

/** Whoever proposed it takes it back. Refuses `grant_unknown`, `grant_not_open`, `not_permitted`. */
export async function withdrawGrant(ctx: WriteCtx, id: string): Promise<void> {
  const grant = await lockGrant(ctx, id);
  if (grant.state !== "proposed") throw new Refusal("conflict", "grant_not_open");
  if (grant.proposedBy !== ctx.actor.id) throw new Refusal("forbidden", "not_permitted");
  await sql`update fund_grant set state = 'withdrawn'
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await cancelDuties(ctx, decisionDuty, [id], "拨付已撤回");
  await ctx.record("fund_grant.withdrawn", { grantId: id });
}

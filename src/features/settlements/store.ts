import { sql } from "kysely";
import { idSeries, newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { planAnew, type ReadCtx, type WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { copyRows } from "#platform/db/copy.ts";
import type { Control } from "./rules/control.ts";
import type { Earlier } from "./rules/net.ts";
import type { Settlement } from "./rules/settlement.ts";

export type FeedSource = "file" | "sent" | "fetched";
export type Feed = {
  readonly id: string;
  readonly state: "received" | "taken" | "refused";
  readonly number: string | null;
  readonly receivedBy: string;
  readonly source: FeedSource;
  /** Of what was fetched: from which place on; null for others. */
  readonly askedFrom: string | null;
};

const feedColumns = sql`id, state, number, received_by as "receivedBy", source, asked_from as "askedFrom"`;

/** The feed that has this content and was not refused. */
export async function feedOfContent(ctx: ReadCtx, sha256: string): Promise<Feed | undefined> {
  const { rows } = await sql<Feed>`select ${feedColumns} from settlement_feed
    where city_id = ${ctx.actor.cityId} and sha256 = ${Buffer.from(sha256, "hex")} and state <> 'refused'`.execute(
    ctx.db,
  );
  return rows[0];
}

/** Held until the transaction ends. Refuses `not_found`. */
export async function lockFeed(ctx: WriteCtx, feedId: string): Promise<Feed> {
  const { rows } = await sql<Feed>`select ${feedColumns} from settlement_feed
    where city_id = ${ctx.actor.cityId} and id = ${feedId} for update`.execute(ctx.db);
  const [feed] = rows;
  if (!feed) throw new Refusal("not_found", "not_found");
  return feed;
}

export type NewFeed = {
  readonly id: string;
  readonly name: string;
  readonly source: FeedSource;
  readonly sha256: string;
  readonly bytes: number;
  readonly askedFrom: string | null;
  readonly by: { readonly id: string; readonly name: string };
};

/** False where the same content came at the same moment. */
export async function insertFeed(ctx: WriteCtx, feed: NewFeed): Promise<boolean> {
  const done =
    await sql`insert into settlement_feed (city_id, id, name, source, asked_from, sha256, bytes, state, received_at,
      received_by, received_by_name)
    values (${ctx.actor.cityId}, ${feed.id}, ${feed.name}, ${feed.source}, ${feed.askedFrom}, ${Buffer.from(feed.sha256, "hex")}, ${feed.bytes},
      'received', ${ctx.now}, ${feed.by.id}, ${feed.by.name})
    on conflict (city_id, sha256) where state <> 'refused' do nothing`.execute(ctx.db);
  return Number(done.numAffectedRows ?? 0n) > 0;
}

/** Something wrong with a feed: the whole of it (line 0), or a line. Codes, fields and sums; nothing of a person. */
export type Problem = {
  readonly line: number;
  readonly field: string;
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number | readonly string[]>>;
};

export async function refuseFeed(
  ctx: WriteCtx,
  feedId: string,
  problems: readonly Problem[],
  count: number,
): Promise<void> {
  await sql`update settlement_feed set state = 'refused', read_at = ${ctx.now}, problems = ${JSON.stringify(problems)}::jsonb,
      problem_count = ${count}
    where city_id = ${ctx.actor.cityId} and id = ${feedId}`.execute(ctx.db);
}

/** Whether another feed of this number was taken. */
export async function isNumberTaken(ctx: ReadCtx, number: string): Promise<boolean> {
  const { rows } = await sql`select from settlement_feed
    where city_id = ${ctx.actor.cityId} and number = ${number} and state = 'taken'`.execute(ctx.db);
  return rows.length > 0;
}

/** Lines of which nothing is kept but their number. */
export type Uncounted = {
  readonly noConsent: number;
  readonly unknownPerson: number;
  readonly known: number;
};

export async function noteTaken(
  ctx: WriteCtx,
  feedId: string,
  control: Control,
  { reversals, noConsent, unknownPerson, known }: Uncounted & { readonly reversals: number },
): Promise<void> {
  const { number, lines, total, fundSum, ownPay } = control;
  await sql`update settlement_feed set state = 'taken', read_at = ${ctx.now}, number = ${number}, lines = ${lines},
      reversals = ${reversals}, total_cents = ${total}, fund_pay_cents = ${fundSum}, own_pay_cents = ${ownPay},
      no_consent = ${noConsent}, unknown_person = ${unknownPerson}, known = ${known}
    where city_id = ${ctx.actor.cityId} and id = ${feedId}`.execute(ctx.db);
}

/** What was taken earlier of these settlements (blind indexes), or of the same visits. */
export async function earlierOf(
  ctx: ReadCtx,
  settlements: readonly Buffer[],
  visits: readonly Buffer[],
): Promise<Earlier[]> {
  const columns = sql`encode(setl_index, 'hex') as setl, encode(visit_index, 'hex') as visit, claim_id as "claimId",
    reversed_at is not null as "isReversed"`;
  const { rows } = await sql<Earlier>`select ${columns} from settlement
      where city_id = ${ctx.actor.cityId} and setl_index = any(${settlements}::bytea[])
    union select ${columns} from settlement
      where city_id = ${ctx.actor.cityId} and visit_index = any(${visits}::bytea[])`.execute(ctx.db);
  return rows;
}

export type Outcome =
  | "opened"
  | "joined"
  | "replaces"
  | "reversal"
  | "reversed"
  | "not_covered"
  | "not_in_plan"
  | "nothing_to_pay"
  | "not_claimable"
  | "name_differs";

export type KeptLine = {
  readonly line: number;
  readonly place: number;
  readonly setl: string;
  readonly visit: string;
  readonly personId: string;
  readonly claimId?: string | undefined;
  readonly outcome: Outcome;
  readonly reason?: string | undefined;
  readonly differs?: readonly string[] | undefined;
};

export async function insertLines(ctx: WriteCtx, feedId: string, lines: readonly KeptLine[]): Promise<void> {
  if (lines.length === 0) return;
  await planAnew(ctx);
  const nextId = idSeries();
  const bytes = (hex: string) => Buffer.from(hex, "hex");
  const reversedAt = (outcome: Outcome) =>
    outcome === "reversed" || outcome === "reversal" ? ctx.now.toISOString() : null;
  await ctx.copy(
    `settlement (city_id, id, feed_id, line, place, setl_index, visit_index, person_id, claim_id, outcome, reason, differs,
      reversed_at)`,
    copyRows(lines, (line) => [
      ...[ctx.actor.cityId, nextId(), feedId, line.line, line.place, bytes(line.setl), bytes(line.visit)],
      ...[line.personId, line.claimId, line.outcome, line.reason, `{${(line.differs ?? []).join(",")}}`],
      reversedAt(line.outcome),
    ]),
  );
}

/** Settlements (keys in hex) that were taken back. */
export async function markReversed(ctx: WriteCtx, settlements: readonly string[]): Promise<void> {
  const indexes = settlements.map((hex) => Buffer.from(hex, "hex"));
  await sql`update settlement set reversed_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and setl_index = any(${indexes}::bytea[]) and reversed_at is null`.execute(
    ctx.db,
  );
}

/** What a claim is to follow: the settlement that stands now, or none. Sealed until it has followed. */
export async function insertCorrection(
  ctx: WriteCtx,
  feedId: string,
  line: number,
  claimId: string,
  settlement: Settlement | undefined,
): Promise<string> {
  const id = newId();
  await sql`insert into settlement_correction (city_id, id, feed_id, line, claim_id, state, figures_sealed, noted_at)
    values (${ctx.actor.cityId}, ${id}, ${feedId}, ${line}, ${claimId}, 'waiting',
      ${settlement ? vault().seal(JSON.stringify(settlement)) : null}, ${ctx.now})`.execute(ctx.db);
  return id;
}

export type Correction = {
  readonly id: string;
  readonly claimId: string;
  readonly settlement: Settlement | undefined;
};

/** One that still waits, held until the transaction ends. */
export async function lockCorrection(ctx: WriteCtx, id: string): Promise<Correction | undefined> {
  const { rows } = await sql<{ claimId: string; sealed: Buffer | null }>`select claim_id as "claimId",
      figures_sealed as sealed
    from settlement_correction
    where city_id = ${ctx.actor.cityId} and id = ${id} and state = 'waiting' for update`.execute(ctx.db);
  const [row] = rows;
  return (
    row && {
      id,
      claimId: row.claimId,
      settlement: row.sealed ? (JSON.parse(vault().open(row.sealed)) as Settlement) : undefined,
    }
  );
}

export async function waitingCorrections(ctx: ReadCtx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from settlement_correction
    where city_id = ${ctx.actor.cityId} and state = 'waiting' order by id limit 5000`.execute(ctx.db);
  return rows.map(({ id }) => id);
}

export async function noteCorrection(
  ctx: WriteCtx,
  id: string,
  became: { readonly outcome: "corrected" | "dropped" | "closed" } | { readonly waitsFor: string },
): Promise<void> {
  await ("outcome" in became
    ? sql`update settlement_correction set state = 'done', outcome = ${became.outcome}, waits_for = null,
        figures_sealed = null, done_at = ${ctx.now}
      where city_id = ${ctx.actor.cityId} and id = ${id}`
    : sql`update settlement_correction set waits_for = ${became.waitsFor}
      where city_id = ${ctx.actor.cityId} and id = ${id}`
  ).execute(ctx.db);
}

/** A draft that is gone: a settlement that comes in its place opens a claim of its own. */
export async function forgetClaim(ctx: WriteCtx, claimId: string): Promise<void> {
  await sql`update settlement set claim_id = null where city_id = ${ctx.actor.cityId} and claim_id = ${claimId}`.execute(
    ctx.db,
  );
}

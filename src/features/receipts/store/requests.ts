import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { type ReadCtx, type WriteCtx, withinPart } from "#platform/context.ts";
import type { ReceiptKind, RequestState, SubsidyPaper } from "../rules/request.ts";

/** Money somebody has paid in and gets a receipt for. */
export type Wanted = {
  /** The feature that asks, and its own row: once per both. */
  readonly source: string;
  readonly sourceId: string;
  /** Who paid, or where somebody who is not registered paid, who confirms for them. */
  readonly organisationId: string;
  /** Who paid, where that is not the organisation. */
  readonly title?: string | undefined;
  readonly kind: ReceiptKind;
  /** 2025年1月职工互助保障会费 */
  readonly item: string;
  readonly heads: number;
  readonly cents: Cents;
  readonly receivedOn: PlainDate;
};

/**
 * Asks for receipts, many at once; the title is the payer's name until it says otherwise. What is known already and says
 * something else now waits for its confirmation again, unless it is issued: then it has to be reversed.
 */
export async function upsertRequests(ctx: WriteCtx, wanted: readonly Wanted[]): Promise<void> {
  const all = <T>(pick: (each: Wanted) => T) => wanted.map(pick);
  await sql`insert into receipt_request as known (city_id, id, source, source_id, organisation_id, kind, item, heads, cents,
      received_on, title, uscc, state, requested_at)
    select ${ctx.actor.cityId}::int, w.id, w.source, w.source_id, w.organisation_id, w.kind, w.item, w.heads, w.cents, w.day,
      coalesce(w.title, o.name), case when w.title is null then coalesce(p.uscc, '') else '' end, 'requested', ${ctx.now}::timestamptz
    from unnest(${wanted.map(newId)}::uuid[], ${all((w) => w.source)}::text[], ${all((w) => w.sourceId)}::uuid[],
      ${all((w) => w.organisationId)}::uuid[], ${all((w) => w.kind)}::text[], ${all((w) => w.item)}::text[],
      ${all((w) => w.heads)}::int[], ${all((w) => String(w.cents))}::bigint[], ${all((w) => w.receivedOn)}::date[],
      ${all((w) => w.title ?? null)}::text[]) as w (id, source, source_id, organisation_id, kind, item, heads, cents, day, title)
    join organisation as o on o.city_id = ${ctx.actor.cityId} and o.id = w.organisation_id
    left join organisation_profile as p on p.city_id = o.city_id and p.organisation_id = o.id
    on conflict (city_id, source, source_id) do update set item = excluded.item, heads = excluded.heads,
      cents = excluded.cents, received_on = excluded.received_on, is_void = false,
      state = case when known.state in ('confirmed', 'drawn', 'withdrawn') then 'requested' else known.state end
    where (known.item, known.heads, known.cents, known.received_on)
        is distinct from (excluded.item, excluded.heads, excluded.cents, excluded.received_on)
      or known.state = 'withdrawn' or known.is_void`.execute(ctx.db);
}

/** Nobody gets a receipt for these any more; what is issued stands until it is reversed, and is not issued anew. */
export async function withdrawRequests(
  ctx: WriteCtx,
  source: string,
  sourceIds: readonly string[],
): Promise<void> {
  await sql`update receipt_request set is_void = true,
      state = case when state in ('requested', 'confirmed', 'drawn') then 'withdrawn' else state end
    where city_id = ${ctx.actor.cityId} and source = ${source} and source_id = any(${[...sourceIds]}::uuid[])
      and state <> 'withdrawn'`.execute(ctx.db);
}

/** Draws up the reversal of what is issued and says something else than is asked for now. Answers how many. */
export async function drawChanged(
  ctx: WriteCtx,
  source: string,
  sourceIds: readonly string[],
  reason: string,
): Promise<number> {
  const done =
    await sql`update receipt_request as q set state = 'reversal_drawn', note = ${reason}, drawn_by = ${ctx.actor.id},
      drawn_by_name = ${ctx.actor.name}, drawn_at = ${ctx.now}
    from receipt as r
    where q.city_id = ${ctx.actor.cityId} and q.source = ${source} and q.source_id = any(${[...sourceIds]}::uuid[])
      and q.state = 'issued' and r.city_id = q.city_id and r.request_id = q.id and r.round = q.round and r.kind = 'issued'
      and (q.is_void or r.cents <> q.cents)`.execute(ctx.db);
  return Number(done.numAffectedRows ?? 0n);
}

export type Standing = {
  readonly sourceId: string;
  readonly requestId: string;
  readonly state: RequestState;
  /** What stands, where something does. */
  readonly number: string | null;
  readonly issuedOn: PlainDate | null;
};

/** How far the receipts of another feature's rows have come. */
export async function receiptsFor(
  ctx: ReadCtx,
  source: string,
  sourceIds: readonly string[],
): Promise<Standing[]> {
  const { rows } =
    await sql<Standing>`select q.source_id as "sourceId", q.id as "requestId", q.state, r.number,
      r.issued_on as "issuedOn" from receipt_request as q
    left join receipt as r on r.city_id = q.city_id and r.request_id = q.id and r.round = q.round and r.kind = 'issued'
    where q.city_id = ${ctx.actor.cityId} and q.source = ${source} and q.source_id = any(${[...sourceIds]}::uuid[])
      and q.state <> 'withdrawn' and ${withinPart(ctx, sql.ref("q.organisation_id"))} order by q.id`.execute(
      ctx.db,
    );
  return rows;
}

export type Request = {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: ReceiptKind;
  readonly item: string;
  readonly heads: number;
  readonly cents: Cents;
  readonly receivedOn: PlainDate;
  readonly title: string;
  readonly uscc: string;
  readonly state: RequestState;
  readonly round: number;
  readonly drawnBy: string | null;
  readonly drawnByName: string | null;
  readonly note: string | null;
};

const columns = sql`id, organisation_id as "organisationId", kind, item, heads, cents, received_on as "receivedOn", title, uscc,
  state, round, drawn_by as "drawnBy", drawn_by_name as "drawnByName", note`;

/** Requests by id, locked in the order of their ids. */
export async function lockRequests(ctx: WriteCtx, ids: readonly string[]): Promise<Request[]> {
  const { rows } = await sql<Request>`select ${columns} from receipt_request as q
    where city_id = ${ctx.actor.cityId} and id = any(${[...ids]}::uuid[])
      and ${withinPart(ctx, sql.ref("q.organisation_id"))} order by id for update`.execute(ctx.db);
  return rows;
}

export async function saveConfirmed(
  ctx: WriteCtx,
  id: string,
  { title, uscc }: { readonly title: string; readonly uscc: string },
): Promise<void> {
  await sql`update receipt_request set state = 'confirmed', title = ${title}, uscc = ${uscc}, note = null,
      confirmed_by = ${ctx.actor.id}, confirmed_by_name = ${ctx.actor.name}, confirmed_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(ctx.db);
}

/** The first person of the issuer draws them up, or draws up their reversal with its reason. */
export async function saveDrawn(
  ctx: WriteCtx,
  ids: readonly string[],
  state: "drawn" | "reversal_drawn",
  note?: string,
): Promise<void> {
  await sql`update receipt_request set state = ${state}, note = ${note ?? null}, drawn_by = ${ctx.actor.id},
      drawn_by_name = ${ctx.actor.name}, drawn_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and id = any(${[...ids]}::uuid[])`.execute(ctx.db);
}

export async function saveState(
  ctx: WriteCtx,
  ids: readonly string[],
  state: RequestState,
  { note, nextRound }: { readonly note?: string; readonly nextRound?: boolean } = {},
): Promise<void> {
  const now = nextRound ? sql`case when is_void then 'withdrawn' else ${state} end` : state;
  await sql`update receipt_request set state = ${now}, note = ${note ?? null}, round = round + ${nextRound ? 1 : 0}
    where city_id = ${ctx.actor.cityId} and id = any(${[...ids]}::uuid[])`.execute(ctx.db);
}

/** On what paper a union's subsidy is acknowledged: a note of the transfer, unless the city says a receipt. */
export async function subsidyPaper(ctx: ReadCtx): Promise<SubsidyPaper> {
  const { rows } = await sql<{ paper: SubsidyPaper }>`select subsidy_paper as paper from receipt_setting
    where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  return rows[0]?.paper ?? "transfer_note";
}

export async function saveSubsidyPaper(ctx: WriteCtx, paper: SubsidyPaper): Promise<void> {
  await sql`insert into receipt_setting (city_id, id, subsidy_paper, set_by, set_at)
    values (${ctx.actor.cityId}, ${newId()}, ${paper}, ${ctx.actor.id}, ${ctx.now})
    on conflict (city_id) do update set subsidy_paper = excluded.subsidy_paper, set_by = excluded.set_by,
      set_at = excluded.set_at`.execute(ctx.db);
}

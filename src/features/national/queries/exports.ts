import { sql } from "kysely";
import type { z } from "zod";
import { maskName } from "#core/mask.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { claimSettings } from "#features/claims/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { ExportList, ExportView, ItemList, ItemQuery, PageQuery, Settings } from "../contract.ts";
import { allTitles, type ExportKind } from "../rules/layout.ts";
import type { ItemState } from "../rules/result.ts";
import { titlesSet } from "../store.ts";
import { waitingCounts } from "./to-send.ts";

type Row = {
  readonly id: string;
  readonly number: string;
  readonly kind: ExportKind;
  readonly lines: number;
  readonly cents: Cents;
  readonly madeAt: Date;
  readonly madeBy: string;
};

const isOpen = sql<boolean>`item.state in ('refused', 'differs') and item.resolution is null`;
const columns = sql`id, number, kind, lines, cents, made_at as "madeAt", made_by_name as "madeBy"`;

/** What was sent, the newest first; what waits to be sent; what is still to be dealt with. */
export async function exportList(
  ctx: ReadCtx,
  { after, limit }: z.output<typeof PageQuery>,
): Promise<z.input<typeof ExportList>> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<Row>`select ${columns} from national_export
    where city_id = ${cityId} ${after ? sql`and id < ${after}` : sql``} order by id desc limit ${limit + 1}`.execute(
    ctx.db,
  );
  const { rows: counted } = await sql<{ total: number; differences: number }>`select
    (select count(*)::int from national_export where city_id = ${cityId}) as total,
    (select count(*)::int from national_item as item where item.city_id = ${cityId} and ${isOpen}) as differences`.execute(
    ctx.db,
  );
  const page = rows.slice(0, limit);
  return {
    rows: await withStates(ctx, page),
    total: counted[0]?.total ?? 0,
    differences: counted[0]?.differences ?? 0,
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    waiting: await waitingCounts(ctx),
    provincePays: (await claimSettings(ctx)).provincePays,
  };
}

/** Refuses `not_found`. */
export async function exportPage(ctx: ReadCtx, exportId: string): Promise<z.input<typeof ExportView>> {
  const { rows } = await sql<Row>`select ${columns} from national_export
    where city_id = ${ctx.actor.cityId} and id = ${exportId}`.execute(ctx.db);
  const [found] = await withStates(ctx, rows);
  if (!found) throw new Refusal("not_found", "not_found");
  return found;
}

async function withStates(ctx: ReadCtx, rows: readonly Row[]): Promise<z.input<typeof ExportView>[]> {
  const { rows: states } = await sql<{
    exportId: string;
    state: ItemState;
    lines: number;
    open: number;
  }>`select
      export_id as "exportId", state, count(*)::int as lines, (count(*) filter (where ${isOpen}))::int as open
    from national_item as item where item.city_id = ${ctx.actor.cityId} and export_id = any(${rows.map(({ id }) => id)}::uuid[])
    group by export_id, state`.execute(ctx.db);
  const of = Map.groupBy(states, ({ exportId }) => exportId);
  return rows.map(({ cents, madeAt, ...row }) => ({
    ...row,
    amount: formatYuan(cents),
    madeAt: madeAt.toISOString(),
    states: (of.get(row.id) ?? []).map(({ state, lines }) => ({ state, lines })),
    differences: (of.get(row.id) ?? []).reduce((all, { open }) => all + open, 0),
  }));
}

type ItemRow = {
  readonly id: string;
  readonly line: number;
  readonly name: string | null;
  readonly month: string | null;
  readonly claimNumber: string | null;
  readonly unitName: string | null;
  readonly cents: Cents;
  readonly theirCents: Cents | null;
  readonly state: ItemState;
  readonly externalNumber: string | null;
  readonly reason: string | null;
  readonly isOpen: boolean;
  readonly resolution: "resend" | "accept" | null;
  readonly note: string | null;
};

/** The lines of one export, or of all where none is named. Refuses `not_found`. */
export async function itemList(
  ctx: ReadCtx,
  exportId: string | undefined,
  { state, after, limit }: z.output<typeof ItemQuery>,
): Promise<z.input<typeof ItemList>> {
  if (exportId) await exportPage(ctx, exportId);
  const where = sql`item.city_id = ${ctx.actor.cityId} ${exportId ? sql`and item.export_id = ${exportId}` : sql``}
    ${state === "open" ? sql`and ${isOpen}` : state ? sql`and item.state = ${state}` : sql``}`;
  const { rows } = await sql<ItemRow>`select item.id, item.line, person.name,
      to_char(remittance.month, 'YYYY-MM') as month, claim.number as "claimNumber", unit.name as "unitName", item.cents,
      item.their_cents as "theirCents", item.state, ext.number as "externalNumber", item.reason, ${isOpen} as "isOpen",
      item.resolution, item.note
    from national_item as item
    left join person on person.city_id = item.city_id and person.id = item.person_id
    left join organisation as unit on unit.city_id = item.city_id and unit.id = item.unit_id
    left join remittance on remittance.city_id = item.city_id and item.kind = 'remittance' and remittance.id = item.our_id
    left join claim_payment as pay on pay.city_id = item.city_id and item.kind = 'claim' and pay.id = item.our_id
    left join claim on claim.city_id = item.city_id and claim.id = pay.claim_id
    left join external_number as ext on ext.city_id = item.city_id and ext.our_id = coalesce(claim.id, item.our_id)
      and ext.kind = case item.kind when 'roster' then 'cover' else item.kind end
    where ${where} ${after ? sql`and item.id > ${after}` : sql``} order by item.id limit ${limit + 1}`.execute(
    ctx.db,
  );
  const { rows: counted } = await sql<{
    total: number;
  }>`select count(*)::int as total from national_item as item
    where ${where}`.execute(ctx.db);
  const page = rows.slice(0, limit);
  return {
    rows: page.map(({ name, month, claimNumber, unitName, cents, theirCents, reason, ...row }) => ({
      ...row,
      what: [claimNumber, month, name && maskName(name)].filter(Boolean).join(" "),
      unitName: unitName ?? "",
      amount: formatYuan(cents),
      theirAmount: theirCents === null ? null : formatYuan(theirCents),
      reason: reason ?? "",
    })),
    total: counted[0]?.total ?? 0,
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

export async function settingsView(ctx: ReadCtx): Promise<z.input<typeof Settings>> {
  const { provincePays } = await claimSettings(ctx);
  return { provincePays, titles: allTitles(await titlesSet(ctx)) };
}

import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { maskName } from "#core/mask.ts";
import { type Cents, formatYuan, sum } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { organisationById, ownOrganisation } from "#features/organisations/index.ts";
import { allows, type ReadCtx, type WriteCtx, withinPart } from "#platform/context.ts";
import { files } from "#platform/files.ts";
import type {
  PackList,
  PackPage,
  PageQuery,
  RecipientList,
  RecipientPage,
  RecipientQuery,
} from "../contract.ts";
import { leftOf, type MoveKind, moveKinds } from "../rules/stock.ts";

type Row = z.input<typeof PackList>["rows"][number];

const columns = sql`p.id, p.title, p.season, p.contents, p.state,
  p.opened_on::text as "openedOn", people.listed, people.handed, stock.left`;
const from = (ctx: ReadCtx): RawBuilder<unknown> => sql`care_pack as p
  cross join lateral (select (count(*) filter (where r.state = 'listed'))::int as listed,
      (count(*) filter (where r.state = 'handed'))::int as handed
    from pack_recipient as r where r.city_id = p.city_id and r.pack_id = p.id
      and ${withinPart(ctx, sql.ref("r.organisation_id"))}) as people
  cross join lateral (select coalesce(sum(s.came - s.went), 0)::int as left from pack_stock as s
    where s.city_id = p.city_id and s.pack_id = p.id and ${withinPart(ctx, sql.ref("s.organisation_id"))}) as stock`;

/** Packs, the newest first; their numbers are those of the asker's part of the tree. Pages by key. */
export async function packList(
  ctx: ReadCtx,
  page: z.output<typeof PageQuery>,
): Promise<z.input<typeof PackList>> {
  const after = page.after ? sql`and p.id < ${page.after}::uuid` : sql``;
  const { rows } = await sql<Row>`select ${columns} from ${from(ctx)}
    where p.city_id = ${ctx.actor.cityId} ${after} order by p.id desc limit ${page.limit + 1}`.execute(
    ctx.db,
  );
  const counted = await sql<{ n: number }>`select count(*)::int as n from care_pack
    where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  const shown = rows.slice(0, page.limit);
  return {
    rows: shown,
    total: counted.rows[0]?.n ?? 0,
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
    allowed: allows(ctx.actor, "care.manage") ? ["open"] : [],
  };
}

/** One season's packs: where they are, what they cost, who got one. Refuses `pack_unknown`. */
export async function packPage(ctx: ReadCtx, id: string): Promise<z.input<typeof PackPage>> {
  const { rows } = await sql<
    Row & { closedWords: string | null }
  >`select ${columns}, p.closed_words as "closedWords"
    from ${from(ctx)} where p.city_id = ${ctx.actor.cityId} and p.id = ${id}::uuid`.execute(ctx.db);
  const [pack] = rows;
  if (!pack) throw new Refusal("not_found", "pack_unknown");
  const isCity = ctx.actor.reach !== "part";
  const purchases = isCity ? await purchasesOf(ctx, id) : null;
  const [manages, hands] = [allows(ctx.actor, "care.manage"), allows(ctx.actor, "care.hand_over")];
  return {
    ...pack,
    places: await placesOf(ctx, id),
    purchases: purchases?.map(({ cents, ...each }) => ({ ...each, amount: formatYuan(cents) })) ?? null,
    cost: purchases && formatYuan(sum(purchases.map(({ cents }) => cents))),
    own: await ownStock(ctx, id),
    allowed:
      pack.state === "closed"
        ? []
        : [
            ...(manages && isCity ? (["buy", "close"] as const) : []),
            ...(hands ? (["issue", "list", "hand_over", "count"] as const) : []),
            ...(hands && !isCity ? (["return"] as const) : []),
            ...(isCity && manages && allows(ctx.actor, "relief.match") ? (["list_hardship"] as const) : []),
          ],
  };
}

type Bought = {
  readonly id: string;
  readonly on: string;
  readonly supplier: string;
  readonly invoice: string;
  readonly quantity: number;
  readonly cents: Cents;
};

async function purchasesOf(ctx: ReadCtx, packId: string): Promise<Bought[]> {
  const { rows } =
    await sql<Bought>`select id, bought_on::text as on, supplier, invoice, quantity, cents from care_purchase
    where city_id = ${ctx.actor.cityId} and pack_id = ${packId}::uuid order by care_purchase.id`.execute(
      ctx.db,
    );
  return rows;
}

/** Worked out from the moves themselves, so that it can be held against the stock. */
async function placesOf(ctx: ReadCtx, packId: string): Promise<z.input<typeof PackPage>["places"]> {
  const { rows } = await sql<{ organisationId: string; name: string } & Record<MoveKind, number>>`select
      o.id as "organisationId", o.name,
      ${sql.join(moveKinds.map((kind) => sql`coalesce(sum(m.quantity) filter (where m.kind = ${kind}), 0)::int as ${sql.ref(kind)}`))}
    from pack_move as m join organisation as o on o.city_id = m.city_id and o.id = m.organisation_id
    where m.city_id = ${ctx.actor.cityId} and m.pack_id = ${packId}::uuid and ${withinPart(ctx, sql.ref("m.organisation_id"))}
    group by o.id, o.name, o.code order by o.code`.execute(ctx.db);
  return rows.map((row) => ({ ...row, left: leftOf(row) }));
}

async function ownStock(ctx: ReadCtx, packId: string): Promise<z.input<typeof PackPage>["own"]> {
  const place = await organisationById(ctx, await ownOrganisation(ctx));
  if (!place) return null;
  const { rows } = await sql<{
    left: number;
  }>`select came - went as left from pack_stock where city_id = ${ctx.actor.cityId}
    and pack_id = ${packId}::uuid and organisation_id = ${place.id}::uuid`.execute(ctx.db);
  return { id: place.id, name: place.name, left: rows[0]?.left ?? 0 };
}

type Person = Omit<z.input<typeof RecipientList>["rows"][number], "handedOn"> & {
  readonly handedOn: string | null;
};
const person = sql`r.id, r.name, r.mark, o.name as unit, r.state, h.on_day::text as "handedOn", h.by_name as "handedBy",
  h.proof_kind as proof`;
const people = sql`pack_recipient as r
  join organisation as o on o.city_id = r.city_id and o.id = r.organisation_id
  left join lateral (select * from pack_handing as h where h.city_id = r.city_id and h.recipient_id = r.id
    and r.state = 'handed' order by h.id desc limit 1) as h on true`;

/** Who is to get one and who has it, names masked. Pages by key. */
export async function recipientList(
  ctx: ReadCtx,
  packId: string,
  query: z.output<typeof RecipientQuery>,
): Promise<z.input<typeof RecipientList>> {
  const here = sql`r.city_id = ${ctx.actor.cityId} and r.pack_id = ${packId}::uuid
    and ${withinPart(ctx, sql.ref("r.organisation_id"))}`;
  const known =
    await sql`select from care_pack where city_id = ${ctx.actor.cityId} and id = ${packId}::uuid`.execute(
      ctx.db,
    );
  if (known.rows.length === 0) throw new Refusal("not_found", "pack_unknown");
  const state = query.show === "all" ? sql`and r.state <> 'struck'` : sql`and r.state = ${query.show}`;
  const after = query.after ? sql`and r.id > ${query.after}::uuid` : sql``;
  const { rows } = await sql<Person>`select ${person} from ${people} where ${here} ${state} ${after}
    order by r.id limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ listed: number; handed: number }>`select
      (count(*) filter (where r.state = 'listed'))::int as listed,
      (count(*) filter (where r.state = 'handed'))::int as handed from pack_recipient as r where ${here}`.execute(
    ctx.db,
  );
  const { listed = 0, handed = 0 } = counted.rows[0] ?? {};
  const counts = { listed, handed, all: listed + handed };
  const shown = rows.slice(0, query.limit);
  return {
    rows: shown.map((row) => ({ ...row, name: maskName(row.name) })),
    total: counts[query.show],
    next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    counts,
  };
}

/** One who is to get one: the name in full, because it is asked for at the handing over. Refuses `recipient_unknown`. */
export async function recipientPage(
  ctx: ReadCtx,
  packId: string,
  id: string,
): Promise<z.input<typeof RecipientPage>> {
  const { rows } = await sql<
    Person & { pack: string; contents: string; isOpen: boolean; isOurs: boolean }
  >`select ${person}, p.title as pack,
      p.contents, p.state = 'open' as "isOpen", ${withinPart(ctx, sql.ref("h.from_id"))} as "isOurs"
    from ${people} join care_pack as p on p.city_id = r.city_id and p.id = r.pack_id
    where r.city_id = ${ctx.actor.cityId} and r.pack_id = ${packId}::uuid and r.id = ${id}::uuid
      and r.state <> 'struck' and ${withinPart(ctx, sql.ref("r.organisation_id"))}`.execute(ctx.db);
  const [found] = rows;
  if (!found) throw new Refusal("not_found", "recipient_unknown");
  const { isOpen, isOurs, ...row } = found;
  const hands = isOpen && allows(ctx.actor, "care.hand_over");
  return {
    ...row,
    name: maskName(row.name),
    fullName: row.name,
    own: await ownStock(ctx, packId),
    handings: await handingsOf(ctx, id),
    allowed: [
      ...(hands && row.state === "listed" ? (["hand_over", "strike_out"] as const) : []),
      ...(hands && row.state === "handed" && isOurs ? (["take_back"] as const) : []),
    ],
  };
}

async function handingsOf(
  ctx: ReadCtx,
  recipientId: string,
): Promise<z.input<typeof RecipientPage>["handings"]> {
  const { rows } = await sql<
    z.input<typeof RecipientPage>["handings"][number]
  >`select h.id, h.event, h.on_day::text as on,
      h.by_name as by, o.name as from, h.note, h.proof_kind as proof
    from pack_handing as h left join organisation as o on o.city_id = h.city_id and o.id = h.from_id
    where h.city_id = ${ctx.actor.cityId} and h.recipient_id = ${recipientId}::uuid order by h.id desc`.execute(
    ctx.db,
  );
  return rows;
}

/** The signature or the photograph of one handing over; the look is recorded. Refuses `recipient_unknown`. */
export async function openProof(
  ctx: WriteCtx,
  packId: string,
  id: string,
): Promise<{ readonly type: string; readonly content: Buffer }> {
  const { rows } = await sql<{
    type: string;
    proofId: string;
    recipientId: string;
  }>`select h.proof_type as type,
      h.proof_id as "proofId", r.id as "recipientId"
    from pack_handing as h join pack_recipient as r on r.city_id = h.city_id and r.id = h.recipient_id
    where h.city_id = ${ctx.actor.cityId} and h.id = ${id}::uuid and r.pack_id = ${packId}::uuid and h.proof_id is not null
      and ${withinPart(ctx, sql.ref("h.organisation_id"))}`.execute(ctx.db);
  const [found] = rows;
  if (!found) throw new Refusal("not_found", "recipient_unknown");
  await ctx.record("pack.proof_opened", { packId, recipientId: found.recipientId });
  return { type: found.type, content: await files().read(found.proofId) };
}

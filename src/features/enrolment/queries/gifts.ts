import { sql } from "kysely";
import type { z } from "zod";
import { addDays, type PlainDate } from "#core/dates.ts";
import { formatYuan, minus } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { GiftList, GiftPage, GiftRow } from "../contract/gifts.ts";
import type { BatchState } from "../store/batches.ts";
import { findGifts, type Gift } from "../store/gifts.ts";

const present = (gift: Gift): z.input<typeof GiftRow> => ({
  id: gift.id,
  number: gift.number,
  title: gift.title,
  kind: gift.kind,
  funderKind: gift.funderKind,
  funder: gift.funderName,
  state: gift.state,
  people: {
    given: gift.peopleQuota,
    used: gift.peopleUsed,
    left: gift.peopleQuota - gift.peopleUsed,
  },
  money: {
    given: formatYuan(gift.centsQuota),
    received: formatYuan(gift.received),
    used: formatYuan(gift.centsUsed),
    left: formatYuan(minus(gift.centsQuota, gift.centsUsed)),
  },
});

/** Every gift that concerns the actor, the newest first; a city has few. */
export async function giftList(ctx: ReadCtx): Promise<z.input<typeof GiftList>> {
  const rows = (await findGifts(ctx)).map(present);
  return {
    rows,
    total: rows.length,
    next: null,
    allowed: allows(ctx.actor, "enrolment.gift") ? ["set_up"] : [],
  };
}

type More = {
  readonly planName: string;
  readonly funderAccount: string | null;
  readonly setUpBy: string;
  readonly setUpAt: Date;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
};

/** One gift: what is given, used and left, whom it is for and which rosters came under it. Refuses `not_found`. */
export async function giftPage(ctx: ReadCtx, giftId: string): Promise<z.input<typeof GiftPage>> {
  const { cityId } = ctx.actor;
  const [gift] = await findGifts(ctx, [giftId]);
  const { rows } =
    await sql<More>`select plan.name as "planName", gift.funder_account_shown as "funderAccount",
      gift.set_up_by_name as "setUpBy", gift.set_up_at as "setUpAt", gift.closed_by_name as "closedBy",
      gift.closed_at as "closedAt"
    from gift join plan on plan.code = gift.plan_code
    where gift.city_id = ${cityId} and gift.id = ${giftId}`.execute(ctx.db);
  const [more] = rows;
  if (!gift || !more) throw new Refusal("not_found", "not_found");
  const grants = await grantsShown(ctx, giftId);
  const isOwner = ctx.actor.reach !== "part" || ctx.actor.organisationId === gift.organisationId;
  const looksAfter = isOwner && allows(ctx.actor, "enrolment.gift");
  const isOpen = gift.state === "open";
  const mayBring =
    allows(ctx.actor, "enrolment.upload") && (gift.kind === "named" ? looksAfter : grants.length > 0);
  return {
    ...present(gift),
    planCode: gift.planCode,
    planName: more.planName,
    from: gift.from,
    through: addDays(gift.until, -1),
    funderAccount: isOwner ? more.funderAccount : null,
    setUpBy: more.setUpBy,
    setUpAt: more.setUpAt.toISOString(),
    closedBy: more.closedBy,
    closedAt: more.closedAt?.toISOString() ?? null,
    grants,
    rosters: await rostersShown(ctx, giftId),
    allowed: !isOpen
      ? []
      : [
          ...(mayBring ? (["bring"] as const) : []),
          ...(looksAfter && gift.kind === "head_count" ? (["grant"] as const) : []),
          ...(looksAfter ? (["close"] as const) : []),
        ],
  };
}

async function grantsShown(ctx: ReadCtx, giftId: string): Promise<z.input<typeof GiftPage>["grants"]> {
  const { rows } = await sql<z.input<typeof GiftPage>["grants"][number]>`
    select g.organisation_id as "organisationId", unit.code, unit.name as unit, g.people, g.people_used as used
    from gift_grant as g join organisation as unit on unit.city_id = g.city_id and unit.id = g.organisation_id
    where g.city_id = ${ctx.actor.cityId} and g.gift_id = ${giftId} and ${withinPart(ctx, sql.ref("g.organisation_id"))}
    order by unit.code`.execute(ctx.db);
  return rows;
}

async function rostersShown(ctx: ReadCtx, giftId: string): Promise<z.input<typeof GiftPage>["rosters"]> {
  const { rows } = await sql<{
    batchId: string;
    unit: string;
    coverFrom: PlainDate;
    state: BatchState;
    people: number;
  }>`select batch.id as "batchId", unit.name as unit, batch.cover_from as "coverFrom", batch.state,
      case when batch.state = 'confirmed' then batch.confirmed else batch.accepted + batch.approved end as people
    from enrolment_batch as batch
    join organisation as unit on unit.city_id = batch.city_id and unit.id = batch.organisation_id
    where batch.city_id = ${ctx.actor.cityId} and batch.gift_id = ${giftId} and batch.state <> 'withdrawn'
      and ${withinPart(ctx, sql.ref("batch.organisation_id"))}
    order by batch.id desc limit 500`.execute(ctx.db);
  return rows;
}

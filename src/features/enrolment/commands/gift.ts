import { monthOf, type PlainDate, yearOf } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { maskAccount } from "#core/mask.ts";
import { type Cents, times } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { accountIndex, expectMoney } from "#features/banking/index.ts";
import { organisationsIn } from "#features/organisations/index.ts";
import { planVersionOn, priceIn } from "#features/plans/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import { type FunderKind, type GiftKind, giftObstacle, roomObstacle } from "../rules/gift.ts";
import type { Batch } from "../store/batches.ts";
import {
  addUsed,
  asProgram,
  findGift,
  type Gift,
  grantOf,
  insertGift,
  lockRoom,
  organisationCalled,
  replaceGrants,
  saveClosed,
} from "../store/gifts.ts";

export type GiftRequest = {
  readonly title: string;
  readonly kind: GiftKind;
  readonly funderKind: FunderKind;
  readonly funderName: string;
  readonly funderAccount?: string | undefined;
  readonly planCode: string;
  readonly people: number;
  readonly cents: Cents;
  readonly from: PlainDate;
  readonly until: PlainDate;
};

/**
 * Sets a gift up: the funder's money is expected from now on, and rosters may be brought under it. Refuses
 * `gift_period_in_order`, `gift_money_too_little`, `gift_account_unreadable`, `plan_not_in_force`.
 */
export async function setUpGift(ctx: WriteCtx, request: GiftRequest): Promise<string> {
  if (request.from >= request.until) throw new Refusal("invalid", "gift_period_in_order");
  const price = await priceOn(ctx, request.planCode, request.from);
  if (request.cents < price) throw new Refusal("invalid", "gift_money_too_little", { price: String(price) });
  const account = request.funderAccount?.normalize("NFKC").replace(/[\s-]/g, "") ?? "";
  const index = account === "" ? undefined : accountIndex(account);
  if (account !== "" && (!index || !/^[0-9A-Za-z]{6,32}$/.test(account)))
    throw new Refusal("invalid", "gift_account_unreadable");
  const organisationId = ctx.actor.organisationId ?? (await agency(ctx));
  const year = yearOf(ctx.today);
  const id = newId();
  const number = numbered("ZS", year, await nextNumbers(ctx, `gift/${year}`));
  const { title, kind, funderKind, funderName, planCode, from, until } = request;
  await insertGift(ctx, {
    ...{ id, organisationId, number, title, kind, funderKind, funderName, planCode, from, until },
    funderOrganisationId: await organisationCalled(ctx, funderName),
    funderAccountSealed: account === "" ? null : vault().seal(account),
    funderAccountShown: account === "" ? null : maskAccount(account),
    peopleQuota: request.people,
    centsQuota: request.cents,
  });
  await expectMoney(ctx, [
    {
      source: "gift",
      sourceId: id,
      kind: "gift",
      organisationId,
      month: monthOf(ctx.today),
      due: request.cents,
      account: "gift",
      heads: request.people,
      announcedOn: ctx.today,
      payee: { reference: number, name: funderName, ...(index && { accountIndex: index }) },
    },
  ]);
  await ctx.record("enrolment.gift_set_up", { gift: id, number, people: request.people });
  return id;
}

async function agency(ctx: WriteCtx): Promise<string> {
  const [found] = await organisationsIn(ctx, { kinds: ["city_agency"] });
  if (!found) throw new Refusal("not_found", "not_found");
  return found.id;
}

async function priceOn(ctx: WriteCtx, planCode: string, day: PlainDate): Promise<Cents> {
  return priceIn(ctx, await planVersionOn(ctx, planCode, day), day);
}

/** A gift that the actor looks after: its own, or for the city any. Refuses `not_found`, `gift_of_others`, `gift_closed`. */
async function ownGift(ctx: WriteCtx, giftId: string): Promise<Gift> {
  const gift = await findGift(ctx, giftId);
  if (!isOwner(ctx, gift)) throw new Refusal("forbidden", "gift_of_others");
  if (gift.state === "closed") throw new Refusal("conflict", "gift_closed");
  return gift;
}

const isOwner = (ctx: WriteCtx, gift: Pick<Gift, "organisationId">): boolean =>
  ctx.actor.reach !== "part" || ctx.actor.organisationId === gift.organisationId;

/**
 * The list of a head-count gift, as a whole: which unit may bring how many. Refuses as `ownGift`, `gift_not_by_number`,
 * `gift_units_unknown` (all of them at once), `gift_list_too_long` (more than is given), `gift_unit_used_up`.
 */
export async function grantHeads(
  ctx: WriteCtx,
  giftId: string,
  list: readonly { readonly code: string; readonly people: number }[],
): Promise<void> {
  const gift = await ownGift(ctx, giftId);
  if (gift.kind !== "head_count") throw new Refusal("conflict", "gift_not_by_number");
  const units = new Map(
    (await organisationsIn(ctx, { codes: list.map(({ code }) => code) })).map((unit) => [unit.code, unit.id]),
  );
  const unknown = list.filter(({ code }) => !units.has(code)).map(({ code }) => code);
  if (unknown.length > 0) throw new Refusal("invalid", "gift_units_unknown", { codes: unknown });
  const twice = list.map(({ code }) => code).filter((code, at, all) => all.indexOf(code) !== at);
  if (twice.length > 0) throw new Refusal("invalid", "gift_unit_twice", { codes: [...new Set(twice)] });
  const total = list.reduce((people, each) => people + each.people, 0);
  if (total > gift.peopleQuota)
    throw new Refusal("conflict", "gift_list_too_long", { total, quota: gift.peopleQuota });
  const grants = list.map(({ code, people }) => ({ organisationId: units.get(code) ?? "", people }));
  for (const { organisationId, people } of grants) {
    const used = (await grantOf(ctx, giftId, organisationId))?.peopleUsed ?? 0;
    if (people < used) throw new Refusal("conflict", "gift_unit_has_used", { used, wanted: people });
  }
  await replaceGrants(ctx, giftId, grants);
  await ctx.record("enrolment.gift_granted", { gift: giftId, units: grants.length, people: total });
}

/** No roster is opened or confirmed under it any more; what stands, stands. Refuses as `ownGift`. */
export async function closeGift(ctx: WriteCtx, giftId: string): Promise<void> {
  await ownGift(ctx, giftId);
  await saveClosed(ctx, giftId);
  await ctx.record("enrolment.gift_closed", { gift: giftId });
}

/** Whether a roster may be opened under a gift. Refuses what `giftObstacle` says, and `not_found`. */
export async function demandGift(
  ctx: WriteCtx,
  giftId: string,
  asked: { readonly organisationId: string; readonly planCode: string; readonly coverFrom: PlainDate },
): Promise<void> {
  const gift = await findGift(ctx, giftId);
  const grant = await grantOf(ctx, giftId, asked.organisationId);
  const found = giftObstacle(gift, asked, grant, isOwner(ctx, gift));
  if (found) throw new Refusal("conflict", found.code, found.facts);
}

/**
 * A roster under a gift is confirmed: so many people and their price are taken of it, under its lock, so that two rosters
 * at once never take more than is given. Refuses `gift_closed`, `gift_people_used_up`, `gift_money_used_up`, `gift_unit_used_up`.
 */
export async function drawOnGift(ctx: WriteCtx, batch: Batch, people: number): Promise<void> {
  const { giftId } = batch;
  if (!giftId) return;
  const cents = times(await priceOn(ctx, batch.planCode, batch.coverFrom), people);
  await asProgram(ctx, async (inside) => {
    const { gift, grant } = await lockRoom(inside, giftId, batch.organisationId);
    if (gift.state === "closed") throw new Refusal("conflict", "gift_closed");
    const full = roomObstacle(gift, { people, cents }, grant);
    if (full) throw new Refusal("conflict", full.code, full.facts);
    await addUsed(inside, giftId, batch.organisationId, { people, cents });
  });
}

/** People who are taken off before the remittance leave their place to others. */
export async function giveBackGift(ctx: WriteCtx, batch: Batch, people: number): Promise<void> {
  const { giftId } = batch;
  if (!giftId || people === 0) return;
  const cents = times(await priceOn(ctx, batch.planCode, batch.coverFrom), people);
  await asProgram(ctx, async (inside) => {
    await lockRoom(inside, giftId, batch.organisationId);
    await addUsed(inside, giftId, batch.organisationId, { people: -people, cents: -cents });
  });
}

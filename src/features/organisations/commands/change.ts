import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Purpose } from "#core/purposes.ts";
import { Refusal } from "#core/refusal.ts";
import { type WriteCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { isLabelValue, type Label } from "../rules/labels.ts";
import { isUnion, mayStandUnder } from "../rules/tree.ts";
import { dueMoves, hangUnder, isPartOf, lockNodes, noteDated, noteMove } from "../store/tree.ts";

/**
 * Moves an organisation with all below it under another parent from a day on. A day to come waits for
 * `applyDueMoves`. Refuses: organisation_unknown, parent_unknown, parent_kind_wrong, organisation_circle.
 */
export async function moveOrganisation(
  ctx: WriteCtx,
  given: {
    readonly organisationId: string;
    readonly parentId: string;
    readonly from: PlainDate;
    readonly reason: string;
  },
): Promise<"moved" | "planned"> {
  const nodes = await lockNodes(ctx, [given.organisationId, given.parentId]);
  const moving = nodes.get(given.organisationId);
  const parent = nodes.get(given.parentId);
  if (!moving) throw new Refusal("not_found", "organisation_unknown");
  if (!parent) throw new Refusal("invalid", "new_parent_unknown");
  if (await isPartOf(ctx, parent.id, moving.id)) throw new Refusal("invalid", "moved_into_itself");
  if (!mayStandUnder(moving.kind, parent.kind)) throw new Refusal("invalid", "new_parent_kind_wrong");
  await noteMove(ctx, given);
  const isNow = given.from <= ctx.today;
  if (isNow) await hangUnder(ctx, moving.id, parent.id, isUnion(moving.kind) ? moving.id : parent.unionId);
  await ctx.record("organisation.moved", {
    organisationId: moving.id,
    from: given.from,
    parentId: parent.id,
    before: moving.parentId,
  });
  return isNow ? "moved" : "planned";
}

/** Carries out the moves whose day has come. Safe to run at any time. */
export async function applyDueMoves(ctx: WriteCtx): Promise<number> {
  const due = await dueMoves(ctx);
  for (const { organisationId, parentId } of due) {
    const nodes = await lockNodes(ctx, [organisationId, parentId]);
    const moving = nodes.get(organisationId);
    const parent = nodes.get(parentId);
    if (!moving || !parent || (await isPartOf(ctx, parentId, organisationId))) continue;
    await hangUnder(ctx, moving.id, parent.id, isUnion(moving.kind) ? moving.id : parent.unionId);
    await ctx.record("organisation.move_applied", { organisationId, parentId });
  }
  return due.length;
}

/** Says from which day a unit's subsidy category is another. Refuses: organisation_unknown. */
export async function setCategory(
  ctx: WriteCtx,
  given: { readonly organisationId: string; readonly category: string; readonly from: PlainDate },
): Promise<void> {
  await demandOne(ctx, given.organisationId);
  await noteDated(ctx, "organisation_category", { ...given, value: given.category });
  await ctx.record("organisation.category_set", given);
}

/** Puts a label on a unit from a day on, or takes it off with an empty value. Refuses: organisation_unknown, label_value_unknown. */
export async function setLabel(
  ctx: WriteCtx,
  given: {
    readonly organisationId: string;
    readonly label: Label;
    readonly value: string;
    readonly from: PlainDate;
  },
): Promise<void> {
  if (given.value !== "" && !isLabelValue(given.label, given.value))
    throw new Refusal("invalid", "label_value_unknown");
  await demandOne(ctx, given.organisationId);
  await noteDated(ctx, "organisation_label", given);
  await ctx.record("organisation.label_set", given);
}

async function demandOne(ctx: WriteCtx, id: string): Promise<void> {
  if (!(await lockNodes(ctx, [id])).has(id)) throw new Refusal("not_found", "organisation_unknown");
}

/** Shows a unit's account number or phone in full, for a purpose, on record. Refuses: organisation_unknown. */
export async function unmaskOrganisation(
  ctx: WriteCtx,
  organisationId: string,
  field: "account" | "phone",
  purpose: Purpose,
): Promise<string | null> {
  const { rows } = await sql<{
    account: Buffer | null;
    phone: Buffer | null;
  }>`select p.account_no_sealed as account,
      p.phone_sealed as phone from organisation_profile as p
    where p.city_id = ${ctx.actor.cityId} and p.organisation_id = ${organisationId}
      and ${withinPart(ctx, sql.ref("p.organisation_id"))}`.execute(ctx.db);
  const found = rows[0];
  if (!found) throw new Refusal("not_found", "organisation_unknown");
  await ctx.record("organisation.unmasked", { organisationId, field, purpose });
  const sealed = found[field];
  return sealed ? vault().open(sealed) : null;
}

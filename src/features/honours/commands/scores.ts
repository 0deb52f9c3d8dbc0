import { sql } from "kysely";
import { type PlainDate, yearOf } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { type WriteCtx, withinPart } from "#platform/context.ts";
import { scoreInputs } from "../queries/inputs.ts";
import { addsUp, type ScorePart, sheetOf } from "../rules/score.ts";
import { needPast } from "./cases.ts";

/**
 * Works out the sheets of a day that is over and keeps them with all they follow from. Once for a day.
 * Refuses `score_day_not_over`, `scores_taken`, `scores_without_targets`.
 */
export async function takeScores(ctx: WriteCtx, asOf: PlainDate): Promise<number> {
  const { cityId } = ctx.actor;
  if (asOf >= ctx.today) throw new Refusal("invalid", "score_day_not_over", { today: ctx.today });
  const known =
    await sql`select from score_sheet where city_id = ${cityId} and as_of = ${asOf}::date limit 1`.execute(
      ctx.db,
    );
  if (known.rows.length > 0) throw new Refusal("conflict", "scores_taken", { asOf });
  const rows = (await scoreInputs(ctx, asOf, ctx.now)).map((each) => ({
    ...each,
    ...sheetOf(each.inputs),
    id: newId(),
  }));
  if (rows.length === 0) throw new Refusal("conflict", "scores_without_targets", { year: yearOf(asOf) });
  await sql`insert into score_sheet (city_id, id, organisation_id, as_of, inputs, score, weight, taken_at, taken_by_name)
    select ${cityId}, s.id, s.organisation_id, ${asOf}::date, s.inputs, s.score, s.weight, ${ctx.now}, ${ctx.actor.name}
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map((row) => row.organisationId)}::uuid[],
      ${rows.map(({ inputs }) => JSON.stringify(inputs))}::jsonb[], ${rows.map(({ score }) => score)}::int[],
      ${rows.map(({ weight }) => weight)}::int[]) as s (id, organisation_id, inputs, score, weight)`.execute(
    ctx.db,
  );
  await ctx.record("score_sheets.taken", { asOf, organisations: rows.length });
  return rows.length;
}

/** What each part is worth from a day on. Refuses `score_rule_not_100`. */
export async function setScoreRule(
  ctx: WriteCtx,
  rule: Readonly<Record<ScorePart, number>> & { readonly validFrom: string },
): Promise<void> {
  if (!addsUp(rule)) throw new Refusal("invalid", "score_rule_not_100");
  await sql`insert into score_rule (city_id, id, version, valid_from, coverage, funding, service, awareness, inspection, innovation,
      set_by_name, set_at)
    select ${ctx.actor.cityId}, ${newId()}, coalesce(max(version), 0) + 1, ${rule.validFrom}::date, ${rule.coverage}, ${rule.funding},
      ${rule.service}, ${rule.awareness}, ${rule.inspection}, ${rule.innovation}, ${ctx.actor.name}, ${ctx.now}
    from score_rule where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  await ctx.record("score_rule.set", { validFrom: rule.validFrom });
}

/** Which of the three incentives followed, and when. Refuses `sheet_unknown`, `day_to_come`, `incentive_given_already`. */
export async function noteIncentive(
  ctx: WriteCtx,
  sheetId: string,
  given: { readonly kind: "funds" | "preference" | "honour"; readonly words: string; readonly on: string },
): Promise<void> {
  const { cityId } = ctx.actor;
  needPast(ctx, given.on);
  const { rows } = await sql<{
    organisationId: string;
  }>`select organisation_id as "organisationId" from score_sheet
    where city_id = ${cityId} and id = ${sheetId}::uuid and ${withinPart(ctx, sql.ref("organisation_id"))}`.execute(
    ctx.db,
  );
  if (!rows[0]) throw new Refusal("not_found", "sheet_unknown");
  const added =
    await sql`insert into incentive (city_id, id, organisation_id, sheet_id, kind, words, given_on, noted_by_name, noted_at)
    values (${cityId}, ${newId()}, ${rows[0].organisationId}, ${sheetId}, ${given.kind}, ${given.words}, ${given.on}::date,
      ${ctx.actor.name}, ${ctx.now})
    on conflict on constraint incentive_once do nothing returning id`.execute(ctx.db);
  if (added.rows.length === 0) throw new Refusal("conflict", "incentive_given_already");
  await ctx.record("incentive.noted", { sheetId, kind: given.kind });
}

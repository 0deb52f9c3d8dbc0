import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import type { Shift } from "#features/calendar/index.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import type { FundingRule, Mode, RulePayer } from "../rules/funding-rule.ts";
import { type FundingDays, usualDays } from "../rules/settle.ts";

export type SetRule = FundingRule & { readonly id: string; readonly setBy: string; readonly setAt: Date };

type RuleRow = {
  readonly id: string;
  readonly plan_code: string;
  readonly plan_version: string;
  readonly category: string;
  readonly valid_from: string;
  readonly set_by: string;
  readonly set_at: Date;
  readonly shares: readonly { readonly payer: RulePayer; readonly cents: string; readonly mode: Mode }[];
};

/** Every rule of the city, in the order of plan, category and day. */
export async function rulesOfCity(ctx: ReadCtx): Promise<SetRule[]> {
  const { rows } = await sql<RuleRow>`
    select rule.id, rule.plan_code, rule.plan_version, rule.category, rule.valid_from, rule.set_by, rule.set_at,
      (select json_agg(json_build_object('payer', payer, 'cents', cents::text, 'mode', mode) order by
        array_position(array['own', 'unit', 'member', 'county_union', 'city_union'], payer))
       from funding_rule_share share where share.city_id = rule.city_id and share.rule_id = rule.id) as shares
    from funding_rule rule
    where rule.city_id = ${ctx.actor.cityId}
    order by rule.plan_code, rule.plan_version, rule.category, rule.valid_from`.execute(ctx.db);
  return rows.map((row) => ({
    id: row.id,
    planCode: row.plan_code,
    planVersion: row.plan_version,
    category: row.category,
    validFrom: row.valid_from as PlainDate,
    setBy: row.set_by,
    setAt: row.set_at,
    shares: row.shares.map((share) => ({ ...share, cents: BigInt(share.cents) as Cents })),
  }));
}

export async function isRuleUsed(ctx: ReadCtx, ruleId: string): Promise<boolean> {
  const { rows } =
    await sql`select from bill where city_id = ${ctx.actor.cityId} and rule_id = ${ruleId} limit 1`.execute(
      ctx.db,
    );
  return rows.length > 0;
}

export async function deleteRule(ctx: WriteCtx, ruleId: string): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`delete from funding_rule_share where city_id = ${cityId} and rule_id = ${ruleId}`.execute(ctx.db);
  await sql`delete from funding_rule where city_id = ${cityId} and id = ${ruleId}`.execute(ctx.db);
}

export async function insertRule(ctx: WriteCtx, rule: FundingRule): Promise<string> {
  const id = newId();
  const { cityId } = ctx.actor;
  await sql`insert into funding_rule (city_id, id, plan_code, plan_version, category, valid_from, set_by, set_at)
    values (${cityId}, ${id}, ${rule.planCode}, ${rule.planVersion}, ${rule.category}, ${rule.validFrom}, ${ctx.actor.name},
      ${ctx.now})`.execute(ctx.db);
  await sql`insert into funding_rule_share (city_id, id, rule_id, payer, cents, mode)
    select ${cityId}::int, * from unnest(${rule.shares.map(() => newId())}::uuid[], ${rule.shares.map(() => id)}::uuid[],
      ${rule.shares.map((share) => share.payer)}::text[], ${rule.shares.map((share) => share.cents)}::bigint[],
      ${rule.shares.map((share) => share.mode)}::text[])`.execute(ctx.db);
  return id;
}

/** The city's own days to pay, or the usual 10th and 25th. */
export async function fundingDays(ctx: ReadCtx): Promise<FundingDays> {
  const { rows } = await sql<{ base_day: number; subsidy_day: number; shift: Shift }>`
    select base_day, subsidy_day, shift from funding_days where city_id = ${ctx.actor.cityId}`.execute(
    ctx.db,
  );
  const [row] = rows;
  return row ? { baseDay: row.base_day, subsidyDay: row.subsidy_day, shift: row.shift } : usualDays;
}

export async function saveDays(ctx: WriteCtx, days: FundingDays): Promise<void> {
  await sql`insert into funding_days (city_id, id, base_day, subsidy_day, shift)
    values (${ctx.actor.cityId}, ${newId()}, ${days.baseDay}, ${days.subsidyDay}, ${days.shift})
    on conflict on constraint funding_days_once do update
    set base_day = excluded.base_day, subsidy_day = excluded.subsidy_day, shift = excluded.shift`.execute(
    ctx.db,
  );
}

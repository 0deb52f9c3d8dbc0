import { sql } from "kysely";
import type { z } from "zod";
import { type Cents, formatYuan, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { planDocument } from "#features/plans/index.ts";
import type { PlanDocument } from "#features/plans/rules/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { Outcome, OutcomeQuery } from "../contract.ts";
import { type Comparison, compare } from "../rules/compare.ts";
import { imagine, Variant } from "../rules/variant.ts";
import { readYear, workedUnder } from "./read-year.ts";

type Shown = z.input<typeof Outcome>;

/** What a variant would have come to, as the address of a page asks for it. Refuses `variant_wrong`. */
export async function outcomeOf(ctx: ReadCtx, query: z.output<typeof OutcomeQuery>): Promise<Shown> {
  return outcome(ctx, query, query.variant === undefined ? undefined : parsed(query.variant));
}

type Asked = { readonly plan: string; readonly version: string; readonly year: number };

/** What a variant would have come to over all claims of a year; without one, the version as it is. Refuses `variant_wrong`. */
export async function outcome(ctx: ReadCtx, asked: Asked, variant: Variant | undefined): Promise<Shown> {
  const published = await planDocument(ctx, asked.plan, asked.version);
  const imagined = variant ? planOf(published, variant) : published;
  const { year, before } = await readYear(ctx, published, asked.year);
  const after = variant ? await workedUnder(imagined, year) : before;
  const { whole, segments } = compare(year, before, after);
  const income = await contributions(ctx, asked.plan, asked.year);
  const listed = (of: Readonly<Record<string, Comparison>>) =>
    Object.entries(of)
      .sort(([, a], [, b]) => (a.before > b.before ? -1 : 1))
      .map(([key, each]) => ({ key, ...shown(each) }));
  return {
    whole: shown(whole),
    segments: {
      unit_kind: listed(segments.unit_kind),
      age_band: listed(segments.age_band),
      bill_size: listed(segments.bill_size),
    },
    contributions: formatYuan(income.cents),
    covers: income.covers,
  };
}

function parsed(text: string): Variant {
  const read = Variant.safeParse(jsonOf(text));
  if (!read.success) throw new Refusal("invalid", "variant_wrong", { problems: [] });
  return read.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Refuses `variant_wrong` with every place and what is wrong there. */
export function planOf(published: PlanDocument, variant: Variant): PlanDocument {
  const { plan, problems } = imagine(published, variant);
  if (plan) return plan;
  throw new Refusal("invalid", "variant_wrong", {
    problems: problems.map(({ at, code }) => `${at} ${code}`),
  });
}

const shown = (each: Comparison) => ({
  ...each,
  before: formatYuan(each.before),
  after: formatYuan(each.after),
  gained: formatYuan(each.gained),
  mostGained: formatYuan(each.mostGained),
  lost: formatYuan(each.lost),
  mostLost: formatYuan(each.mostLost),
});

/** What was put in for the covers that began in a year. Covers a city brought along when it joined have no bill here. */
async function contributions(
  ctx: ReadCtx,
  plan: string,
  year: number,
): Promise<{ cents: Cents; covers: number }> {
  const { rows } = await sql<{ cents: Cents | null; covers: number }>`select
      sum(heads * price_cents)::bigint as cents, coalesce(sum(heads), 0)::int as covers
    from bill where ${inCity(ctx, "bill")} and plan_code = ${plan}
      and covered_from >= make_date(${year}, 1, 1) and covered_from < make_date(${year + 1}, 1, 1)`.execute(
    ctx.db,
  );
  return { cents: rows[0]?.cents ?? zero, covers: rows[0]?.covers ?? 0 };
}

/** The actor's city; for the province at home, all of its cities. One of the few questions that go over all. */
export const inCity = (ctx: ReadCtx, table: string) =>
  ctx.actor.reach === "province" && ctx.actor.cityId % 10_000 === 0
    ? sql<boolean>`true`
    : sql<boolean>`${sql.ref(`${table}.city_id`)} = ${ctx.actor.cityId}`;

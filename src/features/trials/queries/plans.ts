import { sql } from "kysely";
import type { z } from "zod";
import { planDocument, publishedVersions } from "#features/plans/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { TrialPlans, TrialTerms } from "../contract.ts";
import { termsOf } from "../rules/variant.ts";
import { inCity } from "./outcome.ts";

/** The published versions and the years in which claims were filed under their plans. */
export async function trialPlans(ctx: ReadCtx): Promise<z.input<typeof TrialPlans>> {
  const { rows } = await sql<{ plan: string; year: number; claims: number }>`select plan_code as plan,
      extract(year from filed_on)::int as year, count(*)::int as claims
    from claim where ${inCity(ctx, "claim")} and filed_on is not null and state <> 'withdrawn'
    group by 1, 2 order by 1, 2 desc`.execute(ctx.db);
  const versions = await publishedVersions(ctx);
  return {
    rows: versions.map(({ code, version, name }) => ({
      code,
      version,
      name,
      years: rows.filter((row) => row.plan === code).map(({ year, claims }) => ({ year, claims })),
    })),
  };
}

/** The terms of a version as a form shows them. Refuses `not_found`. */
export async function trialTerms(
  ctx: ReadCtx,
  plan: string,
  version: string,
): Promise<z.input<typeof TrialTerms>> {
  const document = await planDocument(ctx, plan, version);
  return {
    code: document.code,
    version: document.version,
    name: document.name,
    benefits: document.benefits.map((benefit) => ({
      code: benefit.code,
      kind: benefit.kind,
      clause: benefit.clause,
      terms: termsOf[benefit.kind].map((term) => ({
        place: `${benefit.code}.${term}`,
        value: ((benefit as Readonly<Record<string, unknown>>)[term] as number | undefined) ?? null,
      })),
      tiers: benefit.kind === "reimbursement" ? benefit.tiers : null,
    })),
    groups: Object.entries(document.cap_groups ?? {}).map(([name, group]) => ({
      place: `cap_groups.${name}`,
      value: group.cents,
    })),
    filingDays: document.filing_days?.value ?? null,
    waiting: (document.waiting ?? []).map(({ through_day, factor_bp }) => ({ through_day, factor_bp })),
  };
}

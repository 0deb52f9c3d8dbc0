import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { again, type ReadCtx, type WriteCtx } from "#platform/context.ts";
import { type ClaimSettings, usualSettings } from "../rules/settings.ts";

type Row = {
  readonly certification: number;
  readonly first: number;
  readonly second: number;
  readonly final: number;
  readonly supplement: number;
  readonly appealWithin: number;
  readonly appealDecision: number;
  readonly cityFinalUpTo: Cents | null;
  readonly straightUpTo: Cents | null;
  readonly sampleBp: number;
  readonly seed: string;
  readonly provincePays: boolean;
  readonly setAt: Date;
  readonly setByName: string;
};

export type SetSettings = ClaimSettings & { readonly setAt: Date | null; readonly setByName: string | null };

/** What holds now in the actor's city. */
export async function claimSettings(ctx: ReadCtx): Promise<SetSettings> {
  const { rows } =
    await sql<Row>`${again} select certification_days as certification, first_days as first, second_days as second,
      final_days as final, supplement_days as supplement, appeal_within_days as "appealWithin",
      appeal_decision_days as "appealDecision", city_final_cents as "cityFinalUpTo", straight_cents as "straightUpTo",
      sample_bp as "sampleBp", sample_seed as seed, province_pays as "provincePays", set_at as "setAt", set_by_name as "setByName"
    from claim_settings where city_id = ${ctx.actor.cityId} order by set_at desc, id desc limit 1`.execute(
      ctx.db,
    );
  const [row] = rows;
  if (!row) return { ...usualSettings, setAt: null, setByName: null };
  const { cityFinalUpTo, straightUpTo, sampleBp, seed, provincePays, setAt, setByName, ...days } = row;
  return {
    days,
    cityFinalUpTo: cityFinalUpTo ?? undefined,
    straight: { upTo: straightUpTo ?? undefined, sampleBp, seed },
    provincePays,
    setAt,
    setByName,
  };
}

export async function insertSettings(ctx: WriteCtx, settings: ClaimSettings): Promise<void> {
  const { days, cityFinalUpTo, straight } = settings;
  await sql`insert into claim_settings (city_id, id, certification_days, first_days, second_days, final_days, supplement_days,
      appeal_within_days, appeal_decision_days, city_final_cents, straight_cents, sample_bp, sample_seed, province_pays,
      set_at, set_by, set_by_name)
    values (${ctx.actor.cityId}, ${newId()}, ${days.certification}, ${days.first}, ${days.second}, ${days.final},
      ${days.supplement}, ${days.appealWithin}, ${days.appealDecision}, ${cityFinalUpTo ?? null},
      ${straight.upTo ?? null}, ${straight.sampleBp}, ${straight.seed}, ${settings.provincePays}, ${ctx.now}, ${ctx.actor.id}, ${ctx.actor.name})`.execute(
    ctx.db,
  );
}

import type { z } from "zod";
import type { ReadCtx } from "#platform/context.ts";
import type { TrialList, TrialPage, TrialRow } from "../contract.ts";
import { type KeptTrial, trialById, trialsPage } from "../store.ts";

export async function trialList(
  ctx: ReadCtx,
  page: { after?: string | undefined; limit: number },
): Promise<z.input<typeof TrialList>> {
  const { rows, total } = await trialsPage(ctx, page);
  const shown = rows.slice(0, page.limit);
  return {
    rows: shown.map(rowOf),
    total,
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

export async function trialPage(ctx: ReadCtx, id: string): Promise<z.input<typeof TrialPage>> {
  const trial = await trialById(ctx, id);
  return {
    ...rowOf(trial),
    note: trial.note,
    plan: trial.plan,
    content: trial.variants.flatMap((variant, place) => {
      const outcome = trial.outcomes[place];
      return outcome ? [{ variant, outcome }] : [];
    }),
    allowed: trial.keptBy === ctx.actor.id ? ["share", "remove"] : [],
  };
}

const rowOf = (trial: KeptTrial): z.input<typeof TrialRow> => ({
  id: trial.id,
  name: trial.name,
  planName: trial.planName,
  version: trial.version,
  year: trial.year,
  variants: trial.variants.length,
  isShared: trial.isShared,
  keptAt: trial.keptAt.toISOString(),
  keptBy: trial.keptByName,
});

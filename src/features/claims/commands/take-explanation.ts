import { dayInChina } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { organisationsIn } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { renderPdf } from "#platform/pdf/render.ts";
import { explanationData } from "../present.ts";
import { claimPage } from "../queries/claim-page.ts";
import { isDecided, standingState } from "../rules/claim.ts";
import { findClaim } from "../store/claims.ts";
import { eventsOf } from "../store/events.ts";
import { reasonNames } from "../text/reasons.ts";
import { atDesk } from "./desk.ts";

const template = new URL("../papers/explanation.typ", import.meta.url);

/**
 * 核定明细 of a decided claim as PDF: made from what the claim's page shows whoever takes it, and no more. That it was
 * taken is recorded, because names stand on it. Refuses `not_found`, `claim_not_decided`.
 */
export async function takeExplanation(
  ctx: WriteCtx,
  claimId: string,
): Promise<{ readonly name: string; readonly content: Buffer }> {
  const claim = await findClaim(ctx, claimId);
  if (!claim.decidedAt || !isDecided(standingState(claim)))
    throw new Refusal("conflict", "claim_not_decided");
  const page = await claimPage(ctx, claimId);
  const [agency] = await atDesk(ctx, (desk) => organisationsIn(desk, { kinds: ["city_agency"] }));
  const data = explanationData(page, {
    agency: agency?.name ?? "",
    decidedOn: dayInChina(claim.decidedAt),
    refusal: page.told ? await refusalOf(ctx, claimId) : "",
  });
  await ctx.record("claim.explanation_taken", { claimId, isWhole: page.told !== null });
  return { name: `核定明细${claim.number}.pdf`, content: await renderPdf(template, data) };
}

/** Why it was refused, in the words of the clauses and of whoever refused it; empty where it was not. */
async function refusalOf(ctx: WriteCtx, claimId: string): Promise<string> {
  const refused = (await eventsOf(ctx, claimId)).filter(({ event }) => event === "rejected").at(-1);
  const codes = (refused?.facts.reasons ?? []) as readonly (keyof typeof reasonNames)[];
  return [codes.map((code) => reasonNames[code] ?? code).join("、"), refused?.note ?? ""]
    .filter(Boolean)
    .join("。");
}

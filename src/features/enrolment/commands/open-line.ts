import type { WriteCtx } from "#platform/context.ts";
import type { DecidedLine } from "../rules/index.ts";
import { findLine, type KeptLine, reopened } from "../store/lines.ts";

/**
 * Shows one line in full to who has to correct or review it; each look is recorded with its purpose.
 * Refusals: `not_found`.
 */
export async function openLine(
  ctx: WriteCtx,
  batchId: string,
  lineId: string,
  purpose: string,
): Promise<{ kept: KeptLine; words: DecidedLine }> {
  const kept = await findLine(ctx, batchId, lineId);
  await ctx.record("enrolment.line_unmasked", { batchId, line: kept.line, purpose });
  return { kept, words: reopened(kept) };
}

import type { z } from "zod";
import { roleOf } from "#core/permissions.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import { dutyKind } from "./commands/kinds.ts";
import type { DutyView } from "./contract.ts";
import { timeBetween } from "./rules/working-time.ts";
import type { Duty } from "./store.ts";

export type NamedDuty = Duty & { readonly organisationName: string };

/** A duty as the actor sees it now. */
export function presentDuty(ctx: ReadCtx, duty: NamedDuty): z.input<typeof DutyView> {
  const isLate = duty.state === "open" && duty.dueAt < ctx.now;
  return {
    id: duty.id,
    kind: duty.kind,
    kindName: dutyKind(duty.kind)?.name ?? duty.kind,
    organisationId: duty.organisationId,
    organisationName: duty.organisationName,
    sourceId: duty.sourceId,
    title: duty.title,
    link: duty.link,
    state: duty.state,
    level: duty.level,
    unit: duty.unit,
    openedAt: duty.openedAt.toISOString(),
    dueAt: duty.dueAt.toISOString(),
    firstDueAt: duty.firstDueAt.toISOString(),
    isLate,
    left: leftOf(ctx, duty, isLate),
    pausedAt: duty.pausedAt?.toISOString() ?? null,
    closedAt: duty.closedAt?.toISOString() ?? null,
    closedBy: duty.closedByName,
    evidence: duty.evidence,
    allowed: [...allowedOf(ctx, duty)],
  };
}

function leftOf(ctx: ReadCtx, duty: Duty, isLate: boolean): number {
  if (duty.state === "paused") return duty.timeLeft ?? 0;
  return duty.state !== "open" || isLate ? 0 : timeBetween(duty.unit, ctx.now, duty.dueAt);
}

function* allowedOf(ctx: ReadCtx, duty: Duty): Generator<"pause" | "resume" | "report_done" | "remind"> {
  if (duty.state !== "open" && duty.state !== "paused") return;
  if (isOnes(ctx, duty) && dutyKind(duty.kind)?.byHand) yield "report_done";
  if (!allows(ctx.actor, "duties.manage")) return;
  yield duty.state === "open" ? "pause" : "resume";
  if (duty.organisationId !== ctx.actor.organisationId) yield "remind";
}

/** Whether the actor is who owes it: by name, or by what they may do at the organisation. */
const isOnes = ({ actor }: ReadCtx, duty: Duty): boolean =>
  actor.role !== "system" &&
  (duty.accountId ? duty.accountId === actor.id : duty.organisationId === actor.organisationId) &&
  (roleOf(actor.role).permissions as readonly string[]).includes(duty.permission);

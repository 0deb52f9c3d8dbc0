import type { DutyKind } from "#features/duties/rules/index.ts";
import { guidanceDuty } from "#features/fieldwork/rules/index.ts";
import type { Colour } from "./pace.ts";

const kind = (code: string, name: string): DutyKind => ({
  code: `targets.${code}`,
  name,
  permission: "targets.manage",
  byHand: true,
});

/** Owed where a unit is green; done once work funds for it are decided. */
export const supportDuty = kind("support", "工作经费支持");

/** What follows from a colour, and how many days there are for it ☆. */
export const colourDuties: Readonly<Record<Colour, { readonly kind: DutyKind; readonly days: number }>> = {
  green: { kind: supportDuty, days: 30 },
  yellow: { kind: kind("pairing", "结对帮扶"), days: 14 },
  red: { kind: guidanceDuty, days: 10 },
};

export const targetDuties: readonly DutyKind[] = [colourDuties.green.kind, colourDuties.yellow.kind];

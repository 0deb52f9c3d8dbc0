import type { EventKind } from "#features/plans/rules/index.ts";

export const isStay = (kind: EventKind): boolean => kind === "inpatient" || kind === "accident_medical";
export const hasExpense = (kind: EventKind): boolean => isStay(kind) || kind === "chronic_outpatient";
export const isDeath = (kind: EventKind): boolean => kind === "accidental_death" || kind === "sudden_death";

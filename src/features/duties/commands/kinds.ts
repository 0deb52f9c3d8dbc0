import type { DutyKind } from "../rules/duty-kind.ts";

const kinds = new Map<string, DutyKind>();

/** Called once, by `main/features.ts`, with the kinds of all features. */
export function addDutyKinds(added: readonly DutyKind[]): void {
  for (const kind of added) kinds.set(kind.code, kind);
}

export const dutyKind = (code: string): DutyKind | undefined => kinds.get(code);

export const dutyKinds = (): readonly DutyKind[] => [...kinds.values()];

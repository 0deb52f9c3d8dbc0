import type { PlainDate } from "#core/dates.ts";
import type { EventKind } from "#features/plans/rules/index.ts";
import { isDeath } from "./event-kind.ts";

/** A claim under the same cover, as far as it tells which event it is about. */
export type Event = {
  readonly kind: EventKind;
  readonly on: PlainDate;
  /** Blind index of the bill in hex; empty where there is none. */
  readonly bill: string;
};

/**
 * Whether two claims under one cover are about one event: the same bill; the same day of admission, accident or
 * diagnosis; any death. Outpatient bills of one day are told apart by their numbers.
 */
export function isSameEvent(a: Event, b: Event): boolean {
  if (a.kind !== b.kind) return isDeath(a.kind) && isDeath(b.kind);
  if (isDeath(a.kind)) return true;
  if (a.bill !== "" && a.bill === b.bill) return true;
  if (a.kind === "chronic_outpatient") return a.on === b.on && (a.bill === "" || b.bill === "");
  return a.on === b.on;
}

import type { PlainDate } from "#core/dates.ts";

export type SeatKind = "head" | "deputy" | "member";

/** A term: from a day until a day, both included; open where the end is not known. */
export type Seat = {
  readonly seat: SeatKind;
  readonly fromOn: PlainDate;
  readonly untilOn: PlainDate | null;
};

export const sitsOn = ({ fromOn, untilOn }: Omit<Seat, "seat">, day: PlainDate): boolean =>
  fromOn <= day && (untilOn === null || day <= untilOn);

const overlap = (a: Seat, b: Seat): boolean =>
  (b.untilOn === null || a.fromOn <= b.untilOn) && (a.untilOn === null || b.fromOn <= a.untilOn);

/** What stands against a new seat; undefined where nothing does. A body has one head at a time. */
export function seatFault(
  seat: Seat,
  standing: readonly Seat[],
): "committee_term_backwards" | "committee_has_head" | undefined {
  if (seat.untilOn !== null && seat.untilOn < seat.fromOn) return "committee_term_backwards";
  const isTaken =
    seat.seat === "head" && standing.some((other) => other.seat === "head" && overlap(seat, other));
  return isTaken ? "committee_has_head" : undefined;
}

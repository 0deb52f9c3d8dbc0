import type { z } from "zod";
import { type PlainDate, plainDate, sayDay, sayFullDay } from "#core/dates.ts";
import type { MySettled } from "../contract.ts";

export type Settled = z.output<typeof MySettled>;
export type SettledRow = Settled["rows"][number];

const kinds: Readonly<Record<string, string>> = {
  inpatient: "住院",
  chronic_outpatient: "门诊慢特病",
  accident_medical: "意外医疗",
};

/** 2月3日–9日住院. */
export function sayEvent({ on, endedOn, kind }: SettledRow, today: string): string {
  const first = sayDay(plainDate(on), today as PlainDate);
  const what = kinds[kind] ?? "";
  if (on === endedOn) return `${first}${what}`;
  const last =
    on.slice(0, 7) === endedOn.slice(0, 7)
      ? `${Number(endedOn.slice(8))}日`
      : on.slice(0, 4) === endedOn.slice(0, 4)
        ? sayDay(plainDate(endedOn), plainDate(endedOn))
        : sayFullDay(plainDate(endedOn));
  return `${first}–${last}${what}`;
}

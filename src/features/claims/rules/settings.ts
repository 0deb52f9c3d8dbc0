import type { Cents } from "#core/money.ts";
import { type ClaimDays, usualDays } from "./deadlines.ts";
import type { StraightRule } from "./straight.ts";

/** What a city has set about its claims. */
export type ClaimSettings = {
  readonly days: ClaimDays;
  /** Up to here the city's second reviewer has the last word; undefined: always; 0: never. */
  readonly cityFinalUpTo: Cents | undefined;
  readonly straight: StraightRule;
  /** The city decides, the province pays: what is approved goes to it and comes back as paid. */
  readonly provincePays: boolean;
};

/** What holds until a city says otherwise: the province decides everything, and nothing is decided without a person. */
export const usualSettings: ClaimSettings = {
  days: usualDays,
  cityFinalUpTo: 0n as Cents,
  straight: { upTo: undefined, sampleBp: 1_000, seed: "1" },
  provincePays: false,
};

/**
 * One figure as reports, bulletins and workbooks say it, with what it counts and where its records stand. A ratio
 * never stands without its denominator. Every feature answers its own by `…Figures(ctx, asOf)` in its `index.ts`.
 */
export type Figure = {
  /** `publicity.bags`: unique, the feature first. */
  readonly code: string;
  /** 宣传手提袋 */
  readonly name: string;
  /** A count; cents where the unit is `cents`; basis points where it is `bp`; null where there is nothing to count. */
  readonly value: bigint | number | null;
  readonly unit: FigureUnit;
  /** Where the value is a ratio: what was divided by what. */
  readonly of?: {
    readonly numerator: bigint | number;
    readonly denominator: bigint | number;
    readonly denominatorName: string;
    /** Where both are money. */
    readonly unit?: "cents";
  };
  /** One plain Chinese sentence that says what is counted and what is not. */
  readonly definition: string;
  /** The page of the console on which its records stand. */
  readonly link: string;
};

export type FigureUnit =
  | "people"
  | "person_times"
  | "units"
  | "cases"
  | "pieces"
  | "cents"
  | "bp"
  | "minutes"
  | "days"
  | "rank";

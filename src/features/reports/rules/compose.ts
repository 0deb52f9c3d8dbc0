import type { Figure } from "#core/figure.ts";

export type Section = { readonly title: string; readonly figures: readonly Figure[] };

/** What somebody entered once because no record of ours says it. */
export type ExternalFact = {
  readonly code: string;
  readonly name: string;
  readonly value: bigint;
  readonly unit: "people" | "units" | "cases" | "cents" | "rank";
  readonly holdsOn: string;
  readonly source: string;
};

/** a ÷ b in basis points, half up; null where nothing is divided by. */
export const shareBp = (numerator: bigint, denominator: bigint): number | null =>
  denominator === 0n ? null : Number((numerator * 20_000n + denominator) / (2n * denominator));

const found = (figures: readonly Figure[], code: string): bigint => {
  const value = figures.find((figure) => figure.code === code)?.value;
  return value === null || value === undefined ? 0n : BigInt(value);
};

/** 理赔率: benefits paid ÷ contributions of all plans within the same days, with both beside it. */
export function lossRatio(figures: readonly Figure[]): Figure {
  const [numerator, denominator] = [
    found(figures, "claims.benefits"),
    found(figures, "funding.contributions"),
  ];
  return {
    code: "reports.loss_ratio",
    name: "理赔率（金额）",
    value: shareBp(numerator, denominator),
    unit: "bp",
    of: { numerator, denominator, denominatorName: "同期各项计划上缴的会费", unit: "cents" },
    definition: "同期付到的互助金，除以同期各项计划上缴的会费。只看一项计划时会不同。",
    link: "/overview",
  };
}

/** 同比增长: this year's people of the plan ÷ last year's − 1; last year's is an external fact. */
export function growth(figures: readonly Figure[], facts: readonly ExternalFact[]): Figure | undefined {
  const last = facts.find(({ code }) => code === "covered_last_year");
  const now = figures.find(({ code }) => code === "funding.people.HN-INP-80");
  if (!last || !now) return undefined;
  const people = BigInt(now.value ?? 0);
  return {
    code: "reports.growth",
    name: "住院医疗参加人数同比增长",
    value: shareBp(people - last.value, last.value),
    unit: "bp",
    of: {
      numerator: people - last.value,
      denominator: last.value,
      denominatorName: `去年人数（${last.source}）`,
    },
    definition: "今年参加住院医疗互助保障的人数减去年人数，除以去年人数；去年人数是补记的外部数据。",
    link: "/reports/annual",
  };
}

export const factFigure = ({ code, name, value, unit, source, holdsOn }: ExternalFact): Figure => ({
  code: `reports.fact.${code}`,
  name,
  value,
  unit,
  definition: `外部数据，来源：${source}（${holdsOn}）。`,
  link: "/reports/annual",
});

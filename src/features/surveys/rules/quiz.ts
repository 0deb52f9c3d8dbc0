import { type Cents, showYuan } from "#core/money.ts";
import type { PlanDocument } from "#features/plans/rules/index.ts";

export type Question = {
  readonly text: string;
  readonly options: readonly string[];
  /** The place of the right one among the options. */
  readonly right: number;
  /** What it is drawn from. */
  readonly clause: string;
};

type Drawn = {
  readonly text: string;
  readonly right: string;
  readonly wrong: readonly string[];
  readonly clause: string;
};

const percent = (bp: number): string => `${bp / 100}%`;
const yuanOf = (cents: number): string => `${showYuan(BigInt(cents) as Cents).replace(/\.00$/, "")}元`;

function* drawn(plan: PlanDocument, price: Cents): Generator<Drawn> {
  const each = Number(price);
  const priced =
    plan.clauses?.find(({ text }) => text.includes("会费每人"))?.clause ?? plan.clauses?.[0]?.clause ?? "";
  yield {
    text: "参加一期，会费一共是多少？",
    right: yuanOf(each),
    wrong: [yuanOf(each / 2), yuanOf(each * 2)],
    clause: priced,
  };
  yield {
    text: "一期保障多长时间？",
    right: `${plan.period_months}个月`,
    wrong: [`${plan.period_months * 2}个月`, "到退休为止"],
    clause: priced,
  };
  const first = plan.waiting?.find(({ factor_bp }) => factor_bp === 0);
  if (first)
    yield {
      text: "第一次参加，因病住院多少天以内还不给付？",
      right: `${first.through_day}天`,
      wrong: [`${first.through_day * 3}天`, "没有等待期"],
      clause: first.clause,
    };
  if (plan.filing_days)
    yield {
      text: "出院以后多少天以内可以申领？",
      right: `${plan.filing_days.value}天`,
      wrong: ["15天", "60天"],
      clause: plan.filing_days.clause,
    };
  for (const benefit of plan.benefits)
    if ("tiers" in benefit && benefit.tiers[0])
      yield {
        text: "自己负担的部分，最低一段按多少给付？",
        right: percent(benefit.tiers[0].rate_bp),
        wrong: [percent(benefit.tiers[0].rate_bp / 2), "全部给付"],
        clause: benefit.clause,
      };
}

/** Questions drawn from the terms and clauses of a plan version, the right answer not always in the same place. */
export const quizFrom = (plan: PlanDocument, price: Cents): Question[] =>
  [...drawn(plan, price)].map(({ text, right, wrong, clause }, n) => {
    const place = n % (wrong.length + 1);
    return { text, clause, right: place, options: wrong.toSpliced(place, 0, right) };
  });

/** ☆ Whoever has four in five right knows the terms. */
export const isAware = (questions: readonly Question[], choices: readonly number[]): boolean =>
  questions.filter(({ right }, at) => choices[at] === right).length * 5 >= questions.length * 4;

/** Every question has one of its options chosen. */
export const isWhole = (questions: readonly Question[], choices: readonly number[]): boolean =>
  choices.length === questions.length &&
  questions.every(({ options }, at) => options[choices[at] ?? -1] !== undefined);

/** 知晓率 in basis points, cut; null where nobody answered. */
export const awarenessBp = (aware: number, valid: number): number | null =>
  valid === 0 ? null : Math.floor((aware * 10_000) / valid);

/** 低于80%的单位需在15日内开展“补课行动” (漯河). */
export const isLow = (aware: number, valid: number): boolean => aware * 10_000 < valid * 8_000;
export const makeUpDays = 15;

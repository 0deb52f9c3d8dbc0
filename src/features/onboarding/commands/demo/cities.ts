import { join } from "node:path";
import { type PlainDate, plainDate } from "#core/dates.ts";
import { programFolder } from "#platform/config.ts";
import { usualPlan } from "../../rules/batches-file.ts";
import { lastYearsCovers } from "../../rules/demo-year.ts";
import { pastClaims, recentClaims } from "../demo-claims.ts";
import { recordsFrom } from "../demo-filing.ts";
import { marchSteps, standStill } from "../demo-march.ts";
import { paymentSteps } from "../demo-payments.ts";
import { receiptSteps } from "../demo-receipts.ts";
import type { DemoCity } from "../demo-step.ts";
import type { Step, Steps } from "../run-steps.ts";
import { budgetSteps } from "./budgets.ts";
import { bulletinSteps } from "./bulletins.ts";
import { careSteps } from "./care.ts";
import { donationSteps } from "./donations.ts";
import { honourSteps } from "./honours.ts";
import { inspectionSteps } from "./inspections.ts";
import { leadershipSteps } from "./leadership.ts";
import { livelihoodSteps } from "./livelihood.ts";
import { publicitySteps } from "./publicity.ts";
import { questionSteps } from "./questions.ts";
import { reliefSteps } from "./relief.ts";
import { surveySteps } from "./surveys.ts";
import { targetSteps } from "./targets.ts";
import { trainingSteps } from "./training.ts";
import { workFundSteps } from "./workfund.ts";
import { zhengzhouFacts, zhengzhouPast } from "./zhengzhou.ts";

export type Demo = {
  readonly folder: string;
  /** Covers of the year before, from the rosters of this one. */
  readonly coversBefore: typeof lastYearsCovers;
  /** It was there before its records begin: with the covers of the year before, and what is done before the records. */
  readonly openedOn?: PlainDate;
  readonly prologue?: readonly Steps[];
  readonly sequel: readonly Steps[];
};

/** The cities that a newcomer sees, synthetic from the first name to the last cent. */
export const demoCities = (): readonly Demo[] => [puyang(), luohe(), zhengzhou()];

const folderOf = (city: DemoCity): string => join(programFolder, "demo", city);

/** How unions move people and look after them; each feature brings its own. */
const work = (city: DemoCity): readonly Step<unknown>[] => [
  ...questionSteps(city),
  ...targetSteps(city),
  ...reliefSteps(city),
  ...publicitySteps(city),
  ...leadershipSteps(city),
  ...surveySteps(city),
  ...trainingSteps(city),
  ...inspectionSteps(city),
  ...bulletinSteps(city),
  ...budgetSteps(city),
  ...livelihoodSteps(city),
  ...honourSteps(city),
  ...donationSteps(city),
  ...careSteps(city),
  ...workFundSteps(city),
];

/**
 * A year of claims and payments, in it Puyang's first quarter of 2025, and a morning in the month after it, with work
 * for everybody.
 */
function puyang(): Demo {
  const [past, recent] = [pastClaims(), recentClaims()];
  return {
    folder: folderOf("puyang"),
    coversBefore: lastYearsCovers,
    openedOn: plainDate("2024-04-01"),
    prologue: [past.drafts, ...byDay([...paymentSteps.filter(isPast), ...past.days])],
    sequel: [
      recent.drafts,
      ...byDay([
        ...marchSteps,
        ...paymentSteps.filter((step) => !isPast(step)),
        ...recent.days,
        ...receiptSteps,
        ...work("puyang"),
      ]),
      standStill,
    ],
  };
}

/** A city in its first months: 26 units, 5,174 people, and much work with those who have not come yet. */
const luohe = (): Demo => ({
  folder: folderOf("luohe"),
  coversBefore: () => [],
  sequel: [...byDay(work("luohe")), standStill],
});

/** A large city at one hundredth: 4,240 people, a year of 130 claims before its records. */
const zhengzhou = (): Demo => ({
  folder: folderOf("zhengzhou"),
  coversBefore: (rosters) => lastYearsCovers(rosters.filter(({ plan }) => plan === usualPlan)),
  openedOn: plainDate("2024-05-06"),
  prologue: byDay([...zhengzhouPast(), ...work("zhengzhou").filter(isPast)]),
  sequel: [...byDay([...work("zhengzhou").filter((step) => !isPast(step)), ...zhengzhouFacts]), standStill],
});

const isPast = ({ on }: Step<unknown>): boolean => on < recordsFrom;

/** In the order of their days; within a day as they stand. */
const byDay = (steps: readonly Step<unknown>[]): Step<unknown>[] =>
  steps.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

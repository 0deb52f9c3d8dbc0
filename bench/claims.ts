import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { daysBetween } from "#core/dates.ts";
import { readCovers, readEvents } from "#features/plans/formats/claim-files.ts";
import { readPlanFile } from "#features/plans/formats/plan-file.ts";
import {
  type ClaimEvent,
  type CoverFacts,
  compilePlan,
  type Used,
  workOut,
  workOutInOrder,
  workOutUnexplained,
} from "#features/plans/rules/index.ts";
import { programFolder } from "#platform/config.ts";
import { jsonRulesEngine, zenEngine } from "./claims-by-engines.ts";
import { handWritten } from "./claims-by-hand.ts";
import { type Figure, median } from "./table.ts";

const fixture = join(programFolder, "tests/fixtures/claims");
const textOf = (path: string) => readFileSync(path, "utf8");

/** An event under HN-INP-80 with what earlier ones used up, as numbers and days for those who want them so. */
export type Case = {
  readonly cover: CoverFacts;
  readonly event: ClaimEvent;
  readonly used: Used;
  readonly flat: FlatCase;
};

export type FlatCase = Readonly<Record<(typeof amounts)[number], number>> & {
  readonly kind: string;
  readonly cause: string;
  readonly from: string;
  readonly until: string;
  readonly on: string;
  readonly ended: string;
  readonly filed: string;
  /** Day of cover, days until it ends, days from the end of the stay to filing: for engines without a calendar. */
  readonly day: number;
  readonly daysLeft: number;
  readonly filedAfter: number;
  /** −1 where it renews nothing. */
  readonly gap: number;
  readonly used: number;
  readonly isBillUsed: boolean;
};
const amounts = [
  "total",
  "outOfScope",
  "preSelfPay",
  "inScope",
  "fundPay",
  "deductiblePaid",
  "otherPay",
] as const;

/** What comes out: the reason where nothing is paid, and the cents. */
export type Answer = { readonly reason: string; readonly benefit: number };

/** Claims worked out per second of one core: ours, by hand, and by two general rule engines, on the same events. */
export async function workingOut(): Promise<Figure[]> {
  const { cases, expected } = prepare();
  const plan = compilePlan(planAt(join(programFolder, "plans/HN-INP-80/2025.1.yaml")));
  const ours =
    (work: typeof workOut) =>
    ({ cover, event, used }: Case): Answer => {
      const { reason, benefit } = work(plan, cover, event, used);
      return { reason: reason ?? "", benefit: Number(benefit) };
    };
  const measured = {
    plain: rateOf(cases, ours(workOutUnexplained)),
    explained: rateOf(cases, ours(workOut)),
    plainByHand: rateOf(cases, ({ flat }) => handWritten(flat)),
    explainedByHand: rateOf(cases, ({ flat }) => handWritten(flat, [])),
  };
  const zen = await zenEngine();
  const json = jsonRulesEngine();
  const right = (work: (of: Case) => Answer) => shareRight(cases.map(work), expected);
  const rightAsync = async (work: (of: Case) => Promise<Answer>) => {
    const answers: Answer[] = [];
    for (const each of cases) answers.push(await work(each));
    return shareRight(answers, expected);
  };
  const figures: Figure[] = [
    {
      what: "claims under HN-INP-80 worked out, without steps; by hand",
      ours: measured.plain,
      bound: measured.plainByHand,
      unit: "/s",
      aim: { least: 500_000 },
      note: `${right(ours(workOutUnexplained))} right to the cent; by hand ${right(({ flat }) => handWritten(flat))}`,
    },
    {
      what: "– with every step; by hand",
      ours: measured.explained,
      bound: measured.explainedByHand,
      unit: "/s",
      aim: { least: 200_000 },
      note: `${right(ours(workOut))} right to the cent`,
    },
    {
      what: "– by json-rules-engine 7.3.1",
      ours: await rateOfAsync(cases, json),
      unit: "/s",
      note: `${await rightAsync(json)} right to the cent`,
    },
  ];
  if (!zen) return figures;
  const rate = await rateOfAsync(cases, zen);
  figures.push({
    what: "– by @gorules/zen-engine 0.52.1",
    ours: rate,
    unit: "/s",
    note: `${await rightAsync(zen)} right to the cent`,
  });
  return figures;
}

function planAt(path: string) {
  const { plan, problems } = readPlanFile(textOf(path));
  if (!plan) throw new Error(`${path}: ${JSON.stringify(problems)}`);
  return plan;
}

/** The fixture's events under HN-INP-80, each with what the whole fixture before it had used up. */
function prepare(): { readonly cases: readonly Case[]; readonly expected: readonly Answer[] } {
  const folder = join(fixture, "plans");
  const plans = new Map(
    readdirSync(folder).map((name) => {
      const document = planAt(join(folder, name));
      return [document.code, compilePlan(document)];
    }),
  );
  const covers = new Map(
    readCovers(textOf(join(fixture, "covers.csv"))).rows.map((cover) => [cover.id, cover]),
  );
  const cases: Case[] = [];
  const claims = readEvents(textOf(join(fixture, "events.csv"))).rows.map(({ cover, event }) => {
    const found = covers.get(cover);
    const plan = plans.get(found?.plan ?? "");
    if (!found || !plan) throw new Error("The fixture is not whole.");
    return { coverKey: cover, plan, cover: found.facts, event };
  });
  workOutInOrder(claims, (plan, cover, event, used) => {
    if (plan.code === "HN-INP-80") cases.push({ cover, event, used, flat: flatOf(cover, event, used) });
    return workOut(plan, cover, event, used);
  });
  const ofPlan = new Set(claims.flatMap(({ plan }, place) => (plan.code === "HN-INP-80" ? [place] : [])));
  const expected = textOf(join(fixture, "expected.csv"))
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .filter((_, place) => ofPlan.has(place))
    .map((line) => line.split(","))
    .map(([, , reason = "", benefit]) => ({ reason, benefit: Number(benefit) }));
  return { cases, expected };
}

const flatOf = (cover: CoverFacts, event: ClaimEvent, used: Used): FlatCase => ({
  kind: event.kind,
  cause: event.cause,
  from: cover.from,
  until: cover.until,
  on: event.on,
  ended: event.endedOn,
  filed: event.filedOn,
  day: daysBetween(cover.from, event.on) + 1,
  daysLeft: daysBetween(event.on, cover.until),
  filedAfter: daysBetween(event.endedOn, event.filedOn),
  gap: cover.renewalGapDays ?? -1,
  used: Number(used.benefits.inpatient?.cents ?? 0n),
  isBillUsed: used.isBillUsed,
  total: Number(event.total),
  outOfScope: Number(event.outOfScope),
  preSelfPay: Number(event.preSelfPay),
  inScope: Number(event.inScope),
  fundPay: Number(event.fundPay),
  deductiblePaid: Number(event.deductiblePaid),
  otherPay: Number(event.otherPay),
});

function shareRight(answers: readonly Answer[], expected: readonly Answer[]): string {
  const right = answers.filter(
    ({ reason, benefit }, place) =>
      reason === expected[place]?.reason && benefit === expected[place]?.benefit,
  );
  const share = (right.length / expected.length) * 100;
  return `${share === 100 ? "100" : share.toFixed(2)} %`;
}

/** Per second of processor time, so that other work on the machine counts little: the median of five, after warming up. */
function rateOf(cases: readonly Case[], work: (of: Case) => Answer): number {
  const rates: number[] = [];
  let paid = 0;
  for (let round = 0; round < 6; round++) {
    const used = cpuSeconds();
    let count = 0;
    for (const since = performance.now(); performance.now() - since < 1_000; count += cases.length) {
      for (const each of cases) paid += work(each).benefit;
    }
    rates.push(count / used());
  }
  if (paid === 0) throw new Error("Nothing was worked out.");
  return median(rates.slice(1));
}

async function rateOfAsync(cases: readonly Case[], work: (of: Case) => Promise<Answer>): Promise<number> {
  const rates: number[] = [];
  for (let round = 0; round < 4; round++) {
    const used = cpuSeconds();
    let count = 0;
    for (const since = performance.now(); performance.now() - since < 1_000; count++) {
      await work(cases[count % cases.length] as Case);
    }
    rates.push(count / used());
  }
  return median(rates.slice(1));
}

/** Answers the processor time spent since. */
function cpuSeconds(): () => number {
  const since = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(since);
    return (user + system) / 1_000_000;
  };
}

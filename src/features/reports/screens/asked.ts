import type { z } from "zod";
import type { FreeQueryReply } from "../contract.ts";
import { type Group, groups, type MeasureCode, measureCodes } from "../rules/measures.ts";

export type Answer = z.output<typeof FreeQueryReply>;

/** A free query as it stands in the address and in the form; what is not asked for is empty. */
export type Asked = {
  readonly measures: readonly MeasureCode[];
  readonly groups: readonly Group[];
  readonly from: string;
  readonly until: string;
  readonly county: string;
  readonly industry: string;
  readonly plan: string;
};

const nothing = { county: "", industry: "", plan: "" } as const;

/** From the beginning of the year: what somebody sees who has asked for nothing yet. */
const thisYear = (today: string) => ({
  from: `${today.slice(0, 4)}-01`,
  until: today.slice(0, 7),
  ...nothing,
});
const months12 = (today: string) => {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const from = month === 12 ? `${year}-01` : `${year - 1}-${String(month + 1).padStart(2, "0")}`;
  return { from, until: today.slice(0, 7), ...nothing };
};

export const commonQueries: readonly { readonly label: string; readonly of: (today: string) => Asked }[] = [
  {
    label: "各县区参加和会费",
    of: (today) => ({ ...thisYear(today), measures: ["people", "contributions"], groups: ["county"] }),
  },
  {
    label: "各月申领和互助金",
    of: (today) => ({ ...months12(today), measures: ["filed", "paid", "benefits"], groups: ["month"] }),
  },
  {
    label: "各行业参加率",
    of: (today) => ({ ...thisYear(today), measures: ["participation", "covered"], groups: ["industry"] }),
  },
  {
    label: "会费由谁承担",
    of: (today) => ({ ...thisYear(today), measures: ["contributions"], groups: ["county", "payer"] }),
  },
  {
    label: "各县区咨询响应",
    of: (today) => ({ ...thisYear(today), measures: ["in_time", "questions"], groups: ["county"] }),
  },
];

const known = <C extends string>(text: string | null, all: readonly C[]): C[] =>
  (text ?? "").split(",").filter((code): code is C => (all as readonly string[]).includes(code));

/** What the address asks; the first of the common questions where it asks for nothing. */
export function askedIn(query: URLSearchParams, today: string): Asked {
  const usual = thisYear(today);
  const measures = known(query.get("measures"), measureCodes);
  if (measures.length === 0) return { ...usual, measures: ["people", "contributions"], groups: ["county"] };
  return {
    measures,
    groups: known(query.get("groups"), groups),
    from: query.get("from") ?? usual.from,
    until: query.get("until") ?? usual.until,
    county: query.get("county") ?? "",
    industry: query.get("industry") ?? "",
    plan: query.get("plan") ?? "",
  };
}

/** The same as values of an address; empty ones are left out. */
export const queryOf = ({ measures, groups: by, from, until, county, industry, plan }: Asked) => ({
  measures: measures.join(","),
  groups: by.length > 0 ? by.join(",") : undefined,
  from,
  until,
  county: county || undefined,
  industry: industry || undefined,
  plan: plan || undefined,
});

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sameTerms } from "../rules/compare.ts";
import { compilePlan } from "../rules/compile-plan.ts";
import { lacksToPublish } from "../rules/publishable.ts";
import { workExamples } from "../rules/work-example.ts";
import { sayLack } from "../text.ts";
import { readPlanFile } from "./plan-file.ts";

const files = readdirSync("plans", { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".yaml"),
);
const read = (file: string) => {
  const { plan, problems } = readPlanFile(readFileSync(file, "utf8"));
  expect(problems).toEqual([]);
  if (!plan) throw new Error(`${file} does not read.`);
  return plan;
};

describe("the plans that come with the program", () => {
  test("are the six real ones", () => {
    expect(files.sort()).toEqual([
      "BJ-ALLOW-60/2025.1.yaml",
      "HN-INP-80/2025.1.yaml",
      "NEF-ACC-25/2025.1.yaml",
      "NY-HZB-90/2025.1.yaml",
      "TJ-MAJOR-55/2025.1.yaml",
      "ZHH-WOMEN-36/2025.1.yaml",
    ]);
  });

  test.each(files)("%s can be published: whole, and every example comes out", (file) => {
    expect(lacksToPublish(read(`plans/${file}`)).map(sayLack)).toEqual([]);
  });

  test.each(files)("%s decides what the fixture's plan decides", (file) => {
    const code = file.split("/")[0];
    const fixture = read(`tests/fixtures/claims/plans/${code}.yaml`);
    const shipped = read(`plans/${file}`);
    // Prices are not worked with: Zhengzhou's own is not in the fixture.
    expect(sameTerms({ ...fixture, prices: [] }, { ...shipped, prices: [] })).toBe(true);
  });

  test.each(files)("%s shows every limit from both sides", (file) => {
    const plan = read(`plans/${file}`);
    const steps = workExamples(plan, compilePlan(plan)).flatMap(({ worked }) => worked.steps);
    const limits = [
      "cover_period",
      "filing",
      "waiting",
      "cap_cover",
      "cap_group",
      "cap_days",
      "no_gain",
    ] as const;
    for (const rule of limits) {
      const own = steps.filter((step) => step.rule === rule);
      const exceeded = own.filter(({ reason, formula }) => reason || formula.includes(">"));
      if (own.length > 0 && rule !== "no_gain") expect([rule, exceeded.length > 0]).toEqual([rule, true]);
      expect([rule, own.length > 0 && exceeded.length === own.length]).toEqual([rule, false]);
    }
  });
});

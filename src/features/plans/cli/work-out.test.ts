import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { Refusal } from "#core/refusal.ts";
import { workOutCommand } from "./work-out.ts";

const fixture = "tests/fixtures/claims";
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A copy of the fixture with one file changed. */
function changed(file: string, change: (text: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), "claims-"));
  folders.push(folder);
  cpSync(fixture, folder, { recursive: true });
  const path = join(folder, file);
  const text = file in { "plans/more.yaml": 1 } ? "" : readFileSync(path, "utf8");
  const next = change(text);
  expect(next).not.toBe(text);
  writeFileSync(path, next);
  return folder;
}

async function run(folder: string, ...options: string[]): Promise<string> {
  let written = "";
  const command = workOutCommand((text) => {
    written += text;
  });
  const files = [
    "--plans",
    join(folder, "plans"),
    "--covers",
    join(folder, "covers.csv"),
    "--events",
    join(folder, "events.csv"),
  ];
  await command.parseAsync(["work-out", ...files, ...options], { from: "user" });
  return written;
}

async function problemsOf(folder: string): Promise<readonly string[]> {
  const refusal = await run(folder).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(refusal).toBeInstanceOf(Refusal);
  return ((refusal as Refusal).facts.problems as string[]).map((problem) =>
    problem.replace(`${folder}/`, ""),
  );
}

const replaceLine = (line: number, change: (cells: string[]) => void) => (text: string) => {
  const lines = text.split("\r\n").length > 1 ? text.split("\r\n") : text.split("\n");
  const cells = (lines[line - 1] ?? "").split(",");
  change(cells);
  lines[line - 1] = cells.join(",");
  return lines.join("\n");
};

describe("tongzhou claims work-out", () => {
  test("gives every line of the fixture as another program gave it", async () => {
    expect(await run(fixture)).toBe(readFileSync(join(fixture, "expected.csv"), "utf8"));
  });

  test("as JSON gives the same, in cents, with all steps", async () => {
    const answers = JSON.parse(await run(fixture, "--json"));
    expect(answers).toHaveLength(1736);
    expect(answers[3]).toMatchObject({
      event: "E000004",
      decision: "payable",
      reason: null,
      benefit: 67133,
      lines: [{ benefit: "inpatient", cents: 67133 }],
    });
    expect(answers[3].steps.at(-1)).toMatchObject({ rule: "no_gain", amount: "671.33" });
  });

  test("works covers under the version in force when they began", async () => {
    const folder = changed("plans/more.yaml", () =>
      readFileSync(join(fixture, "plans/HN-INP-80.yaml"), "utf8")
        .replace("'2025.1'", "'2025.2'")
        .replace("valid_from: 2025-01-01\nperiod", "valid_from: 2025-03-01\nperiod")
        .replaceAll(/rate_bp: \d+/g, "rate_bp: 10000"),
    );
    const starts = new Map(
      readFileSync(join(fixture, "covers.csv"), "utf8")
        .split("\n")
        .map((line) => [line.split(",")[0], line.split(",")]),
    );
    const coverOf = new Map(
      readFileSync(join(fixture, "events.csv"), "utf8")
        .split("\n")
        .map((line) => [line.split(",")[0], line.split(",")[1]]),
    );
    const before = (await run(fixture)).split("\r\n");
    const after = (await run(folder)).split("\r\n");
    const differing = before.filter((line, place) => line !== after[place]);
    expect(differing.length).toBeGreaterThan(20);
    for (const line of differing) {
      const [, plan, , from] = starts.get(coverOf.get(line.split(",")[0]) ?? "") ?? [];
      expect([plan, (from ?? "") >= "2025-03-01"]).toEqual(["HN-INP-80", true]);
    }
  });

  test.each([
    ["events.csv", 5, 8, "12a", "total", "not_a_number"],
    ["events.csv", 5, 8, "12.50", "total", "not_a_number"],
    ["events.csv", 5, 8, "-1", "total", "not_a_number"],
    ["events.csv", 5, 8, "", "total", "not_a_number"],
    ["events.csv", 5, 8, "100000000001", "total", "too_big"],
    ["events.csv", 5, 4, "2025-02-30", "date", "not_a_day"],
    ["events.csv", 5, 2, "inpatients", "kind", "wrong_value"],
    ["events.csv", 5, 3, "", "cause", "wrong_value"],
    ["events.csv", 5, 1, "C999999", "cover", "cover_unknown"],
    ["events.csv", 5, 0, "E000001", "event", "twice"],
    ["events.csv", 5, 5, "2025-01-28", "ended", "before_start"],
    ["covers.csv", 3, 1, "HN-INP-81", "plan", "plan_unknown"],
    ["covers.csv", 3, 2, "F", "sex", "wrong_value"],
    ["covers.csv", 3, 4, "2024-01-01", "to", "before_start"],
    ["covers.csv", 3, 6, "0", "shares", "too_small"],
    ["covers.csv", 3, 0, "", "cover", "missing"],
  ])("refuses %s line %i with cell %i as %j: %s", async (file, line, cell, text, column, code) => {
    const folder = changed(
      file,
      replaceLine(line, (cells) => cells.splice(cell, 1, text)),
    );
    const problems = await problemsOf(folder);
    expect(problems[0]).toMatch(new RegExp(`^${file}:${line} ${column}：.+（${code}）$`));
  });

  test("names a missing column once, and every problem of all files at once", async () => {
    const folder = changed("events.csv", (text) => text.replace("fund_pay", "fund_paid"));
    expect(await problemsOf(folder)).toEqual(["events.csv:1 fund_pay：缺少这一列（missing_column）"]);
    const covers = readFileSync(join(folder, "covers.csv"), "utf8");
    writeFileSync(join(folder, "covers.csv"), covers.replace("2025-08-01", "2025-08-32"));
    const plan = readFileSync(join(folder, "plans/NY-HZB-90.yaml"), "utf8");
    writeFileSync(join(folder, "plans/NY-HZB-90.yaml"), plan.replace("rate_bp: 5000", "rate_bp: 10001"));
    expect(await problemsOf(folder)).toEqual([
      expect.stringMatching(/^plans\/NY-HZB-90.yaml:20 benefits\[0\].tiers\[0\].rate_bp：/),
      expect.stringMatching(/^covers.csv:2 from：/),
      expect.stringMatching(/^events.csv:1 fund_pay：/),
    ]);
  });

  test("refuses a quotation mark that is never closed, which would swallow the rows after it", async () => {
    const folder = changed(
      "events.csv",
      replaceLine(9, (cells) => cells.splice(17, 1, '"41060124')),
    );
    expect((await problemsOf(folder))[0]).toMatch(/^events.csv:9 bill：/);
  });

  test("refuses two files with one version, and a folder that is not there", async () => {
    const folder = changed("plans/more.yaml", () =>
      readFileSync(join(fixture, "plans/HN-INP-80.yaml"), "utf8"),
    );
    expect(await problemsOf(folder)).toEqual([
      expect.stringMatching(/^plans\/more.yaml:1 version：.+（version_twice）$/),
    ]);
    await expect(run("tests/fixtures/nowhere")).rejects.toMatchObject({ code: "claim_file_missing" });
  });
});

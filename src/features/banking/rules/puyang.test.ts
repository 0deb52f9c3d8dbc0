import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { addMonthsTo, dayInMonth, monthOf, type PlainDate, plainDate, plainMonth } from "#core/dates.ts";
import { type Cents, cents } from "#core/money.ts";
import { readStatement } from "../formats/index.ts";
import { type Line, matchLines, type OpenItem, openBook, type Party, usualWords } from "./index.ts";

// The demo city's bank lines against the bills that its answers imply: nothing may be matched wrongly.
const csv = (path: string) => {
  const [head, ...rows] = readFileSync(path, "utf8")
    .replace(/^\ufeff/, "")
    .trim()
    .split(/\r?\n/);
  const names = (head ?? "").split(",");
  return rows.map((row) =>
    Object.fromEntries(row.split(",").map((cell, i) => [names[i] ?? "", cell] as const)),
  );
};
const json = (path: string) => JSON.parse(readFileSync(`tests/fixtures/puyang-expected/${path}`, "utf8"));

const parties: Party[] = csv("demo/puyang/organisations.csv").map((row) => ({
  id: row.code ?? "",
  code: row.code ?? "",
  names: [row.name ?? "", row.account_name ?? ""],
  accounts: [row.account_no ?? ""],
}));

const item = (organisationId: string, kind: OpenItem["kind"], month: string, open: Cents): OpenItem => ({
  id: `${kind} ${organisationId} ${month}`,
  organisationId,
  kind,
  month: plainMonth(month),
  open,
});

function expectedItems(): OpenItem[] {
  const { rosters } = json("rosters.json");
  const bills = csv("demo/puyang/batches.csv").map((row) =>
    item(
      row.unit ?? "",
      "unit_share",
      row.settlement_month ?? "",
      cents(rosters[row.unit ?? ""].confirmed * 5000),
    ),
  );
  const { months } = json("settlement.json") as {
    months: Record<string, { shares: Record<string, number>; remitted: number }>;
  };
  const others = Object.entries(months).flatMap(([month, { shares, remitted }]) => [
    item("HA", "remittance", month, cents(remitted)),
    ...Object.entries(shares).flatMap(([payer, amount]) =>
      payer === "city_union"
        ? [item("HA-C", "subsidy", month, cents(amount))]
        : payer.startsWith("county_union:")
          ? [item(payer.slice(13), "subsidy", month, cents(amount))]
          : [],
    ),
  ]);
  return [...bills, ...others];
}

async function bankLines(): Promise<Line[]> {
  const folder = "demo/puyang/bank";
  const lines: Line[] = [];
  for (const file of readdirSync(folder).sort()) {
    const reading = await readStatement(`${folder}/${file}`);
    if (reading.outcome === "refused") throw new Error(file);
    for (const { serial: id, ...line } of reading.statement.lines) lines.push({ id, ...line });
  }
  return lines;
}

const cutOff = (day: number) => (on: PlainDate) => {
  const here = dayInMonth(monthOf(on), day);
  return on <= here ? here : dayInMonth(addMonthsTo(monthOf(on), 1), day);
};
const waitsUntil = (kind: "unit_share" | "subsidy", on: PlainDate) =>
  cutOff(kind === "subsidy" ? 25 : 10)(on);

type Told = { no: string; kind: string; unit?: string; units?: string[]; payer?: string; month?: string };

/** What a verdict says, in the words of the answers. */
function tell(lineId: string, items: OpenItem[], kind: string): Told {
  const [first] = items;
  if (kind === "unit_share") return { no: lineId, kind, unit: first?.organisationId ?? "" };
  if (kind === "subsidy" && first) {
    const payer = first.organisationId === "HA-C" ? "city_union" : `county_union:${first.organisationId}`;
    return { no: lineId, kind, payer, month: first.month };
  }
  return { no: lineId, kind, ...(first ? { month: first.month } : {}) };
}

describe("the demo city's quarter", () => {
  test("is matched without a single error, and without a person for 95 % of the unit shares", async () => {
    const items = expectedItems();
    const byId = new Map(items.map((each) => [each.id, each]));
    const lines = await bankLines();
    const verdicts = matchLines(lines, {
      book: openBook(parties, items, usualWords),
      words: usualWords,
      waitsUntil,
      today: plainDate("2025-02-28"),
    });
    const expected = new Map<string, Told>(
      json("bank.json").map(({ no, kind, unit, units, payer, month }: Told) => [
        no,
        JSON.parse(JSON.stringify({ no, kind, unit, units, payer, month })),
      ]),
    );
    const matched = verdicts.filter((verdict) => verdict.outcome === "matched");
    for (const verdict of matched) {
      const paid = verdict.allocations.flatMap((allocation) => byId.get(allocation.itemId) ?? []);
      expect(tell(verdict.lineId, paid, verdict.kind)).toEqual(expected.get(verdict.lineId));
    }
    const shares = [...expected.values()].filter((told) => told.kind === "unit_share");
    const byRule = matched.filter((verdict) => verdict.kind === "unit_share");
    expect(byRule.length / shares.length).toBeGreaterThanOrEqual(0.95);
    const left = verdicts.filter((verdict) => verdict.outcome !== "matched");
    expect(left).toEqual([
      { outcome: "person", lineId: "2024120400007", reason: "memo_names_another" },
      { outcome: "sent_back", lineId: "2025010800048", debitId: "2025010900052" },
    ]);
  });
});

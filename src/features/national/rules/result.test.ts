import { describe, expect, test } from "vitest";
import { type Cents, cents } from "#core/money.ts";
import { type ItemState, type ResultLine, readResult, reconcile, type SentItem } from "./result.ts";

const rows = (...texts: string[]) =>
  texts.map((text, place) => ({ line: place + 1, cells: text.split(",") }));
const head = "我方编号,处理结果,系统编号,单位系统编号,职工系统编号,金额,日期,原因";
const accepted = "a,接受,SZ1,D1,R1,80.00,,";
const codesOf = (...texts: string[]) =>
  readResult(rows(...texts), {}).problems.map(({ line, code }) => `${line} ${code}`);

describe("a result file", () => {
  test("is read with its numbers, under whatever titles a city has set", () => {
    const { lines, problems } = readResult(
      rows(head.replace("处理结果", "状态"), accepted, "#控制,1,80.00"),
      {
        "result.outcome": "状态",
      },
    );
    expect(problems).toEqual([]);
    expect(lines).toMatchObject([
      { reference: "a", outcome: "accepted", number: "SZ1", personNumber: "R1", cents: 8000n },
    ]);
  });

  test.each([
    ["cut off", [head, accepted], ["0 result_control_missing"]],
    ["one line short", [head, accepted, "#控制,2,80.00"], ["0 result_lines_differ"]],
    ["one cent off", [head, accepted, "#控制,1,80.01"], ["0 result_sum_differs"]],
    ["empty", [head, "#控制,0,0.00"], ["0 result_empty"]],
    ["something else", ["姓名,电话", "甲,1"], ["1 result_columns_missing"]],
    [
      "wrong in every line",
      [
        head,
        ",接受,S,,,1,,",
        "a,收到,S,,,1,,",
        "b,已付,,,,1,,",
        "c,接受,,,,1,,",
        "d,退回,,,,1,,",
        "e,接受,S,,,x,,",
        "#控制,9,9",
      ],
      [
        "2 result_reference_missing",
        "3 result_outcome_unknown",
        "4 result_day_missing",
        "5 result_number_missing",
        "6 result_reason_missing",
        "7 result_amount_unreadable",
      ],
    ],
  ])("that is %s is refused with everything", (_what, texts, codes) =>
    expect(codesOf(...texts)).toEqual(codes),
  );
});

describe("what an answer changes", () => {
  const item = (state: ItemState, more: Partial<SentItem> = {}): SentItem => ({
    ...{ id: "a", state, cents: cents(8000), theirCents: null, theyPaid: false },
    ...more,
  });
  const line = (outcome: ResultLine["outcome"], sum = 8000): ResultLine => ({
    ...{ line: 2, reference: "a", outcome, number: "S", unitNumber: "", personNumber: "" },
    ...{ cents: BigInt(sum) as Cents, on: undefined, reason: "" },
  });
  const say = (kind: "roster" | "claim", before: SentItem, ...lines: ResultLine[]) => {
    const { changes, known, problems } = reconcile(kind, new Map([["a", before]]), lines);
    return problems.length > 0
      ? problems.map(({ code }) => code).join()
      : changes.length > 0
        ? changes[0]?.state
        : `known ${known}`;
  };
  test.each([
    ["accepted", "roster", item("sent"), line("accepted"), "accepted"],
    ["another sum", "roster", item("sent"), line("accepted", 7999), "differs"],
    ["the same once more", "roster", item("accepted"), line("accepted"), "known 1"],
    ["paid after accepted", "claim", item("accepted"), line("paid"), "paid"],
    ["accepted after paid", "claim", item("paid"), line("accepted"), "known 1"],
    ["refused after paid", "claim", item("paid"), line("refused"), "result_contradicts"],
    ["accepted after refused", "roster", item("refused"), line("accepted"), "result_contradicts"],
    [
      "the same other sum once more",
      "claim",
      item("differs", { theirCents: cents(7000), theyPaid: true }),
      line("paid", 7000),
      "known 1",
    ],
    ["a roster that is paid", "roster", item("sent"), line("paid"), "result_pays_no_claim"],
  ] as const)("%s", (_what, kind, before, after, became) => expect(say(kind, before, after)).toBe(became));

  test("a line twice, or of something that was not sent, is told", () => {
    expect(say("roster", item("sent"), line("accepted"), line("accepted"))).toBe("result_line_twice");
    expect(say("roster", item("sent"), { ...line("accepted"), reference: "b" })).toBe(
      "result_reference_unknown",
    );
  });
});

import { describe, expect, test } from "vitest";
import { yuan } from "#core/money.ts";
import { compareAnswer, type ListedPerson, manifestOf } from "./remittance.ts";

const bill = {
  planCode: "HN-INP-80",
  planVersion: "2025.1",
  price: yuan(80),
  heads: 2,
  shares: [{ cents: yuan(160) }],
};

describe("the cover sheet", () => {
  test("is price × people, one line for each plan and price", () => {
    const other = { ...bill, price: yuan(75), shares: [{ cents: yuan(150) }] };
    expect(manifestOf([bill, other, bill])).toEqual({
      heads: 6,
      cents: yuan(470),
      lines: [
        { planCode: "HN-INP-80", planVersion: "2025.1", price: yuan(80), heads: 4, cents: yuan(320) },
        { planCode: "HN-INP-80", planVersion: "2025.1", price: yuan(75), heads: 2, cents: yuan(150) },
      ],
    });
  });
});

describe("the province's answer", () => {
  const person = (idNumber: string): ListedPerson => ({ idNumber, name: `甲${idNumber}`, cents: yuan(80) });
  const list = ["1", "2", "3", "4"].map(person);
  const accepted = list.map((each) => ({ ...each, accepted: true, note: "" }));

  test("that says yes to everyone has no differences", () => {
    expect(compareAnswer(list, accepted.toReversed())).toEqual([]);
  });

  test("names each difference with its place", () => {
    const answer = [
      ...accepted.slice(0, 1).map((each) => ({ ...each, name: "乙1" })),
      ...accepted.slice(1, 2).map((each) => ({ ...each, accepted: false, note: "已在他市参加" })),
      ...accepted.slice(2, 3).map((each) => ({ ...each, cents: yuan(75) })),
      { ...person("9"), accepted: true, note: "" },
      ...accepted.slice(2, 3),
    ];
    expect(compareAnswer(list, answer)).toEqual(
      [
        { code: "name_differs", place: 1, note: "" },
        { code: "refused", place: 2, note: "已在他市参加" },
        { code: "amount_differs", place: 3, note: "" },
        { code: "not_on_list", place: 4, note: "" },
        { code: "not_answered", place: 4, note: "" },
        { code: "listed_twice", place: 5, note: "" },
      ].sort((a, b) => a.place - b.place),
    );
  });
});

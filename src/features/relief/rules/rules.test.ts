import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { afterOpinions, decisionBar, needsReasonAgain, noticeUntil, opinionBar } from "./grant.ts";
import { categoryOf, readHardship } from "./hardship.ts";

const day = plainDate;
const yes = (by: string) => ({ agrees: true, by });

describe("two opinions, neither of them the proposer's", () => {
  test("one is not enough, two are, one who disagrees sends it back", () => {
    expect(afterOpinions([yes("a")])).toBe("proposed");
    expect(afterOpinions([yes("a"), yes("b")])).toBe("noticed");
    expect(afterOpinions([yes("a"), { agrees: false, by: "b" }])).toBe("returned");
  });
  test("nobody twice, not the proposer, not once it is public", () => {
    expect(opinionBar("proposed", "p", [], "p")).toBe("proposer_gives_no_opinion");
    expect(opinionBar("proposed", "p", [yes("a")], "a")).toBe("opinion_given");
    expect(opinionBar("noticed", "p", [], "a")).toBe("relief_not_open");
    expect(opinionBar("proposed", "p", [yes("a")], "b")).toBeUndefined();
  });
});

describe("public notice", () => {
  test("urgent: on Monday until Tuesday's end; decided on Wednesday, not before", () => {
    const until = noticeUntil(day("2025-03-10"), true);
    expect(until).toBe("2025-03-11");
    const grant = { state: "noticed", noticeUntil: until, proposedBy: "p", openObjections: 0 } as const;
    expect(decisionBar(grant, day("2025-03-11"), "l")).toBe("notice_runs");
    expect(decisionBar(grant, day("2025-03-12"), "l")).toBeUndefined();
    expect(decisionBar({ ...grant, openObjections: 1 }, day("2025-03-12"), "l")).toBe("objections_open");
    expect(decisionBar(grant, day("2025-03-12"), "p")).toBe("proposer_decides_nothing");
  });
  test("otherwise five working days, holidays left out, worked Sundays counted", () => {
    expect(noticeUntil(day("2025-03-10"), false)).toBe("2025-03-17");
    // 2025-01-26 is a working Sunday; the Spring Festival runs from the 28th to the 4th.
    expect(noticeUntil(day("2025-01-24"), false)).toBe("2025-02-07");
  });
});

test("helped within twelve months: again only with a reason", () => {
  expect(needsReasonAgain([day("2024-03-12")], day("2025-03-12"))).toBe(false);
  expect(needsReasonAgain([day("2024-03-13")], day("2025-03-12"))).toBe(true);
});

describe("the hardship list", () => {
  test("categories as civil affairs write them", () => {
    expect(["城市低保", "特困供养", "低保边缘家庭", "因病致困", "临时救助"].map(categoryOf)).toEqual([
      "minimum_living",
      "extreme_poverty",
      "low_income_edge",
      "illness_poverty",
      "other",
    ]);
  });
  test("read below its head, wherever that stands; without one it is no list", () => {
    const rows = [
      { cells: ["2025年困难群众名单"] },
      { cells: ["序号", "姓 名", "身份证号码", "救助类别"].map((cell) => cell.replace(" ", "")) },
      { cells: [1, "张 三", "410902199001015392", "低保"] },
      { cells: [2, "", "", ""] },
    ];
    expect(readHardship(rows)).toEqual([
      { name: "张三", number: "410902199001015392", category: "minimum_living" },
    ]);
    expect(readHardship([{ cells: ["单位", "金额"] }])).toBeUndefined();
  });
});

import { expect, test } from "vitest";
import { type PlainDate, plainDate } from "#core/dates.ts";
import { platformTexts } from "#platform/text.ts";
import { judgeCover } from "./rules/already-covered.ts";
import { decideLine, lineCodes, warningCodes } from "./rules/decide-line.ts";
import { checkCharacter } from "./rules/identity-number.ts";
import { type RosterLine, rosterLine } from "./rules/roster-line.ts";
import { enrolmentTexts, lineTexts, sayFinding, warningTexts } from "./text.ts";

const checked = (first17: string) => first17 + (checkCharacter(first17) ?? "0");

function say(change: Partial<RosterLine>, coverFrom = "2025-01-01", earlier?: boolean): string {
  const line = decideLine(
    { ...rosterLine(17, {}), name: "史勇", idNumber: checked("41000019850615123"), ...change },
    {
      today: plainDate("2024-12-20"),
      coverFrom: plainDate(coverFrom),
      earlier: () =>
        earlier === undefined ? undefined : { line: 52, outcome: "accepted", sameName: earlier },
    },
  );
  const [finding] = line.findings;
  return finding ? sayFinding(line, finding, line.idNumber) : "";
}

test.each<[string, string]>([
  [
    say({ idNumber: checked("41000020090102123") }),
    "第17行史勇：2025年1月2日才满16周岁，保障从1月1日开始，差1天。可放到2月的名册里。",
  ],
  [
    say({ idNumber: checked("41000020091201123") }),
    "第17行史勇：2025年12月1日才满16周岁，保障从1月1日开始，差334天。可放到12月的名册里。",
  ],
  [
    say({ idNumber: checked("41000020091202123") }),
    "第17行史勇：2025年12月2日才满16周岁，保障从1月1日开始，差335天。可放到2026年1月的名册里。",
  ],
  [
    say({ idNumber: checked("41000019791301002") }),
    "第17行史勇：号码第7–14位是19791301，没有13月。请对照身份证改正后重新提交。",
  ],
  [
    say({ idNumber: checked("41000019790229002") }),
    "第17行史勇：号码第7–14位是19790229，1979年2月没有29日。请对照身份证改正后重新提交。",
  ],
  [say({ idNumber: "370902850615102" }), "第17行史勇：只有15位。15位号码2013年起停用。请填18位号码。"],
  [say({ idNumber: "41000019850615123" }), "第17行史勇：只有17位，少1位。请对照身份证改正。"],
  [say({}, "2025-01-01", true), "第17行史勇：与第52行是同一个人（史勇）。删除其中一行即可，第52行已受理。"],
  [
    say({}, "2025-01-01", false),
    "第17行史勇：与第52行的号码相同，姓名却不同。请核对号码是谁的，改正后重新提交。",
  ],
  [
    say({ idNumber: checked("41000019640908123") }),
    "第17行史勇：2024年9月8日满60周岁。仍在岗的，请上传单位出具的未办理退休证明。",
  ],
  [
    say({ idNumber: checked("41000019650110123") }, "2025-03-01"),
    "第17行史勇：2025年2月10日满60周岁1个月。仍在岗的，请上传单位出具的未办理退休证明。",
  ],
  [
    say({ idNumber: checked("41000019730122002"), post: "工人" }),
    "第17行史勇：工人岗位，2023年1月22日满50周岁。岗位填错的，直接改岗位；仍在岗的，请上传单位出具的未办理退休证明。",
  ],
])("%s", (said, expected) => expect(said).toBe(expected));

test("a standing cover is told with unit, days and other name", () => {
  const line = decideLine(
    { ...rosterLine(3, {}), name: "史勇", idNumber: checked("41000019850615123") },
    { today: plainDate("2024-12-20"), coverFrom: plainDate("2025-01-01"), earlier: () => undefined },
  );
  const covered = judgeCover(line, {
    unit: "濮阳市统计局",
    sameUnit: false,
    from: "2025-01-01" as PlainDate,
    until: "2026-01-01" as PlainDate,
    sameName: false,
  });
  expect(covered.findings[0] && sayFinding(covered, covered.findings[0])).toBe(
    "第3行史勇：已在濮阳市统计局参加同一计划，保障2025年1月1日–2025年12月31日，时间重叠。那里登记的姓名与本行不同。请先核对号码是谁的；确实是本人的，请联系市总工会。",
  );
});

test("every code has words", () => {
  const day = "2025-01-02";
  const facts = { birthday: day, coverFrom: day, workerRetiresOn: day, otherRetiresOn: day, retiresOn: day };
  for (const code of lineCodes) expect(lineTexts[code](facts, { name: "" }).title).not.toBe("");
  for (const code of warningCodes) expect(warningTexts[code].title).not.toBe("");
  for (const code of ["no_header", "file_encrypted", "file_unreadable", "file_too_large"]) {
    const text = { ...platformTexts, ...enrolmentTexts }[code]?.({
      headers: ["姓名", "证号"],
      kind: "picture",
      why: "unpacked",
      limit: "1GB",
    });
    expect(text?.detail).toContain("没有保存任何数据。");
  }
});

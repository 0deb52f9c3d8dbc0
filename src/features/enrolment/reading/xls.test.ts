import { afterAll, describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { testFolder } from "#tests/support/nasty-files.ts";
import { compoundFile, nastyXls, type OldWorkbook } from "#tests/support/nasty-xls.ts";
import { codeOf, type DecidedLine } from "../rules/decide-line.ts";
import { decideRoster, type RosterHead } from "./decide-roster.ts";

const folder = testFolder();
afterAll(folder.clear);

const man = "41000019850615123X";
const woman = "410000199001010022";
const header = ["姓名", "身份证号", "手机号", "银行卡号"];
const question = { today: plainDate("2024-12-20"), coverFrom: plainDate("2025-01-01") };

async function readBytes(bytes: Buffer) {
  const path = folder.file(`${Math.random()}.xls`, bytes);
  let head: RosterHead | undefined;
  const lines: DecidedLine[] = [];
  await decideRoster(path, question, {
    head: (seen) => {
      head = seen;
    },
    lines: (batch) => void lines.push(...batch),
  });
  return { head, lines, said: lines.map((line) => `${line.line} ${codeOf(line) ?? "accepted"}`) };
}
const read = (book: OldWorkbook) => readBytes(nastyXls(book));
const refusalOf = (bytes: Buffer) =>
  readBytes(bytes).then(
    () => undefined,
    (error) => ({ code: error.code, facts: error.facts }),
  );

describe("an old workbook", () => {
  test("is read on its first visible sheet with a header", async () => {
    const { head, said } = await read({
      sheets: [
        { name: "藏", state: 1, rows: [header, ["李四", woman]] },
        { name: "深藏", state: 2, rows: [header, ["李四", woman]] },
        { name: "说明", rows: [["请填写"]] },
        { name: "名册", rows: [["标题"], header, ["张三", man], [], ["合计", "1人"]] },
      ],
    });
    expect(head).toMatchObject({ sheet: "名册", headerLine: 2, expectedRows: 5 });
    expect(said).toEqual(["3 accepted"]);
  });

  test("tells numbers from text", async () => {
    const { said, lines } = await read({
      sheets: [
        {
          name: "名册",
          rows: [
            header,
            ["张三", 410000198506151200],
            ["李四", 12345],
            [{ formulaText: "王五" }, { formulaText: man }, 13912345678, 6217000000000000],
            [{ rich: "赵六" }, { rich: woman }],
          ],
        },
      ],
    });
    expect(said).toEqual(["2 id_precision_lost", "3 id_precision_lost", "4 accepted", "5 accepted"]);
    expect(lines[2]).toMatchObject({ name: "王五", phone: "13912345678", warnings: ["card_invalid"] });
  });

  test("may keep its text in shared strings that are cut in the middle", async () => {
    for (const sharedIn of [16, 17, 30, 8_000]) {
      const { said } = await read({
        sharedIn,
        sheets: [{ name: "名册", rows: [header, ["张三", man], ["李四", woman]] }],
      });
      expect(said).toEqual(["2 accepted", "3 accepted"]);
    }
  });

  test("may have a header of two rows, and rows in any order", async () => {
    const { head, said } = await read({
      sheets: [
        {
          name: "名册",
          backwards: true,
          rows: [
            ["姓名", "身份证号", "家庭", ""],
            ["", "", "地址", "人口"],
            ["张三", man],
          ],
          merges: [
            [0, 1, 0, 0],
            [0, 1, 1, 1],
            [0, 0, 2, 3],
          ],
        },
      ],
    });
    expect(head).toMatchObject({ headerLine: 2, ignoredColumns: ["地址", "人口"] });
    expect(said).toEqual(["3 accepted"]);
  });

  const sheets = [{ name: "名册", rows: [header, ["张三", man]] }];
  test.each<[string, Buffer, string, string | undefined]>([
    ["with a password", nastyXls({ sheets, hasFilePass: true }), "file_encrypted", undefined],
    [
      "with hidden sheets only",
      nastyXls({ sheets: [{ name: "藏", state: 1, rows: [] }] }),
      "file_unreadable",
      "no_sheet",
    ],
    ["of Excel 95", compoundFile({ Book: Buffer.alloc(5000) }), "file_unreadable", "old_workbook"],
    ["of an older version inside", nastyXls({ sheets, version: 0x0500 }), "file_unreadable", "old_workbook"],
    [
      "that is a Word document",
      compoundFile({ WordDocument: Buffer.alloc(5000) }),
      "file_unreadable",
      "word",
    ],
    [
      "that is an encrypted new workbook",
      compoundFile({ EncryptionInfo: Buffer.alloc(500), EncryptedPackage: Buffer.alloc(5000) }),
      "file_encrypted",
      undefined,
    ],
    ["that holds something else", compoundFile({ Thing: Buffer.alloc(5000) }), "file_unreadable", "binary"],
    [
      "with an empty stream",
      compoundFile({ Workbook: Buffer.alloc(5000) }),
      "file_unreadable",
      "old_workbook",
    ],
    ["cut off", nastyXls({ sheets }).subarray(0, 3000), "file_unreadable", "broken_workbook"],
    ["whose sectors go round in circles", circular(), "file_unreadable", "broken_workbook"],
  ])("%s is refused", async (_what, bytes, code, kind) =>
    expect(await refusalOf(bytes)).toEqual({ code, facts: kind ? { kind } : {} }),
  );

  test("without a header is refused with what was seen", async () =>
    expect(await refusalOf(nastyXls({ sheets: [{ name: "名册", rows: [["姓名", "工号"]] }] }))).toEqual({
      code: "no_header",
      facts: { headers: ["姓名", "工号"] },
    }));
});

function circular(): Buffer {
  const bytes = nastyXls({ sheets: [{ name: "名册", rows: [header] }] });
  // The directory follows itself.
  bytes.writeUInt32LE(1, 512 + 4);
  return bytes;
}

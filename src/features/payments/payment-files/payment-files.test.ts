import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { decodeGbk } from "#core/gbk.ts";
import { sum, yuan } from "#core/money.ts";
import { type FileBatch, type FileLine, fileProblems, layoutOf, paymentLayouts, writeFile } from "./index.ts";

const line = (more: Partial<FileLine> = {}): FileLine => ({
  number: "FK-2025-000001",
  payeeName: "苏晓梅",
  account: "6222021708001234567",
  bankName: "",
  bankCode: "",
  cents: yuan(300),
  remark: "互助金",
  ...more,
});
const batch = (...lines: FileLine[]): FileBatch => ({
  number: "FF-2025-0001",
  on: plainDate("2025-03-03"),
  payer: { name: "濮阳市总工会职工互助保障专户", account: "41001234567890" },
  lines,
  cents: sum(lines.map((each) => each.cents)),
});
const two = batch(
  line(),
  line({
    number: "FK-2025-000002",
    payeeName: "欧阳·买买提",
    account: "6217002870001112223",
    cents: yuan(450),
  }),
);
const layout = (code: string) => {
  const found = layoutOf(code);
  if (!found) throw new Error("No such layout.");
  return found;
};
const text = (code: string, of: FileBatch = two) => decodeGbk(writeFile(layout(code), of));

test("ICBC: totals in cents before the payments, a star behind them, every line with its nineteen fields", () => {
  const lines = text("icbc").split("\r\n");
  expect(lines.slice(0, 5)).toEqual([
    "#总计信息",
    "#注意：本文件中的金额均以分为单位！",
    "#币种|日期|总计标志|总金额|总笔数|",
    "RMB|20250303|1|75000|2|",
    "#明细指令信息",
  ]);
  expect(lines[5]).toMatch(/^#币种\|日期\|明细标志\|顺序号\|付款账号开户行\|.*\|自定义序号\|$/);
  expect(lines[6]).toBe(
    "RMB|20250303|2|1|中国工商银行|41001234567890|濮阳市总工会职工互助保障专户|中国工商银行||||6222021708001234567|苏晓梅|30000|互助金|FK2025000001|1||FK2025000001|",
  );
  expect(lines[7]?.split("|")).toHaveLength(20);
  expect(lines[7]).toContain("|中国建设银行||||6217002870001112223|欧阳·买买提|45000|互助金|FK2025000002|2|");
  expect(lines.slice(8)).toEqual(["*", ""]);
});

test("CCB: nine fields in yuan, the other bank with its number", () => {
  expect(text("ccb").split("\r\n")).toEqual([
    "1|6222021708001234567|苏晓梅|300.00|1|中国工商银行|102100099996|互助金|FK2025000001 FF20250001|",
    "2|6217002870001112223|欧阳·买买提|450.00|0|中国建设银行|105100000017|互助金|FK2025000002 FF20250001|",
    "",
  ]);
});

describe.each(paymentLayouts.map((each) => [each.code, each] as const))(
  "what %s cannot say",
  (_code, each) => {
    const problems = (more: Partial<FileLine>) =>
      fileProblems(each, batch(line(more))).map(({ code, facts }) => [code, facts.field ?? facts.bank ?? ""]);

    test("nothing of an ordinary batch", () => {
      expect(fileProblems(each, two)).toEqual([]);
    });

    test("a character outside GBK is named, with its payment and field", () => {
      const [found] = fileProblems(
        each,
        batch(line(), line({ number: "FK-2025-000002", payeeName: "苏䶮𬭎" })),
      );
      expect(found).toMatchObject({
        number: "FK-2025-000002",
        code: "file_character_unknown",
        facts: { characters: "䶮、𬭎" },
      });
    });

    test("a name is measured in bytes: thirty Han characters fit, thirty and a letter do not", () => {
      expect(problems({ payeeName: "一".repeat(30) })).toEqual([]);
      expect(problems({ payeeName: `${"一".repeat(30)}a` }).map(([code]) => code)).toEqual([
        "file_text_too_long",
      ]);
    });

    test("the mark between fields never stands inside one", () => {
      expect(problems({ payeeName: "苏|晓梅" }).map(([code]) => code)).toEqual(["file_separator_inside"]);
      expect(problems({ remark: "互助\n金" }).map(([code]) => code)).toEqual(["file_separator_inside"]);
    });

    test("a payee whose bank nobody can tell", () => {
      expect(problems({ account: "9999990000001" })).toEqual([["file_bank_unknown", ""]]);
      const named = problems({ account: "9999990000001", bankName: "濮阳农商行" });
      expect(named).toEqual(each.needsBankCode ? [["file_bank_code_missing", "濮阳农商行"]] : []);
      expect(
        problems({ account: "9999990000001", bankName: "濮阳农商行", bankCode: "402502000123" }),
      ).toEqual([]);
      expect(problems({ account: "9999990000001", bankName: "建行濮阳分行" })).toEqual([]);
    });
  },
);

import { readXlsx, writeXlsx } from "hucre";
import { afterAll, describe, expect, test } from "vitest";
import { writeCsv } from "#core/csv.ts";
import { yuan } from "#core/money.ts";
import { testFolder } from "#tests/support/nasty-files.ts";
import { compareAnswer } from "../rules/remittance.ts";
import { type ListRow, listCsv, listWorkbook, readAnswer } from "./remittance-list.ts";

const folder = testFolder();
afterAll(folder.clear);
const answer = (content: string | Uint8Array) =>
  readAnswer(
    folder.file(`${Math.random()}.xlsx`, typeof content === "string" ? content : Buffer.from(content)),
  );

const person = (idNumber: string, name: string): ListRow => ({
  unitCode: "U019",
  unitName: "台前县档案馆",
  unionName: "台前县总工会",
  name,
  idNumber,
  plan: "在职职工住院医疗互助保障",
  from: "2025-02-01",
  lastDay: "2026-01-31",
  cents: yuan(80),
});
const people = [person("410902198001015392", "苏文"), person("41092219850607123X", "欧阳·木")];
async function* rows() {
  yield* people;
}
const bytesOf = async (stream: ReadableStream<Uint8Array>) =>
  new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());

describe("the list for the province", () => {
  test("keeps identity numbers as text, to the last digit", async () => {
    const workbook = await readXlsx(await bytesOf(listWorkbook(rows())));
    const cells = workbook.sheets[0]?.rows ?? [];
    expect(cells).toHaveLength(3);
    expect(cells[1]?.slice(0, 10)).toEqual([
      "1",
      "U019",
      "台前县档案馆",
      "台前县总工会",
      "苏文",
      "410902198001015392",
      "在职职工住院医疗互助保障",
      "2025-02-01",
      "2026-01-31",
      "80.00",
    ]);
  });

  test("comes back without differences, as workbook and as CSV", async () => {
    const workbook = await answer(await bytesOf(listWorkbook(rows())));
    let text = "";
    for await (const part of listCsv(rows())) text += part;
    const csv = await answer(text);
    for (const { answers } of [workbook, csv]) expect(compareAnswer(people, answers ?? [])).toEqual([]);
  });

  test("comes back with what the province refused and why", async () => {
    const text = writeCsv([
      ["省办意见", "说明", "证件号码", "姓名", "金额（元）"],
      ["接收", "", "410902198001015392", "苏文", "80.00"],
      ["退回", "已在郑州参加", "41092219850607123x", "欧阳·木", "80"],
    ]);
    const { answers } = await answer(text);
    expect(compareAnswer(people, answers ?? [])).toEqual([
      { code: "refused", place: 2, note: "已在郑州参加" },
    ]);
  });

  test.each([
    ["no header", "甲,乙\r\n1,2", [{ row: 0, code: "answer_without_header" }]],
    [
      "an amount that is none",
      "姓名,证件号码,金额（元）\r\n甲,1,八十",
      [{ row: 2, code: "answer_amount_unreadable" }],
    ],
  ])("with %s is refused", async (_what, text, problems) => {
    expect((await answer(text)).problems).toEqual(problems);
  });

  test("with an identity number that a spreadsheet took for a number is refused, even if all else is right", async () => {
    const cells = ["苏文", Number("410902198001015392"), 80];
    const book = await writeXlsx({
      sheets: [{ name: "名单", rows: [["姓名", "证件号码", "金额（元）"], cells] }],
    });
    expect((await answer(book)).problems).toEqual([{ row: 2, code: "answer_number_lost" }]);
  });

  test("that is no table is refused", async () => {
    await expect(answer(Buffer.from([0x50, 0x4b, 3, 4, 5]))).rejects.toMatchObject({
      code: "file_unreadable",
      facts: { kind: "broken_workbook" },
    });
  });
});

import { afterAll, describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { testFolder } from "#tests/support/nasty-files.ts";
import { codeOf, type DecidedLine } from "../rules/decide-line.ts";
import { decideRoster, type RosterHead } from "./decide-roster.ts";

const folder = testFolder();
afterAll(folder.clear);

const man = "41000019850615123X";
const woman = "410000199001010022";
const question = { today: plainDate("2024-12-20"), coverFrom: plainDate("2025-01-01") };

async function read(content: Buffer | string) {
  const path = folder.file(`${Math.random()}.csv`, content);
  let head: RosterHead | undefined;
  const lines: DecidedLine[] = [];
  await decideRoster(path, question, {
    head: (seen) => {
      head = seen;
    },
    lines: (batch) => void lines.push(...batch),
  });
  return {
    head,
    lines,
    names: lines.map(({ name }) => name),
    said: lines.map((line) => `${line.line} ${codeOf(line) ?? "accepted"}`),
  };
}

/** 姓名,身份证号 / 张三,… in GB 18030. */
const gb = (hex: string) => Buffer.from(hex, "hex");
const gbHeader = gb("d0d5c3fb2cc9edb7ddd6a4bac50a");

describe("a CSV file", () => {
  test.each<[string, Buffer | string]>([
    ["in UTF-8", `姓名,身份证号\n张三,${man}\n`],
    ["in UTF-8 with a mark", `\ufeff姓名,身份证号\r\n张三,${man}\r\n`],
    ["without a line end at its end", `姓名,身份证号\n张三,${man}`],
    ["with old Macintosh line ends", `姓名,身份证号\r张三,${man}\r`],
    ["with tabs", `姓名\t身份证号\n张三\t${man}\n`],
    ["with semicolons", `姓名;身份证号\n张三;${man}\n`],
    ["that says its delimiter", `sep=;\n姓名;身份证号\n张三;${man}\n`],
    [
      "in UTF-16 with tabs, as Excel's Unicode text",
      Buffer.from(`\ufeff姓名\t身份证号\r\n张三\t${man}\r\n`, "utf16le"),
    ],
    ["with everything quoted", `"姓名","身份证号"\n"张三","${man}"\n`],
    ["in GB 18030", Buffer.concat([gbHeader, gb("d5c5c8fd2c"), Buffer.from(`${man}\r\n`)])],
    [
      "in GB 18030 with a mark in front",
      Buffer.concat([gb("84319533"), gbHeader, gb("d5c5c8fd2c"), Buffer.from(`${man}\r\n`)]),
    ],
  ])("%s is read", async (what, content) => {
    const { head, said, names } = await read(content);
    expect(head?.sheet).toBeNull();
    expect(said).toEqual([what.startsWith("that says") ? "3 accepted" : "2 accepted"]);
    expect(names).toEqual(["张三"]);
  });

  test("in GB 18030 may hold characters of four bytes", async () => {
    const rare = gb("9532b736");
    const expected = new TextDecoder("gb18030").decode(rare);
    const { names } = await read(Buffer.concat([gbHeader, rare, gb("2c"), Buffer.from(`${man}\n`)]));
    expect(names).toEqual([expected.normalize("NFKC")]);
    expect([...expected]).toHaveLength(1);
  });

  test("in UTF-8 with one broken character is still UTF-8", async () => {
    const many = Array.from({ length: 200 }, (_, i) => `职工${i},${man}`).join("\n");
    const { names } = await read(
      Buffer.concat([
        Buffer.from(`姓名,身份证号\n${many}\n王`),
        Buffer.from([0xe5]),
        Buffer.from(`,${woman}\n`),
      ]),
    );
    expect(names[0]).toBe("职工0");
  });

  test("may quote delimiters, quotes and line breaks; a row is a line as spreadsheets show it", async () => {
    const { lines, said } = await read(
      `姓名,身份证号,备注\n"张三",${man},"说""好""的,\n第二行"\n\n李四,"${woman}",无\n`,
    );
    expect(said).toEqual(["2 accepted", "4 accepted"]);
    expect(lines[0]?.remark).toBe('说"好"的,\n第二行');
  });

  test("takes a quote that is never closed as text", async () => {
    const { names } = await read(`姓名,身份证号\n"张三,${man}\n${`李四,${woman}\n`.repeat(2_000)}`);
    expect(names[1]).toBe("李四");
    expect(names).toHaveLength(2_001);
  });

  test("may protect numbers with an apostrophe, a formula or a tab", async () => {
    const { lines, said } = await read(
      `姓名,身份证号,手机号\n甲,'${man},'13912345678\n乙,"=""${woman}""",13912345678\n丙,="${man}",1\n丁,"\t${woman}",\n`,
    );
    expect(said).toEqual(["2 accepted", "3 accepted", "4 duplicate_in_file", "5 duplicate_in_file"]);
    expect(lines[0]?.phone).toBe("13912345678");
  });

  test("holding numbers in scientific notation has lost them", async () => {
    const { said } = await read(`姓名,身份证号\n张三,4.1E+17\n李四,４.１Ｅ＋１７\n`);
    expect(said).toEqual(["2 id_precision_lost", "3 id_precision_lost"]);
  });

  test("may have a header of two rows", async () => {
    const { head, said } = await read(`序号,姓名,证件,\n,,证件类型,证件号码\n1,张三,身份证,${man}\n`);
    expect(head?.columns).toEqual({ name: "姓名", document: "证件类型", id_number: "证件号码" });
    expect(said).toEqual(["3 accepted"]);
  });

  test("longer than one portion is read to its end, lines cut nowhere", async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `职工${i},${man},备注${i}`);
    const { lines } = await read(`姓名,身份证号,备注\r\n${rows.join("\r\n")}\r\n`);
    expect(lines).toHaveLength(60_000);
    expect(lines.at(-1)).toMatchObject({ line: 60_001, name: "职工59999", remark: "备注59999" });
    expect(lines.every(({ name }) => name.startsWith("职工"))).toBe(true);
  });

  test("without a header is refused, and shows nobody's data", async () => {
    await expect(read(`张三,${man}\n`)).rejects.toMatchObject({ code: "no_header", facts: { headers: [] } });
  });
});

// Writes rosters as Excel itself writes them (text in shared strings), for the benchmarks. Everybody in them is made
// up: 410000 is a region that is never issued, and the same arguments write the same file.
//   node bench/make-roster.ts FILE [--lines 424000] [--from 0] [--faults 0.02]
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { addDays, plainDate } from "#core/dates.ts";
import { checkCharacter } from "#features/enrolment/index.ts";
import { columnName, escapeXml } from "#platform/workbooks/workbook-writer.ts";
import { writeZip, type ZipPart } from "#platform/workbooks/zip-writer.ts";

export type RosterToMake = {
  readonly lines: number;
  /** The first person: files that must not share people begin where the one before ended. */
  readonly from?: number;
  /** The share of lines with something wrong. */
  readonly faults?: number;
};

export const rosterHeaders = [
  "序号",
  "部门",
  "姓名",
  "性别",
  "民族",
  "身份证号",
  "岗位类别",
  "手机号",
  "开户行",
  "银行卡号",
  "用工形式",
  "备注",
];

const surnames = [
  ..."王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜",
];
const given = [..."伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红建国文斌宇浩然子轩欣怡梓涵一诺雨泽"];
const firstDay = plainDate("1978-01-01");
const days = 9_000;

/** The n-th person: the same number always gives the same person, two numbers never the same. */
export function madePerson(n: number): {
  name: string;
  sex: "男" | "女";
  idNumber: string;
  phone: string;
  card: string;
} {
  const random = mulberry(n + 1);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? "";
  const name = pick(surnames) + pick(given) + (random() < 0.8 ? pick(given) : "");
  const born = addDays(firstDay, n % days).replaceAll("-", "");
  const first17 = `410000${born}${String(Math.floor(n / days) % 1000).padStart(3, "0")}`;
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join("");
  const card = `621700${digits(12)}`;
  return {
    name,
    sex: Number(first17[16]) % 2 === 1 ? "男" : "女",
    idNumber: first17 + (checkCharacter(first17) ?? ""),
    phone: `1${"3456789"[Math.floor(random() * 7)]}${digits(9)}`,
    card: card + luhnDigit(card),
  };
}

/** One line of a roster, cell by cell; the first is a number, as in Excel. */
export function madeLine(n: number, faults: number): string[] {
  const { name, sex, idNumber, phone, card } = madePerson(n);
  const random = mulberry(n + 7_000_001);
  const isWrong = random() < faults;
  const post = ["工人", "管理", "专业技术"][Math.floor(random() * 3)] ?? "";
  const number = isWrong ? idNumber.slice(0, random() < 0.5 ? 17 : 15) : idNumber;
  const unit = `第${1 + (Math.floor(n / 50) % 40)}车间`;
  const bank = ["中国工商银行", "中国建设银行", "中国农业银行"][Math.floor(random() * 3)] ?? "";
  return [
    unit,
    name,
    sex,
    "汉族",
    number,
    post,
    phone,
    bank,
    card,
    random() < 0.9 ? "合同制" : "劳务派遣",
    "",
  ];
}

export async function makeRoster(path: string, roster: RosterToMake): Promise<void> {
  await pipeline(Readable.from(writeZip(parts(roster)), { objectMode: false }), createWriteStream(path));
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';

function* parts(roster: RosterToMake): Generator<ZipPart> {
  const strings = new Map<string, number>();
  const uses = { count: 0 };
  const part = (name: string, xml: string): ZipPart => ({ name, pieces: [declaration + xml] });
  yield part(
    "[Content_Types].xml",
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
  );
  yield part(
    "_rels/.rels",
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  yield part(
    "xl/workbook.xml",
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="花名册" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );
  yield part(
    "xl/_rels/workbook.xml.rels",
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  );
  yield { name: "xl/worksheets/sheet1.xml", pieces: sheet(roster, strings, uses) };
  yield { name: "xl/sharedStrings.xml", pieces: sharedStrings(strings, uses) };
}

function* sheet(
  { lines, from = 0, faults = 0.02 }: RosterToMake,
  strings: Map<string, number>,
  uses: { count: number },
): Generator<string> {
  const indexOf = (text: string): number => {
    uses.count++;
    const known = strings.get(text);
    if (known !== undefined) return known;
    strings.set(text, strings.size);
    return strings.size - 1;
  };
  const row = (line: number, cells: readonly string[], number?: number) => {
    let xml = `<row r="${line}" spans="1:12" x14ac:dyDescent="0.2">`;
    if (number !== undefined) xml += `<c r="A${line}"><v>${number}</v></c>`;
    const shift = number === undefined ? 0 : 1;
    for (const [column, text] of cells.entries()) {
      const reference = `${columnName(column + shift)}${line}`;
      xml +=
        text === ""
          ? `<c r="${reference}" s="1"/>`
          : `<c r="${reference}" s="1" t="s"><v>${indexOf(text)}</v></c>`;
    }
    return `${xml}</row>`;
  };
  yield `${declaration}<worksheet xmlns="${main}" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><dimension ref="A1:L${lines + 1}"/><sheetFormatPr defaultRowHeight="14.25"/><sheetData>${row(1, rosterHeaders)}`;
  let xml = "";
  for (let i = 0; i < lines; i++) {
    xml += row(i + 2, madeLine(from + i, faults), i + 1);
    if (xml.length > 256 * 1024) {
      yield xml;
      xml = "";
    }
  }
  yield `${xml}</sheetData><phoneticPr fontId="1" type="noConversion"/></worksheet>`;
}

function* sharedStrings(
  strings: ReadonlyMap<string, number>,
  uses: { readonly count: number },
): Generator<string> {
  yield `${declaration}<sst xmlns="${main}" count="${uses.count}" uniqueCount="${strings.size}">`;
  let xml = "";
  for (const text of strings.keys()) {
    xml += `<si><t>${escapeXml(text)}</t><phoneticPr fontId="1" type="noConversion"/></si>`;
    if (xml.length > 256 * 1024) {
      yield xml;
      xml = "";
    }
  }
  yield `${xml}</sst>`;
}

function luhnDigit(digits: string): string {
  let total = 0;
  for (const [place, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1);
    total += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (total % 10)) % 10);
}

/** A small seeded generator: benchmarks must find the same file every time. */
function mulberry(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

if (import.meta.main) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      lines: { type: "string", default: "424000" },
      from: { type: "string", default: "0" },
      faults: { type: "string", default: "0.02" },
    },
  });
  const [path] = positionals;
  if (!path) throw new Error("Name the file to write.");
  await makeRoster(path, {
    lines: Number(values.lines),
    from: Number(values.from),
    faults: Number(values.faults),
  });
}

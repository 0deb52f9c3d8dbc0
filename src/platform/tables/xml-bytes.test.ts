import fc from "fast-check";
import { expect, test } from "vitest";
import { SharedStringsSink, StringTable } from "./shared-strings.ts";
import type { SheetRow } from "./sheet.ts";
import { WorksheetSink } from "./xlsx-sheet.ts";
import { attributeOf, decodeText, nameKey, unescapeCell, XmlScanner } from "./xml-bytes.ts";

const sheet = Buffer.from(
  `<?xml version="1.0"?><!-- <row> --><x:worksheet xmlns:x="a>b"><x:dimension ref="A1:C9"/><x:sheetData><x:row r="3" spans='1:3'><x:c r="A3" t="s"><x:v>1</x:v></x:c><x:c r="B3" t="inlineStr"><x:is><x:r><x:t>张&amp;</x:t></x:r><x:r><x:t xml:space="preserve"> 三</x:t></x:r><x:rPh><x:t>zhang</x:t></x:rPh></x:is></x:c><x:c r="AA3"><x:v>4.5E3</x:v></x:c></x:row><x:row/><x:row><x:c t="str"><x:f>"&lt;a&gt;"</x:f><x:v><![CDATA[<a>&amp;]]></x:v></x:c></x:row></x:sheetData></x:worksheet>`,
);
const strings = Buffer.from(
  `<sst><si><t>零</t></si><si><r><t>一&#x4E00;</t></r><r><t>b_x0041_</t></r><rPh sb="0"><t>yi</t></rPh></si><si/></sst>`,
);

/** Feeds bytes in pieces of these lengths, the last length again and again. */
function feed(scanner: XmlScanner, bytes: Buffer, lengths: readonly number[]): void {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const length = lengths[Math.min(i, lengths.length - 1)] ?? 1;
    // A fresh copy each time, overwritten afterwards, as an inflating stream may do.
    const chunk = Buffer.from(bytes.subarray(at, at + length));
    scanner.push(chunk);
    chunk.fill(0x78);
    at += length;
  }
}

function readAll(lengths: readonly number[]): string[] {
  const table = new StringTable();
  feed(new XmlScanner(new SharedStringsSink(table), () => false), strings, lengths);
  const rows: string[] = [];
  const sink = new WorksheetSink(
    {
      wanted: "all",
      take: (row: SheetRow) => void rows.push(`${row.line}: ${row.cells().join("|")}`),
      finish: () => {},
      needsValues: false,
      rowCount: (count) => void rows.push(`count ${count}`),
    },
    table,
  );
  feed(new XmlScanner(sink, () => false), sheet, lengths);
  return rows;
}

test("a sheet reads the same wherever its bytes are cut", () => {
  const whole = ["count 9", `3: 一一bA|张& 三${"|".repeat(25)}4500`, "4: ", "5: <a>&amp;"];
  expect(readAll([1_000_000])).toEqual(whole);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }), (lengths) => {
      expect(readAll(lengths)).toEqual(whole);
    }),
    { numRuns: 200 },
  );
});

test("the string table gives back what was put in, across its blocks", () => {
  const table = new StringTable();
  const given = Array.from({ length: 300 }, (_, i) => `${i}`.padEnd(1 + ((i * 7919) % 32_000), "字"));
  for (const text of given) {
    table.begin();
    const bytes = Buffer.from(text);
    const middle = Math.floor(bytes.length / 2);
    table.append(bytes, 0, middle);
    table.append(bytes, middle, bytes.length);
    table.finish();
  }
  expect(given.every((text, i) => table.text(i) === text)).toBe(true);
  expect([table.text(-1), table.text(300), table.text(Number.NaN)]).toEqual(["", "", ""]);
});

test("text is decoded as meant", () => {
  const decode = (text: string) => decodeText(Buffer.from(text), 0, Buffer.byteLength(text));
  expect(decode("a&lt;b&gt;&quot;&apos;&amp;amp;&#65;&#x4E00;&unknown;&#0;")).toBe(
    "a<b>\"'&amp;A一&unknown;",
  );
  expect(unescapeCell("a_x000D_b_xZZ_")).toBe("a\rb_xZZ_");
});

test("names are told apart by what is packed of them", () => {
  const names = [
    "row",
    "c",
    "v",
    "t",
    "is",
    "rPh",
    "f",
    "r",
    "si",
    "dimension",
    "sheetData",
    "sheetView",
    "mergeCell",
    "rPr",
  ];
  expect(new Set(names.map(nameKey)).size).toBe(names.length);
});

test("attributes are found by their whole name", () => {
  const tag = Buffer.from(` xr="1" r = "7" ref='A1'`);
  expect([attributeOf(tag, 0, tag.length, "r"), attributeOf(tag, 0, tag.length, "ref")]).toEqual(["7", "A1"]);
  expect(attributeOf(tag, 0, tag.length, "x")).toBeUndefined();
});

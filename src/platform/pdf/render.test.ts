import { expect, test } from "vitest";
import { textOf } from "#tests/support/pdf.ts";
import { unprintable } from "./fonts.ts";
import { qrSvg } from "./qr.ts";
import { renderPdf } from "./render.ts";

const letter = new URL("./fixtures/letter.typ", import.meta.url);
// Characters that names are made of and small fonts lack: 䶮 㐂 𬭎 𬬻 in no GBK, 镕 堃 喆 翀 犇 淼 in no GB 2312.
const data = {
  title: "给付通知",
  name: "苏镕堃䶮㐂𬭎𬬻喆翀犇淼·买买提",
  sum: "4,071.41",
  on: "2025年1月10日",
  account: "4100********8888",
  capitals: "肆仟零柒拾壹元肆角壹分",
  qr: qrSvg("https://example.org/r/1"),
};

test("a reader finds every character that was written, in one page", async () => {
  const pages = await textOf(await renderPdf(letter, data));
  expect(pages).toHaveLength(1);
  const text = pages.join("").replace(/\s/g, "");
  for (const part of [data.title, data.name, data.sum, data.on, data.account, data.capitals])
    expect(text).toContain(part);
});

test("the same data give the same bytes", async () => {
  const [one, two] = [await renderPdf(letter, data), await renderPdf(letter, { ...data })];
  expect(one.equals(two)).toBe(true);
  expect(one.equals(await renderPdf(letter, { ...data, sum: "4,071.42" }))).toBe(false);
});

test("the paper carries its fonts, and not the day on which it was made", async () => {
  const bytes = (await renderPdf(letter, data)).toString("latin1");
  expect(bytes).toMatch(/NotoSansSC-Regular/);
  expect(bytes).toMatch(/NotoSerifSC-Bold/);
  expect(bytes).not.toMatch(/CreationDate|ModDate/);
});

test("a character that no font has is named, never printed as an empty box", async () => {
  expect(unprintable("苏𠮷堃𠮷𫚉")).toEqual(["𠮷", "𫚉"]);
  await expect(renderPdf(letter, { ...data, name: "苏𠮷" })).rejects.toMatchObject({
    code: "paper_character_unknown",
    facts: { characters: ["𠮷"] },
  });
});

test("what people write is text, never a command of the template", async () => {
  const name = '#panic("x") *粗* $x$ \\ "引号"';
  expect((await textOf(await renderPdf(letter, { ...data, name }))).join("")).toContain(
    '#panic("x") *粗* $x$',
  );
});

test("a QR code is black squares with a quiet border of four", () => {
  const svg = qrSvg("https://example.org/r/1");
  expect(svg).toMatch(/^<svg .*viewBox="0 0 33 33"/);
  expect(svg).toContain("M4 4h1v1h-1z");
  expect(svg).not.toMatch(/M[0-3] \d+h1v|M\d+ [0-3]h1v/);
});

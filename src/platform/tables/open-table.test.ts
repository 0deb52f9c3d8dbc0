import { afterAll, describe, expect, test } from "vitest";
import { testFolder, zipOf } from "#tests/support/nasty-files.ts";
import { openTable } from "./open-table.ts";

const folder = testFolder();
afterAll(folder.clear);

const refusalOf = async (content: Buffer | string) =>
  openTable(folder.file(`${Math.random()}.xlsx`, content)).then(
    () => undefined,
    (error) => ({ code: error.code, kind: error.facts?.kind }),
  );

describe("a file that is no table is refused, saying what it is:", () => {
  test.each<[string, Buffer | string, string]>([
    ["nothing at all", "", "empty"],
    ["a PNG picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "picture"],
    ["a JPEG picture", Buffer.from("ffd8ffe000104a464946", "hex"), "picture"],
    ["a picture of a phone", Buffer.from("000000186674797068656963", "hex"), "picture"],
    ["a PDF", "%PDF-1.7\n%âãÏÓ", "pdf"],
    [
      "a web page called .xls",
      "\r\n<html xmlns:x='urn:x'><table><tr><td>姓名</td></tr></table></html>",
      "html",
    ],
    ["a table without html", "<table><tr><td>姓名</td></tr></table>", "html"],
    ["a web archive", "MIME-Version: 1.0\nContent-Type: multipart/related", "html"],
    ["an XML spreadsheet of 2003", '\ufeff<?xml version="1.0"?><Workbook/>', "xml"],
    ["an RTF document", "{\\rtf1\\ansi}", "word"],
    ["a RAR archive", Buffer.from("526172211a0700", "hex"), "archive"],
    ["a program", Buffer.from("7f454c4602010100000000000000000003003e00", "hex"), "binary"],
    [
      "bytes without meaning",
      Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) % 251)),
      "binary",
    ],
  ])("%s", async (_what, content, kind) =>
    expect(await refusalOf(content)).toEqual({ code: "file_unreadable", kind }),
  );

  test.each<[string, string, string]>([
    ["a Word document", "word/document.xml", "word"],
    ["slides", "ppt/presentation.xml", "presentation"],
    ["an OpenDocument table", "content.xml", "other_workbook"],
    ["a binary workbook", "xl/workbook.bin", "other_workbook"],
    ["a zip archive", "名册.csv", "archive"],
  ])("%s", async (_what, name, kind) =>
    expect(await refusalOf(await zipOf([{ name, pieces: ["x"] }]))).toEqual({
      code: "file_unreadable",
      kind,
    }),
  );
});

test("a file above 50 MiB is refused before it is looked at", async () =>
  expect(await refusalOf(Buffer.alloc(50 * 1024 * 1024 + 1, "a"))).toMatchObject({ code: "file_too_large" }));

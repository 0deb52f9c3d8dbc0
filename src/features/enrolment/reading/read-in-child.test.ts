import { afterAll, describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import type { ChildOptions } from "#platform/children/ask-child.ts";
import { bomb, nastyXlsx, testFolder, zipOf } from "#tests/support/nasty-files.ts";
import type { DecidedLine } from "../rules/decide-line.ts";
import { decideRoster } from "./decide-roster.ts";
import { readRoster } from "./read-in-child.ts";

const folder = testFolder();
afterAll(folder.clear);

const question = { today: plainDate("2024-12-20"), coverFrom: plainDate("2025-01-01") };
const nothing = { head: () => {}, lines: () => {} };
const megabyte = 1024 * 1024;
const refusalOf = (path: string, options?: ChildOptions) =>
  readRoster(path, question, nothing, options).then(
    () => undefined,
    (error) => ({ code: error.code, facts: error.facts }),
  );

describe("a roster read in a child process", () => {
  test("gives the same lines as one read here, in their order", async () => {
    const path = "demo/puyang/rosters/U001.xlsx";
    const here: DecidedLine[] = [];
    const there: DecidedLine[] = [];
    const counts = await decideRoster(path, question, {
      head: () => {},
      lines: (batch) => void here.push(...batch),
    });
    const read = await readRoster(path, question, {
      head: () => {},
      lines: async (batch) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        there.push(...batch);
      },
    });
    expect(there).toEqual(here);
    expect(read.counts).toEqual(counts);
    expect(read.head).toMatchObject({ sheet: "花名册", headerLine: 1 });
  });

  test("passes a refusal on as it is", async () => {
    expect(await refusalOf(folder.file("a.csv", "工号,部门\n1,2\n"))).toEqual({
      code: "no_header",
      facts: { headers: ["工号", "部门"] },
    });
    expect(await refusalOf(folder.file("b.csv", ""))).toEqual({
      code: "file_unreadable",
      facts: { kind: "empty" },
    });
  });

  test("is stopped by whoever cancels", async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `职工${i},41000019850615123X`).join("\n");
    const path = folder.file("long.csv", `姓名,身份证号\n${rows}\n`);
    const cancelling = new AbortController();
    const reading = readRoster(
      path,
      question,
      { head: () => {}, lines: () => cancelling.abort(new Error("cancelled")) },
      { signal: cancelling.signal },
    );
    await expect(reading).rejects.toThrow("cancelled");
    await expect(readRoster(path, question, nothing, { signal: cancelling.signal })).rejects.toThrow(
      "cancelled",
    );
  });

  test("is stopped when it has been silent for too long", async () => {
    const silent = { limits: { quietSeconds: 0.001 } };
    expect(await refusalOf("demo/puyang/rosters/U001.xlsx", silent)).toEqual({
      code: "file_too_large",
      facts: { why: "time" },
    });
  });

  test("ends with whoever takes the lines when that fails", async () => {
    const path = "demo/puyang/rosters/U001.xlsx";
    const reading = readRoster(path, question, {
      head: () => {},
      lines: () => {
        throw new Error("disk full");
      },
    });
    await expect(reading).rejects.toThrow("disk full");
  });
});

describe("a child", () => {
  test("takes the next roster too, and leaves nobody waiting at the end", async () => {
    const path = "demo/puyang/rosters/U001.xlsx";
    const first = await readRoster(path, question, nothing);
    const many = await Promise.all(Array.from({ length: 4 }, () => readRoster(path, question, nothing)));
    for (const read of many) expect(read.counts).toEqual(first.counts);
    await refusalOf(folder.file("c.csv", "工号,部门\n1,2\n"));
    expect((await readRoster(path, question, nothing)).counts).toEqual(first.counts);
  });

  test("of a larger file is not used again", async () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `职工${i},${String(i).padStart(18, "1")}`).join(
      "\n",
    );
    const path = folder.file("larger.csv", `姓名,身份证号\n${rows}\n`);
    for (let i = 0; i < 2; i++) expect((await readRoster(path, question, nothing)).counts.rows).toBe(100_000);
  });
});

describe("a file made to do harm is refused as too large:", () => {
  const unpacked = { code: "file_too_large", facts: { why: "unpacked", limit: "1GB" } };

  test("two gigabytes in a few megabytes, whatever the file says about its sizes", async () => {
    expect(await refusalOf(folder.file("bomb.xlsx", bomb()))).toEqual(unpacked);
    expect(await refusalOf(folder.file("lie.xlsx", bomb(1_000)))).toEqual(unpacked);
  });

  test("a part that nobody would read", async () => {
    const parts = [
      { name: "[Content_Types].xml", pieces: ["<Types/>"] },
      { name: "xl/media/image1.bmp", pieces: ["picture"] },
    ];
    const path = folder.file("media.xlsx", claiming(await zipOf(parts), 600 * megabyte));
    expect(await refusalOf(path)).toEqual(unpacked);
  });

  test("a cell without end", async () => {
    const xml = new Array<string>(20).fill("a".repeat(megabyte));
    const path = folder.file("cell.xlsx", await nastyXlsx({ sheets: [{ name: "名册", xml }] }));
    expect((await refusalOf(path))?.code).toBe("file_too_large");
  });

  test("more text than the child may hold", async () => {
    const text = `<si><t>${"字".repeat(300)}</t></si>`.repeat(1_000);
    const path = folder.file(
      "strings.xlsx",
      await nastyXlsx({
        sheets: [{ name: "名册", rows: [["姓名", "身份证号"]] }],
        extra: [
          {
            name: "xl/sharedStrings.xml",
            pieces: (function* () {
              yield "<sst>";
              for (let i = 0; i < 300; i++) yield text;
              yield "</sst>";
            })(),
          },
        ],
      }),
    );
    expect(await refusalOf(path, { limits: { memoryBytes: 192 * megabyte } })).toEqual({
      code: "file_too_large",
      facts: { why: "memory" },
    });
  });

  test("more parts than a workbook has", async () => {
    const path = folder.file(
      "parts.xlsx",
      repeated(await zipOf([{ name: "xl/a.xml", pieces: ["a"] }]), 20_001),
    );
    expect((await refusalOf(path))?.code).toBe("file_too_large");
  });
});

/** The same file, saying in its directory that every part unpacks to this many bytes. */
function claiming(file: Buffer, bytes: number): Buffer {
  for (let at = file.indexOf("PK\x01\x02"); at >= 0; at = file.indexOf("PK\x01\x02", at + 4)) {
    file.writeUInt32LE(bytes, at + 24);
  }
  return file;
}

/** The same file, with its one part that many times in its directory. */
function repeated(file: Buffer, times: number): Buffer {
  const [directory, end] = [file.indexOf("PK\x01\x02"), file.indexOf("PK\x05\x06")];
  const entry = file.subarray(directory, end);
  const tail = Buffer.from(file.subarray(end));
  tail.writeUInt16LE(times, 8);
  tail.writeUInt16LE(times, 10);
  tail.writeUInt32LE(entry.length * times, 12);
  return Buffer.concat([file.subarray(0, directory), ...new Array<Buffer>(times).fill(entry), tail]);
}

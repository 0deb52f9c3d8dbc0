import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { decideRoster } from "./decide-roster.ts";

// Rosters of other cities, made at random, beside an answer worked out by another hand: plain dates of the machine, and
// nothing of our own rules. Columns in any order and under any of their names, numbers as people type them, birthdays
// around 16 and around retirement, leap days, duplicates of whatever became of the earlier line, closing rows.

const folder = mkdtempSync(join(tmpdir(), "tongzhou-other-cities-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const coverFrom = new Date("2025-03-01");
const day = (date: Date) => date.toISOString().slice(0, 10);

function later(date: Date, months: number): Date {
  const moved = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(date.getUTCDate(), last));
  return moved;
}

function retires(born: Date, age: number, baseYear: number, step: number, cap: number): boolean {
  const months = (born.getUTCFullYear() - baseYear) * 12 + born.getUTCMonth();
  const delay = months < 0 ? 0 : Math.min(cap, Math.floor(months / step) + 1);
  return later(born, age * 12 + delay) <= coverFrom;
}

type Person = {
  readonly name: string;
  readonly born: Date;
  readonly isMan: boolean;
  readonly post: string;
  readonly fault: string;
  readonly dress: number;
};

/** The answer as the text of the rules has it: the codes in their order. */
function codesFor({ name, born, isMan, post, fault }: Person, number: string, seen: Set<string>): string[] {
  const codes = name.trim() === "" ? ["name_missing"] : [];
  if (fault === "missing") return [...codes, "id_missing"];
  if (fault === "scientific") return [...codes, "id_precision_lost"];
  if (fault === "short") codes.push("id_length");
  if (fault === "region") codes.push("id_region", "id_checksum");
  if (fault === "check") codes.push("id_checksum");
  if (seen.has(number)) codes.push("duplicate_in_file");
  seen.add(number);
  if (fault === "short") return codes;
  if (later(born, 16 * 12) > coverFrom) return [...codes, "under_age"];
  const other = retires(born, 55, 1970, 4, 36);
  const worker = retires(born, 50, 1975, 2, 60);
  if (isMan) return retires(born, 60, 1965, 4, 36) ? [...codes, "over_age"] : codes;
  if (post === "工勤技能") return worker ? [...codes, "over_age"] : codes;
  if (post === "干部" || other) return other ? [...codes, "over_age"] : codes;
  return worker ? [...codes, "retirement_category_unknown"] : codes;
}

function numberOf({ born, isMan, fault }: Person, place: number): string {
  const sequence = String((place % 499) * 2 + (isMan ? 1 : 0)).padStart(3, "0");
  const head = `410902${day(born).replaceAll("-", "")}${sequence}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const check = "10X98765432"[weights.reduce((sum, weight, i) => sum + weight * Number(head[i]), 0) % 11];
  if (fault === "missing") return "";
  if (fault === "scientific") return "4.10902E+17";
  if (fault === "short") return head.slice(0, 15);
  if (fault === "region") return `00${head.slice(2)}${check}`;
  return head + (fault === "check" ? (check === "0" ? "1" : "0") : check);
}

const wide = (text: string) =>
  text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
const dresses: readonly ((number: string) => string)[] = [
  (number) => number,
  (number) => number.toLowerCase(),
  wide,
  (number) => `'${number}`,
  (number) => ` ${number.slice(0, 6)} ${number.slice(6)}`,
  (number) => `\u200b${number}\u00a0`,
];

const around = (date: string) => {
  const from = new Date(date).getTime();
  return fc.integer({ min: -70, max: 70 }).map((days) => new Date(from + days * 86_400_000));
};
const person: fc.Arbitrary<Person> = fc.record({
  name: fc.constantFrom("张三", "李 四", "𠮷田花子", "买买提•艾力", "Anna Li", "欧阳　娜", " "),
  born: fc.oneof(
    around("2009-03-01"), // 16
    around("1965-02-01"), // men
    around("1970-02-01"), // women in other posts
    around("1975-02-01"), // women workers
    fc
      .constantFrom("1964-02-29", "1968-02-29", "2008-02-29", "1965-01-31", "1901-01-01")
      .map((d) => new Date(d)),
    around("1990-06-15"),
  ),
  isMan: fc.boolean(),
  post: fc.constantFrom("", "干部", "工勤技能", "后勤"),
  fault: fc.oneof(
    { weight: 5, arbitrary: fc.constant("") },
    { weight: 1, arbitrary: fc.constantFrom("missing", "scientific", "short", "region", "check") },
  ),
  dress: fc.nat(dresses.length - 1),
});
const headers = fc.record({
  name: fc.constantFrom("姓名", "职工姓名", "姓 名", "姓　名"),
  id: fc.constantFrom("身份证号", "身份证号码", "证件号码", "公民身份号码"),
  post: fc.constantFrom("岗位类别", "岗位", "人员类别"),
  order: fc.shuffledSubarray(["name", "id", "post", "other"], { minLength: 4 }),
});

test("are decided line for line as another hand works them out", async () => {
  let file = 0;
  await fc.assert(
    fc.asyncProperty(
      headers,
      fc.array(fc.tuple(person, fc.constantFrom("", "", "", "blank", "closing", "again")), {
        minLength: 1,
        maxLength: 40,
      }),
      async (head, people) => {
        const at = (cells: Readonly<Record<string, string>>) =>
          head.order.map((column) => cells[column] ?? "").join(",");
        const rows = [at({ ...head, other: "部门" } as unknown as Record<string, string>)];
        const expected: [number, string[]][] = [];
        const seen = new Set<string>();
        const add = (who: Person, number: string) => {
          rows.push(
            at({
              name: who.name,
              id: dresses[who.dress]?.(number) ?? number,
              post: who.post,
              other: "办公室",
            }),
          );
          expected.push([rows.length, codesFor(who, number, seen)]);
        };
        for (const [place, [who, also]] of people.entries()) {
          if (also === "blank") rows.push(",,,");
          if (also === "closing") rows.push(`合 计：${place}人,12,,`);
          add(who, numberOf(who, place));
          if (also === "again") add(who, numberOf(who, place));
        }
        file++;
        const path = join(folder, `${file}.csv`);
        writeFileSync(path, `${rows.join("\r\n")}\r\n`);
        const answered: [number, string[]][] = [];
        await decideRoster(
          path,
          { today: plainDate("2025-02-20"), coverFrom: plainDate("2025-03-01") },
          {
            head: () => undefined,
            lines: (batch) => {
              for (const { line, findings } of batch) answered.push([line, findings.map(({ code }) => code)]);
            },
          },
        );
        expect(answered).toEqual(expected);
      },
    ),
    { numRuns: 40 },
  );
});

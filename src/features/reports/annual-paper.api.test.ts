import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openZip } from "#platform/tables/zip-parts.ts";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";
import { seedMember } from "#tests/support/member.ts";
import { textOf } from "#tests/support/pdf.ts";

const cityId = 471_700;
let app: SeatedCity["app"];
let as: SeatedCity["as"];
let worker: Awaited<ReturnType<typeof seedMember>>;
let folder: string;

beforeAll(async () => {
  let places: SeatedCity["places"];
  ({ app, places, as } = await seatedCity(cityId, {
    office: ["city_mobiliser", "C"],
    unit: ["unit_clerk", "U11"],
  }));
  worker = await seedMember(app.db.pool, cityId, places.U11 ?? "");
  folder = await mkdtemp(join(tmpdir(), "tongzhou-papers-"));
  const fact = { code: "other", name: "去年全省办结件数", value: 3593, unit: "cases", holdsOn: "2024-12-31" };
  await as("office")("POST", "/reports/facts", { ...fact, source: "全省年报 <第3页> & 附表" });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const path = (format: string) => `/reports/annual.${format}?asOf=2025-03-12`;

test("the text document holds every figure of the page with what it counts, and nobody's name", async () => {
  const page = (await as("office")("GET", "/reports/annual?asOf=2025-03-12")).body;
  const answer = await as("office")("GET", path("docx"));
  expect(answer.status).toBe(200);
  const file = join(folder, "annual.docx");
  await writeFile(file, answer.raw);
  const zip = await openZip(file);
  const xml = (await zip.whole("word/document.xml")).toString("utf8");
  for (const part of ["[Content_Types].xml", "word/styles.xml", "word/footer1.xml"])
    expect((await zip.whole(part)).toString("utf8")).toContain("<?xml");
  zip.close();
  const said = [...xml.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)].map(([, text]) =>
    (text ?? "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&"),
  );
  expect(page.sections.length).toBeGreaterThan(2);
  for (const { title, figures } of page.sections) {
    expect(said.some((text) => text.endsWith(`、${title}`))).toBe(true);
    for (const { name, said: value, saidOf, definition } of figures) {
      const at = said.findIndex((text, i) => text === name && said[i + 3] === definition);
      expect(said.slice(at, at + 4)).toEqual([name, value, saidOf ?? "–", definition]);
    }
  }
  expect(said).toContain("外部数据，来源：全省年报 <第3页> & 附表（2024-12-31）。");
  expect(xml).not.toContain(worker.name);
});

test("the paper has pages, the same figures and the source of what was entered", async () => {
  const answer = await as("office")("GET", path("pdf"));
  expect(answer.raw.subarray(0, 4).toString()).toBe("%PDF");
  const pages = await textOf(answer.raw);
  expect(pages.length).toBeGreaterThan(0);
  const text = pages.join("").replaceAll(/\s/g, "");
  expect(text).toContain("3,593件");
  expect(text).toContain("全省年报");
  expect(text).not.toContain(worker.name);
});

test("who reads no reports gets no file; that one was taken is recorded without what it says", async () => {
  expect((await as("unit")("GET", path("pdf"))).status).toBe(403);
  const { rows } = await app.db.ownerPool.query(
    `select facts from audit_line where city_id = ${cityId} and event = 'report.paper_taken' order by id`,
  );
  expect(rows[0]?.facts).toEqual({ report: "annual", asOf: "2025-03-12", format: "docx" });
});

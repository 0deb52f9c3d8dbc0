import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { addDays, plainDate } from "#core/dates.ts";
import type { Role } from "#core/permissions.ts";
import { wordsOf } from "#features/questions/rules/words.ts";
import { takeStandings } from "#features/targets/index.ts";
import { systemActor, writing } from "#platform/context.ts";
import { cityId, seedCity, type Unit, unitsOf } from "./city.ts";
import { type BenchFolder, cityDatabase, openFolder } from "./folder.ts";
import { apiOf, type Call, callAll, figuresOf, sessions } from "./lists.ts";
import { enrol, setGoals } from "./province.ts";
import { type Figure, percentile } from "./table.ts";

/** What people ask: every pairing of who, what and how makes a text of its own. */
const whose = [
  "我们单位",
  "新来的同事",
  "退休返聘的职工",
  "劳务派遣的人",
  "困难职工",
  "快递员",
  "我爱人",
  "刚调走的人",
];
const about = [
  "住院医疗互助",
  "意外伤害互助",
  "女职工互助",
  "会费收据",
  "超龄参加",
  "档案年龄",
  "转外地住院",
  "二次住院",
];
const asked = [
  "怎么申领",
  "什么时候能到账",
  "能不能补交",
  "要带哪些材料",
  "到期以后怎么续",
  "多久能审核完",
  "由谁签字",
  "在哪里查",
];
const where = ["在县医院", "在市中心医院", "在外省", "在单位", "在手机上", "在联络站"];

const of = (list: readonly string[], n: number): string => list[n % list.length] ?? "";
const body = (n: number): string =>
  `${of(whose, n)}${of(where, Math.floor(n / 8))}，${of(about, Math.floor(n / 48))}${of(asked, Math.floor(n / 384))}，编号${n % 9_973}？`;

const portion = 5_000;

/** So many questions with their answers and the words they are found by. */
async function ask(owner: pg.Client, units: readonly Unit[], count: number): Promise<void> {
  const answer = "出院后在手机上拍医保结算单、收据和出院记录，填好就能申领，几个工作日审核完。";
  for (let from = 0; from < count; from += portion) {
    const all = Array.from({ length: Math.min(portion, count - from) }, (_, at) => from + at);
    const { rows } = await owner.query<{ id: string; n: number; unit: string }>(
      `insert into question (city_id, id, organisation_id, number, kind, channel, topic, body, state, asked_at, asked_by,
         asked_by_name, first_due_at, first_answered_at, took_minutes, answered_level)
       select $1, gen_random_uuid(), q.unit, 'ZX-2025-' || q.n, 'question', 'clerk', 'claim', q.body,
         case when q.n % 2000 = 0 then 'open' else 'answered' end, '2025-02-03T02:00:00Z'::timestamptz + q.n * interval '10 seconds',
         'bench', '职工', '2025-02-03T02:30:00Z'::timestamptz + q.n * interval '10 seconds',
         case when q.n % 2000 > 0 then '2025-02-03T02:12:00Z'::timestamptz + q.n * interval '10 seconds' end,
         case when q.n % 2000 > 0 then 12 end, 0
       from unnest($2::int[], $3::uuid[], $4::text[]) as q (n, unit, body)
       returning id, split_part(number, '-', 3)::int as n, organisation_id as unit`,
      [cityId, all, all.map((n) => units[n % units.length]?.id), all.map(body)],
    );
    await owner.query(
      `insert into question_entry (city_id, id, organisation_id, question_id, event, at, by_name, by_place, body)
       select $1, gen_random_uuid(), q.unit, q.id, 'answered', '2025-02-04', '值班员', '联络站', $4
       from unnest($2::uuid[], $3::uuid[]) as q (id, unit)`,
      [cityId, rows.map(({ id }) => id), rows.map(({ unit }) => unit), answer],
    );
    const words = rows.flatMap(({ id, n, unit }) => wordsOf(body(n)).map((word) => ({ id, unit, word })));
    await owner.query(
      `insert into question_word (city_id, word, question_id, organisation_id)
       select $1, w.word, w.id, w.unit from unnest($2::text[], $3::uuid[], $4::uuid[]) as w (word, id, unit)`,
      [cityId, words.map(({ word }) => word), words.map(({ id }) => id), words.map(({ unit }) => unit)],
    );
  }
}

const text = (n: number): string => encodeURIComponent(body(n * 7_919).slice(0, 12 + (n % 12)));
const searches: readonly Call[] = [
  { name: "alike, as a clerk types", role: "city_carer", path: (n) => `/inquiries/similar?text=${text(n)}` },
  {
    name: "alike, as a county's clerk types",
    role: "county_clerk",
    path: (n) => `/inquiries/similar?text=${text(n)}`,
  },
  { name: "questions by what was said", role: "city_carer", path: (n) => `/inquiries?show=all&q=${text(n)}` },
];
const roles: readonly Role[] = [
  "unit_clerk",
  "county_clerk",
  "city_clerk",
  "city_mobiliser",
  "city_carer",
  "city_reviewer",
  "city_cashier",
  "city_accountant",
  "leader",
  "province_officer",
];
const homes = roles.map((role): Call => ({ name: `home of ${role}`, role, path: () => "/home" }));
const tables: readonly Call[] = [
  { name: "progress of units", role: "city_mobiliser", path: () => "/progress" },
  { name: "progress of unions", role: "leader", path: () => "/progress?level=unions" },
  { name: "progress of a county", role: "county_clerk", path: () => "/progress?colour=red" },
  { name: "progress by industry", role: "city_mobiliser", path: () => "/progress-groups?split=sector" },
  { name: "progress by phase", role: "leader", path: () => "/progress-groups?split=phase" },
  { name: "goals", role: "city_mobiliser", path: () => "/targets" },
  { name: "duties of the city", role: "city_mobiliser", path: () => "/duties?show=part" },
  { name: "questions of a topic", role: "city_carer", path: () => "/inquiries?show=all&topic=claim" },
  { name: "questions that wait", role: "city_carer", path: () => "/inquiries" },
];

/** Bare: the two rarest words of the same text, looked up without a wall, a session or a program. */
async function bareSearch(owner: pg.Client, calls: number): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < calls; n++) {
    const words = wordsOf(decodeURIComponent(text(n))).slice(-2);
    const since = performance.now();
    await owner.query(
      `select question_id, count(*) from question_word where city_id = $1 and word = any($2::text[])
       group by 1 order by 2 desc limit 20`,
      [cityId, words],
    );
    times.push(performance.now() - since);
  }
  return percentile(times, 0.99);
}

/** Searches over so many questions, homes and progress tables of a city of so many units, through the whole API. */
export async function serviceOfCity(units: number, questions: number, calls: number): Promise<Figure[]> {
  const path = mkdtempSync(join(tmpdir(), "tongzhou-bench-"));
  const folder = await openFolder(path);
  try {
    return await measured(folder, units, questions, calls);
  } finally {
    await folder.server.leave();
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measured(
  folder: BenchFolder,
  count: number,
  questions: number,
  calls: number,
): Promise<Figure[]> {
  const { pool, close } = await folder.open(cityDatabase);
  const owner = await folder.connect(cityDatabase);
  await seedCity(pool, count);
  const units = await unitsOf(pool);
  await enrol(owner, cityId);
  await setGoals(pool, cityId, count);
  // A year of fortnightly reports.
  for (let nth = 0; nth < 24; nth++) {
    const day = addDays(plainDate("2025-01-10"), nth * 15);
    const at = new Date(`${day}T10:00:00Z`);
    await writing(pool, systemActor("bench", cityId), (ctx) => takeStandings(ctx, day), { at });
  }
  await ask(owner, units, questions);
  await owner.query("vacuum analyze");
  const bound = await bareSearch(owner, calls);
  await owner.end();
  const app = await apiOf(folder, pool);
  try {
    const tokens = await sessions(pool, units, roles);
    const searched = await callAll(app, tokens, searches, calls);
    const shown = await callAll(app, tokens, [...homes, ...tables], calls);
    return [
      ...figuresOf(`search over ${questions.toLocaleString("en")} questions`, searched, 50, calls, bound),
      ...figuresOf("homes and progress tables", shown, 50, calls),
    ];
  } finally {
    await app.close();
    await close();
  }
}

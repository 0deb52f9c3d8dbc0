import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Pool } from "pg";
import type { Role } from "#core/permissions.ts";
import { authenticate } from "#features/members/index.ts";
import { buildApi } from "#main/api.ts";
import { cityId, sessionOf, type Unit, unitsOf } from "./city.ts";
import { type BenchFolder, cityDatabase } from "./folder.ts";
import { type Figure, percentile } from "./table.ts";

/** One call of the API in a role; `n` counts its turns. */
export type Call = {
  readonly name: string;
  readonly role: Role;
  readonly path: (n: number) => string;
  readonly body?: (n: number) => object;
};

const provinceId = 410000;
const surnames = "王李张刘陈杨黄赵周吴徐孙马朱胡";
export const names = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚";
export const letter = (letters: string, n: number) => letters[n % letters.length] ?? "";

const lists = (batchId: string): Call[] => [
  { name: "units", role: "city_clerk", path: () => "/organisations" },
  { name: "units of a union, filtered", role: "county_clerk", path: () => "/organisations?category=county" },
  { name: "rosters", role: "city_clerk", path: () => "/rosters" },
  { name: "rosters of a county", role: "county_clerk", path: () => "/rosters?month=2025-01" },
  { name: "roster's lines", role: "city_clerk", path: () => `/rosters/${batchId}/lines` },
  { name: "covers", role: "city_clerk", path: () => "/covers" },
  { name: "covers of a county", role: "county_clerk", path: () => "/covers" },
  { name: "covers of a unit", role: "unit_clerk", path: () => "/covers" },
  { name: "reviews", role: "city_reviewer", path: () => "/reviews" },
  { name: "bills", role: "city_clerk", path: () => "/bills" },
  { name: "bills of a county", role: "county_clerk", path: () => "/bills?month=2025-01" },
  { name: "month board", role: "city_clerk", path: () => "/months/2025-01" },
  { name: "units of a month", role: "city_clerk", path: () => "/months/2025-01/units" },
  { name: "bank lines", role: "city_cashier", path: () => "/bank/lines" },
  { name: "people", role: "city_clerk", path: () => "/people/search", body: () => ({}) },
  { name: "people of a unit", role: "unit_clerk", path: () => "/people/search", body: () => ({}) },
  { name: "overview", role: "leader", path: () => "/overview" },
  { name: "overview's units", role: "leader", path: () => "/overview/units" },
  { name: "counts", role: "city_clerk", path: () => "/counts" },
];

const roles: readonly Role[] = [
  "unit_clerk",
  "county_clerk",
  "city_clerk",
  "city_reviewer",
  "city_cashier",
  "city_accountant",
  "city_administrator",
  "leader",
  "province_officer",
];
const homes = roles.map((role): Call => ({ name: `home of ${role}`, role, path: () => "/home" }));

const searches: Call[] = [
  {
    name: "people by part of a name",
    role: "city_clerk",
    path: () => "/people/search",
    body: (n) => ({ q: letter(names, n) + letter(names, n * 7 + 3) }),
  },
  {
    name: "people by surname and name",
    role: "city_clerk",
    path: () => "/people/search",
    body: (n) => ({ q: letter(surnames, n) + letter(names, n * 3) }),
  },
  {
    name: "people of a county by part",
    role: "county_clerk",
    path: () => "/people/search",
    body: (n) => ({ q: letter(names, n) + letter(names, n * 5 + 1) }),
  },
  {
    name: "covers by part of a name",
    role: "city_clerk",
    path: (n) => `/covers?search=${encodeURIComponent(letter(names, n) + letter(names, n * 7 + 3))}`,
  },
  {
    name: "units by part of a name",
    role: "city_clerk",
    path: (n) => `/organisations?q=${encodeURIComponent(`${n % 200}号`)}`,
  },
  {
    name: "search of everything",
    role: "city_clerk",
    path: () => "/search",
    body: (n) => ({ q: `${n % 200}号` }),
  },
];

/** The whole API on the city, for staff and workers, without the limit of requests. */
export const apiOf = (folder: BenchFolder, pool: Pool): Promise<FastifyInstance> =>
  buildApi({
    pool,
    authenticate: authenticate(pool),
    spool: join(folder.path, "spool"),
    log: false,
    requestsPerMinute: 10_000_000,
  });

/** Lists with exact counts, homes and searches in the full city: through the whole API with real sessions. */
export async function listsOfCity(
  folder: BenchFolder,
  units: readonly Unit[],
  calls: number,
): Promise<Figure[]> {
  const { pool, close } = await folder.open(cityDatabase);
  const app = await apiOf(folder, pool);
  try {
    const tokens = await sessions(pool, units, roles);
    const { rows } = await pool
      .query(
        "begin; set local app.reach = 'system'; set local app.city = '410900'; select id from enrolment_batch order by rows desc, id limit 1; commit",
      )
      .then((answers) => (answers as unknown as { rows: { id: string }[] }[])[3] ?? { rows: [] });
    const found = await callAll(app, tokens, [...lists(rows[0]?.id ?? ""), ...homes], calls);
    const searched = await callAll(app, tokens, searches, calls);
    return [
      ...figuresOf("lists, homes, overview, counts", found, 50, calls),
      ...figuresOf("search by part of a name", searched, 100, calls),
    ];
  } finally {
    await app.close();
    await close();
  }
}

export async function sessions(
  pool: Pool,
  units: readonly Unit[],
  roles: readonly Role[],
): Promise<Map<Role, string>> {
  const [, union] = await unitsOf(pool, "county_union"); // the first has no units: they are the city's own
  const [agency] = await unitsOf(pool, "city_agency");
  const [office] = await unitsOf(pool, "province_office", provinceId);
  const tokens = new Map<Role, string>();
  for (const role of roles) {
    const isProvince = role === "province_officer";
    const place = isProvince
      ? office
      : role === "unit_clerk"
        ? units[1]
        : role === "county_clerk"
          ? union
          : agency;
    tokens.set(role, await sessionOf(pool, role, place?.id ?? "", isProvince ? provinceId : cityId));
  }
  return tokens;
}

/** Round and round until there were so many calls. A route that is not there, or not this role's, is told and left out. */
export async function callAll(
  app: FastifyInstance,
  tokens: ReadonlyMap<Role, string>,
  all: readonly Call[],
  calls: number,
): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  const call = async ({ role, path, body }: Call, n: number) => {
    const since = performance.now();
    const reply = await app.inject({
      method: body ? "POST" : "GET",
      url: `/api${path(n)}`,
      headers: { authorization: `Bearer ${tokens.get(role) ?? ""}` },
      ...(body && { payload: body(n) }),
    });
    return { status: reply.statusCode, ms: performance.now() - since };
  };
  const standing: Call[] = [];
  for (const each of all) {
    const { status } = await call(each, 0);
    if (status === 200) standing.push(each);
    else console.error(`  left out: ${each.name} (answered ${status})`);
  }
  for (let n = 0; n < calls; n++) {
    const each = standing[n % standing.length];
    if (!each) break;
    const { ms } = await call(each, Math.floor(n / standing.length));
    times.set(each.name, [...(times.get(each.name) ?? []), ms]);
  }
  return times;
}

export function figuresOf(
  what: string,
  times: ReadonlyMap<string, readonly number[]>,
  most: number,
  calls: number,
  bound?: number,
): Figure[] {
  const all = [...times.values()].flat();
  const note = (each: readonly number[]) => `p50 ${percentile(each, 0.5).toFixed(1)} ms`;
  return [
    {
      what: `${what}: p99 of ${calls.toLocaleString("en")} calls`,
      ours: percentile(all, 0.99),
      bound,
      unit: "ms",
      aim: { most, of: "ours" },
      note: note(all),
    },
    ...[...times].map(
      ([name, each]): Figure => ({
        what: `– ${name}`,
        ours: percentile(each, 0.99),
        unit: "ms",
        aim: { most, of: "ours" },
        note: note(each),
      }),
    ),
  ];
}

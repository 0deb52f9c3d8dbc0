import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { newId } from "#core/ids.ts";
import { type Permission, type Role, roles } from "#core/permissions.ts";
import { publishPlan } from "#features/plans/index.ts";
import { routes, texts } from "#main/features.ts";
import { type Actor, reading, systemActor, writing } from "#platform/context.ts";
import { type Personal, tables } from "#platform/db/tables.ts";
import type { Route } from "#platform/http/route.ts";
import { type Caller, type TestApp, testApp } from "./support/app.ts";
import { seedCity, seedProvince, seedSession } from "./support/city.ts";
import { fillTables, type Owner } from "./support/fill.ts";
import { seedMember, type Worker } from "./support/member.ts";
import { readableText } from "./support/readable.ts";
import { sampleOf } from "./support/sample.ts";

// Every route of every feature is walked: without its permission, and from another unit, county and city. A new route
// and a new table are covered the moment they exist, because both are read from the program itself.

const here = 410900;
const there = 411100;
const unitCodes = ["U01", "U11", "U12", "U21", "U22"];

let app: TestApp;
let mine: Record<string, string>;
let theirs: Record<string, string>;
let unfilled: string[];
/** A worker of U11, whom the rows of that unit are about. */
let workerId: string;
/** Another worker of U11, signed in on a phone. */
let member: Worker & { readonly token: string };
const callers = new Map<Role, Caller>();

const placeOf: Partial<Record<Role, string>> = {
  unit_clerk: "U11",
  station_clerk: "U11",
  county_clerk: "X1",
};
const cityRoles = (Object.keys(roles) as Role[]).filter(
  (role) => !role.startsWith("province") && roles[role].reach !== "self",
);

/** A word that stands in every text of a unit's rows and nowhere else. */
const markOf = (city: number, code: string) => `秘密${city}${code}`;

beforeAll(async () => {
  app = await testApp(routes, texts);
  const { pool, ownerPool } = app.db;
  await seedProvince(pool);
  mine = await seedCity(pool, here);
  theirs = await seedCity(pool, there);
  const plan = "plans/HN-INP-80/2025.1.yaml";
  await writing(pool, systemActor("test", here), (ctx) => publishPlan(ctx, readFileSync(plan, "utf8"), plan));
  const owners = [
    ...unitCodes.map((code) => ownerOf(here, code, mine)),
    ...unitCodes.map((code) => ownerOf(there, code, theirs)),
  ];
  unfilled = await fillTables(ownerPool, owners);
  const known = await ownerPool.query<{ id: string }>(
    "select id from person where organisation_id = $1 order by id desc limit 1",
    [mine.U11],
  );
  workerId = known.rows[0]?.id ?? "";
  member = await seedMember(pool, here, mine.U11 ?? "");
  callers.set("member", app.as(member.token));
  await ownerPool.query(
    `insert into cover (city_id, id, organisation_id, person_id, batch_id, plan_code, from_on, until_on)
     select city_id, gen_random_uuid(), organisation_id, $2, id, plan_code, cover_from, cover_until
     from enrolment_batch where organisation_id = $1 limit 1`,
    [mine.U11, member.personId],
  );
  for (const role of cityRoles) {
    const session = await seedSession(pool, here, role, mine[placeOf[role] ?? "C"] ?? "");
    callers.set(role, app.as(session.token));
  }
});
afterAll(() => app.close());

const ownerOf = (cityId: number, code: string, places: Record<string, string>): Owner => ({
  cityId,
  organisationId: places[code] ?? "",
  mark: markOf(cityId, code),
});

const callerOf = (role: Role): Caller => {
  const caller = callers.get(role);
  if (!caller) throw new Error(`Nobody is signed in as ${role}.`);
  return caller;
};

const nameOf = (route: Route) => `${route.method} ${route.path}`;
const filledPath = (route: Route, id: string) =>
  route.path.replace(/:(\w+)/g, (_, name) => partOf(route, name, id));

/** A part of an address: an id, or the first word its shape allows. */
function partOf(route: Route, name: string, id: string): string {
  const sample = sampleOf(route.params as z.ZodType | undefined, id, "2025-01") as
    | Record<string, unknown>
    | undefined;
  return encodeURIComponent(String(sample?.[name] ?? id));
}

describe("without its permission", () => {
  const locked = routes.filter((route) => !["public", "signed_in"].includes(route.permission));

  test.each(locked.map((route) => [nameOf(route), route] as const))(
    "%s is not there",
    async (_name, route) => {
      const permission = route.permission as Permission;
      const without = [...cityRoles, "member" as const].filter(
        (role) => !(roles[role].permissions as readonly string[]).includes(permission),
      );
      for (const role of without) {
        const reply = await callerOf(role)(route.method, filledPath(route, newId()), {});
        expect([role, reply.status, reply.body?.code]).toEqual([role, 403, "not_permitted"]);
      }
    },
  );

  const closed = routes.filter((route) => route.permission !== "public");
  test.each(closed.map((route) => [nameOf(route), route] as const))(
    "%s is closed to whoever is not signed in",
    async (_name, route) => {
      const reply = await app.as()(route.method, filledPath(route, newId()), {});
      expect([reply.status, reply.body?.code]).toEqual([401, "signed_out"]);
    },
  );

  test("the routes open to everybody are these and no others", () => {
    const open = routes.filter((route) => route.permission === "public").map(nameOf);
    expect(open.sort()).toMatchInlineSnapshot(`
      [
        "DELETE /me/binding-request",
        "DELETE /me/session",
        "DELETE /session",
        "GET /me/session",
        "GET /onboarding/progress",
        "GET /public/covers",
        "GET /public/honours/:city",
        "GET /public/receipts",
        "GET /public/relief/:city",
        "GET /registration/places",
        "GET /session",
        "GET /setup",
        "POST /invitation/acceptance",
        "POST /invitation/account",
        "POST /invitation/open",
        "POST /me/binding",
        "POST /me/code",
        "POST /me/session",
        "POST /public/course/arrival",
        "POST /public/course/test",
        "POST /public/event/arrival",
        "POST /public/survey/open",
        "POST /public/survey/slip",
        "POST /registration",
        "POST /registration/account",
        "POST /registration/open",
        "POST /registration/submission",
        "POST /session",
        "POST /session/grant",
        "POST /session/password",
        "POST /session/second-factor",
        "POST /session/second-factor/setup",
        "POST /setup/administrator",
        "POST /setup/city",
        "POST /setup/province",
        "PUT /me/large-type",
        "PUT /registration",
      ]
    `);
  });
});

/** From where one looks, and whose rows must not be seen there. */
const standpoints: readonly (readonly [string, readonly Role[], readonly string[]])[] = [
  ["another unit", ["unit_clerk"], ["U01", "U12", "U21", "U22"]],
  ["another county", ["county_clerk"], ["U01", "U21", "U22"]],
  ["another city", cityRoles.filter((role) => !placeOf[role]), []],
  ["another person", ["member"], unitCodes],
];

describe.each(standpoints)("from %s", (_where, standing, hiddenHere) => {
  const hidden = () => [
    ...hiddenHere.map((code) => ownerOf(here, code, mine)),
    ...unitCodes.map((code) => ownerOf(there, code, theirs)),
  ];

  test("nothing of the others' is told, whatever is asked, and nothing of theirs changes", async () => {
    const secrets = await secretsOf(hidden());
    const before = await fingerprint(hidden());
    const leaks: string[] = [];
    let walked = 0;
    for (const route of routes.filter((each) => each.permission !== "public" && each.door !== "upload")) {
      const role = standing.find((each) => mayCall(each, route));
      if (!role) continue;
      walked++;
      leaks.push(...(await leaksOf(route, callerOf(role), secrets)));
    }
    expect(walked).toBeGreaterThan(5);
    expect(leaks).toEqual([]);
    expect(await fingerprint(hidden())).toEqual(before);
  }, 300_000);
});

const mayCall = (role: Role, route: Route) =>
  (route.permission === "signed_in" && roles[role].reach !== "self") ||
  (roles[role].permissions as readonly string[]).includes(route.permission);

type Secrets = { readonly ids: ReadonlyMap<string, readonly string[]>; readonly words: readonly string[] };

/** What the test itself sent stands in the record of what it did. */
const sent = new Set<string>();

/** Calls a route bare, with the others' words, and with the others' ids in its address and body. */
async function leaksOf(route: Route, call: Caller, { ids, words }: Secrets): Promise<string[]> {
  const leaks: string[] = [];
  const known = new Set([...ids.values()].flat());
  const asked = idsFor(route, ids);
  for (const id of asked) {
    for (const word of words.slice(0, 1)) {
      const path = filledPath(route, id);
      const query = route.door === "write" ? "" : queryOf(route, id, word);
      const body =
        route.door === "write" ? sampleOf(route.body as z.ZodType | undefined, id, word) : undefined;
      for (const address of new Set([path, path + query])) {
        const reply = await call(route.method, address, body);
        if (reply.status >= 500) leaks.push(`${nameOf(route)} breaks: ${reply.status}`);
        const text = await readableText(reply.raw);
        const said = [...known].filter((each) => text.includes(each) && !sent.has(each));
        const spoken = words.filter((each) => text.includes(each) && each !== word);
        if (said.length + spoken.length > 0)
          leaks.push(`${nameOf(route)} → ${reply.status}: ${[...said, ...spoken].slice(0, 3)}`);
        if (route.params && reply.status === 200 && route.door !== "write" && /:\w+Id/.test(route.path))
          leaks.push(`${nameOf(route)} opens ${id}`);
      }
    }
  }
  return leaks;
}

/** Ids of the others' rows in the tables an address is about; where none fits by name, one of each table. */
function idsFor(route: Route, ids: Secrets["ids"]): string[] {
  const names = [...route.path.matchAll(/:(\w+)Id\b/g)].map((match) => match[1] ?? "");
  const stems = names.map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  const fitting = [...ids].filter(([table]) =>
    stems.some((stem) => table === stem || table.endsWith(`_${stem}`)),
  );
  const some = (fitting.length > 0 ? fitting : [...ids]).flatMap(([, each]) => each.slice(0, 1));
  const asked = names.length > 0 && some.length > 0 ? some : [ids.get("organisation")?.[0] ?? newId()];
  for (const id of asked) sent.add(id);
  return asked;
}

function queryOf(route: Route, id: string, word: string): string {
  const sample = sampleOf(route.query as z.ZodType | undefined, id, word);
  const pairs = Object.entries((sample as Record<string, unknown> | undefined) ?? {});
  const kept = pairs.filter(
    ([name]) => !["after", "limit", "state", "kind", "category", "sector", "role"].includes(name),
  );
  return kept.length === 0
    ? ""
    : `?${kept.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&")}`;
}

/** All ids of the owners' rows by table, and the words that stand in them. */
async function secretsOf(owners: readonly Owner[]): Promise<Secrets> {
  const ids = new Map<string, string[]>();
  const places = owners.map((owner) => owner.organisationId);
  for (const table of await tablesWith("organisation_id")) {
    const { rows } = await app.db.ownerPool.query<{ id: string }>(
      `select id from ${table} as t where organisation_id = any($1::uuid[]) and ${await notOwn(table)}`,
      [places],
    );
    ids.set(
      table,
      rows.map((row) => row.id),
    );
  }
  // A worker may know the unit they work in.
  ids.set(
    "organisation",
    places.filter((place) => place !== mine.U11),
  );
  return { ids, words: owners.map((owner) => owner.mark) };
}

async function fingerprint(owners: readonly Owner[]): Promise<Record<string, string>> {
  const places = owners.map((owner) => owner.organisationId);
  const prints: Record<string, string> = {};
  for (const table of ["organisation", ...(await tablesWith("organisation_id"))]) {
    if (table.startsWith("audit_")) continue;
    const place = table === "organisation" ? "id" : "organisation_id";
    const { rows } = await app.db.ownerPool.query<{ print: string }>(
      `select md5(coalesce(string_agg(t::text, '' order by t::text), '')) as print from ${table} as t
       where ${place} = any($1::uuid[]) and ${await notOwn(table)}`,
      [places],
    );
    prints[table] = rows[0]?.print ?? "";
  }
  return prints;
}

/** What is the signed-in worker's own is no secret to them, and theirs to change. */
async function notOwn(table: string): Promise<string> {
  if (table === "person") return `t.id <> '${member.personId}'`;
  const isPersonal = (await tablesWith("person_id")).includes(table);
  return isPersonal ? `t.person_id <> '${member.personId}'` : "true";
}

async function tablesWith(column: string): Promise<string[]> {
  const { rows } = await app.db.ownerPool.query<{ name: string }>(
    `select c.relname as name from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attname = $1
       join pg_attribute as key on key.attrelid = c.oid and key.attname = 'id'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
    [column],
  );
  return rows.map((row) => row.name).filter((name) => name !== "organisation_part");
}

describe("where the code forgets its filter, the database does not", () => {
  const unit = (): Actor => ({
    id: newId(),
    name: "unit",
    role: "unit_clerk",
    reach: "part",
    cityId: here,
    organisationId: mine.U11,
  });
  const behind = Object.entries(tables).flatMap(([name, rule]) =>
    rule.kind === "distributed" ? [[name, rule.wall] as const] : [],
  );

  test("every table behind a wall holds rows of others, so that the wall has something to hide", () => {
    expect(unfilled).toEqual([]);
  });

  test.each(behind)("select * from %s", async (table, wall) => {
    const seen = await reading(app.db.pool, unit(), async ({ db }) => {
      const { sql } = await import("kysely");
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db);
      return rows;
    });
    expect(seen.filter((row) => row.city_id !== here)).toEqual([]);
    if (wall === "city") expect(seen).toEqual([]);
    if (wall !== "shared")
      expect(seen.filter((row) => ![mine.U11, undefined].includes(row.organisation_id as string))).toEqual(
        [],
      );
  });

  test.each(behind)("update %s", async (table) => {
    const { sql } = await import("kysely");
    const changed = await writing(
      app.db.pool,
      { ...unit(), cityId: there, organisationId: mine.U11 },
      ({ db }) => sql`update ${sql.table(table)} set city_id = city_id where city_id = ${here}`.execute(db),
    ).catch((error: { code?: string }) => error.code);
    // Rows of another city are not there to be changed; what is only ever added to says that it is not permitted.
    expect([0n, "42501"]).toContainEqual(typeof changed === "object" ? changed.numAffectedRows : changed);
  });

  describe("nor from another person", () => {
    const worker = (): Actor => ({
      id: newId(),
      name: "worker",
      role: "member",
      reach: "self",
      cityId: here,
      organisationId: mine.U11, // no key to the unit's rows, even where somebody put it there
      personId: workerId,
    });
    const own = (table: string, row: Record<string, unknown>): boolean => {
      const { personal } = tables[table] as Personal;
      if (!personal) return false;
      if (/^\w+$/.test(personal)) return row[personal] === workerId;
      return wayUp().includes(String(table === "organisation" ? row.id : row.organisation_id));
    };
    const wayUp = () => [mine.U11, mine.X1, mine.C];

    test.each(behind)("select * from %s", async (table, wall) => {
      const { sql } = await import("kysely");
      const seen = await reading(app.db.pool, worker(), async ({ db }) => {
        const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db);
        return rows;
      });
      expect(seen.filter((row) => row.city_id !== here)).toEqual([]);
      if (wall !== "shared") expect(seen.filter((row) => !own(table, row))).toEqual([]);
      // A table without units holds one made-up row a city, about somebody else.
      const isFilled = (await tablesWith("organisation_id")).includes(table);
      if ((tables[table] as Personal).personal && isFilled) expect(seen.length).toBeGreaterThan(0);
    });

    test.each(behind)("update %s", async (table) => {
      const { sql } = await import("kysely");
      const columns = await app.db.ownerPool.query(
        "select from pg_attribute where attrelid = $1::regclass and attname = 'person_id'",
        [table],
      );
      const others = columns.rowCount ? sql`person_id <> ${workerId}` : sql`true`;
      const write = (part: ReturnType<typeof sql>) =>
        writing(app.db.pool, worker(), ({ db }) => part.execute(db)).then(
          (done) => done.numAffectedRows,
          (error: { code?: string }) => error.code,
        );
      const changed = await write(
        sql`update ${sql.table(table)} set city_id = city_id where city_id = ${here} and ${others}`,
      );
      const removed = await write(sql`delete from ${sql.table(table)} where city_id = ${here} and ${others}`);
      for (const done of [changed, removed]) expect([0n, "42501"]).toContainEqual(done);
    });
  });
});

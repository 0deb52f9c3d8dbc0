import type pg from "pg";
import type { Pool } from "pg";
import { bindMember } from "#features/members/commands/bind.ts";
import { startMemberSession } from "#features/members/index.ts";
import { systemActor, writing } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { cityId, type Unit } from "./city.ts";
import { type BenchFolder, cityDatabase } from "./folder.ts";
import { apiOf, type Call, callAll, figuresOf, letter, names, sessions } from "./lists.ts";
import { seedClaims } from "./seed-claims.ts";
import { type Figure, percentile } from "./table.ts";

/** Rows that calls ask for: of the reviewer's city, of a county, of a unit, of one worker. */
type Sample = {
  readonly claims: readonly { readonly id: string; readonly number: string; readonly unit: string }[];
  readonly county: readonly string[];
  readonly unit: readonly string[];
  readonly own: readonly string[];
  /** Places in the list of open claims, and in that of all. */
  readonly due: readonly string[];
};

const of = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const part = (n: number) => encodeURIComponent(letter(names, n) + letter(names, n * 7 + 3));

const queues = ({ claims, due }: Sample): Call[] => [
  { name: "queue", role: "city_reviewer", path: () => "/claims" },
  { name: "queue, further on", role: "city_reviewer", path: (n) => `/claims?after=${of(due, n)}` },
  { name: "first review", role: "city_reviewer", path: () => "/claims?show=first_review" },
  { name: "first review, nobody's", role: "city_reviewer", path: () => "/claims?show=first_review&free=yes" },
  { name: "first review, late", role: "city_reviewer", path: () => "/claims?show=first_review&late=yes" },
  { name: "open, something found", role: "city_reviewer", path: () => "/claims?found=yes" },
  { name: "open, late and nobody's", role: "city_reviewer", path: () => "/claims?late=yes&free=yes" },
  { name: "open, of a plan", role: "city_reviewer", path: () => "/claims?plan=HN-INP-80" },
  { name: "open, of a unit", role: "city_reviewer", path: (n) => `/claims?unit=${of(claims, n).unit}` },
  { name: "mine", role: "city_reviewer", path: () => "/claims?show=mine" },
  { name: "second review", role: "city_second_reviewer", path: () => "/claims?show=second_review" },
  { name: "paid", role: "city_reviewer", path: () => "/claims?show=paid" },
  {
    name: "paid, further on",
    role: "city_reviewer",
    path: (n) => `/claims?show=paid&after=~${of(claims, n).id}`,
  },
  { name: "all", role: "city_reviewer", path: () => "/claims?show=all" },
  { name: "all, something found", role: "city_reviewer", path: () => "/claims?show=all&found=yes" },
  {
    name: "all, of a unit",
    role: "city_reviewer",
    path: (n) => `/claims?show=all&unit=${of(claims, n).unit}`,
  },
  {
    name: "all, by number",
    role: "city_reviewer",
    path: (n) => `/claims?show=all&search=${of(claims, n).number}`,
  },
  {
    name: "all, by part of a name",
    role: "city_reviewer",
    path: (n) => `/claims?show=all&search=${part(n)}`,
  },
  { name: "open, by part of a name", role: "city_reviewer", path: (n) => `/claims?search=${part(n)}` },
  { name: "queue of a county", role: "county_clerk", path: () => "/claims" },
  { name: "paid in a county", role: "county_clerk", path: () => "/claims?show=paid" },
  { name: "all of a county", role: "county_clerk", path: () => "/claims?show=all" },
  { name: "all of a county, found", role: "county_clerk", path: () => "/claims?show=all&found=yes" },
  { name: "a county's, by name", role: "county_clerk", path: (n) => `/claims?show=all&search=${part(n)}` },
  { name: "queue of a unit", role: "unit_clerk", path: () => "/claims" },
  { name: "a unit's to certify", role: "unit_clerk", path: () => "/claims?show=certification" },
  { name: "paid in a unit", role: "unit_clerk", path: () => "/claims?show=paid" },
  { name: "all of a unit", role: "unit_clerk", path: () => "/claims?show=all" },
  { name: "a unit's, by name", role: "unit_clerk", path: (n) => `/claims?show=all&search=${part(n)}` },
  { name: "drafts of a unit", role: "unit_clerk", path: () => "/claims?show=draft" },
  { name: "a worker's own", role: "member", path: () => "/me/claims" },
  { name: "load of reviewers", role: "city_reviewer", path: () => "/claim-load" },
  { name: "samples", role: "city_second_reviewer", path: () => "/claim-samples" },
  { name: "samples looked at", role: "city_second_reviewer", path: () => "/claim-samples?show=done" },
  { name: "home of city_reviewer", role: "city_reviewer", path: () => "/home" },
  { name: "counts of city_reviewer", role: "city_reviewer", path: () => "/counts" },
  { name: "home of unit_clerk", role: "unit_clerk", path: () => "/home" },
];

const pages = ({ claims, county, unit, own }: Sample): Call[] => [
  { name: "claim, reviewer", role: "city_reviewer", path: (n) => `/claims/${of(claims, n).id}` },
  {
    name: "claim, second reviewer",
    role: "city_second_reviewer",
    path: (n) => `/claims/${of(claims, n).id}`,
  },
  { name: "claim, county", role: "county_clerk", path: (n) => `/claims/${of(county, n)}` },
  { name: "claim, unit", role: "unit_clerk", path: (n) => `/claims/${of(unit, n)}` },
  { name: "claim, worker", role: "member", path: (n) => `/me/claims/${of(own, n)}` },
];

/** Lists and pages of claims in a city that has half a million: through the whole API, behind the walls of each role. */
export async function queueOfCity(
  folder: BenchFolder,
  units: readonly Unit[],
  claims: number,
  calls: number,
): Promise<Figure[]> {
  await seedClaims(folder, claims, claims);
  const owner = await folder.connect(cityDatabase);
  const { pool, close } = await folder.open(cityDatabase);
  const app = await apiOf(folder, pool);
  try {
    const tokens = await sessions(pool, units, [
      "city_reviewer",
      "city_second_reviewer",
      "county_clerk",
      "unit_clerk",
    ]);
    const worker = await ownerOfClaims(owner);
    tokens.set("member", await workerSession(pool, owner, worker));
    await takeSome(owner);
    const sample = await sampleOf(owner, units, worker);
    const listed = await callAll(app, tokens, queues(sample), calls);
    const seen = await callAll(app, tokens, pages(sample), calls);
    const bare = await bareTimes(owner, sample, Math.min(calls, 400));
    return [
      ...figuresOf(`lists of ${claims.toLocaleString("en")} claims`, listed, 50, calls, bare.queue),
      ...figuresOf("a claim's page", seen, 50, calls, bare.page),
    ];
  } finally {
    await app.close();
    await close();
    await owner.end();
  }
}

/** Somebody who claimed more than once. */
async function ownerOfClaims(owner: pg.Client): Promise<string> {
  const { rows } = await owner.query(
    "select person_id as id from claim where city_id = $1 and state = 'paid' group by 1 order by count(*) desc, 1 limit 1",
    [cityId],
  );
  return rows[0].id;
}

async function workerSession(pool: Pool, owner: pg.Client, personId: string): Promise<string> {
  const { rows } = await owner.query(
    `select person.name, person.phone_sealed as phone, known.number_sealed as number, exists (select from member_binding
         where city_id = person.city_id and person_id = person.id and ended_at is null) as "isBound"
     from person
     join person_identifier as known on known.city_id = person.city_id and known.person_id = person.id
     where person.city_id = $1 and person.id = $2`,
    [cityId, personId],
  );
  const { name, phone, number, isBound } = rows[0];
  const said = { personId, name, idNumber: vault().open(number), phone: vault().open(phone) };
  return writing(pool, systemActor("front-desk", 0), async (ctx) => {
    const token = await startMemberSession(ctx, said.phone, "bench");
    if (!isBound) await bindMember(ctx, token, said); // a folder that was kept
    return token;
  });
}

/** The reviewer has some claims on the desk. */
const takeSome = (owner: pg.Client) =>
  owner.query(
    `update claim set taken_by = (select id::text from account where login like 'bench-city_reviewer%' order by id desc limit 1),
       taken_by_name = '市级审核', taken_at = now()
     where city_id = $1 and id in (select id from claim where city_id = $1 and state = 'first_review' and taken_by is null
       order by due_on, id limit 25)`,
    [cityId],
  );

async function sampleOf(owner: pg.Client, units: readonly Unit[], worker: string): Promise<Sample> {
  const ids = async (where: string, value: string) =>
    (
      await owner.query(
        `select id from claim where city_id = $1 and state <> 'draft' and ${where} order by md5(id::text) limit 200`,
        [cityId, value],
      )
    ).rows.map(({ id }) => id as string);
  const claims = await owner.query(
    `select id, number, organisation_id as unit from claim where city_id = $1 and state <> 'draft'
     order by md5(id::text) limit 500`,
    [cityId],
  );
  const due = await owner.query(
    `select due_on || '~' || id as place from claim where city_id = $1 and due_on is not null
     order by md5(id::text) limit 200`,
    [cityId],
  );
  return {
    claims: claims.rows,
    county: await ids(
      "organisation_id in (select below.id from organisation as below join organisation as up on up.city_id = below.city_id and up.id = below.parent_id where up.code = $2)",
      "X0001",
    ),
    unit: await ids("organisation_id = $2", units[1]?.id ?? ""),
    own: await ids("person_id = $2", worker),
    due: due.rows.map(({ place }) => encodeURIComponent(place)),
  };
}

/** The same rows by a statement of the tables' owner each, planned once: no wall, no counts, no API. */
async function bareTimes(owner: pg.Client, { claims, due }: Sample, calls: number) {
  const times: { queue: number[]; page: number[] } = { queue: [], page: [] };
  for (let n = 0; n < calls; n++) {
    const [on = "", id = ""] = decodeURIComponent(of(due, n)).split("~");
    let since = performance.now();
    await owner.query({ name: "bare queue", text: bareQueue, values: [cityId, on, id] });
    times.queue.push(performance.now() - since);
    since = performance.now();
    const { rows } = await owner.query({
      name: "bare page",
      text: barePage,
      values: [cityId, of(claims, n).id],
    });
    vault().open(rows[0].content_sealed);
    times.page.push(performance.now() - since);
  }
  return { queue: percentile(times.queue, 0.99), page: percentile(times.page, 0.99) };
}

const bareQueue = `select claim.*, person.name, unit.name from claim
  join person on person.city_id = claim.city_id and person.id = claim.person_id
  join organisation as unit on unit.city_id = claim.city_id and unit.id = claim.organisation_id
  where claim.city_id = $1 and claim.state not in ('draft', 'paid', 'rejected', 'withdrawn', 'lapsed')
    and (coalesce(claim.due_on, 'infinity'::date), claim.id) > ($2::date, $3::uuid)
  order by coalesce(claim.due_on, 'infinity'::date), claim.id limit 51`;

const barePage = `select claim.*, told.*, person.*, known.*, cover.*, batch.*, result.content_sealed,
    (select json_agg(claim_event) from claim_event where city_id = claim.city_id and claim_id = claim.id) as course,
    (select json_agg(claim_document) from claim_document where city_id = claim.city_id and claim_id = claim.id
      and removed_at is null) as papers,
    (select json_agg(claim_finding) from claim_finding where city_id = claim.city_id and claim_id = claim.id) as findings,
    (select json_agg(claim_payment) from claim_payment where city_id = claim.city_id and claim_id = claim.id) as payments
  from claim
  join claim_private as told on told.city_id = claim.city_id and told.claim_id = claim.id
  join claim_result as result on result.city_id = claim.city_id and result.id = claim.result_id
  join person on person.city_id = claim.city_id and person.id = claim.person_id
  join person_identifier as known on known.city_id = claim.city_id and known.person_id = claim.person_id
  join cover on cover.city_id = claim.city_id and cover.id = claim.cover_id
  join enrolment_batch as batch on batch.city_id = claim.city_id and batch.id = cover.batch_id
  where claim.city_id = $1 and claim.id = $2`;

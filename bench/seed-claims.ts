import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { addDays, type PlainDate, plainDate } from "#core/dates.ts";
import { idSeries } from "#core/ids.ts";
import { freeze } from "#features/claims/rules/frozen.ts";
import { accountIndexOf, billIndexOf } from "#features/claims/store/private.ts";
import { stayOf } from "#features/onboarding/rules/demo-claims.ts";
import { planDocument } from "#features/plans/index.ts";
import {
  addUse,
  type ClaimEvent,
  type CoverFacts,
  compilePlan,
  nothingUsed,
  type Plan,
  type Used,
  type WorkedOut,
  workOut,
} from "#features/plans/rules/index.ts";
import { reading, systemActor } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { cityId, planCode } from "./city.ts";
import { type BenchFolder, cityDatabase } from "./folder.ts";
import { monthOfCity } from "./month.ts";

const planVersion = "2025.1";
/** Claims are filed evenly over these days: after the waiting time of covers that began in January. */
const [firstDay, days] = [plainDate("2025-03-20"), 280];
const chunk = 5_000;

type Cover = {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly organisationId: string;
  readonly facts: CoverFacts;
};

/**
 * Claims of the city's people up to a number of them, each worked out by the engine with what the claims before it had
 * used up, frozen and sealed, with its papers, its course, its findings and payments. Of `whole` claims six in a hundred are
 * still open. Answers how many there are now. Keys and indexes are taken away before and built again afterwards: they then judge every row.
 */
export async function seedClaims(folder: BenchFolder, upTo: number, whole: number): Promise<number> {
  const client = await folder.connect(cityDatabase);
  const { rows: there } = await client.query("select count(*)::int as n from claim where city_id = $1", [
    cityId,
  ]);
  const from = there[0].n as number;
  if (from < upTo) {
    const covers = await coversOf(folder, client);
    const plan = await planOf(folder);
    await withoutKeys(client, async () => {
      await sendClaims(client, plan, covers, { from, upTo, whole });
      for (const statement of derived(from)) await client.query(statement);
    });
    await client.query("vacuum analyze");
  }
  await client.end();
  return Math.max(from, upTo);
}

/** Covers of a settled month, which is worked first where there is none; the bank says that the money went to the province. */
async function coversOf(folder: BenchFolder, client: pg.Client): Promise<Cover[]> {
  const remit = () =>
    client.query(
      "update enrolment_batch set remitted_on = '2025-01-31' where city_id = $1 and covered_from is not null",
      [cityId],
    );
  if ((await remit()).rowCount === 0) {
    await monthOfCity(folder);
    await remit();
  }
  const { rows } = await client.query(
    `select cover.id, cover.person_id as "personId", person.name, cover.organisation_id as "organisationId",
       person.sex, batch.covered_from::text as "from", batch.covered_until::text as until
     from cover join person on person.city_id = cover.city_id and person.id = cover.person_id
     join enrolment_batch as batch on batch.city_id = cover.city_id and batch.id = cover.batch_id
     where cover.city_id = $1 and batch.remitted_on is not null order by cover.id`,
    [cityId],
  );
  return rows.map(({ from, until, sex, ...cover }) => ({
    ...cover,
    facts: { from, until, sex: sex ?? undefined, renewalGapDays: undefined, shares: 1 },
  }));
}

async function planOf(folder: BenchFolder): Promise<Plan> {
  const { pool, close } = await folder.open(cityDatabase);
  const document = await reading(pool, systemActor("bench", cityId), (ctx) =>
    planDocument(ctx, planCode, planVersion),
  );
  await close();
  return compilePlan(document);
}

const tables = [
  "claim",
  "claim_private",
  "claim_result",
  "claim_bill",
  "claim_payment",
  "claim_document",
  "claim_event",
  "claim_finding",
  "claim_sample",
  "claim_appeal",
];

/** Without keys and indexes a load takes a tenth of the time; built over rows that are there, they cost a fifth. */
async function withoutKeys(client: pg.Client, load: () => Promise<void>): Promise<void> {
  const keys = await client.query(
    `select conname as name, conrelid::regclass::text as "table", contype as kind, pg_get_constraintdef(oid) as definition
     from pg_constraint where conrelid = any($1::text[]::regclass[]) and contype in ('f', 'u', 'p')
     order by contype = 'f' desc`,
    [tables],
  );
  const indexes = await client.query(
    `select indexname as name, indexdef as definition from pg_indexes where tablename = any($1)
       and indexname <> all($2)`,
    [tables, keys.rows.map(({ name }) => name)],
  );
  await client.query("begin");
  await client.query("set local maintenance_work_mem = '256MB'");
  for (const { table, name } of keys.rows) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`);
  await load();
  for (const { definition } of indexes.rows) await client.query(definition);
  for (const { table, name, definition } of keys.rows.toReversed())
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  await client.query("commit");
}

const columns = {
  claim: `city_id, id, organisation_id, person_id, cover_id, plan_code, plan_version, number, channel, state, state_since,
    due_on, resumes, kind, cause, event_on, ended_on, filed_on, total_cents, out_of_scope_cents, pre_self_pay_cents,
    in_scope_cents, fund_pay_cents, deductible_paid_cents, payee_kind, opened_at, filed_by, certification, first_by,
    second_by, final_by, result_id, standing_result_id, decision, benefit_cents, soft_findings, decided_at, sent_on_at,
    went_straight`,
  claim_private: `city_id, id, organisation_id, claim_id, person_id, filed_by, health_sealed, bill_sealed, bill_index,
    payee_sealed, account_index`,
  claim_result: `city_id, id, organisation_id, claim_id, number, plan_code, plan_version, decision, benefit_cents,
    content_sealed, content_index, worked_at, worked_by`,
  claim_bill: "city_id, id, organisation_id, claim_id, bill_index",
} as const;
type Table = keyof typeof columns;

/** Hundredths of all claims of `whole` that stand in a state; the rest is paid, or refused where nothing is due. */
const standing: readonly (readonly [string, number])[] = [
  ["certification", 1.5],
  ["first_review", 1.8],
  ["second_review", 0.9],
  ["final_review", 0.6],
  ["approved", 0.1],
  ["paying", 0.4],
  ["payment_failed", 0.05],
  ["returned", 0.6],
  ["appealed", 0.05],
  ["lapsed", 0.4],
  ["withdrawn", 0.6],
  ["draft", 0.2],
];

function stateOf(n: number, { decision }: WorkedOut): string {
  let share = ((n * 2_654_435_761) % 4_294_967_296) / 42_949_672.96;
  for (const [state, hundredths] of standing) {
    share -= hundredths;
    if (share < 0) return state;
  }
  return decision === "payable" ? "paid" : "rejected";
}

type Filed = {
  readonly n: number;
  readonly cover: Cover;
  readonly event: ClaimEvent;
  readonly used: Used;
  readonly worked: WorkedOut;
  readonly hospital: string;
  readonly illness: string;
};

/** The claims in the order of filing; of those before `from` only what they used up is known. */
function* filed(plan: Plan, covers: readonly Cover[], upTo: number, whole: number): Generator<Filed> {
  const usedOf = new Map<Cover, Used>();
  for (let n = 0; n < upTo; n++) {
    // Far apart, so that no unit's claims come one after the other; somebody claims twice once all have claimed.
    const cover = covers[(n * 104_729) % covers.length] as Cover;
    const filedOn = addDays(firstDay, Math.floor((n * days) / whole));
    const { on, endedOn, cause, amounts, diagnosis, bill, hospital, illness } = stayOf(n, filedOn);
    const more = { kind: "inpatient", days: 0, grade: undefined, diagnosis, bill } as const;
    const event: ClaimEvent = { ...more, ...amounts, cause, on, endedOn, filedOn };
    const used = usedOf.get(cover) ?? nothingUsed;
    const worked = workOut(plan, cover.facts, event, used);
    if (n + covers.length < whole) usedOf.set(cover, addUse(used, worked));
    yield { n, cover, event, used, worked, hospital, illness };
  }
}

type Span = { readonly from: number; readonly upTo: number; readonly whole: number };

async function sendClaims(
  client: pg.Client,
  plan: Plan,
  covers: readonly Cover[],
  { from, upTo, whole }: Span,
): Promise<void> {
  const nextId = idSeries();
  const today = plainDate(new Date().toISOString().slice(0, 10));
  const lines: Record<Table, string[]> = { claim: [], claim_private: [], claim_result: [], claim_bill: [] };
  const send = async () => {
    for (const [table, some] of Object.entries(lines) as [Table, string[]][]) {
      await pipeline(
        Readable.from(some),
        client.query(copyFrom(`copy ${table} (${columns[table]}) from stdin`)),
      );
      some.length = 0;
    }
  };
  for (const each of filed(plan, covers, upTo, whole)) {
    if (each.n < from) continue;
    linesOf(each, nextId(), today, lines);
    if (lines.claim.length === chunk) await send();
  }
  await send();
}

const line = (cells: readonly (string | number | bigint | boolean | null | undefined)[]): string =>
  `${cells.map((cell) => (cell === null || cell === undefined ? "\\N" : String(cell))).join("\t")}\n`;
const bytes = (value: Buffer | null): string | null => value && `\\\\x${value.toString("hex")}`;

function linesOf(each: Filed, id: string, today: PlainDate, lines: Record<Table, string[]>): void {
  const { n, cover, event, used, worked, hospital, illness } = each;
  const { seal, blindIndex } = vault();
  const { organisationId: unit, personId, facts } = cover;
  const state = stateOf(n, worked);
  const isDraft = state === "draft";
  const closed = ["paid", "rejected", "withdrawn", "lapsed"].includes(state);
  const stands = ["approved", "paying", "paid", "payment_failed"].includes(state);
  const at = `${event.filedOn} 10:00+08`;
  const dueOn = closed || isDraft ? null : addDays(today, (n % 40) - 10);
  const { diagnosis, bill, total, outOfScope, preSelfPay, inScope, fundPay, deductiblePaid } = event;
  const result = isDraft ? null : id;
  const reviewed = stands || state === "rejected" || state === "appealed";
  const channel = n % 3 === 0 ? "phone" : "unit";
  const by = channel === "phone" ? `worker-${n}` : `clerk-${unit.slice(-6)}`;
  // What a result of this city is: its id is its claim's, since each claim here has been worked out once.
  lines.claim.push(
    line([
      ...[cityId, id, unit, personId, cover.id, planCode, planVersion],
      ...[isDraft ? null : `SL-2025-${String(n + 1).padStart(6, "0")}`, channel, state, at, dueOn],
      ...[state === "returned" ? "first_review" : state === "appealed" ? "rejected" : null, event.kind],
      ...[event.cause, event.on, event.endedOn, isDraft ? null : event.filedOn],
      ...[total, outOfScope, preSelfPay, inScope, fundPay, deductiblePaid, "self", at, by],
      ...[state === "certification" || isDraft ? null : "employed"],
      ...(reviewed ? ["reviewer-1", "reviewer-2", "reviewer-3"] : [null, null, null]),
      ...[result, stands ? result : null, isDraft ? null : worked.decision, isDraft ? null : worked.benefit],
      ...[!isDraft && n % 5 === 0 ? 1 : 0, reviewed ? at : null, reviewed ? at : null],
      state === "paid" && n % 10 === 0,
    ]),
  );
  const payee = { kind: "self", name: cover.name, account: accountOf(n), bankName: "中国建设银行" };
  lines.claim_private.push(
    line([
      ...[cityId, id, unit, id, personId, by],
      bytes(seal(JSON.stringify({ diagnosis, illness, hospital }))),
      ...[bytes(seal(bill)), bytes(billIndexOf(bill)), bytes(seal(JSON.stringify(payee)))],
      bytes(accountIndexOf(payee.account)),
    ]),
  );
  if (isDraft) return;
  const plan = { code: planCode, version: planVersion };
  const content = freeze({ plan, cover: facts, event, used }, worked);
  lines.claim_result.push(
    line([
      ...[cityId, id, unit, id, 1, planCode, planVersion, worked.decision, worked.benefit],
      ...[bytes(seal(content)), bytes(blindIndex(content)), at, by],
    ]),
  );
  if (stands) lines.claim_bill.push(line([cityId, id, unit, id, bytes(billIndexOf(bill))]));
}

const accountOf = (n: number): string => `621700252000${String(n).padStart(7, "0")}`;

/** An id behind the claim's own: one of sixteen, in their order. */
const idBehind = (place: string) => `overlay(claim.id::text placing to_hex(${place}) from 21 for 1)::uuid`;

/** What follows from the claims, in a statement for each table: the course, four papers, findings, payments, the tally. */
const derived = (from: number): string[] => [
  `insert into claim_event (city_id, id, organisation_id, claim_id, event, state, at, by_id, by_role, by_name, facts)
   select claim.city_id, ${idBehind("step.place")}, organisation_id, claim.id, step.event, step.state,
     claim.opened_at + step.place * interval '1 day', 'reviewer-' || step.place, 'city_reviewer', '审核员', step.facts::jsonb
   from claim cross join lateral (values
     (1, 'submitted', 'certification', '{"channel":"unit"}', true),
     (2, 'certified', 'first_review', '{"certification":"employed"}', claim.certification is not null),
     (3, 'taken', 'first_review', '{}', claim.first_by is not null or claim.state in ('second_review', 'final_review')),
     (4, 'passed', 'second_review', '{"from":"first_review","benefit":"100.00"}', claim.first_by is not null or claim.state in ('second_review', 'final_review')),
     (5, 'passed', 'final_review', '{"from":"second_review","benefit":"100.00"}', claim.second_by is not null or claim.state = 'final_review'),
     (6, 'approved', 'approved', '{"benefit":"100.00"}', claim.standing_result_id is not null),
     (7, 'ordered', 'paying', '{"benefit":"100.00"}', claim.state in ('paying', 'paid', 'payment_failed')),
     (8, claim.state, claim.state, '{"on":"2025-12-20","cents":"100.00","documents":["receipt"]}',
       claim.state in ('paid', 'payment_failed', 'rejected', 'returned', 'withdrawn', 'lapsed', 'appealed'))
     ) as step (place, event, state, facts, happened)
   where claim.number > 'SL-2025-' || lpad('${from}', 6, '0') and step.happened`,
  `insert into claim_document (city_id, id, organisation_id, claim_id, code, type, bytes, sha256, brought_at, brought_by)
   select claim.city_id, ${idBehind("paper.place")}, organisation_id, claim.id, paper.code, 'image/jpeg', 400000,
     decode(md5(claim.id::text || paper.code), 'hex') || decode(md5(paper.code || claim.id::text), 'hex'), claim.opened_at, claim.filed_by
   from claim cross join (values (1, 'identity_card'), (2, 'settlement_sheet'), (3, 'receipt'), (4, 'discharge_record'))
     as paper (place, code)
   where claim.number > 'SL-2025-' || lpad('${from}', 6, '0')`,
  `insert into claim_finding (city_id, id, organisation_id, claim_id, code, weight, facts, claims, found_at)
   select city_id, id, organisation_id, id, 'readmission', 'soft', '{"days":12,"number":"SL-2025-000001"}', '{}', opened_at
   from claim where soft_findings > 0 and number > 'SL-2025-' || lpad('${from}', 6, '0')`,
  `insert into claim_payment (city_id, id, organisation_id, claim_id, result_id, place, kind, cents, state, ordered_at, settled_on)
   select city_id, id, organisation_id, id, result_id, 1, 'benefit', benefit_cents,
     case state when 'paid' then 'paid' when 'payment_failed' then 'failed' else 'ordered' end, opened_at,
     case when state = 'paid' then filed_on + 20 end
   from claim where standing_result_id is not null and benefit_cents > 0 and number > 'SL-2025-' || lpad('${from}', 6, '0')`,
  `insert into claim_sample (city_id, id, organisation_id, claim_id, drawn_at, outcome, looked_at, looked_by, looked_by_name)
   select city_id, id, organisation_id, id, opened_at, case when filed_on < '2025-12-01' then 'agreed' end, opened_at,
     'reviewer-2', '复审员'
   from claim where went_straight and right(number, 2) = '11' and number > 'SL-2025-' || lpad('${from}', 6, '0')`,
  `delete from claim_tally where city_id = ${cityId}`,
  `insert into claim_tally (city_id, id, organisation_id, plan_code, state, claims)
   select city_id, gen_random_uuid(), organisation_id, plan_code, state, count(*) from claim
   where city_id = ${cityId} and state <> 'draft' group by city_id, organisation_id, plan_code, state`,
];

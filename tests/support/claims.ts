import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDays, dayInChina, type PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { parseYuan } from "#core/money.ts";
import type { Role } from "#core/permissions.ts";
import type { RefusalTexts } from "#core/text.ts";
import {
  addPaper,
  openDraft,
  saveDraft,
  sendOn,
  settlePayment,
  submitClaim,
} from "#features/claims/index.ts";
import { claimJobs } from "#features/claims/jobs.ts";
import { claimRoutes } from "#features/claims/routes/index.ts";
import { usualDays } from "#features/claims/rules/deadlines.ts";
import { claimTexts } from "#features/claims/text/refusals.ts";
import { bringCovers } from "#features/enrolment/index.ts";
import { consentText, giveConsent } from "#features/members/index.ts";
import { paymentTexts } from "#features/payments/text.ts";
import { publishPlan } from "#features/plans/index.ts";
import { type Actor, sha256, systemActor, type WriteCtx, writing } from "#platform/context.ts";
import type { Route } from "#platform/http/route.ts";
import type { Job } from "#platform/jobs/job.ts";
import { jobRoutes } from "#platform/jobs/routes.ts";
import { workOff } from "#platform/jobs/worker.ts";
import { platformTexts } from "#platform/text.ts";
import { type Answer, testApp } from "./app.ts";
import { seedCity, seedProvince, seedSession } from "./city.ts";
import { numberOf } from "./rosters.ts";

const people: readonly (readonly [name: string, role: Role, place: string])[] = [
  ["clerk", "unit_clerk", "U11"],
  ["neighbour", "unit_clerk", "U12"],
  ["county", "county_clerk", "X1"],
  ["city", "city_clerk", "C"],
  ["first", "city_reviewer", "C"],
  ["first2", "city_reviewer", "C"],
  ["second", "city_second_reviewer", "C"],
  ["second2", "city_second_reviewer", "C"],
  ["admin", "city_administrator", "C"],
  ["auditor", "auditor", "C"],
  ["cashier", "city_cashier", "C"],
  ["leader", "leader", "C"],
  ["accountant", "city_accountant", "C"],
];

export const cityId = 410900;
const today = dayInChina(new Date());
/** So many days from today: tests run on any day of any year. */
const day = (days: number): PlainDate => addDays(today, days);

/** A photograph, as far as anybody looks: the start of a JPEG, and words that make it another file. */
export const photo = (words: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(words)]);

/** The same as a file that has arrived. */
export const paperFile = (words: string) => {
  const path = join(tmpdir(), `tongzhou-paper-${newId()}`);
  writeFileSync(path, photo(words));
  return { path, name: "a.jpg", bytes: photo(words).length, sha256: sha256(photo(words)).toString("hex") };
};

export const figures = {
  total: "24287.42",
  outOfScope: "1906.71",
  preSelfPay: "1018.85",
  inScope: "21361.86",
  fundPay: "13342.85",
  deductiblePaid: "400.00",
  otherPay: "0.00",
};

/** A city whose people have been covered for ten months, with those who file and those who review. */
export async function claimsDesk(
  more: { routes: readonly Route[]; texts: RefusalTexts; jobs?: readonly Job[] } = { routes: [], texts: {} },
) {
  const texts = { ...platformTexts, ...claimTexts, ...paymentTexts, ...more.texts };
  const app = await testApp([...jobRoutes, ...claimRoutes, ...more.routes], texts);
  const { pool, ownerPool } = app.db;
  await seedProvince(pool);
  const places = await seedCity(pool, cityId);
  const at = (code: string): string => places[code] ?? "";
  const program = systemActor("test", cityId);
  /** A command in somebody's name, the program's where none is given; `days` from today. */
  const command = <T>(run: (ctx: WriteCtx) => Promise<T>, as: Actor = program, days = 0): Promise<T> =>
    writing(pool, as, run, days === 0 ? {} : { at: new Date(Date.now() + days * 86_400_000) });
  const plan = "plans/HN-INP-80/2025.1.yaml";
  await command((ctx) => publishPlan(ctx, readFileSync(plan, "utf8"), plan));
  const tokens: Record<string, string> = {};
  const accounts: Record<string, string> = {};
  for (const [name, role, place] of people) {
    const session = await seedSession(pool, cityId, role, at(place));
    tokens[name] = session.token;
    accounts[name] = session.accountId;
  }
  const as = (who: string) => app.as(tokens[who]);
  const query = (text: string, values: unknown[] = []) => ownerPool.query(text, values);

  let covered = 0;
  /** Somebody of a unit whose cover began 300 days ago; answers person, cover and name. */
  async function cover(
    unit: string,
    name = `职工${"一二三四五六七八九十"[covered % 10]}${"甲乙丙丁戊己庚辛壬癸"[Math.floor(covered / 10)]}`,
  ) {
    covered += 1;
    const number = numberOf(covered);
    const batchId = await command((ctx) =>
      bringCovers(ctx, {
        organisationId: at(unit),
        planCode: "HN-INP-80",
        planVersion: "2025.1",
        from: day(-300),
        until: day(65),
        people: [{ line: 1, name, idNumber: number }],
      }),
    );
    const { rows } = await query("select id, person_id from cover where batch_id = $1", [batchId]);
    return { coverId: rows[0].id as string, personId: rows[0].person_id as string, name };
  }

  /** The worker of a cover, as their session on the phone acts. */
  const worker = (personId: string, organisationId = at("U11")): Actor => ({
    id: newId(),
    name: "本人",
    role: "member",
    reach: "self",
    cityId,
    organisationId,
    personId,
  });

  const upload = (who: string, path: string, content: Buffer): Promise<Answer> =>
    app.upload(tokens[who] ?? "", path, content, "a.jpg");

  async function ok(answer: Promise<Answer>) {
    const reply = await answer;
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
    return reply.body;
  }

  let filed = 0;
  /** A draft of a stay with every paper, by a unit's clerk. */
  async function draft(
    who: string,
    of: Awaited<ReturnType<typeof cover>>,
    changes: Record<string, unknown> = {},
  ) {
    filed += 1;
    const { on = day(-60), endedOn = day(-56), ...step } = changes;
    const { id } = await ok(
      as(who)("POST", "/claims", { coverId: of.coverId, kind: "inpatient", on, endedOn }),
    );
    await ok(
      as(who)("PUT", `/claims/${id}/draft`, {
        amounts: figures,
        bill: `41060124-${String(filed).padStart(10, "0")}`,
        diagnosis: "J18.9",
        illness: "肺炎",
        hospital: "市人民医院",
        payee: {
          kind: "self",
          name: of.name,
          account: `41001234567${String(filed).padStart(4, "0")}`,
          bankName: "建设银行",
        },
        ...step,
      }),
    );
    for (const code of ["identity_card", "settlement_sheet", "receipt", "discharge_record", "bank_card"])
      await ok(upload(who, `/claims/${id}/papers?code=${code}`, photo(`${filed} ${code}`)));
    return id as string;
  }

  /** One that is handed in and certified: it waits for the first review. */
  async function file(
    who: string,
    of: Awaited<ReturnType<typeof cover>>,
    changes: Record<string, unknown> = {},
  ) {
    const id = await draft(who, of, changes);
    await ok(as(who)("POST", `/claims/${id}/submission`, { certifies: true, hasConsent: true }));
    return id;
  }

  /** One that the worker handed in on the phone, with consent: it waits for the unit. */
  async function phone(
    of: Awaited<ReturnType<typeof cover>>,
    illness = { diagnosis: "K35.8", illness: "阑尾炎" },
  ) {
    filed += 1;
    const n = filed;
    const { personId, coverId, name } = of;
    const me = worker(personId);
    const version = consentText("health_claim")?.version ?? "";
    return command(async (ctx) => {
      await giveConsent(ctx, { personId, purpose: "health_claim", version, channel: "phone" });
      const stay = { on: day(-20), endedOn: day(-17), cause: "illness" } as const;
      const id = await openDraft(ctx, { coverId, kind: "inpatient", payeeKind: "self", ...stay });
      const account = `41001111222${String(n).padStart(4, "0")}`;
      await saveDraft(ctx, id, {
        ...illness,
        amounts: Object.fromEntries(Object.entries(figures).map(([field, yuan]) => [field, parseYuan(yuan)])),
        bill: `41060125-${String(n).padStart(10, "0")}`,
        hospital: "市人民医院",
        payee: { kind: "self", name, account, bankName: "邮储银行" },
      });
      for (const code of ["identity_card", "settlement_sheet", "receipt", "discharge_record", "bank_card"])
        await addPaper(ctx, id, code, paperFile(`${id} ${code}`));
      await submitClaim(ctx, id);
      return id;
    }, me);
  }

  const page = async (who: string, id: string) => ok(as(who)("GET", `/claims/${id}`));
  /** Passes what a reviewer sees, with every soft finding looked at. */
  async function pass(who: string, id: string): Promise<Answer> {
    const seen = await page(who, id);
    for (const { code, weight, checkedAt } of seen.findings)
      if (weight === "soft" && !checkedAt)
        await ok(as(who)("PUT", `/claims/${id}/findings/${code}`, { isChecked: true }));
    return as(who)("POST", `/claims/${id}/passing`, { expectedBenefit: seen.benefit });
  }

  /** The city's settings: it decides everything, and nothing goes straight, but for what is changed. */
  const settings = (changes: object = {}) =>
    ok(
      as("admin")("PUT", "/claim-settings", {
        ...{ days: usualDays, cityFinalUpTo: null, straightUpTo: null, sampleBp: 0, sampleSeed: "1" },
        ...changes,
      }),
    );

  async function approved(of?: Awaited<ReturnType<typeof cover>>, changes = {}): Promise<string> {
    const id = await file("clerk", of ?? (await cover("U11")), changes);
    await ok(pass("first", id));
    await ok(pass("second", id));
    return id;
  }
  const paymentsOf = async (claimId: string) =>
    (
      await query(
        "select kind, cents::int as cents, state from claim_payment where claim_id = $1 order by place",
        [claimId],
      )
    ).rows;
  /** What payments would say of a claim's newest payment that is ordered. */
  async function paid(claimId: string, outcome: "paid" | "failed" | "returned" = "paid"): Promise<void> {
    await command((ctx) => sendOn(ctx, claimId));
    const { rows } = await query(
      "select id, payment_id from claim_payment where claim_id = $1 and payment_id is not null and state = 'ordered' order by place desc",
      [claimId],
    );
    const told = { paymentId: rows[0].payment_id, sourceId: rows[0].id, on: day(0), reason: "账号不符" };
    await command((ctx) => settlePayment(ctx, { ...told, outcome }));
  }

  return {
    ...{
      settings,
      approved,
      paymentsOf,
      paid,
      app,
      pool,
      at,
      as,
      accounts,
      command,
      query,
      cover,
      worker,
      upload,
      ok,
      draft,
      file,
      phone,
      page,
      pass,
      day,
    },
    work: () => workOff({ ownerPool, pool, jobs: [...claimJobs, ...(more.jobs ?? [])], texts }),
    close: () => app.close(),
  };
}

export type ClaimsDesk = Awaited<ReturnType<typeof claimsDesk>>;

import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { type PlainDate, plainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { type Cents, yuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import {
  addPaper,
  appealClaim,
  certifyClaim,
  checkFinding,
  openDraft,
  passClaim,
  passDeadline,
  rejectClaim,
  returnClaim,
  saveDraft as saveClaim,
  sendOn,
  setClaimSettings,
  submitClaim,
  usualSettings,
  withdrawClaim,
} from "#features/claims/index.ts";
import { demoActor } from "#features/identity/index.ts";
import { consentText, giveConsent } from "#features/members/index.ts";
import { programFolder } from "#platform/config.ts";
import { type Actor, actingAs, sha256, systemActor, type WriteCtx } from "#platform/context.ts";
import {
  claimDays,
  claimsOn,
  type DemoStay,
  fateOf,
  isSilent,
  objects,
  stayOf,
} from "../rules/demo-claims.ts";
import type { Step } from "./run-steps.ts";

const firstCovers = plainDate("2025-01-01");
const laterCovers = plainDate("2025-02-01");
/** From this day on what waits for a review is left waiting: the desks are to have something on them. */
const deskDay = plainDate("2025-03-06");

type Covered = {
  readonly coverId: string;
  readonly personId: string;
  readonly name: string;
  readonly organisationId: string;
  readonly unit: string;
};

type Standing = {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly decision: string;
  readonly benefit: Cents;
  readonly personId: string;
  readonly organisationId: string;
  readonly hard: number;
};

/** A day at the claims desk: what is due is done first, then new claims come in. */
const dayAtTheDesk = (day: PlainDate): Step<null> => ({
  key: `demo claims ${day}`,
  kind: "demo",
  as: "opener",
  on: day,
  work: async (ctx) => {
    await passDeadlines(ctx);
    await sendDecisionsOn(ctx);
    if (day < deskDay) {
      await review(ctx, "second_review", "fushen");
      await review(ctx, "first_review", "shenhe");
    }
    await certify(ctx);
    await object(ctx);
    await fileNew(ctx, day);
    return null;
  },
});

export const claimSteps: readonly Step<null>[] = [
  {
    key: "demo claims settings",
    kind: "demo",
    as: "opener",
    on: plainDate("2025-02-10"),
    work: async (ctx) => {
      const rule = {
        ...usualSettings,
        cityFinalUpTo: yuan(5_000),
        straight: { upTo: yuan(600), sampleBp: 1_000, seed: "20250210" },
      };
      await as(ctx, "guanli", (desk) => setClaimSettings(desk, rule));
      return null;
    },
  },
  ...claimDays.map(dayAtTheDesk),
];

const as = async <T>(ctx: WriteCtx, login: string, work: (ctx: WriteCtx) => Promise<T>): Promise<T> =>
  actingAs(ctx, await demoActor(ctx, login), work);

const worker = (
  ctx: WriteCtx,
  { personId, organisationId }: Pick<Covered, "personId" | "organisationId">,
): Actor => ({
  id: personId,
  name: "本人",
  role: "member",
  reach: "self",
  cityId: ctx.actor.cityId,
  organisationId,
  personId,
});

async function fileNew(ctx: WriteCtx, day: PlainDate): Promise<void> {
  const numbers = claimsOn(day);
  const [first, later] = [await covered(ctx, firstCovers), await covered(ctx, laterCovers)];
  for (const n of numbers) {
    // One in seven has been covered for less than a month: most of them are refused for it.
    const of = n % 7 === 6 ? later[n] : first[n];
    if (of) await fileOne(ctx, n, of, stayOf(n, day));
  }
}

/** People of a month's covers in an order that has nothing to do with anything, the same at every start. */
async function covered(ctx: WriteCtx, from: PlainDate): Promise<Covered[]> {
  const { rows } = await sql<Covered>`select cover.id as "coverId", person.id as "personId", person.name,
      cover.organisation_id as "organisationId", unit.code as unit
    from cover
    join person on person.city_id = cover.city_id and person.id = cover.person_id
    join organisation as unit on unit.city_id = cover.city_id and unit.id = cover.organisation_id
    join enrolment_batch as batch on batch.city_id = cover.city_id and batch.id = cover.batch_id
    where cover.city_id = ${ctx.actor.cityId} and batch.covered_from = ${from}::date and batch.remitted_on is not null
    order by md5(unit.code || person.name || coalesce(person.born_on::text, '')), cover.id limit 500`.execute(
    ctx.db,
  );
  return rows;
}

/** The clerk of the demo's unit files for its people; everybody else files on the phone. */
async function fileOne(ctx: WriteCtx, n: number, of: Covered, stay: DemoStay): Promise<void> {
  const isClerks = of.unit === "U001";
  const actor = isClerks ? await demoActor(ctx, "danwei") : worker(ctx, of);
  await actingAs(ctx, actor, async (desk) => {
    if (!isClerks) await consent(desk, of.personId);
    const { on, endedOn, cause, account, ...told } = stay;
    const begun = {
      coverId: of.coverId,
      kind: "inpatient" as const,
      cause,
      on,
      endedOn,
      payeeKind: "self" as const,
    };
    const id = await openDraft(desk, begun);
    const payee = { kind: "self" as const, name: of.name, account, bankName: "中国建设银行" };
    await saveClaim(desk, id, { ...told, payee });
    if (n % 80 === 79) return; // begun and not handed in
    for (const code of cause === "accident" ? [...papers, "accident_statement"] : papers)
      await bringPaper(desk, id, code, n);
    await submitClaim(desk, id, isClerks ? { certifies: true, hasConsent: true } : {});
  });
}

const papers = ["identity_card", "settlement_sheet", "receipt", "discharge_record", "bank_card"];

const consent = (ctx: WriteCtx, personId: string) =>
  giveConsent(ctx, {
    personId,
    purpose: "health_claim",
    version: consentText("health_claim")?.version ?? "",
    channel: "phone",
  });

/** What was sent is kept sealed by now, or refused: nothing of it stays outside. */
async function bringPaper(desk: WriteCtx, claimId: string, code: string, n: number): Promise<void> {
  const paper = await photograph(code, n);
  try {
    await addPaper(desk, claimId, code, paper);
  } finally {
    await rm(paper.path, { force: true });
  }
}

/** The same picture for all, with the claim's number behind its end: no two papers are one file. */
async function photograph(code: string, n: number) {
  const picture = await readFile(join(programFolder, "demo", "puyang-march", "papers", `${code}.png`));
  const content = Buffer.concat([picture, Buffer.from(`demo ${n}`)]);
  const path = join(tmpdir(), `tongzhou-demo-${newId()}`);
  await writeFile(path, content, { mode: 0o600 });
  return { path, name: `${code}.png`, bytes: content.length, sha256: sha256(content).toString("hex") };
}

/** Claims in a state since before today, in the order in which they were handed in. */
async function standing(ctx: WriteCtx, state: string): Promise<Standing[]> {
  const { rows } = await sql<Standing>`select id, number, state, decision, benefit_cents as benefit,
      person_id as "personId", organisation_id as "organisationId", hard_findings as hard
    from claim where city_id = ${ctx.actor.cityId} and state = ${state} and number is not null
      and state_since < ${ctx.now}::timestamptz - interval '12 hours' order by number`.execute(ctx.db);
  return rows;
}

const numberOf = ({ number }: Standing): number => Number(number.slice(-6));

async function passDeadlines(ctx: WriteCtx): Promise<void> {
  const program = systemActor("daily", ctx.actor.cityId);
  for (const state of ["certification", "returned"])
    for (const claim of await standing(ctx, state))
      await actingAs(ctx, program, (desk) => passDeadline(desk, claim.id));
}

async function sendDecisionsOn(ctx: WriteCtx): Promise<void> {
  for (const state of ["approved", "returned", "rejected"])
    for (const claim of await standing(ctx, state)) await sendOn(ctx, claim.id);
}

async function certify(ctx: WriteCtx): Promise<void> {
  const unit = systemActor("demo unit", ctx.actor.cityId, "单位经办");
  for (const claim of await standing(ctx, "certification")) {
    const n = numberOf(claim);
    if (fateOf(n) === "withdraw")
      await actingAs(ctx, worker(ctx, claim), (desk) => withdrawClaim(desk, claim.id));
    else if (!isSilent(n))
      await actingAs(ctx, unit, (desk) => certifyClaim(desk, claim.id, { isEmployed: true }));
  }
}

async function object(ctx: WriteCtx): Promise<void> {
  const reason = "出院小结上写的是旧病复发，不是新得的病，请再核一次。";
  for (const claim of await standing(ctx, "rejected")) {
    if (!objects(numberOf(claim)) || (await hasObjected(ctx, claim.id))) continue;
    await actingAs(ctx, worker(ctx, claim), (desk) => appealClaim(desk, claim.id, { reason })).catch(
      (thrown) => {
        if (!(thrown instanceof Refusal)) throw thrown; // filed by the unit's clerk: theirs to object
      },
    );
  }
}

async function hasObjected(ctx: WriteCtx, claimId: string): Promise<boolean> {
  const { rows } = await sql`select from claim_appeal
    where city_id = ${ctx.actor.cityId} and claim_id = ${claimId}`.execute(ctx.db);
  return rows.length > 0;
}

async function review(ctx: WriteCtx, state: string, login: string): Promise<void> {
  for (const claim of await standing(ctx, state)) await as(ctx, login, (desk) => decide(desk, claim));
}

async function decide(desk: WriteCtx, claim: Standing): Promise<void> {
  const fate = fateOf(numberOf(claim));
  if (fate === "leave") return;
  if (fate === "return" && claim.state === "first_review") {
    const note = "出院记录第二页看不清，请在光线好的地方重拍。";
    await returnClaim(desk, claim.id, { documents: ["discharge_record"], note });
    return;
  }
  if (claim.decision !== "payable" || claim.hard > 0) {
    await rejectClaim(desk, claim.id, { reasons: [], note: "按条款不在给付范围，详见核定明细。" });
    return;
  }
  const { rows } = await sql<{ code: string }>`select code from claim_finding
    where city_id = ${desk.actor.cityId} and claim_id = ${claim.id} and weight = 'soft' and checked_at is null`.execute(
    desk.db,
  );
  for (const { code } of rows)
    await checkFinding(desk, claim.id, code as Parameters<typeof checkFinding>[2], true);
  const passed = await passClaim(desk, claim.id, { expectedBenefit: claim.benefit });
  if (passed instanceof Refusal) throw passed;
}

import { sql } from "kysely";
import { type PlainDate, plainDate } from "#core/dates.ts";
import { type Cents, yuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import {
  appealClaim,
  certifyClaim,
  checkFinding,
  correctAccount,
  decideAppeal,
  lookAtSample,
  noteWhatIsUsual,
  passClaim,
  passDeadline,
  rejectClaim,
  returnClaim,
  sendOn,
  setClaimSettings,
  submitClaim,
  usualSettings,
  withdrawClaim,
} from "#features/claims/index.ts";
import { demoActor } from "#features/identity/index.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import { bringsAnew, deskDays, fateOf, isHeard, isSilent, objects, otherCard } from "../rules/demo-claims.ts";
import { bringPapers, draftSteps, filerOf, handIn, recordsFrom } from "./demo-filing.ts";
import type { Step, Steps } from "./run-steps.ts";

/** From this day on what waits for a review is left waiting: the desks are to have something on them. */
const deskDay = plainDate("2025-03-06");
/** The province has not come to it for longer. */
const provinceDay = plainDate("2025-02-20");

type Standing = {
  readonly id: string;
  readonly number: string;
  readonly channel: string;
  readonly state: string;
  readonly decision: string;
  readonly benefit: Cents;
  readonly personId: string;
  readonly organisationId: string;
  readonly name: string;
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
    if (day < provinceDay) await review(ctx, "final_review", "shengban");
    if (day < deskDay) {
      await review(ctx, "second_review", "fushen");
      await review(ctx, "first_review", "shenhe");
      await hearObjections(ctx);
      await lookAtSamples(ctx);
      await correctAccounts(ctx);
    }
    await certify(ctx);
    await bringAnew(ctx);
    await object(ctx);
    await handIn(ctx, day);
    return null;
  },
});

const settings: Step<null> = {
  key: "demo claims settings",
  kind: "demo",
  as: "opener",
  on: deskDays[0] ?? deskDay,
  work: async (ctx) => {
    const rule = {
      ...usualSettings,
      cityFinalUpTo: yuan(2_000),
      straight: { upTo: yuan(1_000), sampleBp: 1_000, seed: "20250210" },
    };
    await as(ctx, "guanli", (desk) => setClaimSettings(desk, rule));
    return null;
  },
};

/** What becomes of claims in this city by their numbers; elsewhere all may simply pass. */
const fatesHere = { of: fateOf, isSilent };

const isPast = (day: PlainDate): boolean => day < recordsFrom;
const isSince = (day: PlainDate): boolean => day >= recordsFrom;

/** A year at the claims desk, in two parts: before the records of the demo begin, and since. */
export const pastClaims = (): { readonly drafts: Steps; readonly days: readonly Step<null>[] } => ({
  drafts: draftSteps(isPast),
  days: [settings, ...deskDays.filter(isPast).map(dayAtTheDesk)],
});
export const recentClaims = (): { readonly drafts: Steps; readonly days: readonly Step<null>[] } => ({
  drafts: draftSteps(isSince),
  days: deskDays.filter(isSince).map(dayAtTheDesk),
});

export const as = async <T>(ctx: WriteCtx, login: string, work: (ctx: WriteCtx) => Promise<T>): Promise<T> =>
  actingAs(ctx, await demoActor(ctx, login), work);

const asFiler = async <T>(
  ctx: WriteCtx,
  { channel, ...claim }: Standing,
  work: (ctx: WriteCtx) => Promise<T>,
): Promise<T> => actingAs(ctx, await filerOf(ctx, { ...claim, isClerks: channel === "unit" }), work);

/** Claims in a state since before today, in the order in which they were handed in. */
async function standing(ctx: WriteCtx, state: string, and = sql<boolean>`true`): Promise<Standing[]> {
  const { rows } =
    await sql<Standing>`select claim.id, number, channel, state, decision, benefit_cents as benefit,
      claim.person_id as "personId", claim.organisation_id as "organisationId", person.name, hard_findings as hard
    from claim join person on person.city_id = claim.city_id and person.id = claim.person_id
    where claim.city_id = ${ctx.actor.cityId} and state = ${state} and number is not null
      and state_since < ${ctx.now}::timestamptz - interval '12 hours' and ${and} order by number`.execute(
      ctx.db,
    );
  return rows;
}

/** SL-2025-000017 is 2025017: what becomes of a claim follows from it. */
const numberOf = ({ number }: Standing): number =>
  Number(number.slice(3, 7)) * 1_000 + Number(number.slice(-6));

async function passDeadlines(ctx: WriteCtx): Promise<void> {
  const program = systemActor("daily", ctx.actor.cityId);
  for (const state of ["certification", "returned"])
    for (const claim of await standing(ctx, state, sql`due_on < ${ctx.today}`))
      await actingAs(ctx, program, (desk) => passDeadline(desk, claim.id));
  await actingAs(ctx, program, noteWhatIsUsual);
}

export async function sendDecisionsOn(ctx: WriteCtx): Promise<void> {
  for (const state of ["approved", "returned", "rejected"])
    for (const claim of await standing(ctx, state, sql`sent_on_at is null`)) await sendOn(ctx, claim.id);
}

export async function certify(ctx: WriteCtx, fates = fatesHere): Promise<void> {
  const unit = systemActor("demo unit", ctx.actor.cityId, "单位经办");
  for (const claim of await standing(ctx, "certification")) {
    const n = numberOf(claim);
    if (fates.of(n) === "withdraw") await asFiler(ctx, claim, (desk) => withdrawClaim(desk, claim.id));
    else if (!fates.isSilent(n))
      await actingAs(ctx, unit, (desk) => certifyClaim(desk, claim.id, { isEmployed: true }));
  }
}

/** What was asked for again is photographed again. */
async function bringAnew(ctx: WriteCtx): Promise<void> {
  for (const claim of await standing(ctx, "returned")) {
    if (!bringsAnew(numberOf(claim))) continue;
    await asFiler(ctx, claim, async (desk) => {
      await bringPapers(desk, claim.id, ["discharge_record"], numberOf(claim));
      await submitClaim(desk, claim.id);
    });
  }
}

async function object(ctx: WriteCtx): Promise<void> {
  const reason = "出院小结上写的是旧病复发，不是新得的病，请再核一次。";
  const isFirst = sql<boolean>`not exists (select from claim_appeal as before
    where before.city_id = claim.city_id and before.claim_id = claim.id)`;
  for (const claim of await standing(ctx, "rejected", isFirst))
    if (objects(numberOf(claim)))
      await asFiler(ctx, claim, (desk) => appealClaim(desk, claim.id, { reason }));
}

/** The province, which had no part in the decision, hears some of the objections. */
async function hearObjections(ctx: WriteCtx): Promise<void> {
  const answer = "条款第五条写明首次参加的前30天因病住院不在保障内，入院日在这30天里，维持原来的决定。";
  for (const claim of await standing(ctx, "appealed"))
    if (isHeard(numberOf(claim)) || claim.number.startsWith("SL-2024"))
      await as(ctx, "shengban", (desk) => decideAppeal(desk, claim.id, { outcome: "upheld", answer }));
}

/** What went straight through and was drawn is looked at; nobody would have decided otherwise. */
async function lookAtSamples(ctx: WriteCtx): Promise<void> {
  const { rows } = await sql<{ id: string }>`select claim_id as id from claim_sample
    where city_id = ${ctx.actor.cityId} and outcome is null
      and drawn_at < ${ctx.now}::timestamptz - interval '10 days'`.execute(ctx.db);
  for (const { id } of rows)
    await as(ctx, "fushen", (desk) => lookAtSample(desk, id, { outcome: "agreed", note: "" }));
}

/** Whom the bank could not pay gives another card, and is paid anew. */
async function correctAccounts(ctx: WriteCtx): Promise<void> {
  for (const claim of await standing(ctx, "payment_failed")) {
    const account = otherCard(numberOf(claim) % 1_000);
    const { name } = claim;
    await asFiler(ctx, claim, (desk) =>
      correctAccount(desk, claim.id, { name, account, bankName: "中国建设银行" }),
    );
  }
}

export async function review(ctx: WriteCtx, state: string, login: string, fates = fatesHere): Promise<void> {
  const claims = await standing(ctx, state);
  await as(ctx, login, async (desk) => {
    for (const claim of claims) await decide(desk, claim, fates);
  });
}

async function decide(desk: WriteCtx, claim: Standing, fates: typeof fatesHere): Promise<void> {
  if (
    fates.of(numberOf(claim)) === "return" &&
    claim.state === "first_review" &&
    !(await wasReturned(desk, claim))
  ) {
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
  // What is found only now stays on the desk for a person.
  if (passed instanceof Refusal && passed.code !== "findings_unchecked") throw passed;
}

async function wasReturned(desk: WriteCtx, claim: Standing): Promise<boolean> {
  const { rows } = await sql`select from claim_event
    where city_id = ${desk.actor.cityId} and claim_id = ${claim.id} and event = 'returned' limit 1`.execute(
    desk.db,
  );
  return rows.length > 0;
}

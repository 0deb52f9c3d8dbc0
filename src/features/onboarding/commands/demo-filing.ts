import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { type PlainDate, plainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { addPapers, openDraft, saveDraft as saveClaim, submitClaim } from "#features/claims/index.ts";
import { demoActor } from "#features/identity/index.ts";
import { consentText, giveConsent } from "#features/members/index.ts";
import { bankOf } from "#features/payments/index.ts";
import { programFolder } from "#platform/config.ts";
import { type Actor, actingAs, sha256, type WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { type DemoStay, demoClaims, isLeftAsDraft, isTold, stayOf } from "../rules/demo-claims.ts";
import type { Step } from "./run-steps.ts";

export type Covered = {
  readonly coverId: string;
  readonly personId: string;
  readonly name: string;
  readonly organisationId: string;
  readonly unit: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly card: Buffer | null;
};

/** A claim that was begun: whose it is, and whether the unit's clerk files it. */
type Begun = {
  readonly claimId: string;
  readonly personId: string;
  readonly organisationId: string;
  readonly isClerks: boolean;
};

/** The unit of the demo's clerk, who files for its people; everybody else files on the phone. */
const clerksUnit = "U001";

const keyOf = (n: number): string => `demo claim ${n}`;

/**
 * Claims are begun, filled in and given their papers: nothing of one waits for another, so they go side by side. `days`
 * says which; all of them find their people among the covers that stand when the first of them is begun.
 */
export function draftSteps(isOn: (day: PlainDate) => boolean): Step<unknown>[] {
  let people: Promise<Covered[]> | undefined;
  return demoClaims
    .filter(({ day }) => isOn(day))
    .map(({ n, day }) => ({
      key: keyOf(n),
      kind: "demo",
      as: "opener",
      on: day,
      work: async (ctx) => {
        people ??= covered(ctx);
        const stay = stayOf(n, day);
        return begin(ctx, n, personFor(await people, n, stay), stay);
      },
    }));
}

/** Everybody covered, in an order that has nothing to do with anything, the same at every start. */
export async function covered(ctx: WriteCtx): Promise<Covered[]> {
  const { rows } = await sql<Covered>`select cover.id as "coverId", person.id as "personId", person.name,
      cover.organisation_id as "organisationId", unit.code as unit, batch.covered_from as "from", batch.covered_until as until,
      person.card_sealed as card
    from cover
    join person on person.city_id = cover.city_id and person.id = cover.person_id
    join organisation as unit on unit.city_id = cover.city_id and unit.id = cover.organisation_id
    join enrolment_batch as batch on batch.city_id = cover.city_id and batch.id = cover.batch_id
    where cover.city_id = ${ctx.actor.cityId} and batch.remitted_on is not null
    order by md5(unit.code || person.name || coalesce(person.born_on::text, '')), batch.covered_from, cover.id`.execute(
    ctx.db,
  );
  return rows;
}

/** Somebody covered on the day of the admission; one in eleven works where the demo's clerk does. */
function personFor(people: readonly Covered[], n: number, { on }: DemoStay): Covered {
  const fit = people.filter(({ from, until }) => from <= on && on < until);
  const near = n % 11 === 3 ? fit.filter(({ unit }) => unit === clerksUnit) : [];
  const among = near.length > 0 ? near : fit;
  const found = among[(n * 7_919) % among.length];
  if (!found) throw new Error("The demo has nobody covered.");
  return found;
}

export async function begin(ctx: WriteCtx, n: number, of: Covered, stay: DemoStay): Promise<Begun> {
  const { personId, organisationId } = of;
  const isClerks = of.unit === clerksUnit;
  const begun = { personId, organisationId, isClerks };
  return actingAs(ctx, await filerOf(ctx, begun), async (desk) => {
    if (!isClerks) await consent(desk, personId);
    const { on, endedOn, cause, account: _, ...told } = stay;
    const event = { coverId: of.coverId, kind: "inpatient", cause, on, endedOn, payeeKind: "self" } as const;
    const claimId = await openDraft(desk, event);
    const payee = { kind: "self" as const, name: of.name, ...cardOf(of, stay) };
    await saveClaim(desk, claimId, { ...told, payee });
    if (!isLeftAsDraft(n))
      await bringPapers(desk, claimId, cause === "accident" ? [...papers, "accident_statement"] : papers, n);
    return { claimId, ...begun };
  });
}

/** The card on the roster – unless the stand-in bank is to do something with the demo's own, or nobody knows whose it is. */
function cardOf({ card }: Covered, { account }: DemoStay): { account: string; bankName: string } {
  const known = card ? vault().open(card) : "";
  const bank = bankOf({ account: known, bankName: "", bankCode: "" });
  return bank && !isTold(account)
    ? { account: known, bankName: bank.name }
    : { account, bankName: "中国建设银行" };
}

const papers = ["identity_card", "settlement_sheet", "receipt", "discharge_record", "bank_card"];

const consent = (ctx: WriteCtx, personId: string) =>
  giveConsent(ctx, {
    personId,
    purpose: "health_claim",
    version: consentText("health_claim")?.version ?? "",
    channel: "phone",
  });

/** Who files: the demo's clerk, or the worker. */
export async function filerOf(
  ctx: WriteCtx,
  { personId, organisationId, isClerks }: Omit<Begun, "claimId">,
): Promise<Actor> {
  if (isClerks) return demoActor(ctx, "danwei");
  const { cityId } = ctx.actor;
  return { id: personId, name: "本人", role: "member", reach: "self", cityId, organisationId, personId };
}

/** What was begun for a day is handed in, in the order of its numbers. */
export async function handIn(ctx: WriteCtx, day: PlainDate): Promise<void> {
  const numbers = demoClaims.flatMap((claim) =>
    claim.day === day && !isLeftAsDraft(claim.n) ? claim.n : [],
  );
  const { rows } = await sql<{ key: string; begun: Begun }>`select key, result as begun from load_step
    where city_id = ${ctx.actor.cityId} and key = any(${numbers.map(keyOf)}::text[])`.execute(ctx.db);
  const begun = new Map(rows.map((row) => [row.key, row.begun]));
  for (const n of numbers) {
    const claim = begun.get(keyOf(n));
    if (!claim) throw new Error(`The demo's claim ${n} was not begun.`);
    await actingAs(ctx, await filerOf(ctx, claim), (desk) =>
      submitClaim(desk, claim.claimId, claim.isClerks ? { certifies: true, hasConsent: true } : {}),
    );
  }
}

/** What was sent is kept sealed by now, or refused: nothing of it stays outside. */
export async function bringPapers(
  desk: WriteCtx,
  claimId: string,
  codes: readonly string[],
  n: number,
): Promise<void> {
  const brought = await Promise.all(codes.map(async (code) => ({ code, file: await photograph(code, n) })));
  try {
    await addPapers(desk, claimId, brought);
  } finally {
    await Promise.all(brought.map(({ file }) => rm(file.path, { force: true })));
  }
}

const pictures = new Map<string, Promise<Buffer>>();

function picture(code: string): Promise<Buffer> {
  const known =
    pictures.get(code) ?? readFile(join(programFolder, "demo", "puyang-march", "papers", `${code}.png`));
  pictures.set(code, known);
  return known;
}

/** The same picture for all, with the claim's number behind its end: no two papers are one file. */
async function photograph(code: string, n: number) {
  const content = Buffer.concat([await picture(code), Buffer.from(`demo ${n}`)]);
  const path = join(tmpdir(), `tongzhou-demo-${newId()}`);
  await writeFile(path, content, { mode: 0o600 });
  return { path, name: `${code}.png`, bytes: content.length, sha256: sha256(content).toString("hex") };
}

/** The records of the demo begin here: before it only the covers of the year before stand. */
export const recordsFrom = plainDate("2024-12-01");

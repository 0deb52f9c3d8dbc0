import { randomBytes } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import { type PlainDate, yearOf } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { checkCode } from "#features/receipts/index.ts";
import { type ReadCtx, type WriteCtx, withinPart } from "#platform/context.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import type { BatchMoney } from "../rules/cover-standing.ts";

/** A cover as its certificate says it, as far as it still stands. */
export type CertifiedCover = BatchMoney & {
  readonly coverId: string;
  readonly personId: string;
  readonly organisationId: string;
  readonly name: string;
  readonly numberSealed: Buffer | null;
  readonly unit: string;
  readonly planName: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly giftFrom: string | null;
  readonly agency: string;
  readonly number: string | null;
  readonly checkCode: string | null;
  readonly issuedOn: PlainDate | null;
};

const columns = sql`cover.id as "coverId", cover.person_id as "personId", cover.organisation_id as "organisationId",
  person.name, unit.name as unit, plan.name as "planName", cover.from_on as "from", cover.until_on as "until",
  batch.paid_on as "paidOn", batch.covered_from as "coveredFrom", batch.covered_until as "coveredUntil",
  batch.remitted_on as "remittedOn",
  (select gift.funder_name from gift where gift.city_id = batch.city_id and gift.id = batch.gift_id) as "giftFrom",
  coalesce((select name from organisation where city_id = cover.city_id and kind = 'city_agency' order by opened_on, id limit 1), '') as agency,
  (select number_sealed from person_identifier as known where known.city_id = cover.city_id
    and known.person_id = cover.person_id order by (known.kind = 'resident_id') desc, known.id limit 1) as "numberSealed",
  paper.number, paper.check_code as "checkCode", paper.issued_on as "issuedOn"`;
const around = sql`join enrolment_batch as batch on batch.city_id = cover.city_id and batch.id = cover.batch_id
  join plan on plan.code = cover.plan_code
  join organisation as unit on unit.city_id = cover.city_id and unit.id = cover.organisation_id
  join person on person.city_id = cover.city_id and person.id = cover.person_id
  left join cover_certificate as paper on paper.city_id = cover.city_id and paper.cover_id = cover.id`;

async function covers(ctx: ReadCtx, which: RawBuilder<unknown>): Promise<CertifiedCover[]> {
  const { rows } = await sql<CertifiedCover>`select ${columns} from cover ${around}
    where cover.city_id = ${ctx.actor.cityId} and ${which} order by cover.id`.execute(ctx.db);
  return rows;
}

/** One cover of the actor's part of the tree. */
export const coverToCertify = async (ctx: ReadCtx, coverId: string): Promise<CertifiedCover | undefined> =>
  (await covers(ctx, sql`cover.id = ${coverId} and ${withinPart(ctx, sql.ref("cover.organisation_id"))}`))[0];

/** One cover of a person: their own, whoever asks for them. */
export const coverOfPerson = async (
  ctx: ReadCtx,
  coverId: string,
  personId: string,
): Promise<CertifiedCover | undefined> =>
  (await covers(ctx, sql`cover.id = ${coverId} and cover.person_id = ${personId}`))[0];

/** Everybody of a roster whose cover still stands. */
export const coversOfBatch = (ctx: ReadCtx, batchId: string): Promise<CertifiedCover[]> =>
  covers(ctx, sql`cover.batch_id = ${batchId} and ${withinPart(ctx, sql.ref("cover.organisation_id"))}`);

/** Numbers and codes for covers that have none yet; who comes second takes what the first has given. */
export async function insertCertificates(
  ctx: WriteCtx,
  some: readonly CertifiedCover[],
  by: { readonly id: string; readonly name: string },
): Promise<void> {
  const { cityId } = ctx.actor;
  const fresh = some.filter((cover) => cover.number === null);
  if (fresh.length === 0) return;
  const year = yearOf(ctx.today);
  const first = await nextNumbers(ctx, `cover_certificate/${year}`, fresh.length);
  await sql`insert into cover_certificate (city_id, issued_on, issued_at, issued_by, issued_by_name, id, organisation_id,
      cover_id, person_id, number, check_code)
    select ${cityId}::int, ${ctx.today}::date, ${ctx.now}::timestamptz, ${by.id}, ${by.name}, *
    from unnest(${fresh.map(newId)}::uuid[], ${fresh.map((cover) => cover.organisationId)}::uuid[],
      ${fresh.map((cover) => cover.coverId)}::uuid[], ${fresh.map((cover) => cover.personId)}::uuid[],
      ${fresh.map((_cover, at) => numbered("BZ", year, first + at))}::text[],
      ${fresh.map(() => checkCode(randomBytes(12)))}::text[])
    on conflict (city_id, cover_id) do nothing`.execute(ctx.db);
}

export type CheckedCertificate = BatchMoney & {
  /** Where a demo city's clock stands still: on which day. */
  readonly demoDay: PlainDate | null;
  readonly number: string;
  readonly issuedOn: PlainDate;
  readonly name: string;
  readonly numberSealed: Buffer | null;
  /** Of the cover, where it still stands. */
  readonly unit: string | null;
  readonly planName: string | null;
  readonly from: PlainDate | null;
  readonly until: PlainDate | null;
};

/** Whose code it is, in whatever city: each city is asked by its index. */
export async function certificateOfCode(ctx: ReadCtx, code: string): Promise<CheckedCertificate | undefined> {
  const { rows } =
    await sql<CheckedCertificate>`select city.demo_day as "demoDay", paper.number, paper.issued_on as "issuedOn",
      person.name, unit.name as unit, plan.name as "planName", cover.from_on as "from", cover.until_on as "until",
      batch.paid_on as "paidOn", batch.covered_from as "coveredFrom", batch.covered_until as "coveredUntil",
      batch.remitted_on as "remittedOn",
      (select number_sealed from person_identifier as known where known.city_id = paper.city_id
        and known.person_id = paper.person_id order by (known.kind = 'resident_id') desc, known.id limit 1) as "numberSealed"
    from city join cover_certificate as paper on paper.city_id = city.city_id and paper.check_code = ${code}
    join person on person.city_id = paper.city_id and person.id = paper.person_id
    left join cover on cover.city_id = paper.city_id and cover.id = paper.cover_id
    left join enrolment_batch as batch on batch.city_id = cover.city_id and batch.id = cover.batch_id
    left join plan on plan.code = cover.plan_code
    left join organisation as unit on unit.city_id = cover.city_id and unit.id = cover.organisation_id`.execute(
      ctx.db,
    );
  return rows[0];
}

/** Since when a worker has confirmed a cover; undefined where they have not. */
export async function confirmedAt(ctx: ReadCtx, coverId: string): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date }>`select confirmed_at as at from cover_confirmation
    where city_id = ${ctx.actor.cityId} and cover_id = ${coverId}`.execute(ctx.db);
  return rows[0]?.at;
}

export async function insertConfirmation(
  ctx: WriteCtx,
  cover: Pick<CertifiedCover, "coverId" | "personId" | "organisationId">,
  consentVersion: string,
): Promise<void> {
  await sql`insert into cover_confirmation (city_id, id, organisation_id, cover_id, person_id, consent_version, confirmed_at)
    values (${ctx.actor.cityId}, ${newId()}, ${cover.organisationId}, ${cover.coverId}, ${cover.personId}, ${consentVersion},
      ${ctx.now})
    on conflict (city_id, cover_id) do nothing`.execute(ctx.db);
}

export type CertificateFile = { readonly id: string; readonly batchId: string; readonly kind: "pdf" | "zip" };

export async function insertCertificateFile(
  ctx: WriteCtx,
  file: CertificateFile & { readonly organisationId: string; readonly people: number },
): Promise<void> {
  await sql`insert into certificate_file (city_id, id, organisation_id, batch_id, people, kind, made_by_name, made_at)
    values (${ctx.actor.cityId}, ${file.id}, ${file.organisationId}, ${file.batchId}, ${file.people}, ${file.kind},
      ${ctx.actor.name}, ${ctx.now})
    on conflict (city_id, id) do nothing`.execute(ctx.db);
}

/** The newest certificates of a roster as one file. */
export async function certificateFileOf(
  ctx: ReadCtx,
  batchId: string,
): Promise<(CertificateFile & { readonly people: number; readonly madeAt: Date }) | undefined> {
  const { rows } = await sql<
    CertificateFile & { readonly people: number; readonly madeAt: Date }
  >`select id, batch_id as "batchId", kind, people, made_at as "madeAt" from certificate_file
    where city_id = ${ctx.actor.cityId} and batch_id = ${batchId}
      and ${withinPart(ctx, sql.ref("certificate_file.organisation_id"))} order by id desc limit 1`.execute(
    ctx.db,
  );
  return rows[0];
}

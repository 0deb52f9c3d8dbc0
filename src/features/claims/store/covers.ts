import { type RawBuilder, sql } from "kysely";
import { daysBetween, type PlainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import type { CoverFacts } from "#features/plans/rules/index.ts";
import { again, type ReadCtx, type WriteCtx } from "#platform/context.ts";

/** A cover of a person, with the days on which it really runs: its batch knows them once its month has settled. */
export type CoverOfPerson = {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly sex: "female" | "male" | undefined;
  readonly organisationId: string;
  readonly planCode: string;
  readonly planVersion: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
  /** The money has gone to the province; before that nobody is covered. */
  readonly isRemitted: boolean;
  readonly renewalGapDays: number | undefined;
  readonly shares: number;
};

/** What `coverDays` answers. */
export type CoverDays = {
  readonly sex: "female" | "male" | null;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly previousUntil: PlainDate | null;
  readonly isRemitted: boolean;
};

type CoverRow = CoverDays & Omit<CoverOfPerson, keyof CoverDays | "renewalGapDays" | "shares">;

/** From when to when it really runs, and what it follows on. */
export const coverDays: RawBuilder<unknown> = sql`person.sex,
  coalesce(batch.covered_from, cover.from_on) as "from", coalesce(batch.covered_until, cover.until_on) as "until",
  batch.remitted_on is not null as "isRemitted",
  (select coalesce(b.covered_until, before.until_on) from cover as before
    join enrolment_batch as b on b.city_id = before.city_id and b.id = before.batch_id
    where before.city_id = cover.city_id and before.person_id = cover.person_id
      and before.plan_code = cover.plan_code and before.until_on = cover.previous_until_on) as "previousUntil"`;

const coverColumns = sql`cover.id, cover.person_id as "personId", person.name as "personName",
  cover.organisation_id as "organisationId", cover.plan_code as "planCode", batch.plan_version as "planVersion",
  ${coverDays}`;

/** What stands around a cover that its columns ask of. */
const aroundCover = sql`
  join person on person.city_id = cover.city_id and person.id = cover.person_id
  join enrolment_batch as batch on batch.city_id = cover.city_id and batch.id = cover.batch_id`;

export const coverOfRow = <R extends CoverDays>({ previousUntil, sex, ...row }: R) => ({
  ...row,
  sex: sex ?? undefined,
  shares: 1, // a roster line is one share
  renewalGapDays: previousUntil ? Math.max(0, daysBetween(previousUntil, row.from)) : undefined,
});

/** As plans works with it. What is not paid for yet covers nothing. */
export const coverFacts = (cover: CoverFacts & { readonly isRemitted: boolean }): CoverFacts => ({
  from: cover.from,
  until: cover.isRemitted ? cover.until : cover.from,
  sex: cover.sex,
  renewalGapDays: cover.renewalGapDays,
  shares: cover.shares,
});

async function covers(ctx: ReadCtx, which: RawBuilder<unknown>): Promise<CoverOfPerson[]> {
  const { rows } = await sql<CoverRow>`${again} select ${coverColumns} from cover ${aroundCover}
    where cover.city_id = ${ctx.actor.cityId} and ${which}
    order by cover.from_on desc, cover.id`.execute(ctx.db);
  return rows.map(coverOfRow);
}

/** All covers of a person, the latest first. */
export const coversOf = (ctx: ReadCtx, personId: string): Promise<CoverOfPerson[]> =>
  covers(ctx, sql`cover.person_id = ${personId}`);

/** The covers of many people, by person. */
export async function coversOfAll(
  ctx: ReadCtx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly CoverOfPerson[]>> {
  const found = await covers(ctx, sql`cover.person_id = any(${personIds}::uuid[])`);
  return Map.groupBy(found, ({ personId }) => personId);
}

/** Refuses `not_found`. */
export async function coverOf(ctx: ReadCtx, coverId: string): Promise<CoverOfPerson> {
  const [cover] = await covers(ctx, sql`cover.id = ${coverId}`);
  if (!cover) throw new Refusal("not_found", "not_found");
  return cover;
}

/** While a claim of a cover is decided, no other claim of it is: what is used up is used up once. */
export async function lockCover(ctx: WriteCtx, coverId: string): Promise<void> {
  await sql`${again} select from cover where city_id = ${ctx.actor.cityId} and id = ${coverId} for update`.execute(
    ctx.db,
  );
}

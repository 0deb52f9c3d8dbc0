import { type RawBuilder, sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { unitFigures } from "#features/funding/index.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import type { MeasureCode } from "../rules/measures.ts";

type Days = { readonly from: PlainDate; readonly until: PlainDate };

/** Records that measures count: each belongs to a unit, most have a day, some a plan or a payer. */
export type Source = {
  readonly from: (ctx: ReadCtx, days: Days) => RawBuilder<unknown>;
  readonly organisation: RawBuilder<unknown>;
  /** Standings have none: they are of the last day. */
  readonly day?: RawBuilder<unknown>;
  readonly plan?: RawBuilder<unknown>;
  readonly payer?: RawBuilder<unknown>;
  readonly where?: RawBuilder<boolean>;
};

const cityOf = (ctx: ReadCtx) => ctx.actor.cityId;
const inChina = (column: string) => sql`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date`;

export const sources = {
  bills: {
    from: (ctx) => sql`(select bill.*, period.remitted_on from bill
      join funding_period as period on period.city_id = bill.city_id and period.month = bill.settled_month
      where bill.city_id = ${cityOf(ctx)}) as bill`,
    organisation: sql.ref("bill.organisation_id"),
    day: sql.ref("bill.remitted_on"),
    plan: sql.ref("bill.plan_code"),
  },
  shares: {
    from: (
      ctx,
    ) => sql`(select share.cents, share.payer, bill.organisation_id, bill.plan_code, period.remitted_on
      from bill_share as share join bill on bill.city_id = share.city_id and bill.id = share.bill_id
      join funding_period as period on period.city_id = bill.city_id and period.month = bill.settled_month
      where share.city_id = ${cityOf(ctx)}) as share`,
    organisation: sql.ref("share.organisation_id"),
    day: sql.ref("share.remitted_on"),
    plan: sql.ref("share.plan_code"),
    payer: sql`split_part(share.payer, ':', 1)`,
  },
  units: {
    from: (ctx, { until }) => sql`(${unitFigures(ctx, until)}) as figures`,
    organisation: sql.ref("figures.id"),
  },
  filed: {
    from: (ctx) => sql`(select * from claim where city_id = ${cityOf(ctx)} and number is not null) as claim`,
    organisation: sql.ref("claim.organisation_id"),
    day: sql.ref("claim.filed_on"),
    plan: sql.ref("claim.plan_code"),
  },
  paid: {
    from: (ctx) => sql`(select * from claim where city_id = ${cityOf(ctx)} and state = 'paid') as claim`,
    organisation: sql.ref("claim.organisation_id"),
    day: inChina("claim.state_since"),
    plan: sql.ref("claim.plan_code"),
  },
  grants: {
    from: (ctx) =>
      sql`(select * from relief_grant where city_id = ${cityOf(ctx)} and state = 'paid') as relief`,
    organisation: sql.ref("relief.organisation_id"),
    day: sql.ref("relief.paid_on"),
  },
  questions: {
    from: (
      ctx,
    ) => sql`(select *, first_answered_at is not null or first_due_at < ${ctx.now} as is_due from question
      where city_id = ${cityOf(ctx)}) as asked`,
    organisation: sql.ref("asked.organisation_id"),
    day: inChina("asked.first_due_at"),
  },
  seats: {
    from: (ctx) => sql`(select seat.organisation_id, seat.attended_at, course.held_on from course_seat as seat
      join course on course.city_id = seat.city_id and course.id = seat.course_id
      where seat.city_id = ${cityOf(ctx)}) as seat`,
    organisation: sql.ref("seat.organisation_id"),
    day: sql.ref("seat.held_on"),
  },
} as const satisfies Readonly<Record<string, Source>>;

export type SourceName = keyof typeof sources;
export const sourceOf = (name: SourceName): Source => sources[name];

/** The unit behind a record must lie in the asker's part of the tree: the second lock, beside the walls of each table. */
export const seen = (ctx: ReadCtx, { organisation }: Source): RawBuilder<boolean> =>
  withinPart(ctx, organisation as ReturnType<typeof sql.ref>);

type Count = readonly [source: SourceName, count: RawBuilder<unknown>];
/** How a measure is counted: its figure, what a ratio is divided by, and how many people it tells of. */
export type Counting = { readonly n: Count; readonly of?: Count; readonly people?: Count };

const all = sql`count(*)`;
const claimants: Count = ["paid", sql`count(distinct claim.person_id)`];
const benefits: Count = ["paid", sql`sum(claim.benefit_cents)`];
const contributions: Count = ["shares", sql`sum(share.cents)`];
const relieved: Count = ["grants", sql`count(distinct relief.person_id)`];

export const countings: Readonly<Record<MeasureCode, Counting>> = {
  units: { n: ["bills", sql`count(distinct bill.organisation_id)`] },
  people: { n: ["bills", sql`sum(bill.heads)`] },
  contributions: { n: contributions },
  covered: { n: ["units", sql`sum(figures.covered)`] },
  participation: {
    n: ["units", sql`sum(figures.confirmed) filter (where figures.staff > 0)`],
    of: ["units", sql`sum(figures.staff)`],
  },
  filed: { n: ["filed", all], people: ["filed", sql`count(distinct claim.person_id)`] },
  paid: { n: ["paid", all], people: claimants },
  claimants: { n: claimants, people: claimants },
  benefits: { n: benefits, people: claimants },
  loss_ratio: { n: benefits, of: contributions, people: claimants },
  grants: { n: ["grants", all], people: relieved },
  grant_cents: { n: ["grants", sql`sum(relief.cents)`], people: relieved },
  questions: { n: ["questions", all] },
  in_time: {
    n: ["questions", sql`count(*) filter (where asked.first_answered_at <= asked.first_due_at)`],
    of: ["questions", sql`count(*) filter (where asked.is_due)`],
  },
  trained: { n: ["seats", sql`count(seat.attended_at)`] },
};

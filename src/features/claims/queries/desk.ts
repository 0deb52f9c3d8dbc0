import { sql } from "kysely";
import type { z } from "zod";
import { addDays } from "#core/dates.ts";
import { maskName } from "#core/mask.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { LoadList, SampleList, SampleQuery, SettingsView } from "../contract.ts";
import { claimSettings } from "../store/settings.ts";

/** Who has how much on the desk, and how much nobody has. */
export async function loadList(ctx: ReadCtx): Promise<z.input<typeof LoadList>> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{ name: string; taken: number; late: number; decided: number }>`
    select name, sum(taken)::int as taken, sum(late)::int as late, sum(decided)::int as decided from (
      select taken_by as who, taken_by_name as name, count(*) as taken,
        count(*) filter (where due_on < ${ctx.today}) as late, 0 as decided
      from claim where city_id = ${cityId} and taken_by is not null
        and state in ('first_review', 'second_review', 'final_review') group by 1, 2
      union all
      select by_id, by_name, 0, 0, count(*) from claim_event
      where city_id = ${cityId} and at > ${addDays(ctx.today, -7)}::timestamptz
        and event in ('passed', 'approved', 'rejected', 'returned', 'sent_back') group by 1, 2
    ) as worked group by who, name order by taken desc, decided desc, name`.execute(ctx.db);
  const { rows: free } = await sql<{ state: "first_review" | "second_review" | "final_review"; n: number }>`
    select state, count(*)::int as n from claim
    where city_id = ${cityId} and taken_by is null and state in ('first_review', 'second_review', 'final_review')
    group by state`.execute(ctx.db);
  const of = (state: string) => free.find((row) => row.state === state)?.n ?? 0;
  return {
    rows,
    free: {
      first_review: of("first_review"),
      second_review: of("second_review"),
      final_review: of("final_review"),
    },
  };
}

type SampleRow = {
  readonly id: string;
  readonly claimId: string;
  readonly number: string;
  readonly name: string;
  readonly unitName: string;
  readonly planName: string;
  readonly benefit: Cents;
  readonly drawnAt: Date;
  readonly outcome: "agreed" | "differs" | null;
  readonly note: Buffer | null;
  readonly lookedAt: Date | null;
  readonly lookedBy: string | null;
};

/** Claims that were decided without a person and drawn to be looked at, the oldest first; or those looked at, the latest. */
export async function sampleList(
  ctx: ReadCtx,
  query: z.output<typeof SampleQuery>,
): Promise<z.input<typeof SampleList>> {
  const { cityId } = ctx.actor;
  const isOpen = query.show === "open";
  const which = isOpen ? sql`sample.outcome is null` : sql`sample.outcome is not null`;
  const behind = isOpen
    ? sql`sample.id > ${query.after ?? null}::uuid`
    : sql`sample.id < ${query.after ?? null}::uuid`;
  const { rows } =
    await sql<SampleRow>`select sample.id, sample.claim_id as "claimId", claim.number, person.name,
      unit.name as "unitName", plan.name as "planName", claim.benefit_cents as benefit, sample.drawn_at as "drawnAt",
      sample.outcome, sample.note_sealed as note, sample.looked_at as "lookedAt", sample.looked_by_name as "lookedBy"
    from claim_sample as sample
    join claim on claim.city_id = sample.city_id and claim.id = sample.claim_id
    join person on person.city_id = claim.city_id and person.id = claim.person_id
    join organisation as unit on unit.city_id = claim.city_id and unit.id = claim.organisation_id
    join plan on plan.code = claim.plan_code
    where sample.city_id = ${cityId} and ${which} ${query.after ? sql`and ${behind}` : sql``}
    order by sample.id ${isOpen ? sql`` : sql`desc`} limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ open: number; agreed: number; differs: number; straight: number }>`select
      count(*) filter (where outcome is null)::int as open, count(*) filter (where outcome = 'agreed')::int as agreed,
      count(*) filter (where outcome = 'differs')::int as differs,
      (select count(*)::int from claim where city_id = ${cityId} and went_straight) as straight
    from claim_sample where city_id = ${cityId}`.execute(ctx.db);
  const { straight, ...counts } = counted.rows[0] ?? { open: 0, agreed: 0, differs: 0, straight: 0 };
  const page = rows.slice(0, query.limit);
  return {
    rows: page.map(({ id: _id, name, benefit, drawnAt, note, lookedAt, ...row }) => ({
      ...row,
      name: maskName(name),
      benefit: formatYuan(benefit),
      drawnAt: drawnAt.toISOString(),
      note: note ? vault().open(note) : "",
      lookedAt: lookedAt?.toISOString() ?? null,
    })),
    total: isOpen ? counts.open : counts.agreed + counts.differs,
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    counts,
    straight,
  };
}

export async function settingsView(ctx: ReadCtx): Promise<z.input<typeof SettingsView>> {
  const { days, cityFinalUpTo, straight, setAt, setByName } = await claimSettings(ctx);
  const said = (cents: Cents | undefined) => (cents === undefined ? null : formatYuan(cents));
  return {
    days,
    cityFinalUpTo: said(cityFinalUpTo),
    straightUpTo: said(straight.upTo),
    sampleBp: straight.sampleBp,
    sampleSeed: straight.seed,
    setAt: setAt?.toISOString() ?? null,
    setByName,
    allowed: allows(ctx.actor, "claims.settings") ? ["set"] : [],
  };
}

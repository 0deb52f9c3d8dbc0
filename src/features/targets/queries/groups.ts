import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { plainDate, yearOf } from "#core/dates.ts";
import { agencyId, ownOrganisation } from "#features/organisations/index.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { GroupList, GroupQuery } from "../contract.ts";
import type { Split } from "../rules/measures.ts";
import { completionBp, daysOf, daysWithin, paceBp } from "../rules/pace.ts";
import { colour, daysTaken, tables, within } from "./progress.ts";

/** What a unit is on a day; nothing where it was never told. */
const kindOf = (split: Split, asOf: string): RawBuilder<string> => {
  const label = (name: string) => sql<string>`coalesce((select l.value from organisation_label as l
    where l.city_id = o.city_id and l.organisation_id = o.id and l.label = ${name} and l.during @> ${asOf}::date), '')`;
  if (split === "sector") return sql<string>`coalesce(o.sector, '')`;
  if (split === "category")
    return sql<string>`coalesce((select c.category from organisation_category as c where c.city_id = o.city_id
      and c.organisation_id = o.id and c.during @> ${asOf}::date), '')`;
  return label(split);
};

type Counted = Omit<
  z.input<typeof GroupList>["rows"][number],
  "goal" | "isOwnGoal" | "startsOn" | "endsOn" | "completionBp" | "paceBp"
> & { readonly unitGoals: number };
type Goal = {
  readonly value: string;
  readonly goal: number;
  readonly startsOn: string;
  readonly endsOn: string;
};

/** How far units of one kind are together on a reporting day, from the standings that were kept for it. */
export async function groupList(
  ctx: ReadCtx,
  query: z.output<typeof GroupQuery>,
): Promise<z.input<typeof GroupList>> {
  const { split } = query;
  const days = await daysTaken(ctx);
  const asOf = query.asOf ?? days[0];
  const allowed = allows(ctx.actor, "targets.manage") ? (["set"] as const) : [];
  if (!asOf) return { rows: [], beyond: none, asOf: null, days, cityGoal: null, allowed: [...allowed] };
  const number = (name: string) => sql`coalesce((standing.inputs->>${name})::int, 0)`;
  const { rows } = await sql<Counted>`select ${kindOf(split, asOf)} as value, count(*)::int as units,
      (count(*) filter (where standing.people > 0))::int as joined, sum(standing.people)::int as people,
      sum(standing.goal)::int as "unitGoals", sum(${number("staff")})::int as staff,
      coalesce(sum(standing.people) filter (where ${number("staff")} > 0), 0)::int as "peopleOfStaff",
      sum(${number("paid")})::int as paid, sum(${number("expiring")})::int as expiring,
      sum(${number("renewed")})::int as renewed,
      (count(*) filter (where ${colour} = 'green'))::int as green, (count(*) filter (where ${colour} = 'yellow'))::int as yellow,
      (count(*) filter (where ${colour} = 'red'))::int as red
    from ${tables} where ${within(ctx)} and standing.as_of = ${asOf}::date and o.kind in ('member_unit', 'joint_union')
    group by 1`.execute(ctx.db);
  const year = yearOf(plainDate(asOf));
  const { rows: goals } =
    await sql<Goal>`select value, goal::int as goal, starts_on::text as "startsOn", ends_on::text as "endsOn"
    from target_group where city_id = ${ctx.actor.cityId} and year = ${year} and split = ${split} order by place`.execute(
      ctx.db,
    );
  const shown = split === "key_firm" ? rows.filter(({ value }) => value !== "") : rows;
  const order = new Map(goals.map(({ value }, at) => [value, at]));
  const placeOf = ({ value }: { readonly value: string }): number =>
    order.get(value) ?? goals.length + (value === "" ? 1 : 0);
  return {
    rows: shown
      .map((row) =>
        withGoal(
          row,
          ctx.actor.reach === "part" ? undefined : goals.find(({ value }) => value === row.value),
          asOf,
        ),
      )
      .toSorted((a, b) => placeOf(a) - placeOf(b) || b.people - a.people),
    beyond: await beyondThese(ctx, asOf, rows),
    asOf,
    days,
    cityGoal: await cityGoal(ctx, year),
    allowed: [...allowed],
  };
}

const none = { people: 0, joined: 0 };

/** What the asker's part counted as a whole, less what its units with a goal did. */
async function beyondThese(
  ctx: ReadCtx,
  asOf: string,
  rows: readonly Counted[],
): Promise<{ people: number; joined: number }> {
  const whole = await sql<{ people: number; units: number }>`select people, units from standing
    where ${within(ctx)} and as_of = ${asOf}::date and organisation_id = ${await ownOrganisation(ctx)}::uuid`.execute(
    ctx.db,
  );
  const [all] = whole.rows;
  if (!all) return none;
  const less = (total: number, of: (row: Counted) => number) =>
    Math.max(
      0,
      rows.reduce((left, row) => left - of(row), total),
    );
  return {
    people: less(all.people, ({ people }) => people),
    joined: less(all.units, ({ joined }) => joined),
  };
}

function withGoal({ unitGoals, ...row }: Counted, own: Goal | undefined, asOf: string) {
  const on = plainDate(asOf);
  const days = own
    ? daysWithin(on, { startsOn: plainDate(own.startsOn), endsOn: plainDate(own.endsOn) })
    : daysOf(on);
  const goal = own?.goal ?? unitGoals;
  return {
    ...row,
    goal,
    isOwnGoal: own !== undefined,
    startsOn: own?.startsOn ?? null,
    endsOn: own?.endsOn ?? null,
    completionBp: completionBp({ people: row.people, goal }),
    paceBp: paceBp({ people: row.people, goal, ...days }),
  };
}

async function cityGoal(ctx: ReadCtx, year: number): Promise<number | null> {
  if (ctx.actor.reach === "part") return null;
  const { rows } = await sql<{
    goal: number;
  }>`select goal::int as goal from target where city_id = ${ctx.actor.cityId}
    and year = ${year} and measure = 'people' and organisation_id = ${await agencyId(ctx)}`.execute(ctx.db);
  return rows[0]?.goal ?? null;
}

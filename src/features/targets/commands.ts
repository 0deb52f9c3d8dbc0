import { sql } from "kysely";
import { type PlainDate, yearOf } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { cancelDuties, openDuties } from "#features/duties/index.ts";
import { agencyId, organisationsIn } from "#features/organisations/index.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import { colourDuties } from "./rules/duties.ts";
import { isRatio, type Measure, type Split } from "./rules/measures.ts";
import {
  type Colour,
  colourOf,
  completionBp,
  daysOf,
  type Inputs,
  type MarkKind,
  paceBp,
} from "./rules/pace.ts";
import { spread } from "./rules/spread.ts";
import { countAll, ruleOn } from "./store.ts";
import { colourNames, definitions, groupDefinition } from "./text.ts";

export type Goal = { readonly organisationId: string; readonly goal: number };

/**
 * Sets goals of a year, the whole or parts, ratios in basis points; what is set already is replaced. Refuses
 * `organisation_unknown`, `ratio_beyond_whole`, `goal_named_twice`.
 */
export async function setTargets(
  ctx: WriteCtx,
  year: number,
  measure: Measure,
  goals: readonly Goal[],
  how: "by_hand" | "by_staff" = "by_hand",
): Promise<void> {
  if (isRatio(measure) && goals.some(({ goal }) => goal > 10_000))
    throw new Refusal("invalid", "ratio_beyond_whole");
  const ids = [...new Set(goals.map((each) => each.organisationId))];
  if (ids.length < goals.length) throw new Refusal("invalid", "goal_named_twice");
  const known = await organisationsIn(ctx, { ids });
  if (known.length !== ids.length) throw new Refusal("not_found", "organisation_unknown");
  await sql`insert into target (city_id, id, organisation_id, year, measure, goal, definition, set_how, set_by, set_by_name, set_at)
    select ${ctx.actor.cityId}, g.id, g.organisation_id, ${year}, ${measure}, g.goal, ${definitions[measure]}, ${how},
      ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.now}
    from unnest(${goals.map(() => newId())}::uuid[], ${goals.map((each) => each.organisationId)}::uuid[],
      ${goals.map(({ goal }) => goal)}::bigint[]) as g (id, organisation_id, goal)
    on conflict on constraint target_once do update set goal = excluded.goal, set_how = excluded.set_how,
      set_by = excluded.set_by, set_by_name = excluded.set_by_name, set_at = excluded.set_at`.execute(ctx.db);
  await ctx.record("target.set", { year, measure, organisations: goals.length });
}

/**
 * Spreads an organisation's goal over those right below it: by hand, when each of them has a part and the parts add up to
 * it, or by staff. Goes on down the tree by staff where `isDeep`. A ratio is the same for everybody below. Refuses
 * `target_missing`, `nobody_below`, `parts_not_right_below`, `targets_do_not_add_up`.
 */
export async function spreadTarget(
  ctx: WriteCtx,
  given: {
    readonly organisationId: string;
    readonly year: number;
    readonly measure: Measure;
    readonly parts?: readonly Goal[] | undefined;
    readonly isDeep?: boolean | undefined;
  },
): Promise<number> {
  const { organisationId, year, measure } = given;
  const { rows } = await sql<{
    goal: number;
  }>`select goal::int as goal from target where city_id = ${ctx.actor.cityId}
    and year = ${year} and organisation_id = ${organisationId}::uuid and measure = ${measure}`.execute(
    ctx.db,
  );
  const whole = rows[0]?.goal;
  if (whole === undefined) throw new Refusal("conflict", "target_missing");
  const below = await childrenOf(ctx, organisationId);
  if (below.length === 0) throw new Refusal("conflict", "nobody_below");
  const alike = isRatio(measure) && below.map(({ id }) => ({ organisationId: id, goal: whole }));
  const parts = given.parts ?? (alike || byStaff(whole, below));
  if (!namesEach(below, parts)) throw new Refusal("invalid", "parts_not_right_below");
  const sum = parts.reduce((all, { goal }) => all + goal, 0);
  if (!isRatio(measure) && sum !== whole)
    throw new Refusal("invalid", "targets_do_not_add_up", { whole, parts: sum });
  await setTargets(ctx, year, measure, parts, given.parts ? "by_hand" : "by_staff");
  let count = parts.length;
  if (given.isDeep)
    for (const child of below)
      if (child.hasBelow)
        count += await spreadTarget(ctx, { ...given, organisationId: child.id, parts: undefined });
  return count;
}

export type GroupGoal = {
  readonly value: string;
  readonly goal: number;
  readonly startsOn: string;
  readonly endsOn: string;
};

/**
 * Goals of a year's industries, phases or other kinds of units, each in its own days. All of a split together are the
 * city's goal, but key firms are only some. Refuses `target_missing`, `group_goals_do_not_add_up`, `group_days_wrong`,
 * `goal_named_twice`.
 */
export async function setGroupTargets(
  ctx: WriteCtx,
  year: number,
  split: Split,
  goals: readonly GroupGoal[],
): Promise<void> {
  const { cityId, name } = ctx.actor;
  const wrong = goals.find(
    ({ startsOn, endsOn }) =>
      startsOn > endsOn || !startsOn.startsWith(`${year}-`) || !endsOn.startsWith(`${year}-`),
  );
  if (wrong) throw new Refusal("invalid", "group_days_wrong", { value: wrong.value });
  if (new Set(goals.map(({ value }) => value)).size < goals.length)
    throw new Refusal("invalid", "goal_named_twice");
  // Two who set them at once stand in a row, one behind the other.
  const { rows } = await sql<{ goal: number }>`select goal::int as goal from target where city_id = ${cityId}
    and year = ${year} and measure = 'people' and organisation_id = ${await agencyId(ctx)} for update`.execute(
    ctx.db,
  );
  const whole = rows[0]?.goal;
  if (whole === undefined) throw new Refusal("conflict", "target_missing");
  const parts = goals.reduce((all, { goal }) => all + goal, 0);
  if (split !== "key_firm" && parts !== whole)
    throw new Refusal("invalid", "group_goals_do_not_add_up", { whole, parts });
  await sql`delete from target_group where city_id = ${cityId} and year = ${year} and split = ${split}`.execute(
    ctx.db,
  );
  await sql`insert into target_group (city_id, id, year, split, value, place, goal, starts_on, ends_on, definition, set_by_name, set_at)
    select ${cityId}::int, g.id, ${year}::int, ${split}, g.value, g.place, g.goal, g.starts_on, g.ends_on, ${groupDefinition}, ${name},
      ${ctx.now}
    from unnest(${goals.map(() => newId())}::uuid[], ${goals.map(({ value }) => value)}::text[], ${goals.map((_, at) => at)}::int[],
      ${goals.map(({ goal }) => goal)}::bigint[], ${goals.map(({ startsOn }) => startsOn)}::date[],
      ${goals.map(({ endsOn }) => endsOn)}::date[]) as g (id, value, place, goal, starts_on, ends_on)`.execute(
    ctx.db,
  );
  await ctx.record("target.groups_set", { year, split, groups: goals.length });
}

type Child = { readonly id: string; readonly staff: number; readonly hasBelow: boolean };

/** Whoever is left out would keep what was set before, and the parts would not be the whole. */
const namesEach = (below: readonly Child[], parts: readonly Goal[]): boolean => {
  const named = new Set(parts.map(({ organisationId }) => organisationId));
  return named.size === below.length && below.every(({ id }) => named.has(id));
};

const byStaff = (whole: number, below: readonly Child[]): Goal[] => {
  const parts = spread(
    whole,
    below.map(({ staff }) => staff),
  );
  return below.map(({ id }, at) => ({ organisationId: id, goal: parts[at] ?? 0 }));
};

async function childrenOf(ctx: WriteCtx, organisationId: string): Promise<Child[]> {
  const { rows } = await sql<Child>`select child.id, coalesce(sum(profile.staff), 0)::int as staff,
      exists (select from organisation as o where o.city_id = child.city_id and o.parent_id = child.id) as "hasBelow"
    from organisation as child
    join organisation_part as part on part.city_id = child.city_id and part.ancestor_id = child.id
    left join organisation_profile as profile on profile.city_id = child.city_id and profile.organisation_id = part.organisation_id
    where child.city_id = ${ctx.actor.cityId} and child.parent_id = ${organisationId}::uuid and child.state = 'registered'
    group by child.city_id, child.id, child.code order by child.code`.execute(ctx.db);
  return rows;
}

/**
 * Counts how far everybody with a target is on a day, gives the colours, and keeps it all. What follows from a colour is owed.
 * Once for a day; of a day that is made up for later nothing follows. Refuses `standing_not_yet`, `no_targets`,
 * `standing_taken`.
 */
export async function takeStandings(ctx: WriteCtx, asOf: PlainDate): Promise<number> {
  const { cityId } = ctx.actor;
  if (asOf > ctx.today) throw new Refusal("invalid", "standing_not_yet");
  const known = await sql<{ day: string }>`select distinct as_of::text as day from standing
    where city_id = ${cityId} and as_of >= ${asOf}::date`.execute(ctx.db);
  if (known.rows.some(({ day }) => day === asOf)) throw new Refusal("conflict", "standing_taken", { asOf });
  const [rule, counted, days] = [await ruleOn(ctx, asOf), await countAll(ctx, asOf), daysOf(asOf)];
  if (counted.length === 0) throw new Refusal("conflict", "no_targets", { year: yearOf(asOf) });
  const rows = counted.map(({ organisationId, ...numbers }) => {
    const inputs: Inputs = { ...numbers, ...days, rule };
    return {
      id: newId(),
      organisationId,
      inputs,
      pace: paceBp(inputs),
      completion: completionBp(inputs),
      colour: colourOf(inputs),
    };
  });
  const kept =
    await sql`insert into standing (city_id, id, organisation_id, as_of, inputs, goal, people, units, pace_bp, completion_bp, computed, taken_at, taken_by_name)
    select ${cityId}, s.id, s.organisation_id, ${asOf}::date, s.inputs, (s.inputs->>'goal')::int, (s.inputs->>'people')::int,
      (s.inputs->>'units')::int, s.pace, s.completion, s.colour, ${ctx.now}, ${ctx.actor.name}
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map((row) => row.organisationId)}::uuid[],
      ${rows.map(({ inputs }) => JSON.stringify(inputs))}::jsonb[], ${rows.map(({ pace }) => pace)}::int[],
      ${rows.map(({ completion }) => completion)}::int[], ${rows.map(({ colour }) => colour)}::text[])
      as s (id, organisation_id, inputs, pace, completion, colour)
    on conflict on constraint standing_once do nothing returning id`.execute(ctx.db);
  if (kept.rows.length < rows.length) throw new Refusal("conflict", "standing_taken", { asOf });
  if (known.rows.length === 0) await oweForColours(ctx, rows);
  await ctx.record("standing.taken", { asOf, organisations: rows.length });
  return rows.length;
}

/** The colour of a standing by hand, with the reason beside it; only of the last one something follows. Refuses `not_found`, `colour_same`. */
export async function changeColour(
  ctx: WriteCtx,
  standingId: string,
  colour: Colour,
  reason: string,
): Promise<void> {
  const { rows } = await sql<{
    organisationId: string;
    colour: Colour;
    isLast: boolean;
  }>`select organisation_id as "organisationId", not exists (select from standing as later
        where later.city_id = standing.city_id and later.organisation_id = standing.organisation_id
          and later.as_of > standing.as_of) as "isLast",
      coalesce((select change.colour from colour_change as change where change.city_id = standing.city_id
        and change.standing_id = standing.id order by change.id desc limit 1), computed) as colour
    from standing where city_id = ${ctx.actor.cityId} and id = ${standingId}::uuid`.execute(ctx.db);
  const [standing] = rows;
  if (!standing) throw new Refusal("not_found", "standing_unknown");
  if (standing.colour === colour) throw new Refusal("conflict", "colour_same");
  await sql`insert into colour_change (city_id, id, organisation_id, standing_id, colour, reason, changed_by, changed_by_name, changed_at)
    values (${ctx.actor.cityId}, ${newId()}, ${standing.organisationId}, ${standingId}, ${colour}, ${reason}, ${ctx.actor.id},
      ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
  if (standing.isLast) await oweForColours(ctx, [{ organisationId: standing.organisationId, colour }]);
  await ctx.record("standing.colour_changed", { standingId, colour });
}

/** What the colour asks for is owed by the city's office; what another colour asked for is not owed any more. */
async function oweForColours(
  ctx: WriteCtx,
  rows: readonly { readonly organisationId: string; readonly colour: Colour }[],
): Promise<void> {
  const desk = { ...systemActor("targets", ctx.actor.cityId), demoDay: ctx.actor.demoDay };
  await actingAs(ctx, desk, async (inside) => {
    const units = await unitsAmong(
      inside,
      rows.map(({ organisationId }) => organisationId),
    );
    const agency = await agencyId(inside);
    for (const [colour, { kind, days }] of Object.entries(colourDuties)) {
      const [of, others] = [
        rows.filter((row) => row.colour === colour && units.has(row.organisationId)),
        rows.filter((row) => row.colour !== colour),
      ];
      await cancelDuties(
        inside,
        kind,
        others.map(({ organisationId }) => organisationId),
        "颜色变了",
      );
      await openDuties(
        inside,
        kind,
        of.map(({ organisationId }) => ({
          organisationId: agency,
          sourceId: organisationId,
          title: `${units.get(organisationId)}是${colourNames[colour as Colour]}：${kind.name}`,
          link: `/progress/${organisationId}`,
          clock: { days },
        })),
      );
    }
  });
}

async function unitsAmong(ctx: WriteCtx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{
    id: string;
    name: string;
  }>`select id, name from organisation where city_id = ${ctx.actor.cityId}
    and id = any(${ids}::uuid[]) and kind in ('member_unit', 'joint_union')`.execute(ctx.db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** From which pace on which colour, from a day on. Refuses `rule_out_of_order`. */
export async function setColourRule(
  ctx: WriteCtx,
  rule: { readonly greenFromBp: number; readonly yellowFromBp: number; readonly validFrom: PlainDate },
): Promise<void> {
  if (rule.yellowFromBp <= 0 || rule.yellowFromBp >= rule.greenFromBp)
    throw new Refusal("invalid", "rule_out_of_order");
  await sql`insert into colour_rule (city_id, id, version, valid_from, green_from_bp, yellow_from_bp, set_by_name, set_at)
    select ${ctx.actor.cityId}, ${newId()}, coalesce(max(version), 0) + 1, ${rule.validFrom}::date, ${rule.greenFromBp},
      ${rule.yellowFromBp}, ${ctx.actor.name}, ${ctx.now}
    from colour_rule where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  await ctx.record("colour_rule.set", { green: rule.greenFromBp, yellow: rule.yellowFromBp });
}

/** Another feature says what holds an organisation's colour down, or no longer (`until`). Once for each source. */
export async function reportMark(
  ctx: WriteCtx,
  mark: {
    readonly organisationId: string;
    readonly kind: MarkKind;
    readonly from: PlainDate;
    readonly until?: PlainDate | undefined;
    readonly source: string;
    readonly sourceId: string;
  },
): Promise<void> {
  await sql`insert into colour_mark (city_id, id, organisation_id, kind, from_on, until_on, source, source_id)
    values (${ctx.actor.cityId}, ${newId()}, ${mark.organisationId}, ${mark.kind}, ${mark.from}, ${mark.until ?? null},
      ${mark.source}, ${mark.sourceId})
    on conflict on constraint colour_mark_once do update set until_on = excluded.until_on`.execute(ctx.db);
}

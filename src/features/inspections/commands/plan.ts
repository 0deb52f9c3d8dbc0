import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { type PlainDate, plainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { openDuties } from "#features/duties/index.ts";
import { agencyId, organisationsIn } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { visitDuty } from "../rules/duties.ts";
import { drawSample } from "../rules/sample.ts";
import { type Item, templateFaults } from "../rules/template.ts";
import { candidates, lotsOf, templateOn } from "../store.ts";

/** Another template from a day on; what was drawn keeps its own. Refuses `template_wrong`. */
export async function setTemplate(
  ctx: WriteCtx,
  items: readonly Item[],
  validFrom: PlainDate,
): Promise<void> {
  const faults = templateFaults(items);
  if (faults.length > 0) throw new Refusal("invalid", "template_wrong", { faults });
  await sql`insert into inspection_template (city_id, id, version, items, valid_from, set_by_name, set_at)
    select ${ctx.actor.cityId}, ${newId()}, coalesce(max(version), 0) + 1, ${JSON.stringify(items)}::jsonb, ${validFrom}::date,
      ${ctx.actor.name}, ${ctx.now} from inspection_template where city_id = ${ctx.actor.cityId}`.execute(
    ctx.db,
  );
  await ctx.record("inspection.template_set", { items: items.length });
}

type Round = {
  readonly title: string;
  readonly size: number;
  readonly untilOn: string;
  readonly organisationIds: readonly string[];
  /** Drawn at random where it is left out. */
  readonly seed?: string;
};

/**
 * Draws units by risk and chance, keeps how, and owes each a visit. Units that are named are visited whatever the lot says.
 * Refuses `organisation_unknown`, `nobody_to_draw`, `until_past`.
 */
export async function drawRound(
  ctx: WriteCtx,
  { title, size, untilOn, organisationIds, ...given }: Round,
): Promise<string> {
  if (untilOn < ctx.today) throw new Refusal("invalid", "until_past");
  if ((await organisationsIn(ctx, { ids: [...organisationIds] })).length !== organisationIds.length)
    throw new Refusal("not_found", "organisation_unknown");
  const all = await candidates(ctx);
  const seed = given.seed ?? randomBytes(8).toString("hex");
  const named = all.filter(({ id }) => organisationIds.includes(id));
  const from = all.filter(({ id }) => !organisationIds.includes(id));
  const drawn = [
    ...named.map(({ id }) => ({ id, how: "named" as const })),
    ...drawSample(from, Math.max(0, size - named.length), lotsOf(seed)),
  ];
  if (drawn.length === 0) throw new Refusal("conflict", "nobody_to_draw");
  const template = await templateOn(ctx, ctx.today);
  const roundId = newId();
  await sql`insert into inspection_round (city_id, id, title, template_version, seed, size, drawn_from, until_on, drawn_on, drawn_by_name)
    values (${ctx.actor.cityId}, ${roundId}, ${title}, ${template.version}, ${seed}, ${Math.max(0, size - named.length)},
      ${JSON.stringify(from.map(({ id, risk }) => ({ id, risk })))}::jsonb, ${untilOn}::date, ${ctx.today}::date,
      ${ctx.actor.name})`.execute(ctx.db);
  const rows = drawn.map((each) => ({ ...each, inspectionId: newId() }));
  await sql`insert into inspection (city_id, id, organisation_id, round_id, drawn_how, items, until_on, state)
    select ${ctx.actor.cityId}, d.id, d.organisation_id, ${roundId}::uuid, d.how, ${JSON.stringify(template.items)}::jsonb,
      ${untilOn}::date, 'planned'
    from unnest(${rows.map(({ inspectionId }) => inspectionId)}::uuid[], ${rows.map(({ id }) => id)}::uuid[],
      ${rows.map(({ how }) => how)}::text[]) as d (id, organisation_id, how)`.execute(ctx.db);
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const agency = await agencyId(ctx);
  await openDuties(
    ctx,
    visitDuty,
    rows.map(({ id, inspectionId }) => ({
      organisationId: agency,
      sourceId: inspectionId,
      title: `检查${names.get(id)}`,
      link: `/inspections/${inspectionId}/visit`,
      clock: { by: plainDate(untilOn) },
    })),
  );
  await ctx.record("inspection.drawn", { roundId, seed, units: rows.length });
  return roundId;
}

import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { cancelDuty, closeDuty, openDuty } from "#features/duties/index.ts";
import { agencyId, organisationsIn } from "#features/organisations/index.ts";
import { actingAs, systemActor, type WriteCtx, withinPart } from "#platform/context.ts";
import { checkCase, daysFor } from "../rules/duties.ts";

type Case = { readonly state: string; readonly organisationId: string; readonly title: string };

/** Their names. Refuses `organisation_unknown`: what lies outside the actor's part is as unknown as what is not there. */
export async function needOrganisations(
  ctx: WriteCtx,
  ids: readonly string[],
): Promise<(id: string) => string> {
  const known = await organisationsIn(ctx, { ids: [...new Set(ids)] });
  if (known.length !== new Set(ids).size) throw new Refusal("not_found", "organisation_unknown");
  return (id) => known.find((each) => each.id === id)?.name ?? "";
}

/** What has not happened yet is not noted. Refuses `day_to_come`. */
export function needPast(ctx: WriteCtx, day: string): void {
  if (day > ctx.today) throw new Refusal("invalid", "day_to_come");
}

/** The office owes something; in its name, for whoever brings it does not stand in its place. */
export const oweOffice = (ctx: WriteCtx, work: (inside: WriteCtx, agency: string) => Promise<unknown>) =>
  actingAs(ctx, { ...systemActor("honours", ctx.actor.cityId), demoDay: ctx.actor.demoDay }, async (inside) =>
    work(inside, await agencyId(inside)),
  );

/** A unit or union tells of what it does differently. Refuses `organisation_unknown`. */
export async function submitCase(
  ctx: WriteCtx,
  told: { readonly organisationId: string; readonly title: string; readonly body: string },
): Promise<string> {
  const name = await needOrganisations(ctx, [told.organisationId]);
  const id = newId();
  await sql`insert into innovation_case (city_id, id, organisation_id, organisation_name, title, body, state, submitted_on, submitted_by, submitted_by_name)
    values (${ctx.actor.cityId}, ${id}, ${told.organisationId}, ${name(told.organisationId)}, ${told.title}, ${told.body}, 'submitted', ${ctx.today}, ${ctx.actor.id},
      ${ctx.actor.name})`.execute(ctx.db);
  await oweCheck(ctx, id);
  await ctx.record("case.submitted", { caseId: id });
  return id;
}

const oweCheck = (ctx: WriteCtx, id: string): Promise<unknown> =>
  oweOffice(ctx, (inside, agency) =>
    openDuty(inside, checkCase, {
      organisationId: agency,
      sourceId: id,
      title: "有创新案例等审核",
      link: `/innovation-cases/${id}`,
      clock: { workingDays: daysFor.check },
    }),
  );

async function lockCase(ctx: WriteCtx, id: string, states: readonly string[]): Promise<Case> {
  const { rows } =
    await sql<Case>`select state, title, organisation_id as "organisationId" from innovation_case
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid and ${withinPart(ctx, sql.ref("organisation_id"))} for update`.execute(
      ctx.db,
    );
  const [found] = rows;
  if (!found) throw new Refusal("not_found", "case_unknown");
  if (!states.includes(found.state)) throw new Refusal("conflict", "case_not_open");
  return found;
}

/** After it came back. Refuses `case_unknown`, `case_not_open`. */
export async function resubmitCase(
  ctx: WriteCtx,
  id: string,
  told: { readonly title: string; readonly body: string },
): Promise<void> {
  await lockCase(ctx, id, ["returned"]);
  await sql`update innovation_case set title = ${told.title}, body = ${told.body}, state = 'submitted', submitted_on = ${ctx.today},
      submitted_by = ${ctx.actor.id}, submitted_by_name = ${ctx.actor.name}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await oweCheck(ctx, id);
  await ctx.record("case.submitted", { caseId: id });
}

/** The office accepts it, or sends it back with a reason. Refuses `case_unknown`, `case_not_open`, `case_reason_missing`. */
export async function judgeCase(
  ctx: WriteCtx,
  id: string,
  isAccepted: boolean,
  reason: string,
): Promise<void> {
  await lockCase(ctx, id, ["submitted"]);
  if (!isAccepted && reason.length < 2) throw new Refusal("invalid", "case_reason_missing");
  await sql`update innovation_case set state = ${isAccepted ? "accepted" : "returned"}, reason = ${isAccepted ? null : reason},
      checked_by_name = ${ctx.actor.name}, checked_on = ${ctx.today}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await (isAccepted ? closeDuty(ctx, checkCase, id) : cancelDuty(ctx, checkCase, id, "已退回修改"));
  await ctx.record("case.checked", { caseId: id, accepted: isAccepted });
}

/** For all unions of the city. Refuses `case_unknown`, `case_not_open`. */
export async function publishCase(ctx: WriteCtx, id: string): Promise<void> {
  await lockCase(ctx, id, ["accepted"]);
  await sql`update innovation_case set state = 'published', published_on = ${ctx.today}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await ctx.record("case.published", { caseId: id });
}

/** An organisation does as the case tells. Refuses `case_unknown`, `organisation_unknown`, `case_of_ones_own`, `day_to_come`, `case_adopted_already`. */
export async function adoptCase(
  ctx: WriteCtx,
  caseId: string,
  organisationId: string,
  since: string,
): Promise<void> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{ owner: string }>`select organisation_id as owner from innovation_case
    where city_id = ${cityId} and id = ${caseId}::uuid and state = 'published'`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "case_unknown");
  const name = await needOrganisations(ctx, [organisationId]);
  if (rows[0].owner === organisationId) throw new Refusal("conflict", "case_of_ones_own");
  needPast(ctx, since);
  const added =
    await sql`insert into case_adoption (city_id, id, organisation_id, organisation_name, case_id, since_on, noted_by_name, noted_at)
    values (${cityId}, ${newId()}, ${organisationId}, ${name(organisationId)}, ${caseId}, ${since}::date, ${ctx.actor.name}, ${ctx.now})
    on conflict on constraint case_adopted_once do nothing returning id`.execute(ctx.db);
  if (added.rows.length === 0) throw new Refusal("conflict", "case_adopted_already");
  await ctx.record("case.adopted", { caseId, organisationId });
}

/** Units came to see how somebody does it. Refuses `organisation_unknown`, `visit_without_guests`, `day_to_come`. */
export async function noteVisit(
  ctx: WriteCtx,
  visit: {
    readonly organisationId: string;
    readonly words: string;
    readonly heldOn: string;
    readonly guestIds: readonly string[];
  },
): Promise<string> {
  const { cityId } = ctx.actor;
  const guests = [...new Set(visit.guestIds)].filter((id) => id !== visit.organisationId);
  const name = await needOrganisations(ctx, [visit.organisationId, ...guests]);
  if (guests.length === 0) throw new Refusal("invalid", "visit_without_guests");
  needPast(ctx, visit.heldOn);
  const id = newId();
  await sql`insert into site_visit (city_id, id, organisation_id, organisation_name, words, held_on, guests, noted_by_name, noted_at)
    values (${cityId}, ${id}, ${visit.organisationId}, ${name(visit.organisationId)}, ${visit.words}, ${visit.heldOn}::date, ${guests.length}, ${ctx.actor.name}, ${ctx.now})`.execute(
    ctx.db,
  );
  await sql`insert into site_visit_guest (city_id, visit_id, organisation_id)
    select ${cityId}, ${id}, guest from unnest(${guests}::uuid[]) as guest`.execute(ctx.db);
  await ctx.record("site_visit.noted", { visitId: id, guests: guests.length });
  return id;
}

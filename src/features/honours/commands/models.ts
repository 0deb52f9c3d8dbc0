import { sql } from "kysely";
import { endOfDay, firstOf, monthOf, type PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { cancelDuty, closeDuty, openDuty } from "#features/duties/index.ts";
import { agencyId } from "#features/organisations/index.ts";
import { type WriteCtx, withinPart } from "#platform/context.ts";
import { answerObjection as answerDuty, daysFor, publishModel as publishDuty } from "../rules/duties.ts";
import { type Candidate, isOnNotice, noticeUntil, publicationBar } from "../rules/model.ts";
import { needOrganisations, needPast, oweOffice } from "./cases.ts";

/** Chosen from its sheet, for the sheet's month, and on public notice from today. Refuses `sheet_unknown`, `sheet_of_no_unit`, `model_already`. */
export async function proposeModel(ctx: WriteCtx, sheetId: string, reason: string): Promise<string> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{
    organisationId: string;
    name: string;
    asOf: PlainDate;
    isUnit: boolean;
  }>`select
      sheet.organisation_id as "organisationId", o.name, sheet.as_of as "asOf", o.kind in ('member_unit', 'joint_union') as "isUnit"
    from score_sheet as sheet join organisation as o on o.city_id = sheet.city_id and o.id = sheet.organisation_id
    where sheet.city_id = ${cityId} and sheet.id = ${sheetId}::uuid
      and ${withinPart(ctx, sql.ref("sheet.organisation_id"))}`.execute(ctx.db);
  const [sheet] = rows;
  if (!sheet) throw new Refusal("not_found", "sheet_unknown");
  if (!sheet.isUnit) throw new Refusal("conflict", "sheet_of_no_unit");
  const [id, until] = [newId(), noticeUntil(ctx.today)];
  const added =
    await sql`insert into model_unit (city_id, id, unit_id, unit_name, sheet_id, month, reason, state, proposed_by,
      proposed_by_name, notice_from, notice_until)
    values (${cityId}, ${id}, ${sheet.organisationId}, ${sheet.name}, ${sheetId}, ${firstOf(monthOf(sheet.asOf))}::date, ${reason}, 'noticed',
      ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.today}::date, ${until}::date)
    on conflict (city_id, month, unit_id) where state <> 'dropped' do nothing returning id`.execute(ctx.db);
  if (added.rows.length === 0) throw new Refusal("conflict", "model_already");
  await openDuty(ctx, publishDuty, {
    organisationId: await agencyId(ctx),
    sourceId: id,
    title: "示范单位公示期满，等公布",
    link: "/model-units",
    clock: { workingDays: daysFor.publish },
    since: endOfDay(until),
  });
  await ctx.record("model.proposed", { modelId: id });
  return id;
}

type Model = Omit<Candidate, "openObjections"> & { readonly organisationId: string };

async function modelOf(ctx: WriteCtx, id: string, lock = sql``): Promise<Model> {
  const { rows } = await sql<Model>`select state, notice_until as "noticeUntil", proposed_by as "proposedBy",
      unit_id as "organisationId" from model_unit
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid and state <> 'dropped' ${lock}`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "model_unknown");
  return rows[0];
}

/** Anybody of the city says what speaks against it, as long as it is on notice. Refuses `model_unknown`, `model_not_open`, `model_notice_over`. */
export async function objectTo(ctx: WriteCtx, modelId: string, words: string): Promise<string> {
  const model = await modelOf(ctx, modelId);
  if (model.state !== "noticed") throw new Refusal("conflict", "model_not_open");
  if (!isOnNotice(model, ctx.today))
    throw new Refusal("conflict", "model_notice_over", { until: model.noticeUntil });
  const id = newId();
  // Publication waits for the same row: what was said in time is answered first.
  await oweOffice(ctx, async (inside, agency) => {
    await modelOf(inside, modelId, sql`for update`);
    await openDuty(inside, answerDuty, {
      organisationId: agency,
      sourceId: id,
      title: "有示范单位异议等答复",
      link: "/model-units",
      clock: { workingDays: daysFor.answer },
    });
  });
  const name = ctx.actor.reach === "self" ? "本市职工" : ctx.actor.name;
  await sql`insert into model_objection (city_id, id, organisation_id, model_id, words, by_id, by_name, at)
    values (${ctx.actor.cityId}, ${id}, ${model.organisationId}, ${modelId}, ${words}, ${ctx.actor.id}, ${name}, ${ctx.now})`.execute(
    ctx.db,
  );
  await ctx.record("model.objected", { modelId });
  return id;
}

/** Refuses `model_objection_unknown`. */
export async function answerModelObjection(
  ctx: WriteCtx,
  objectionId: string,
  answer: string,
): Promise<void> {
  const { rows } =
    await sql`update model_objection set answer = ${answer}, answered_by_name = ${ctx.actor.name},
      answered_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and id = ${objectionId}::uuid and answer is null
      and ${withinPart(ctx, sql.ref("model_objection.organisation_id"))} returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("not_found", "model_objection_unknown");
  await closeDuty(ctx, answerDuty, objectionId);
  await ctx.record("model.objection_answered", { objectionId });
}

/** Another person, after the notice, with every objection answered. Refuses `model_unknown` and what `publicationBar` says. */
export async function publishModel(ctx: WriteCtx, id: string): Promise<void> {
  const { cityId } = ctx.actor;
  const model = await modelOf(ctx, id, sql`for update`);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from model_objection
    where city_id = ${cityId} and model_id = ${id}::uuid and answer is null`.execute(ctx.db);
  const bar = publicationBar({ ...model, openObjections: rows[0]?.n ?? 0 }, ctx.today, ctx.actor.id);
  if (bar) throw new Refusal("conflict", bar, { until: model.noticeUntil });
  await sql`update model_unit set state = 'published', decided_by_name = ${ctx.actor.name}, decided_on = ${ctx.today}
    where city_id = ${cityId} and id = ${id}::uuid`.execute(ctx.db);
  await closeDuty(ctx, publishDuty, id);
  await ctx.record("model.published", { modelId: id });
}

/** Not chosen after all. Refuses `model_unknown`, `model_not_open`. */
export async function dropModel(ctx: WriteCtx, id: string, reason: string): Promise<void> {
  const model = await modelOf(ctx, id, sql`for update`);
  if (model.state !== "noticed") throw new Refusal("conflict", "model_not_open");
  await sql`update model_unit set state = 'dropped', decided_by_name = ${ctx.actor.name}, decided_on = ${ctx.today},
      decision = ${reason}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await cancelDuty(ctx, publishDuty, id, "已撤下");
  const { rows } = await sql<{ id: string }>`select id from model_objection
    where city_id = ${ctx.actor.cityId} and model_id = ${id}::uuid and answer is null`.execute(ctx.db);
  for (const objection of rows) await cancelDuty(ctx, answerDuty, objection.id, "提名已撤下");
  await ctx.record("model.dropped", { modelId: id });
}

/** Praise for a donor, ambassadors of a unit, a unit. Refuses `commendation_of_whom`, `organisation_unknown`, `day_to_come`. */
export async function noteCommendation(
  ctx: WriteCtx,
  given: {
    readonly kind: "donor" | "ambassador" | "unit";
    readonly organisationId?: string | undefined;
    readonly donorName?: string | undefined;
    readonly reason: string;
    readonly on: string;
    readonly isPublic: boolean;
  },
): Promise<string> {
  const { organisationId, donorName } = given;
  if (Boolean(organisationId) === Boolean(donorName) || (donorName && given.kind !== "donor"))
    throw new Refusal("invalid", "commendation_of_whom");
  const name = organisationId ? (await needOrganisations(ctx, [organisationId]))(organisationId) : null;
  needPast(ctx, given.on);
  const id = newId();
  await sql`insert into commendation (city_id, id, organisation_id, organisation_name, praised_name, kind, reason, on_day, is_public, noted_by_name, noted_at)
    values (${ctx.actor.cityId}, ${id}, ${organisationId ?? null}, ${name}, ${donorName ?? null}, ${given.kind}, ${given.reason},
      ${given.on}::date, ${given.isPublic}, ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
  await ctx.record("commendation.noted", { commendationId: id, kind: given.kind });
  return id;
}

import { sql } from "kysely";
import type { z } from "zod";
import { type PlainDate, plainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { closeDuty, openDuty } from "#features/duties/index.ts";
import { agencyId } from "#features/organisations/index.ts";
import { reportMark } from "#features/targets/index.ts";
import { type WriteCtx, withinPart } from "#platform/context.ts";
import { files } from "#platform/files.ts";
import type { ArrivedFile } from "#platform/http/route.ts";
import { paperTypeAt } from "#platform/paper-file.ts";
import type { VisitRequest } from "../contract.ts";
import { recordsOf } from "../queries/records.ts";
import { recheck, recheckDays, rectification, visitDuty } from "../rules/duties.ts";
import { scoreOf, unanswered } from "../rules/template.ts";
import { lockInspection } from "../store.ts";

/**
 * A visit as the phone sends it once it has a network; the same visit again answers the same. What is found is to be put
 * right within its days, and holds the unit's colour down until then. Refuses `inspection_unknown`, `inspection_visited`,
 * `visit_not_whole`, `visit_day_wrong`, `finding_of_no_item`, `finding_missing`.
 */
export async function noteVisit(
  ctx: WriteCtx,
  id: string,
  { visitId, visitedOn, answers, findings }: z.output<typeof VisitRequest>,
): Promise<{ readonly score: number }> {
  const inspection = await lockInspection(ctx, id);
  if (inspection.state === "visited") {
    if (inspection.visitId === visitId) return { score: inspection.score ?? 0 };
    throw new Refusal("conflict", "inspection_visited");
  }
  const { items } = inspection;
  const missing = unanswered(items, answers);
  if (missing.length > 0) throw new Refusal("invalid", "visit_not_whole", { missing });
  if (visitedOn > ctx.today) throw new Refusal("invalid", "visit_day_wrong");
  const bad = items.filter(({ code }) => answers[code]?.mark === "fail");
  const without = bad
    .filter(({ code }) => !findings.some(({ item }) => item === code))
    .map(({ text }) => text);
  if (without.length > 0) throw new Refusal("invalid", "finding_missing", { missing: without });
  if (findings.some(({ item }) => !items.some(({ code }) => code === item)))
    throw new Refusal("invalid", "finding_of_no_item");
  const { organisationId } = inspection;
  const records = await recordsOf(ctx, organisationId, plainDate(visitedOn));
  const score = scoreOf(items, answers);
  await sql`update inspection set state = 'visited', visit_id = ${visitId}, answers = ${JSON.stringify(answers)}::jsonb,
      records = ${JSON.stringify(records)}::jsonb, score = ${score}, visited_on = ${visitedOn}::date, visited_by_name = ${ctx.actor.name}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  for (const found of findings) await noteFinding(ctx, { inspectionId: id, organisationId, ...found });
  await closeDuty(ctx, visitDuty, id, { words: `得${score}分，发现${findings.length}个问题` });
  await ctx.record("inspection.visited", { inspectionId: id, score, findings: findings.length });
  return { score };
}

type Found = {
  readonly inspectionId: string;
  readonly organisationId: string;
  readonly item: string;
  readonly words: string;
  readonly days: number;
};

async function noteFinding(
  ctx: WriteCtx,
  { inspectionId, organisationId, item, words, days }: Found,
): Promise<void> {
  const id = newId();
  await sql`insert into finding (city_id, id, organisation_id, inspection_id, item, words, days, state)
    values (${ctx.actor.cityId}, ${id}, ${organisationId}, ${inspectionId}, ${item}, ${words}, ${days}, 'open')`.execute(
    ctx.db,
  );
  await openDuty(ctx, rectification, {
    organisationId,
    sourceId: id,
    title: "检查发现的问题要整改",
    link: `/inspections/${inspectionId}`,
    clock: { days },
  });
  await hold(ctx, id, organisationId);
}

/** An open finding holds the colour at yellow; `until` lets it go. */
const hold = (ctx: WriteCtx, findingId: string, organisationId: string, until?: PlainDate): Promise<void> =>
  reportMark(ctx, {
    organisationId,
    kind: "findings",
    from: ctx.today,
    ...(until && { until }),
    source: "inspections",
    sourceId: findingId,
  });

type Finding = { readonly organisationId: string; readonly inspectionId: string; readonly state: string };

async function lockFinding(ctx: WriteCtx, id: string): Promise<Finding> {
  const { rows } =
    await sql<Finding>`select organisation_id as "organisationId", inspection_id as "inspectionId", state
    from finding where city_id = ${ctx.actor.cityId} and id = ${id}::uuid
      and ${withinPart(ctx, sql.ref("finding.organisation_id"))} for update`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "finding_unknown");
  return rows[0];
}

/** The unit says that it is put right; it is looked at again within ten working days. Refuses `finding_unknown`, `finding_not_open`. */
export async function rectify(ctx: WriteCtx, id: string, words: string): Promise<void> {
  const finding = await lockFinding(ctx, id);
  if (finding.state !== "open") throw new Refusal("conflict", "finding_not_open");
  await sql`update finding set state = 'rectified', rectified_words = ${words}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await closeDuty(ctx, rectification, id, { words });
  await openDuty(ctx, recheck, {
    organisationId: await agencyId(ctx),
    sourceId: id,
    title: "整改报上来了，请复查",
    link: `/inspections/${finding.inspectionId}`,
    clock: { workingDays: recheckDays },
  });
  await ctx.record("finding.rectified", { findingId: id });
}

/** Looked at again: right, and it is closed; or not, and it is owed again. Refuses `finding_unknown`, `finding_not_rectified`. */
export async function lookAgain(ctx: WriteCtx, id: string, isRight: boolean, words: string): Promise<void> {
  const finding = await lockFinding(ctx, id);
  if (finding.state !== "rectified") throw new Refusal("conflict", "finding_not_rectified");
  await sql`update finding set state = ${isRight ? "closed" : "open"}, closed_words = ${words}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await closeDuty(ctx, recheck, id, { words });
  if (isRight) await hold(ctx, id, finding.organisationId, ctx.today);
  else
    await openDuty(ctx, rectification, {
      organisationId: finding.organisationId,
      sourceId: id,
      title: "复查没有通过，要再整改",
      link: `/inspections/${finding.inspectionId}`,
      clock: { days: 15 },
    });
  await ctx.record("finding.rechecked", { findingId: id, isRight });
}

/** A photograph of a visit, sealed at rest; one for each place, the first that arrived. Refuses `inspection_unknown`, `photo_unreadable`. */
export async function keepPhoto(
  ctx: WriteCtx,
  inspectionId: string,
  slot: string,
  file: ArrivedFile,
): Promise<string> {
  const inspection = await lockInspection(ctx, inspectionId);
  const type = await paperTypeAt(file.path);
  if (!type || type === "application/pdf") throw new Refusal("invalid", "photo_unreadable");
  const id = newId();
  const { rows } = await sql<{
    id: string;
  }>`insert into inspection_photo (city_id, id, organisation_id, inspection_id, slot, type, bytes,
      taken_by_name)
    values (${ctx.actor.cityId}, ${id}, ${inspection.organisationId}, ${inspectionId}, ${slot}, ${type}, ${file.bytes},
      ${ctx.actor.name})
    on conflict on constraint inspection_photo_once do nothing returning id`.execute(ctx.db);
  if (rows.length > 0) await files().keep(id, file.path);
  await ctx.record("inspection.photo_kept", { inspectionId, photoId: id });
  return id;
}

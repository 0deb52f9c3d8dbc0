import { sql } from "kysely";
import type { z } from "zod";
import { plainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { withDuties } from "#features/duties/index.ts";
import { allows, type ReadCtx, type WriteCtx, withinPart } from "#platform/context.ts";
import { files } from "#platform/files.ts";
import type { InspectionList, InspectionView, ListQuery, RoundList, Template } from "../contract.ts";
import { answerFrom, type Records } from "../rules/records.ts";
import { type Candidate, drawSample } from "../rules/sample.ts";
import type { Answers, Item } from "../rules/template.ts";
import { lotsOf, templateOn } from "../store.ts";
import { recordsOf } from "./records.ts";

type Row = z.input<typeof InspectionList>["rows"][number];

const columns = sql`i.id, i.organisation_id as "organisationId", o.name as unit, i.drawn_how as how, i.state,
  i.until_on as "untilOn", i.visited_on as "visitedOn", i.score,
  (select count(*)::int from finding as f where f.city_id = i.city_id and f.inspection_id = i.id) as findings,
  (select count(*)::int from finding as f where f.city_id = i.city_id and f.inspection_id = i.id
    and f.state <> 'closed') as "openFindings"`;
const from = sql`inspection as i join organisation as o on o.city_id = i.city_id and o.id = i.organisation_id`;
const here = (ctx: ReadCtx) =>
  sql`i.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("i.organisation_id"))}`;

/** Inspections, drawn last first. */
export async function inspectionList(
  ctx: ReadCtx,
  query: z.output<typeof ListQuery>,
): Promise<z.input<typeof InspectionList>> {
  const after = query.after ? sql`and i.id < ${query.after}::uuid` : sql``;
  const state = query.state ? sql`and i.state = ${query.state}` : sql``;
  const { rows } = await sql<Row>`select ${columns} from ${from} where ${here(ctx)} ${state} ${after}
    order by i.id desc limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ total: number; planned: number; open: number }>`select
      (count(*) filter (where ${query.state ?? null}::text is null or i.state = ${query.state ?? null}))::int as total,
      (count(*) filter (where i.state = 'planned'))::int as planned,
      (select count(*)::int from finding as f where f.city_id = ${ctx.actor.cityId} and f.state <> 'closed'
        and ${withinPart(ctx, sql.ref("f.organisation_id"))}) as open
    from inspection as i where ${here(ctx)}`.execute(ctx.db);
  const { total = 0, planned = 0, open = 0 } = counted.rows[0] ?? {};
  const shown = rows.slice(0, query.limit);
  return {
    rows: shown,
    total,
    planned,
    openFindings: open,
    next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    allowed: allows(ctx.actor, "inspections.manage") ? ["draw"] : [],
  };
}

type Seen = Row & {
  readonly items: readonly Item[];
  readonly answers: Answers | null;
  readonly records: Records | null;
  readonly visitedBy: string | null;
};

/** One inspection: before the visit what the records say today, after it what they said then. Refuses `inspection_unknown`. */
export async function inspectionView(ctx: ReadCtx, id: string): Promise<z.input<typeof InspectionView>> {
  const { cityId } = ctx.actor;
  const { rows } =
    await sql<Seen>`select ${columns}, i.items, i.answers, i.records, i.visited_by_name as "visitedBy"
    from ${from} where ${here(ctx)} and i.id = ${id}::uuid`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Refusal("not_found", "inspection_unknown");
  const { items, answers, records: kept, ...inspection } = row;
  const records = kept ?? (await recordsOf(ctx, row.organisationId, ctx.today));
  const photos = await sql<{ id: string; slot: string }>`select id, slot from inspection_photo
    where city_id = ${cityId} and inspection_id = ${id}::uuid order by slot, id`.execute(ctx.db);
  const history = await sql<{ id: string; visitedOn: string | null; score: number | null }>`select i.id,
      i.visited_on as "visitedOn", i.score
    from inspection as i where ${here(ctx)} and i.organisation_id = ${row.organisationId} and i.id <> ${id}::uuid
    order by i.id desc limit 12`.execute(ctx.db);
  return {
    ...inspection,
    items: items.map((item) => ({
      ...item,
      mark: answers?.[item.code]?.mark ?? null,
      note: answers?.[item.code]?.note ?? "",
      told: item.record ? answerFrom(item.record, records) : null,
    })),
    photos: photos.rows,
    history: history.rows,
    findingList: await findingsOf(ctx, id, items),
    allowed: row.state === "planned" && allows(ctx.actor, "inspections.visit") ? ["visit"] : [],
  };
}

async function findingsOf(
  ctx: ReadCtx,
  inspectionId: string,
  items: readonly Item[],
): Promise<z.input<typeof InspectionView>["findingList"]> {
  const { rows } = await sql<{
    id: string;
    item: string;
    words: string;
    days: number;
    state: "open" | "rectified" | "closed";
    rectified: string | null;
    closed: string | null;
    organisationId: string;
  }>`select f.id, f.item, f.words, f.days, f.state, f.rectified_words as rectified, f.closed_words as closed,
      f.organisation_id as "organisationId"
    from finding as f where f.city_id = ${ctx.actor.cityId} and f.inspection_id = ${inspectionId}::uuid order by f.id`.execute(
    ctx.db,
  );
  return (await withDuties(ctx, rows)).map(({ organisationId, isDone: _, ...finding }) => ({
    ...finding,
    item: items.find(({ code }) => code === finding.item)?.text ?? finding.item,
    allowed: [
      ...(finding.state === "open" && mayRectify(ctx, organisationId) ? (["rectify"] as const) : []),
      ...(finding.state === "rectified" && allows(ctx.actor, "inspections.visit")
        ? (["recheck"] as const)
        : []),
    ],
  }));
}

/** Whoever it was found at says that it is right; not whoever inspects. */
const mayRectify = ({ actor }: ReadCtx, organisationId: string): boolean =>
  actor.organisationId === organisationId && actor.reach === "part";

/** Draws with their seeds, drawn last first; each is drawn again to see that it is the same. */
export async function roundList(ctx: ReadCtx): Promise<z.input<typeof RoundList>> {
  const { rows } = await sql<{
    id: string;
    title: string;
    seed: string;
    size: number;
    from: Candidate[];
    drawnOn: string;
    drawnBy: string;
    drawn: { id: string; how: string; state: string }[];
  }>`select r.id, r.title, r.seed, r.size, r.drawn_from as "from", r.drawn_on as "drawnOn", r.drawn_by_name as "drawnBy",
      coalesce((select json_agg(json_build_object('id', i.organisation_id, 'how', i.drawn_how, 'state', i.state))
        from inspection as i where i.city_id = r.city_id and i.round_id = r.id), '[]') as drawn
    from inspection_round as r where r.city_id = ${ctx.actor.cityId} order by r.id desc limit 50`.execute(
    ctx.db,
  );
  return {
    rows: rows.map(({ from: candidates, drawn, ...round }) => {
      const again = new Map(
        drawSample(candidates, round.size, lotsOf(round.seed)).map(({ id, how }) => [id, how]),
      );
      const byLot = drawn.filter(({ how }) => how !== "named");
      return {
        ...round,
        drawnFrom: candidates.length,
        byRisk: drawn.filter(({ how }) => how === "risk").length,
        inspections: drawn.length,
        visited: drawn.filter(({ state }) => state === "visited").length,
        isReproducible: byLot.length === again.size && byLot.every(({ id, how }) => again.get(id) === how),
      };
    }),
  };
}

export async function template(ctx: ReadCtx): Promise<z.input<typeof Template>> {
  const { version, items, validFrom } = await templateOn(ctx, plainDate(ctx.today));
  return {
    version,
    validFrom,
    items: [...items],
    allowed: allows(ctx.actor, "inspections.manage") ? ["change"] : [],
  };
}

/** A photograph to look at; the look is recorded. Refuses `inspection_unknown`. */
export async function openPhoto(
  ctx: WriteCtx,
  inspectionId: string,
  photoId: string,
): Promise<{ readonly type: string; readonly content: Buffer }> {
  const { rows } = await sql<{ type: string }>`select type from inspection_photo
    where city_id = ${ctx.actor.cityId} and inspection_id = ${inspectionId}::uuid and id = ${photoId}::uuid
      and ${withinPart(ctx, sql.ref("inspection_photo.organisation_id"))}`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "inspection_unknown");
  await ctx.record("inspection.photo_opened", { inspectionId, photoId });
  return { type: rows[0].type, content: await files().read(photoId) };
}

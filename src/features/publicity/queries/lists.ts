import { sql } from "kysely";
import type { z } from "zod";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type {
  ActivityList,
  Ambassadors,
  Materials,
  MediaList,
  MyStories,
  PageQuery,
  StoryList,
} from "../contract.ts";

type Page = z.output<typeof PageQuery>;

const below = (page: Page, id: ReturnType<typeof sql.ref>) =>
  page.after ? sql`and ${id} < ${page.after}::uuid` : sql``;

function paged<Row extends { readonly id: string }>(rows: readonly Row[], { limit }: Page) {
  const shown = rows.slice(0, limit);
  return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

/** What lies where, and how far each material has spread. */
export async function materials(ctx: ReadCtx): Promise<z.input<typeof Materials>> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<
    z.input<typeof Materials>["rows"][number]
  >`select stock.organisation_id as "organisationId",
      o.name as organisation, stock.material_id as "materialId", m.name as material, m.unit_word as "unitWord",
      stock.received, stock.given, stock.received - stock.given as stock
    from material_stock as stock
    join publicity_material as m on m.city_id = stock.city_id and m.id = stock.material_id
    join organisation as o on o.city_id = stock.city_id and o.id = stock.organisation_id
    where stock.city_id = ${cityId} and ${withinPart(ctx, sql.ref("stock.organisation_id"))}
    order by m.name, o.code limit 2000`.execute(ctx.db);
  const kinds = await sql<z.input<typeof Materials>["materials"][number]>`with county as (
      select id from organisation where city_id = ${cityId} and kind in ('county_union', 'functional_zone')
        and state = 'registered' and ${withinPart(ctx, sql.ref("organisation.id"))})
    select m.id, m.name, m.unit_word as "unitWord",
      coalesce((select sum(quantity)::int from material_move as moved where moved.city_id = m.city_id
        and moved.material_id = m.id and moved.kind = 'printed'), 0) as printed,
      (select count(*)::int from material_stock as stock join county on county.id = stock.organisation_id
        where stock.city_id = m.city_id and stock.material_id = m.id and stock.received > 0) as covered,
      (select count(*)::int from county) as unions
    from publicity_material as m where m.city_id = ${cityId} order by m.name`.execute(ctx.db);
  const may = allows(ctx.actor, "publicity.manage");
  return {
    rows,
    total: rows.length,
    next: null,
    materials: kinds.rows,
    allowed: may ? (ctx.actor.reach === "part" ? ["move"] : ["print", "move"]) : [],
  };
}

/** Stories and films, newest first; what was withdrawn is not among them. */
export async function storyList(ctx: ReadCtx, page: Page): Promise<z.input<typeof StoryList>> {
  const { actor } = ctx;
  const stands = sql`story.city_id = ${actor.cityId} and story.state <> 'withdrawn'
    and ${withinPart(ctx, sql.ref("story.organisation_id"))}`;
  const { rows } = await sql<
    Omit<z.input<typeof StoryList>["rows"][number], "allowed"> & { byId: string }
  >`select story.id, story.kind, story.title, story.body, o.name as unit, story.state, story.drafted_by_name as "draftedBy",
      story.published_by_name as "publishedBy", story.published_on::text as "publishedOn", story.drafted_by as "byId"
    from story join organisation as o on o.city_id = story.city_id and o.id = story.organisation_id
    where ${stands} ${below(page, sql.ref("story.id"))} order by story.id desc limit ${page.limit + 1}`.execute(
    ctx.db,
  );
  const counted = await sql<{ n: number }>`select count(*)::int as n from story where ${stands}`.execute(
    ctx.db,
  );
  const { rows: shown, next } = paged(rows, page);
  const mayPublish = allows(actor, "publicity.approve");
  const mayDraft = allows(actor, "publicity.manage");
  return {
    rows: shown.map(({ byId, ...row }) => ({
      ...row,
      allowed: [
        ...(mayPublish && row.state === "drafted" && byId !== actor.id ? (["publish"] as const) : []),
        ...(mayDraft ? (["withdraw"] as const) : []),
      ],
    })),
    total: counted.rows[0]?.n ?? 0,
    next,
    allowed: mayDraft ? ["draft"] : [],
  };
}

/** Who tells of it now, by name: they agreed to that. */
export async function ambassadors(ctx: ReadCtx): Promise<z.input<typeof Ambassadors>> {
  const { rows } = await sql<
    z.input<typeof Ambassadors>["rows"][number]
  >`select a.id, person.name, o.name as unit,
      a.since_on::text as since
    from ambassador as a join person on person.city_id = a.city_id and person.id = a.person_id
    join organisation as o on o.city_id = a.city_id and o.id = a.organisation_id
    where a.city_id = ${ctx.actor.cityId} and a.until_on is null and ${withinPart(ctx, sql.ref("a.organisation_id"))}
    order by a.id desc limit 500`.execute(ctx.db);
  return { rows };
}

/** What workers read on their phones: published, agreed to, of their city. */
export async function myStories(ctx: ReadCtx): Promise<z.input<typeof MyStories>> {
  const { rows } = await sql<z.input<typeof MyStories>["rows"][number]>`select id, kind, title, body,
      published_on::text as "publishedOn" from story
    where city_id = ${ctx.actor.cityId} and state = 'published' order by id desc limit 50`.execute(ctx.db);
  return { rows };
}

/** Activities, newest first, with how many units each reached. */
export async function activityList(ctx: ReadCtx, page: Page): Promise<z.input<typeof ActivityList>> {
  const here = sql`a.city_id = ${ctx.actor.cityId} and (${withinPart(ctx, sql.ref("a.organisation_id"))} or exists (
    select from activity_reach as r where r.city_id = a.city_id and r.activity_id = a.id
      and ${withinPart(ctx, sql.ref("r.organisation_id"))}))`;
  const { rows } = await sql<
    z.input<typeof ActivityList>["rows"][number]
  >`select a.id, a.kind, a.title, a.place,
      a.held_on::text as "heldOn", a.heads, (select count(*)::int from activity_reach as r where r.city_id = a.city_id
        and r.activity_id = a.id) as units
    from publicity_activity as a where ${here} ${below(page, sql.ref("a.id"))} order by a.id desc limit ${page.limit + 1}`.execute(
    ctx.db,
  );
  const counted = await sql<{ n: number; reached: number; units: number }>`select
      (select count(*)::int from publicity_activity as a where ${here}) as n,
      (select count(distinct r.organisation_id)::int from activity_reach as r where r.city_id = ${ctx.actor.cityId}
        and ${withinPart(ctx, sql.ref("r.organisation_id"))}) as reached,
      (select count(*)::int from organisation as o where o.city_id = ${ctx.actor.cityId}
        and o.kind in ('member_unit', 'joint_union') and o.state = 'registered' and ${withinPart(ctx, sql.ref("o.id"))}) as units`.execute(
    ctx.db,
  );
  const { rows: shown, next } = paged(rows, page);
  const { n = 0, reached = 0, units = 0 } = counted.rows[0] ?? {};
  const allowed = allows(ctx.actor, "publicity.manage") ? (["note"] as const) : [];
  return { rows: shown, next, total: n, reached, unitsInAll: units, allowed: [...allowed] };
}

type Media = z.input<typeof MediaList>["rows"][number];

/** Posts and reports, newest first, and how many by channel. */
export async function mediaList(ctx: ReadCtx, page: Page): Promise<z.input<typeof MediaList>> {
  const { rows } = await sql<
    z.input<typeof MediaList>["rows"][number]
  >`select m.id, m.channel, m.audience, m.outlet, m.title,
      m.is_own as "isOwn", m.mentions, m.published_on::text as "publishedOn" from media_item as m
    where m.city_id = ${ctx.actor.cityId} ${below(page, sql.ref("m.id"))} order by m.id desc limit ${page.limit + 1}`.execute(
    ctx.db,
  );
  const { cityId } = ctx.actor;
  const counted = await sql<{
    channel: Media["channel"] | null;
    audience: Media["audience"] | null;
    mentions: number;
    n: number;
  }>`select
      channel, audience, sum(mentions)::int as mentions, count(*)::int as n from media_item where city_id = ${cityId}
    group by grouping sets ((channel), (audience)) order by mentions desc, 1, 2`.execute(ctx.db);
  const byChannel = counted.rows.flatMap(({ channel, mentions }) => (channel ? [{ channel, mentions }] : []));
  const byAudience = counted.rows.flatMap(({ audience, mentions }) =>
    audience ? [{ audience, mentions }] : [],
  );
  const { rows: shown, next } = paged(rows, page);
  return {
    rows: shown,
    next,
    total: counted.rows.reduce((sum, { channel, n }) => (channel ? sum + n : sum), 0),
    byChannel,
    byAudience,
    allowed: allows(ctx.actor, "publicity.manage") ? ["note"] : [],
  };
}

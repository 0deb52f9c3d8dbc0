import { sql } from "kysely";
import type { z } from "zod";
import { Refusal } from "#core/refusal.ts";
import { ownOrganisation } from "#features/organisations/index.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { CaseList, CasePage, CaseRow, PageQuery } from "../contract.ts";

const columns = sql`c.id, c.title, c.organisation_name as organisation, c.state, c.submitted_on::text as "submittedOn",
  c.published_on::text as "publishedOn", (select count(*)::int from case_adoption as a where a.city_id = c.city_id
    and a.case_id = c.id) as adoptions`;
const tables = sql`innovation_case as c`;
/** What is published, and one's own. */
const seen = (ctx: ReadCtx) => sql`c.city_id = ${ctx.actor.cityId}
  and (c.state = 'published' or ${withinPart(ctx, sql.ref("c.organisation_id"))})`;

/** Organisations of the city that adopted a case of somebody else's, of all below the city. */
export async function rateOf(
  ctx: ReadCtx,
  caseId?: string,
): Promise<{ adopters: number; organisations: number }> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{ adopters: number; organisations: number }>`select
      (select count(distinct a.organisation_id)::int from case_adoption as a where a.city_id = ${cityId}
        ${caseId ? sql`and a.case_id = ${caseId}::uuid` : sql``}) as adopters,
      (select count(distinct o.organisation_id)::int from organisation_part as o where o.city_id = ${cityId}
        and o.organisation_id <> o.ancestor_id
        ${caseId ? sql`and o.organisation_id <> (select organisation_id from innovation_case where city_id = ${cityId} and id = ${caseId}::uuid)` : sql``}
      ) as organisations`.execute(ctx.db);
  return rows[0] ?? { adopters: 0, organisations: 0 };
}

/** Cases, newest first: those published and one's own; how far they spread; who came to see. */
export async function caseList(
  ctx: ReadCtx,
  page: z.output<typeof PageQuery>,
): Promise<z.input<typeof CaseList>> {
  const after = page.after ? sql`and c.id < ${page.after}::uuid` : sql``;
  const { rows } = await sql<
    z.input<typeof CaseRow>
  >`select ${columns} from ${tables} where ${seen(ctx)} ${after}
    order by c.id desc limit ${page.limit + 1}`.execute(ctx.db);
  const counted = await sql<{
    total: number;
    published: number;
    adoptions: number;
  }>`select count(*)::int as total,
      (count(*) filter (where c.state = 'published'))::int as published,
      (select count(*)::int from case_adoption as a where a.city_id = ${ctx.actor.cityId}) as adoptions
    from ${tables} where ${seen(ctx)}`.execute(ctx.db);
  const visits = await sql<
    z.input<typeof CaseList>["visits"][number]
  >`select v.id, v.organisation_name as organisation, v.words, v.held_on::text as "heldOn",
      v.guests
    from site_visit as v
    where v.city_id = ${ctx.actor.cityId} and (${withinPart(ctx, sql.ref("v.organisation_id"))} or exists (
      select from site_visit_guest as g where g.city_id = v.city_id and g.visit_id = v.id
        and ${withinPart(ctx, sql.ref("g.organisation_id"))}))
    order by v.held_on desc, v.id desc limit 50`.execute(ctx.db);
  const shown = rows.slice(0, page.limit);
  const { total = 0, published = 0, adoptions = 0 } = counted.rows[0] ?? {};
  return {
    rows: shown,
    total,
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
    counts: { published, adoptions },
    rate: await rateOf(ctx),
    visits: visits.rows,
    allowed: [
      ...(allows(ctx.actor, "honours.submit") ? (["submit"] as const) : []),
      ...(allows(ctx.actor, "honours.manage") ? (["note_visit"] as const) : []),
    ],
  };
}

type Whole = Omit<z.input<typeof CasePage>, "adopters" | "rate" | "allowed"> & { readonly ownerId: string };

/** Refuses `case_unknown`. */
export async function casePage(ctx: ReadCtx, id: string): Promise<z.input<typeof CasePage>> {
  const { rows } = await sql<Whole>`select ${columns}, c.body, c.submitted_by_name as "submittedBy", c.reason,
      c.checked_by_name as "checkedBy", c.organisation_id as "ownerId" from ${tables} where ${seen(ctx)} and c.id = ${id}::uuid`.execute(
    ctx.db,
  );
  const [found] = rows;
  if (!found) throw new Refusal("not_found", "case_unknown");
  const { ownerId, ...row } = found;
  const adopters = await sql<{
    organisation: string;
    since: string;
  }>`select a.organisation_name as organisation,
      a.since_on::text as since from case_adoption as a
    where a.city_id = ${ctx.actor.cityId} and a.case_id = ${id}::uuid order by a.since_on, a.id limit 500`.execute(
    ctx.db,
  );
  const may = {
    resubmit: row.state === "returned" && allows(ctx.actor, "honours.submit"),
    check: row.state === "submitted" && allows(ctx.actor, "honours.manage"),
    publish: row.state === "accepted" && allows(ctx.actor, "honours.manage"),
    adopt:
      row.state === "published" &&
      allows(ctx.actor, "honours.submit") &&
      (await ownOrganisation(ctx)) !== ownerId,
  };
  return {
    ...row,
    adopters: adopters.rows,
    rate: await rateOf(ctx, id),
    allowed: (Object.keys(may) as (keyof typeof may)[]).filter((move) => may[move]),
  };
}

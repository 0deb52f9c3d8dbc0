import { sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import { withDuties } from "#features/duties/index.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { DirectiveList, PageQuery } from "./contract.ts";
import { holdsOn } from "./rules/directive.ts";

type Found = {
  readonly id: string;
  readonly kind: "notice" | "plan" | "rule";
  readonly number: string | null;
  readonly title: string;
  readonly issuers: string[];
  readonly body: string;
  readonly issuedOn: PlainDate;
  readonly validUntil: PlainDate | null;
  readonly sent: number;
  readonly received: number;
  readonly waiting: string[];
  readonly mayConfirm: boolean;
};

/** The register, noted last first, with the receipts and tasks of the asker's part. */
export async function directiveList(
  ctx: ReadCtx,
  page: z.output<typeof PageQuery>,
): Promise<z.input<typeof DirectiveList>> {
  const { cityId, organisationId, reach } = ctx.actor;
  const own = withinPart(ctx, sql.ref("r.organisation_id"));
  const after = page.after ? sql`and d.id < ${page.after}::uuid` : sql``;
  const { rows } =
    await sql<Found>`select d.id, d.kind, d.number, d.title, d.issuers, d.body, d.issued_on as "issuedOn",
      d.valid_until as "validUntil", got.sent, got.received, got.waiting, got.mine as "mayConfirm"
    from directive as d cross join lateral (
      select count(r.id)::int as sent, count(r.received_at)::int as received,
        coalesce((array_agg(o.name order by o.code) filter (where r.received_at is null))[1:20], '{}') as waiting,
        coalesce(bool_or(r.organisation_id = ${organisationId ?? null}::uuid and r.received_at is null), false) as mine
      from directive_receipt as r join organisation as o on o.city_id = r.city_id and o.id = r.organisation_id
      where r.city_id = d.city_id and r.directive_id = d.id and ${own}
    ) as got
    where d.city_id = ${cityId} ${after} order by d.id desc limit ${page.limit + 1}`.execute(ctx.db);
  const counted = await sql<{
    n: number;
  }>`select count(*)::int as n from directive where city_id = ${cityId}`.execute(ctx.db);
  const shown = rows.slice(0, page.limit);
  const tasks = await tasksOf(
    ctx,
    shown.map(({ id }) => id),
  );
  const may = allows(ctx.actor, "duties.manage");
  return {
    rows: shown.map(({ mayConfirm, ...row }) => {
      const ofThis = tasks.filter(({ directiveId }) => directiveId === row.id);
      return {
        ...row,
        holds: holdsOn(row, ctx.today),
        tasks: ofThis.map(({ directiveId: _of, ...task }) => task),
        done: ofThis.filter(({ isDone }) => isDone).length,
        allowed: may && mayConfirm ? (["confirm"] as const).slice() : [],
      };
    }),
    total: counted.rows[0]?.n ?? 0,
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
    allowed: allows(ctx.actor, "directives.manage") && reach !== "part" ? ["register"] : [],
  };
}

async function tasksOf(ctx: ReadCtx, directiveIds: readonly string[]) {
  const { rows } = await sql<{
    id: string;
    directiveId: string;
    party: string;
    isPartner: boolean;
    words: string;
    dueOn: string;
  }>`select t.id, t.directive_id as "directiveId", coalesce(t.partner, o.name) as party,
      t.partner is not null as "isPartner", t.words, t.due_on as "dueOn"
    from directive_task as t join organisation as o on o.city_id = t.city_id and o.id = t.organisation_id
    where t.city_id = ${ctx.actor.cityId} and t.directive_id = any(${directiveIds}::uuid[])
      and ${withinPart(ctx, sql.ref("t.organisation_id"))} order by t.id`.execute(ctx.db);
  return withDuties(ctx, rows);
}

/** What reports say of directives: how many were issued, with how many partners, how many confirmed. */
export async function directiveFigures(ctx: ReadCtx, from: PlainDate, until: PlainDate): Promise<Figure[]> {
  const inPart = withinPart(ctx, sql.ref("x.organisation_id"));
  const issued = sql`d.city_id = ${ctx.actor.cityId} and d.issued_on between ${from}::date and ${until}::date`;
  const { rows } = await sql<{ n: number; partners: number; sent: number; received: number }>`select
      (select count(*)::int from directive as d where ${issued}) as n,
      (select count(distinct x.partner)::int from directive as d join directive_task as x
        on x.city_id = d.city_id and x.directive_id = d.id where ${issued} and ${inPart}) as partners,
      (select count(*)::int from directive as d join directive_receipt as x
        on x.city_id = d.city_id and x.directive_id = d.id where ${issued} and ${inPart}) as sent,
      (select count(x.received_at)::int from directive as d join directive_receipt as x
        on x.city_id = d.city_id and x.directive_id = d.id where ${issued} and ${inPart}) as received`.execute(
    ctx.db,
  );
  const { n = 0, partners = 0, sent = 0, received = 0 } = rows[0] ?? {};
  if (n === 0) return [];
  const link = "/directives";
  return [
    {
      code: "directives.issued",
      name: "下发的文件",
      value: n,
      unit: "pieces",
      definition: "期内印发并登记的通知、方案和办法。",
      link,
    },
    ...(partners > 0
      ? [
          {
            code: "directives.partners",
            name: "协作部门",
            value: partners,
            unit: "units" as const,
            definition: "期内的文件里写明要做什么的协作部门，同一个部门只数一次。",
            link,
          },
        ]
      : []),
    ...(sent > 0
      ? [
          {
            code: "directives.received",
            name: "文件签收率",
            value: Math.round((received * 10_000) / sent),
            unit: "bp" as const,
            of: { numerator: received, denominator: sent, denominatorName: "应签收的单位次" },
            definition: "期内发出的文件里，收件的工会和单位已经签收的，除以应签收的。",
            link,
          },
        ]
      : []),
  ];
}

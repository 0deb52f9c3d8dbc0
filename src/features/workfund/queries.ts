import { sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import { type Cents, formatYuan, zero } from "#core/money.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { WorkGrantList, WorkGrantQuery } from "./contract.ts";
import { decisionBar } from "./rules/grant.ts";

type Row = Omit<z.input<typeof WorkGrantList>["rows"][number], "amount" | "allowed"> & {
  readonly cents: Cents;
  readonly proposedById: string;
};

/** Work grants of one's part of the tree, the newest first. Pages by key. */
export async function workGrantList(
  ctx: ReadCtx,
  query: z.output<typeof WorkGrantQuery>,
): Promise<z.input<typeof WorkGrantList>> {
  const { cityId, reach, id: actorId } = ctx.actor;
  const here = sql`g.city_id = ${cityId} and ${withinPart(ctx, sql.ref("g.organisation_id"))}`;
  const open = sql`g.state in ('proposed', 'paying', 'payment_failed')`;
  const after = query.after ? sql`and g.id < ${query.after}::uuid` : sql``;
  const { rows } = await sql<Row>`select g.id, g.number, o.name as unit, g.cents, g.reason, g.state,
      g.proposed_by as "proposedById", g.proposed_by_name as "proposedBy", g.proposed_on::text as "proposedOn",
      g.decided_by_name as "decidedBy", g.decision, g.paid_on::text as "paidOn"
    from work_grant as g join organisation as o on o.city_id = g.city_id and o.id = g.organisation_id
    where ${here} ${query.show === "open" ? sql`and ${open}` : sql``} ${after}
    order by g.id desc limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{
    open: number;
    all: number;
    paid: Cents;
  }>`select (count(*) filter (where ${open}))::int as open,
      count(*)::int as all, coalesce(sum(g.cents) filter (where g.state = 'paid'), 0)::bigint as paid
    from work_grant as g where ${here}`.execute(ctx.db);
  const { paid = zero, ...counts } = counted.rows[0] ?? { open: 0, all: 0 };
  const [decides, proposes] = [allows(ctx.actor, "targets.colour"), allows(ctx.actor, "targets.manage")];
  const shown = rows.slice(0, query.limit);
  return {
    rows: shown.map(({ cents, proposedById, ...row }) => ({
      ...row,
      amount: formatYuan(cents),
      allowed: [
        ...(decides && !decisionBar({ state: row.state, proposedBy: proposedById }, actorId)
          ? (["decide"] as const)
          : []),
        ...(proposes && row.state === "payment_failed" ? (["pay_again"] as const) : []),
      ],
    })),
    total: query.show === "open" ? counts.open : counts.all,
    next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    counts,
    balance: reach === "part" ? null : await balance(ctx),
    paid: formatYuan(paid),
    allowed: proposes ? ["propose"] : [],
  };
}

async function balance(ctx: ReadCtx): Promise<string> {
  const { rows } = await sql<{ cents: Cents }>`select balance_cents as cents from ledger_account
    where city_id = ${ctx.actor.cityId} and code = 'work_fund'`.execute(ctx.db);
  return formatYuan(rows[0]?.cents ?? zero);
}

/** What reports say of work funds: those that reached their units within the days. */
export async function workFundFigures(ctx: ReadCtx, from: PlainDate, until: PlainDate): Promise<Figure[]> {
  const { rows } = await sql<{
    n: number;
    cents: Cents;
  }>`select count(*)::int as n, coalesce(sum(cents), 0)::bigint as cents
    from work_grant where city_id = ${ctx.actor.cityId} and state = 'paid'
      and paid_on between ${from}::date and ${until}::date`.execute(ctx.db);
  const { n = 0, cents = zero } = rows[0] ?? {};
  if (n === 0) return [];
  return [
    {
      code: "workfund.paid",
      name: "拨付工作经费",
      value: cents,
      unit: "cents",
      definition: `期内银行付成、到了单位账户的工作经费，共${n}笔。`,
      link: "/work-grants?show=all",
    },
  ];
}

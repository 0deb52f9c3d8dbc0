import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";

/** What reports say of relief: grants the bank has paid within the days, and people matched on hardship lists. */
export async function reliefFigures(ctx: ReadCtx, from: PlainDate, until: PlainDate): Promise<Figure[]> {
  const { rows } = await sql<{
    grants: number;
    people: number;
    cents: bigint;
  }>`select count(*)::int as grants,
      count(distinct person_id)::int as people, coalesce(sum(cents), 0)::bigint as cents
    from relief_grant where city_id = ${ctx.actor.cityId} and state = 'paid'
      and paid_on between ${from}::date and ${until}::date and ${withinPart(ctx, sql.ref("organisation_id"))}`.execute(
    ctx.db,
  );
  const { grants, people, cents } = rows[0] ?? { grants: 0, people: 0, cents: 0n };
  if (grants === 0) return [];
  const link = "/relief?show=done";
  return [
    {
      code: "relief.people",
      name: "救助慰问人数",
      value: people,
      unit: "people",
      definition: "期内银行付到救助慰问金的职工，一人只算一次。",
      link,
    },
    {
      code: "relief.cents",
      name: "救助慰问金额",
      value: cents,
      unit: "cents",
      definition: "期内银行付到的救助慰问金，从二次救助资金付出；不是互助金。",
      link,
    },
  ];
}

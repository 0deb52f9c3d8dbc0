import { sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { MyClaims } from "../contract.ts";
import type { ClaimState } from "../rules/claim.ts";
import { daysLeft } from "./claim-page.ts";

type Row = Omit<z.input<typeof MyClaims>["rows"][number], "benefit" | "daysLeft" | "dueOn"> & {
  readonly benefit: Cents | null;
  readonly dueOn: PlainDate | null;
};

/** Everything a worker has claimed or begun to, the latest first: nobody has so many that they need pages. */
export async function myClaims(ctx: ReadCtx): Promise<z.input<typeof MyClaims>> {
  const { rows } = await sql<Row>`select claim.id, claim.number, plan.name as "planName", claim.kind,
      claim.event_on as "on", claim.ended_on as "endedOn", claim.state, claim.due_on as "dueOn",
      claim.benefit_cents as benefit, claim.decision
    from claim join plan on plan.code = claim.plan_code
    where claim.city_id = ${ctx.actor.cityId} and claim.person_id = ${ctx.actor.personId ?? null}
      and (claim.state <> 'draft' or claim.filed_by = ${ctx.actor.id})
    order by claim.id desc limit 200`.execute(ctx.db);
  return {
    rows: rows.map((row) => ({
      ...row,
      daysLeft: row.dueOn === null ? null : daysLeft(row.state as ClaimState, row.dueOn, ctx.today),
      benefit: row.benefit === null ? null : formatYuan(row.benefit),
    })),
  };
}

import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { openDuties } from "#features/duties/index.ts";
import { organisationsIn } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { budgets } from "./queries.ts";
import { shortDays, shortDuty } from "./rules/duties.ts";

/** What an organisation sets aside in a year, by resolution; what was set before stays on record. Refuses `organisation_unknown`. */
export async function setBudget(
  ctx: WriteCtx,
  given: {
    readonly organisationId: string;
    readonly year: number;
    readonly cents: Cents;
    readonly resolution: string;
  },
): Promise<void> {
  const { organisationId, year, cents, resolution } = given;
  if ((await organisationsIn(ctx, { ids: [organisationId] })).length === 0)
    throw new Refusal("not_found", "organisation_unknown");
  await sql`insert into subsidy_budget (city_id, id, organisation_id, year, cents, resolution, set_by, set_by_name, set_at)
    values (${ctx.actor.cityId}, ${newId()}, ${organisationId}, ${year}, ${cents}, ${resolution}, ${ctx.actor.id},
      ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
  await ctx.record("budget.set", { organisationId, year, cents: String(cents) });
}

/** Whoever's money ends within three months hears of it as a duty. Answers how many are new. */
export async function warnOfBudgets(ctx: WriteCtx): Promise<number> {
  const { rows, year } = await budgets(ctx);
  const short = rows.filter(({ warning }) => warning === "over" || warning === "soon");
  const organisations = await openDuties(
    ctx,
    shortDuty,
    short.map(({ organisationId, endsInMonth }) => ({
      organisationId,
      sourceId: organisationId,
      title: `${year}年补助预算到${endsInMonth}月就不够，请追加`,
      link: "/budgets",
      clock: { workingDays: shortDays },
    })),
  );
  await ctx.record("budget.warned", { organisations });
  return organisations;
}

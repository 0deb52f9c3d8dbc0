import { sql } from "kysely";
import type { Pool } from "pg";
import { addDays, type PlainDate } from "#core/dates.ts";
import { type Actor, type ReadCtx, type WriteCtx, writing } from "#platform/context.ts";
import { isLapsingSoon, isLate, whenLate } from "../rules/deadlines.ts";
import { changeClaim, lockClaim } from "../store/claims.ts";
import { lastEvent, noteEvent } from "../store/events.ts";
import { moveTo } from "./desk.ts";
import { enterReview } from "./straight.ts";
import { tellCertified, tellLapsed, tellLapseSoon } from "./tell-people.ts";

/** What a new day brings to the claims of a city: papers that will soon be too late, and what is usual. Each claim on its own. */
export async function claimsOfTheDay(pool: Pool, actor: Actor): Promise<void> {
  for (const id of await writing(pool, actor, (ctx) => lapsingClaims(ctx)))
    await writing(pool, actor, (ctx) => warnOfLapse(ctx, id));
  await writing(pool, actor, noteWhatIsUsual);
}

/** Claims that wait for papers and may end within the week. */
async function lapsingClaims(ctx: ReadCtx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from claim
    where city_id = ${ctx.actor.cityId} and state = 'returned'
      and due_on between ${ctx.today} and ${addDays(ctx.today, 14)}
    order by due_on, id limit 5000`.execute(ctx.db);
  return rows.map(({ id }) => id);
}

/** Whoever still has papers to bring is told some days before it is too late, once each time they were asked. */
export async function warnOfLapse(ctx: WriteCtx, claimId: string): Promise<void> {
  const claim = await lockClaim(ctx, claimId);
  if (claim.state === "returned" && claim.dueOn && isLapsingSoon(claim.dueOn, ctx.today))
    await tellLapseSoon(ctx, claim);
}

/**
 * The day after the last one: a unit that said nothing is passed over, papers that never came end the claim, a review that
 * is late is freed for others and stands first in the queue. Safe to run twice.
 */
export async function passDeadline(ctx: WriteCtx, claimId: string): Promise<void> {
  const claim = await lockClaim(ctx, claimId);
  if (!isLate(claim.dueOn, ctx.today)) return;
  const what = whenLate(claim.state);
  if (what === "pass_unheard") {
    const silent = { certification: "silent", certifiedBy: null } as const;
    await tellCertified(ctx, await enterReview(ctx, claim, ctx.actor, "passed_unheard", silent));
    await ctx.record("claim.passed_unheard", { claimId });
  } else if (what === "lapse") {
    const changes = { resumes: null };
    await tellLapsed(ctx, await moveTo(ctx, claim, "lapsed", ctx.actor, "lapsed", { changes }));
    await ctx.record("claim.lapsed", { claimId });
  } else if (what === "escalate") await escalate(ctx, claimId, claim.dueOn);
}

async function escalate(ctx: WriteCtx, claimId: string, due: PlainDate | null): Promise<void> {
  const last = await lastEvent(ctx, claimId);
  if (last?.event === "escalated") return;
  const freed = await changeClaim(ctx, await lockClaim(ctx, claimId), {
    takenBy: null,
    takenByName: null,
    takenAt: null,
  });
  await noteEvent(ctx, freed, ctx.actor, "escalated", { facts: { due: due ?? "" } });
  await ctx.record("claim.escalated", { claimId });
}

/** Too few benefits say nothing about what is usual. */
const fewest = 100;

/** 99 of 100 benefits of each plan of the last year are no larger than this; once a day. */
export async function noteWhatIsUsual(ctx: WriteCtx): Promise<void> {
  const { cityId } = ctx.actor;
  const { rows } =
    await sql`select from claim_usual where city_id = ${cityId} and as_of >= ${ctx.today} limit 1`.execute(
      ctx.db,
    );
  if (rows.length > 0) return;
  await sql`insert into claim_usual (city_id, id, plan_code, up_to_cents, claims, as_of)
    select ${cityId}, gen_random_uuid(), plan_code, percentile_disc(0.99) within group (order by benefit_cents),
      count(*)::int, ${ctx.today}
    from claim where city_id = ${cityId} and state in ('approved', 'paying', 'paid') and benefit_cents > 0
      and decided_at > ${ctx.now}::timestamptz - interval '1 year'
    group by plan_code having count(*) >= ${fewest}
    on conflict on constraint claim_usual_once do update set up_to_cents = excluded.up_to_cents, claims = excluded.claims,
      as_of = excluded.as_of`.execute(ctx.db);
}

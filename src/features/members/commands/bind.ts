import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { normalNumber } from "#features/people/index.ts";
import { actingAs, atFrontDesk, systemActor, type WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { bindingOf } from "../rules/binding.ts";
import { wrongBindingsPerDay } from "../rules/sign-in-code.ts";
import {
  type Candidate,
  enterBinding,
  leaveBinding,
  lockRequest,
  type MemberSession,
  memberSession,
  personByNumber,
} from "../store.ts";

/** The session behind a token of the worker's desk. Refuses signed_out. */
export async function sessionAtDesk(ctx: WriteCtx, token: string | undefined): Promise<MemberSession> {
  const session = await memberSession(ctx, token);
  if (!session) throw new Refusal("unauthenticated", "signed_out");
  return session;
}

/**
 * Binds an account to the person it stands for, or asks the unit's clerk. Returns (so that the try counts) the refusals
 * member_not_matched, bindings_too_many. Refuses already_bound, signed_out.
 */
export async function bindMember(
  ctx: WriteCtx,
  token: string | undefined,
  given: { readonly name: string; readonly idNumber: string },
): Promise<"bound" | "asked" | Refusal> {
  const session = await sessionAtDesk(ctx, token);
  if (session.bindingId) throw new Refusal("conflict", "already_bound");
  if (!(await mayTry(ctx, session.accountId))) return new Refusal("too_many", "bindings_too_many");
  const found = await personByNumber(ctx, normalNumber(given.idNumber));
  const outcome = bindingOf({ name: given.name, phone: session.phone }, found);
  if (!found || outcome === "not_matched") {
    await sql`update member_account set failed_bindings = failed_bindings + 1 where id = ${session.accountId}`.execute(
      ctx.db,
    );
    return new Refusal("invalid", "member_not_matched");
  }
  return atFrontDesk(ctx, found.cityId, async (desk) => {
    if (outcome === "bound") {
      await bind(desk, session, found, "self");
      return "bound" as const;
    }
    await ask(desk, session, found);
    return "asked" as const;
  });
}

/** Identity numbers cannot be tried through here: a few wrong ones a day. */
async function mayTry(ctx: WriteCtx, accountId: string): Promise<boolean> {
  const { rows } = await sql<{ failed: number; on: PlainDate | null }>`update member_account
    set failed_bindings = case when failed_on = ${ctx.today}::date then failed_bindings else 0 end, failed_on = ${ctx.today}
    where id = ${accountId} returning failed_bindings as failed`.execute(ctx.db);
  return (rows[0]?.failed ?? 0) < wrongBindingsPerDay;
}

type Whose = Pick<MemberSession, "accountId" | "phone">;

/** One account a person: who binds with the right phone ends what stood before, on an old phone or for somebody else. */
async function bind(
  ctx: WriteCtx,
  { accountId, phone }: Whose,
  person: Pick<Candidate, "personId" | "organisationId">,
  by: string,
): Promise<void> {
  const { cityId } = ctx.actor;
  const ended = await sql<{ id: string }>`update member_binding set ended_at = ${ctx.now}, ended_by = ${by}
    where city_id = ${cityId} and ended_at is null and (person_id = ${person.personId} or account_id = ${accountId})
    returning id`.execute(ctx.db);
  for (const { id } of ended.rows) await leaveBinding(ctx, { cityId, id });
  const id = newId();
  await sql`insert into member_binding (city_id, id, organisation_id, person_id, account_id, phone_sealed, bound_at, bound_by)
    values (${cityId}, ${id}, ${person.organisationId}, ${person.personId}, ${accountId}, ${vault().seal(phone)},
      ${ctx.now}, ${by})`.execute(ctx.db);
  await sql`update member_request set state = 'withdrawn', decided_at = ${ctx.now} where city_id = ${cityId}
    and account_id = ${accountId} and state = 'asked'`.execute(ctx.db);
  await enterBinding(ctx, accountId, { cityId, id });
  await ctx.record("member.bound", { personId: person.personId, accountId, by, ended: ended.rows.length });
}

async function ask(ctx: WriteCtx, { accountId, phone }: MemberSession, person: Candidate): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`update member_request set state = 'withdrawn', decided_at = ${ctx.now}
    where city_id = ${cityId} and account_id = ${accountId} and state = 'asked'`.execute(ctx.db);
  const id = newId();
  await sql`insert into member_request (city_id, id, organisation_id, person_id, account_id, phone_sealed, state, asked_at)
    values (${cityId}, ${id}, ${person.organisationId}, ${person.personId}, ${accountId}, ${vault().seal(phone)},
      'asked', ${ctx.now})`.execute(ctx.db);
  await ctx.record("member.binding_asked", { requestId: id, personId: person.personId });
}

/** Takes back what the clerk has not decided yet. Refuses signed_out. */
export async function withdrawRequest(ctx: WriteCtx, token: string | undefined): Promise<void> {
  const session = await sessionAtDesk(ctx, token);
  const { rows } = await sql<{
    cityId: number;
    id: string;
  }>`update member_request as asked set state = 'withdrawn',
      decided_at = ${ctx.now}
    from city where asked.city_id = city.city_id and asked.account_id = ${session.accountId} and asked.state = 'asked'
    returning asked.city_id as "cityId", asked.id`.execute(ctx.db);
  for (const { cityId, id } of rows)
    await atFrontDesk(ctx, cityId, (desk) => desk.record("member.request_withdrawn", { requestId: id }));
}

/**
 * The unit's clerk says whether it is the person themselves. Refuses request_unknown, request_decided.
 */
export async function decideRequest(
  ctx: WriteCtx,
  requestId: string,
  given: { readonly decision: "confirm" | "refuse"; readonly note?: string | undefined },
): Promise<void> {
  const { cityId } = ctx.actor;
  const request = await lockRequest(ctx, requestId);
  if (!request) throw new Refusal("not_found", "request_unknown");
  if (request.state !== "asked") throw new Refusal("conflict", "request_decided");
  const isYes = given.decision === "confirm";
  await sql`update member_request set state = ${isYes ? "confirmed" : "refused"}, decided_at = ${ctx.now},
      decided_by = ${ctx.actor.id}, note = ${given.note ?? null}
    where city_id = ${cityId} and id = ${requestId}`.execute(ctx.db);
  // An old binding may stand behind another unit's wall.
  if (isYes)
    await actingAs(ctx, { ...systemActor("members", cityId), id: ctx.actor.id }, (inside) =>
      bind(
        inside,
        { accountId: request.accountId, phone: vault().open(request.phoneSealed) },
        request,
        ctx.actor.id,
      ),
    );
  await ctx.record(isYes ? "member.request_confirmed" : "member.request_refused", {
    requestId,
    personId: request.personId,
  });
}

/** Leaves: the account stands for nobody from now on, on all devices. What was filed stays. */
export async function unbindMember(ctx: WriteCtx): Promise<void> {
  const { cityId, personId } = ctx.actor;
  // It may have been made for a record that was merged into theirs since.
  const ended = await actingAs(ctx, systemActor("members", cityId), async (inside) => {
    const { rows } = await sql<{
      id: string;
    }>`update member_binding set ended_at = ${ctx.now}, ended_by = 'self'
      where city_id = ${cityId} and account_id = ${ctx.actor.id} and ended_at is null returning id`.execute(
      inside.db,
    );
    for (const { id } of rows) await leaveBinding(inside, { cityId, id });
    return rows.length;
  });
  await ctx.record("member.unbound", { personId: personId ?? null, ended });
}

import { sql } from "kysely";
import { type PlainDate, yearOf } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { maskAccount } from "#core/mask.ts";
import type { Cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { privateOf } from "#features/claims/index.ts";
import { openDuty } from "#features/duties/index.ts";
import { agencyId } from "#features/organisations/index.ts";
import { actingAs, allows, systemActor, type WriteCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import { opinionDuty } from "../rules/duties.ts";
import { type causes, needsReasonAgain, opinionDays, type Route } from "../rules/grant.ts";
import { type Payee, sealed } from "../store.ts";

export type Proposal = {
  readonly personId: string;
  readonly route: Route;
  /** The claim it follows from. */
  readonly claimId?: string | undefined;
  readonly cause: (typeof causes)[number];
  readonly happenedOn: PlainDate;
  readonly isUrgent: boolean;
  readonly reason: string;
  readonly againReason?: string | undefined;
  readonly cents: Cents;
  /** Where the money goes; the account of the claim where it is left out. */
  readonly payee?: Payee | undefined;
};

/**
 * Proposes relief for somebody in one's part of the tree. Refuses `person_unknown`, `relief_source_wrong`,
 * `relief_given_already`, `relief_again_without_reason`, `relief_payee_missing`, `relief_payee_not_theirs`.
 */
export async function proposeRelief(ctx: WriteCtx, given: Proposal): Promise<string> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{ organisationId: string; name: string }>`select
      organisation_id as "organisationId", name from person
    where city_id = ${cityId} and id = ${given.personId}::uuid and merged_into is null
      and ${withinPart(ctx, sql.ref("person.organisation_id"))} for no key update`.execute(ctx.db);
  const [person] = rows; // locked: of two who propose at once the second sees the first
  if (!person) throw new Refusal("not_found", "person_unknown");
  await checkRoute(ctx, given);
  await checkEarlier(ctx, given);
  if (given.payee && given.payee.name !== person.name)
    throw new Refusal("invalid", "relief_payee_not_theirs", { name: person.name });
  const payee = given.payee ?? (await payeeOfClaim(ctx, given.claimId));
  if (!payee) throw new Refusal("invalid", "relief_payee_missing");
  const [id, year] = [newId(), yearOf(ctx.today)];
  const number = numbered("JZ", year, await nextNumbers(ctx, `relief/${year}`), 4);
  await sql`insert into relief_grant (city_id, id, organisation_id, person_id, number, route, source_id, cause, happened_on,
      is_urgent, reason_sealed, again_reason, cents, payee_sealed, account_shown, state, state_since, proposed_by,
      proposed_by_name, proposed_on)
    values (${cityId}, ${id}, ${person.organisationId}, ${given.personId}, ${number}, ${given.route},
      ${given.claimId ?? null}, ${given.cause}, ${given.happenedOn}::date, ${given.isUrgent}, ${vault().seal(given.reason)},
      ${given.againReason ?? null}, ${given.cents}, ${sealed(payee)}, ${maskAccount(payee.account)}, 'proposed', ${ctx.now},
      ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.today})`.execute(ctx.db);
  await openDuty(ctx, opinionDuty, {
    organisationId: await agencyId(ctx),
    sourceId: id,
    title: `救助${number}要出意见`,
    link: `/relief/${id}`,
    clock: { workingDays: opinionDays(given.isUrgent) },
  });
  await ctx.record("relief.proposed", { grantId: id, route: given.route });
  return id;
}

/** A route that names a source has it: a claim of this person that was paid or refused, a mark of the hardship list. */
async function checkRoute(ctx: WriteCtx, { route, claimId, personId }: Proposal): Promise<void> {
  if (route === "visit") return;
  // Who stands on the hardship list is nobody's to find out by trying.
  if (route === "hardship_list" && !allows(ctx.actor, "relief.match"))
    throw new Refusal("invalid", "relief_source_wrong");
  const { cityId } = ctx.actor;
  const states = route === "paid_claim" ? ["paid", "paying"] : ["rejected"];
  const source =
    route === "hardship_list"
      ? sql`select from hardship_mark where city_id = ${cityId} and person_id = ${personId}::uuid limit 1`
      : sql`select from claim where city_id = ${cityId} and id = ${claimId ?? null}::uuid
          and person_id = ${personId}::uuid and state = any(${states}::text[])`;
  // Also where the claim lay in a unit they have left.
  const { rows } = await actingAs(ctx, systemActor("relief", cityId), (inside) => source.execute(inside.db));
  if (rows.length === 0) throw new Refusal("invalid", "relief_source_wrong");
}

/** Over the whole city: whoever changed units was helped there, too. */
async function checkEarlier(ctx: WriteCtx, given: Proposal): Promise<void> {
  const earlier = sql<{
    on: PlainDate;
    number: string;
    sourceId: string | null;
  }>`select proposed_on as on, number,
      source_id as "sourceId" from relief_grant
    where city_id = ${ctx.actor.cityId} and person_id = ${given.personId}::uuid
      and state not in ('returned', 'rejected', 'withdrawn') order by id desc`;
  const { rows } = await actingAs(ctx, systemActor("relief", ctx.actor.cityId), (inside) =>
    earlier.execute(inside.db),
  );
  const same = given.claimId && rows.find(({ sourceId }) => sourceId === given.claimId);
  if (same) throw new Refusal("conflict", "relief_given_already", { number: same.number });
  if (
    !given.againReason &&
    needsReasonAgain(
      rows.map(({ on }) => on),
      ctx.today,
    )
  )
    throw new Refusal("invalid", "relief_again_without_reason", { number: rows[0]?.number ?? "" });
}

/** The unit does not see where a claim's money went: the program looks for it. */
async function payeeOfClaim(ctx: WriteCtx, claimId: string | undefined): Promise<Payee | undefined> {
  if (!claimId) return undefined;
  const { payee } = await actingAs(ctx, systemActor("relief", ctx.actor.cityId), (inside) =>
    privateOf(inside, claimId),
  );
  return payee && { name: payee.name, account: payee.account, bankName: payee.bankName };
}

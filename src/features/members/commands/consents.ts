import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { assert, Refusal } from "#core/refusal.ts";
import { actingAs, type ReadCtx, sha256, systemActor, type WriteCtx } from "#platform/context.ts";
import { type ConsentPurpose, consentText, wordsOf } from "../rules/consents.ts";

/** What holds now for one person and purpose. */
export type Consent = {
  readonly personId: string;
  readonly version: string;
  readonly at: Date;
  readonly channel: "phone" | "unit" | "city";
};

type Follower = (ctx: WriteCtx, personId: string) => Promise<void>;
const followers = new Map<ConsentPurpose, Follower>();

/** Called once, by `main/features.ts`: what a later feature does in the transaction in which a consent is withdrawn. */
export function followWithdrawal(purpose: ConsentPurpose, follow: Follower): void {
  followers.set(purpose, follow);
}

type Said = { readonly personId: string; readonly purpose: ConsentPurpose };

/** By person, the consent that stands: the last word of each was yes. Those who said nothing or no are missing. */
export async function consentsOf(
  ctx: ReadCtx,
  purpose: ConsentPurpose,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Consent>> {
  const { rows } = await sql<
    Consent & { action: string }
  >`select distinct on (person_id) person_id as "personId",
      version, at, channel, action
    from member_consent where city_id = ${ctx.actor.cityId} and person_id = any(${personIds}::uuid[])
      and purpose = ${purpose} order by person_id, id desc`.execute(ctx.db);
  return new Map(
    rows.filter((row) => row.action === "given").map(({ action: _, ...row }) => [row.personId, row]),
  );
}

/** A person says yes to a text they saw, by its version. Refuses consent_text_changed where that one is not in force. */
export async function giveConsent(
  ctx: WriteCtx,
  said: Said & { readonly version: string; readonly channel: Consent["channel"] },
): Promise<void> {
  if (said.version !== consentText(said.purpose)?.version)
    throw new Refusal("conflict", "consent_text_changed");
  await write(ctx, said, "given");
  await ctx.record("member.consent_given", {
    personId: said.personId,
    purpose: said.purpose,
    version: said.version,
  });
}

/** As easy as giving it. Saying no to what was never given is kept, too. */
export async function withdrawConsent(
  ctx: WriteCtx,
  said: Said & { readonly channel: Consent["channel"] },
): Promise<void> {
  const standing = (await consentsOf(ctx, said.purpose, [said.personId])).get(said.personId);
  const version = standing?.version ?? consentText(said.purpose)?.version ?? "";
  await write(ctx, { ...said, version }, "withdrawn");
  const desk = { ...systemActor("members", ctx.actor.cityId), demoDay: ctx.actor.demoDay };
  await actingAs(ctx, desk, async (inside) => followers.get(said.purpose)?.(inside, said.personId));
  await ctx.record("member.consent_withdrawn", {
    personId: said.personId,
    purpose: said.purpose,
    version,
  });
}

async function write(
  ctx: WriteCtx,
  said: Said & { readonly version: string; readonly channel: Consent["channel"] },
  action: "given" | "withdrawn",
): Promise<void> {
  const text = consentText(said.purpose, said.version);
  assert(text, "a consent is given to a text that exists");
  const { cityId } = ctx.actor;
  // The unit a person works in decides behind whose wall their word stands; it may have changed since it was asked.
  const { rows } = await actingAs(ctx, systemActor("members", cityId), (inside) =>
    sql<{ organisationId: string }>`select organisation_id as "organisationId" from person
      where city_id = ${cityId} and id = ${said.personId}`.execute(inside.db),
  );
  const [person] = rows;
  if (!person) throw new Refusal("not_found", "person_unknown");
  await sql`insert into member_consent (city_id, id, organisation_id, person_id, purpose, version, text_hash, action,
      channel, at, by_id)
    values (${cityId}, ${newId()}, ${person.organisationId}, ${said.personId}, ${said.purpose}, ${text.version},
      ${sha256(wordsOf(text))}, ${action}, ${said.channel}, ${ctx.now}, ${ctx.actor.id})`.execute(ctx.db);
}

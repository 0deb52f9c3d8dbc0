import { sql } from "kysely";
import { hashToken } from "#features/identity/index.ts";
import { type ReadCtx, type WriteCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { idleDays } from "./rules/sign-in-code.ts";

export const phoneIndex = (phone: string): Buffer => vault().blindIndex(`phone:${phone}`);

/** A worker's session, whether or not it is known yet whom its account stands for. */
export type MemberSession = {
  readonly id: string;
  readonly accountId: string;
  readonly phone: string;
  readonly largeType: boolean;
  readonly bindingCityId: number | null;
  readonly bindingId: string | null;
};

type SessionRow = Omit<MemberSession, "phone"> & { readonly phoneSealed: Buffer };

export async function memberSession(
  ctx: ReadCtx,
  token: string | undefined,
): Promise<MemberSession | undefined> {
  const idleSince = new Date(ctx.now.getTime() - idleDays * 86_400_000);
  const { rows } = await sql<SessionRow>`select s.id, s.account_id as "accountId",
      a.phone_sealed as "phoneSealed", a.large_type as "largeType", s.binding_city_id as "bindingCityId",
      s.binding_id as "bindingId"
    from member_session as s join member_account as a on a.id = s.account_id
    where s.token_hash = ${hashToken(token ?? "")} and s.expires_at > ${ctx.now} and s.seen_at > ${idleSince}`.execute(
    ctx.db,
  );
  const [row] = rows;
  if (!row) return undefined;
  const { phoneSealed, ...session } = row;
  return { ...session, phone: vault().open(phoneSealed) };
}

export type Binding = { readonly cityId: number; readonly id: string };

/** Whom an account stands for now; the last one bound where it stands for people in two cities. */
export async function bindingOfAccount(ctx: ReadCtx, accountId: string): Promise<Binding | undefined> {
  const { rows } = await sql<Binding>`select b.city_id as "cityId", b.id from city
    join member_binding as b on b.city_id = city.city_id and b.account_id = ${accountId} and b.ended_at is null
    order by b.bound_at desc limit 1`.execute(ctx.db);
  return rows[0];
}

export async function enterBinding(
  ctx: WriteCtx,
  accountId: string,
  binding: Binding | undefined,
): Promise<void> {
  await sql`update member_session set binding_city_id = ${binding?.cityId ?? null}, binding_id = ${binding?.id ?? null}
    where account_id = ${accountId}`.execute(ctx.db);
}

/** Sessions that acted for a person by this binding act for nobody any more. */
export async function leaveBinding(ctx: WriteCtx, binding: Binding): Promise<void> {
  await sql`update member_session set binding_city_id = null, binding_id = null
    where binding_city_id = ${binding.cityId} and binding_id = ${binding.id}`.execute(ctx.db);
}

export type Candidate = {
  readonly cityId: number;
  readonly personId: string;
  readonly name: string;
  readonly organisationId: string;
  readonly phone: string | undefined;
};

/**
 * Who is on record under an identity number, in whatever city: the record kept, where two were merged; the one a unit
 * named last where there are several. Looks over all cities: call it at the front desk.
 */
export async function personByNumber(ctx: ReadCtx, number: string): Promise<Candidate | undefined> {
  const { rows } = await sql<
    Omit<Candidate, "phone"> & { readonly phoneSealed: Buffer | null }
  >`select p.city_id as "cityId", p.id as "personId", p.name, p.organisation_id as "organisationId",
      p.phone_sealed as "phoneSealed"
    from city join person_identifier as i on i.city_id = city.city_id and i.number_index = ${vault().blindIndex(number)}
    join person as found on found.city_id = i.city_id and found.id = i.person_id
    join person as p on p.city_id = found.city_id and p.id = coalesce(found.merged_into, found.id)
    order by p.employed_from desc nulls last limit 1`.execute(ctx.db);
  const [row] = rows;
  if (!row) return undefined;
  const { phoneSealed, ...candidate } = row;
  return { ...candidate, phone: phoneSealed ? vault().open(phoneSealed) : undefined };
}

export type Request = {
  readonly id: string;
  readonly organisationId: string;
  readonly personId: string;
  readonly accountId: string;
  readonly phoneSealed: Buffer;
  readonly state: string;
};

export async function lockRequest(ctx: WriteCtx, id: string): Promise<Request | undefined> {
  const { rows } = await sql<Request>`select id, organisation_id as "organisationId", person_id as "personId",
      account_id as "accountId", phone_sealed as "phoneSealed", state from member_request as asked
    where city_id = ${ctx.actor.cityId} and id = ${id} and ${withinPart(ctx, sql.ref("asked.organisation_id"))}
    for update`.execute(ctx.db);
  return rows[0];
}

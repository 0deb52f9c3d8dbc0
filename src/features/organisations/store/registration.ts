import { createHash, randomBytes } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import type { RegistrationState } from "../rules/registration.ts";

export type Registration = {
  readonly id: string;
  readonly cityId: number;
  readonly parentId: string;
  readonly unitId: string | null;
  readonly state: RegistrationState;
  readonly step: number;
  readonly tokenUntil: Date;
  readonly claimedAt: Date | null;
  readonly name: string;
  readonly nameKey: string;
  readonly kind: "member_unit" | "joint_union";
  readonly uscc: string | null;
  readonly usccConfirmed: boolean;
  readonly noUsccReason: string | null;
  readonly sector: string | null;
  readonly staff: number | null;
  readonly payer: "unit" | "member";
  readonly accountName: string | null;
  readonly accountNoSealed: Buffer | null;
  readonly accountIndex: Buffer | null;
  readonly contact: string | null;
  readonly phoneSealed: Buffer | null;
  readonly reasons: readonly string[];
  readonly note: string | null;
  readonly submittedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly version: number;
};

const columns = sql`r.id, r.city_id as "cityId", r.organisation_id as "parentId", r.unit_id as "unitId", r.state, r.step,
  r.token_until as "tokenUntil", r.claimed_at as "claimedAt", r.name, r.name_key as "nameKey", r.kind, r.uscc,
  r.uscc_confirmed as "usccConfirmed", r.no_uscc_reason as "noUsccReason", r.sector, r.staff, r.payer,
  r.account_name as "accountName", r.account_no_sealed as "accountNoSealed", r.account_no_index as "accountIndex",
  r.contact, r.phone_sealed as "phoneSealed", r.reasons, r.note, r.submitted_at as "submittedAt",
  r.decided_at as "decidedAt", r.version`;

/** A link's token names its city, so that no search goes over all cities. */
export function newLinkToken(cityId: number): { token: string; hash: Buffer } {
  const token = `${cityId}.${randomBytes(24).toString("base64url")}`;
  return { token, hash: hashLinkToken(token) };
}

export const hashLinkToken = (token: string): Buffer => createHash("sha256").update(token).digest();
export const cityOfToken = (token: string): number => Number(/^(\d{6})\./.exec(token)?.[1] ?? 0);

export async function lockRegistrationByToken(
  ctx: WriteCtx,
  token: string,
): Promise<Registration | undefined> {
  const { rows } = await sql<Registration>`select ${columns} from unit_registration as r
    where r.city_id = ${cityOfToken(token)} and r.token_hash = ${hashLinkToken(token)} for update`.execute(
    ctx.db,
  );
  return rows[0];
}

export async function lockRegistration(ctx: WriteCtx, id: string): Promise<Registration | undefined> {
  const { rows } = await sql<Registration>`select ${columns} from unit_registration as r
    where r.city_id = ${ctx.actor.cityId} and r.id = ${id} for update`.execute(ctx.db);
  return rows[0];
}

export async function registrationsWhere(
  ctx: ReadCtx,
  where: RawBuilder<boolean>,
  limit: number,
): Promise<(Registration & { parentName: string; unionName: string })[]> {
  const { rows } = await sql<Registration & { parentName: string; unionName: string }>`select ${columns},
      o.name as "parentName", u.name as "unionName"
    from unit_registration as r
    join organisation as o on o.city_id = r.city_id and o.id = r.organisation_id
    join organisation as u on u.city_id = o.city_id and u.id = o.union_id
    where r.city_id = ${ctx.actor.cityId} and ${where} order by r.id limit ${limit}`.execute(ctx.db);
  return rows;
}

export type Twin = { readonly id: string; readonly name: string; readonly by: "uscc" | "name" | "account" };

/** Registered organisations that look like this one: same credit code, same name, same account. */
export async function twinsOf(
  ctx: ReadCtx,
  like: {
    readonly cityId: number;
    readonly uscc: string | null;
    readonly nameKey: string;
    readonly accountIndex: Buffer | null;
    readonly not?: string | null;
  },
): Promise<Twin[]> {
  const { rows } = await sql<Twin>`select o.id, o.name, case when p.uscc = ${like.uscc} then 'uscc'
      when o.name_key = ${like.nameKey} then 'name' else 'account' end as by
    from organisation as o left join organisation_profile as p on p.city_id = o.city_id and p.organisation_id = o.id
    where o.city_id = ${like.cityId} and o.state = 'registered' and o.id is distinct from ${like.not ?? null}::uuid
      and (p.uscc = ${like.uscc} or o.name_key = ${like.nameKey} or p.account_no_index = ${like.accountIndex}::bytea)
    order by o.code limit 5`.execute(ctx.db);
  return rows;
}

import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { myRecord } from "../queries/mine.ts";
import { sessionAtDesk } from "./bind.ts";

/** Ends one of my sessions on another phone. Refuses session_unknown. */
export async function endMySession(ctx: WriteCtx, sessionId: string): Promise<void> {
  const { rows } =
    await sql`delete from member_session where id = ${sessionId} and account_id = ${ctx.actor.id}
    returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("not_found", "session_unknown");
  await ctx.record("member.session_ended", { sessionId });
}

/** 大字版 goes with the account, from phone to phone. Refuses signed_out. */
export async function setLargeType(
  ctx: WriteCtx,
  token: string | undefined,
  largeType: boolean,
): Promise<void> {
  const session = await sessionAtDesk(ctx, token);
  await sql`update member_account set large_type = ${largeType} where id = ${session.accountId}`.execute(
    ctx.db,
  );
  await ctx.record("member.type_chosen", { accountId: session.accountId, largeType });
}

/** What a later feature holds about one person; it adds itself with `addPersonalData`. */
export type PersonalData = {
  readonly title: string;
  readonly of: (ctx: ReadCtx, personId: string) => Promise<unknown>;
};

const others: PersonalData[] = [];

/** Called once by main for each part, so that an export is complete without this feature knowing the later ones. */
export const addPersonalData = (part: PersonalData): void => void others.push(part);

/** Everything held about me, in full and in one file: mine to take along (个人信息保护法 art. 45). */
export async function myData(ctx: WriteCtx): Promise<Record<string, unknown>> {
  const { phone, card, numbers, ...record } = await myRecord(ctx);
  const open = (sealed: Buffer | null) => (sealed ? vault().open(sealed) : null);
  const me = ctx.actor.personId ?? "";
  const consents =
    await sql`select purpose, version, encode(text_hash, 'hex') as text_sha256, action, channel, at
    from member_consent where city_id = ${ctx.actor.cityId} and person_id = ${me} order by id`.execute(
      ctx.db,
    );
  const bindings = await sql`select bound_at, ended_at from member_binding
    where city_id = ${ctx.actor.cityId} and person_id = ${me} order by id`.execute(ctx.db);
  const data: Record<string, unknown> = {
    导出时间: ctx.now.toISOString(),
    本人: { ...record, phone: open(phone), card: open(card), idNumbers: numbers.map(open) },
    同意记录: consents.rows,
    手机绑定: bindings.rows,
  };
  for (const part of others) data[part.title] = await part.of(ctx, me);
  await ctx.record("member.data_exported", { personId: me });
  return data;
}

/**
 * Asks that everything about me be deleted. It is written down and answered by the city; what the law keeps (books,
 * vouchers, cover that still runs) stays until its time is over. Refuses deletion_asked.
 */
export async function askDeletion(ctx: WriteCtx): Promise<void> {
  const { cityId, personId } = ctx.actor;
  const { rows } = await sql`insert into member_deletion (city_id, id, organisation_id, person_id, asked_at)
    select ${cityId}::int, ${newId()}::uuid, organisation_id, id, ${ctx.now}::timestamptz
    from person where city_id = ${cityId} and id = ${personId ?? null}
    on conflict (city_id, person_id) where answered_at is null do nothing returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("conflict", "deletion_asked");
  await ctx.record("member.deletion_asked", { personId: personId ?? null });
}

type MergeFollower = (ctx: WriteCtx, keptId: string, mergedId: string) => Promise<void>;
const mergeFollowers: MergeFollower[] = [];

/** Called once by main for each later feature that names people: what was of the one merged away is the other's. */
export const addMergeFollower = (follow: MergeFollower): void => void mergeFollowers.push(follow);

/** Other records of a merged person said yes or no, too: what the record kept has no word of is carried over. */
export async function followMerge(ctx: WriteCtx, keptId: string, mergedId: string): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`insert into member_consent (city_id, id, organisation_id, person_id, purpose, version, text_hash, action,
      channel, at, by_id)
    select city_id, gen_random_uuid(), organisation_id, ${keptId}::uuid, purpose, version, text_hash, action, channel, at, by_id
    from (select distinct on (purpose) * from member_consent where city_id = ${cityId} and person_id = ${mergedId}
      order by purpose, id desc) as last
    where not exists (select from member_consent as known where known.city_id = ${cityId} and known.person_id = ${keptId}
      and known.purpose = last.purpose)`.execute(ctx.db);
  await sql`update member_binding set person_id = ${keptId} where city_id = ${cityId} and person_id = ${mergedId}
    and (ended_at is not null or not exists (select from member_binding as known where known.city_id = ${cityId}
      and known.person_id = ${keptId} and known.ended_at is null))`.execute(ctx.db);
  for (const follow of mergeFollowers) await follow(ctx, keptId, mergedId);
}

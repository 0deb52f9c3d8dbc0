import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { type Actor, again, type ReadCtx, type WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { ClaimState } from "../rules/claim.ts";
import type { ClaimEventCode, EventFacts } from "../rules/course.ts";
import type { Claim } from "./claims.ts";

export type Happening = {
  readonly id: string;
  readonly event: ClaimEventCode;
  readonly state: ClaimState;
  readonly at: Date;
  readonly byId: string;
  readonly byRole: string;
  readonly byName: string;
  readonly facts: EventFacts;
  readonly note: string;
};

export async function noteEvent(
  ctx: WriteCtx,
  claim: Pick<Claim, "id" | "organisationId" | "state">,
  by: Actor,
  event: ClaimEventCode,
  { facts = {}, note = "" }: { readonly facts?: EventFacts; readonly note?: string } = {},
): Promise<void> {
  await sql`${again} insert into claim_event (city_id, id, organisation_id, claim_id, event, state, at, by_id, by_role, by_name, facts,
      note_sealed)
    values (${ctx.actor.cityId}, ${newId()}, ${claim.organisationId}, ${claim.id}, ${event}, ${claim.state}, ${ctx.now},
      ${by.id}, ${by.role}, ${by.name}, ${JSON.stringify(facts)}, ${note === "" ? null : vault().seal(note)})`.execute(
    ctx.db,
  );
}

type Row = Omit<Happening, "note"> & { readonly noteSealed: Buffer | null };

const columns = sql`id, event, state, at, by_id as "byId", by_role as "byRole", by_name as "byName", facts,
  note_sealed as "noteSealed"`;

const opened = ({ noteSealed, ...row }: Row): Happening => ({
  ...row,
  note: noteSealed ? vault().open(noteSealed) : "",
});

/** Everything that happened, in its order. */
export async function eventsOf(ctx: ReadCtx, claimId: string): Promise<Happening[]> {
  const { rows } = await sql<Row>`${again} select ${columns} from claim_event
    where city_id = ${ctx.actor.cityId} and claim_id = ${claimId} order by id`.execute(ctx.db);
  return rows.map(opened);
}

export async function lastEvent(ctx: ReadCtx, claimId: string): Promise<Happening | undefined> {
  const { rows } = await sql<Row>`${again} select ${columns} from claim_event
    where city_id = ${ctx.actor.cityId} and claim_id = ${claimId} order by id desc limit 1`.execute(ctx.db);
  return rows[0] && opened(rows[0]);
}

export async function hasRecused(ctx: ReadCtx, claimId: string, accountId: string): Promise<boolean> {
  const { rows } =
    await sql`${again} select from claim_event where city_id = ${ctx.actor.cityId} and claim_id = ${claimId}
    and event = 'recused' and by_id = ${accountId} limit 1`.execute(ctx.db);
  return rows.length > 0;
}

import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { decisionFault, proposalFault } from "../rules/merge.ts";

/** Proposes that two records are one person. Refuses: person_unknown, merge_same_record, merge_already_merged, merge_open. */
export async function proposeMerge(
  ctx: WriteCtx,
  given: { readonly keptId: string; readonly mergedId: string; readonly reason: string },
): Promise<string> {
  const { cityId } = ctx.actor;
  const [kept, merged] = await lockPair(ctx, given.keptId, given.mergedId);
  const fault = proposalFault(kept, merged);
  if (fault) throw new Refusal("conflict", fault);
  const id = newId();
  const { rows } =
    await sql`insert into person_merge (city_id, id, kept_id, merged_id, reason, proposed_by, proposed_at, state)
    values (${cityId}, ${id}, ${kept.id}, ${merged.id}, ${given.reason}, ${ctx.actor.id}, ${ctx.now}, 'proposed')
    on conflict (city_id, merged_id) where state = 'proposed' do nothing returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("conflict", "merge_open");
  await ctx.record("person.merge_proposed", { mergeId: id, keptId: kept.id, mergedId: merged.id });
  return id;
}

/**
 * Another person decides. Merged: the numbers and employers of the one record go to the other, which later features
 * hear by the job `people_merged`; the record itself stays and points to the one kept.
 * Refuses: merge_unknown, merge_decided, merge_own_proposal, merge_already_merged.
 */
export async function decideMerge(
  ctx: WriteCtx,
  mergeId: string,
  given: { readonly decision: "merge" | "refuse"; readonly note?: string | undefined },
): Promise<void> {
  const { cityId } = ctx.actor;
  const found = await sql<{
    state: string;
    keptId: string;
    mergedId: string;
    proposedBy: string;
  }>`select state,
      kept_id as "keptId", merged_id as "mergedId", proposed_by as "proposedBy" from person_merge
    where city_id = ${cityId} and id = ${mergeId} for update`.execute(ctx.db);
  const proposal = found.rows[0];
  if (!proposal) throw new Refusal("not_found", "merge_unknown");
  if (proposal.state !== "proposed") throw new Refusal("conflict", "merge_decided");
  const own = decisionFault(proposal.proposedBy, ctx.actor.id);
  if (own) throw new Refusal("forbidden", own);
  if (given.decision === "merge") await unite(ctx, proposal.keptId, proposal.mergedId);
  await sql`update person_merge set state = ${given.decision === "merge" ? "merged" : "refused"}, decided_by = ${ctx.actor.id},
      decided_at = ${ctx.now}, decision_note = ${given.note ?? null}
    where city_id = ${cityId} and id = ${mergeId}`.execute(ctx.db);
  if (given.decision === "merge") {
    const { keptId, mergedId } = proposal;
    await ctx.enqueue("people_merged", "合并职工记录后，整理保障", { keptId, mergedId });
  }
  await ctx.record(given.decision === "merge" ? "person.merged" : "person.merge_refused", {
    mergeId,
    keptId: proposal.keptId,
    mergedId: proposal.mergedId,
  });
}

async function unite(ctx: WriteCtx, keptId: string, mergedId: string): Promise<void> {
  const { cityId } = ctx.actor;
  const [kept, merged] = await lockPair(ctx, keptId, mergedId);
  const fault = proposalFault(kept, merged);
  if (fault) throw new Refusal("conflict", fault);
  await sql`update person_identifier set person_id = ${keptId}, organisation_id = ${kept.organisationId}
    where city_id = ${cityId} and person_id = ${mergedId}`.execute(ctx.db);
  await sql`update person_past_employer set person_id = ${keptId} where city_id = ${cityId} and person_id = ${mergedId}`.execute(
    ctx.db,
  );
  if (kept.organisationId !== merged.organisationId) {
    await sql`insert into person_past_employer (city_id, id, person_id, organisation_id, during)
      select ${cityId}::int, ${newId()}::uuid, ${keptId}::uuid, organisation_id,
        daterange(case when employed_from < ${ctx.today}::date then employed_from end, ${ctx.today}::date)
      from person where city_id = ${cityId} and id = ${mergedId}`.execute(ctx.db);
  }
  // What the kept record lacks it takes over; nothing it has is overwritten.
  await sql`update person as kept set phone_sealed = coalesce(kept.phone_sealed, other.phone_sealed),
      card_sealed = coalesce(kept.card_sealed, other.card_sealed), sex = coalesce(kept.sex, other.sex),
      born_on = coalesce(kept.born_on, other.born_on),
      archive_born_on = coalesce(kept.archive_born_on, other.archive_born_on), version = kept.version + 1
    from person as other where kept.city_id = ${cityId} and kept.id = ${keptId}
      and other.city_id = ${cityId} and other.id = ${mergedId}`.execute(ctx.db);
  await sql`update person set merged_into = ${keptId}, version = version + 1
    where city_id = ${cityId} and (id = ${mergedId} or merged_into = ${mergedId})`.execute(ctx.db);
}

type Candidate = { readonly id: string; readonly mergedInto: string | null; readonly organisationId: string };

async function lockPair(ctx: WriteCtx, a: string, b: string): Promise<[Candidate, Candidate]> {
  const { rows } =
    await sql<Candidate>`select id, merged_into as "mergedInto", organisation_id as "organisationId"
    from person where city_id = ${ctx.actor.cityId} and id in (${a}, ${b}) order by id for update`.execute(
      ctx.db,
    );
  const find = (id: string) => {
    const found = rows.find((row) => row.id === id);
    if (!found) throw new Refusal("not_found", "person_unknown");
    return found;
  };
  return [find(a), find(b)];
}

import { sql } from "kysely";
import { maskIdNumber } from "#core/mask.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";

type Row = {
  readonly id: string;
  readonly state: "proposed" | "merged" | "refused";
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedByName: string | null;
  readonly proposedAt: Date;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  readonly decisionNote: string | null;
  readonly keptId: string;
  readonly mergedId: string;
};

/** Proposals to merge, the open ones first; who may decide sees it on each. */
export async function mergeList(ctx: ReadCtx, state: "proposed" | "merged" | "refused") {
  const { cityId } = ctx.actor;
  const { rows } =
    await sql<Row>`select m.id, m.state, m.reason, m.proposed_by as "proposedBy", a.name as "proposedByName",
      m.proposed_at as "proposedAt", d.name as "decidedByName", m.decided_at as "decidedAt",
      m.decision_note as "decisionNote", m.kept_id as "keptId", m.merged_id as "mergedId"
    from person_merge as m
    left join account as a on a.id::text = m.proposed_by left join account as d on d.id::text = m.decided_by
    where m.city_id = ${cityId} and m.state = ${state} order by m.id desc limit 200`.execute(ctx.db);
  const people = await recordsShown(
    ctx,
    rows.flatMap((row) => [row.keptId, row.mergedId]),
  );
  const shown = (id: string) => {
    const record = people.get(id);
    if (!record) throw new Refusal("not_found", "person_unknown");
    return record;
  };
  return {
    rows: rows.map(({ keptId, mergedId, proposedBy, ...row }) => ({
      ...row,
      proposedAt: row.proposedAt.toISOString(),
      decidedAt: row.decidedAt?.toISOString() ?? null,
      kept: shown(keptId),
      merged: shown(mergedId),
      mayDecide: row.state === "proposed" && proposedBy !== ctx.actor.id,
    })),
    total: rows.length,
    next: null,
  };
}

async function recordsShown(ctx: ReadCtx, ids: readonly string[]) {
  const { rows } = await sql<{
    id: string;
    name: string;
    organisationName: string;
    bornOn: string | null;
    numbers: Buffer[];
  }>`select p.id, p.name, o.name as "organisationName", p.born_on as "bornOn",
      array(select i.number_sealed from person_identifier as i where i.city_id = p.city_id and i.person_id = p.id order by i.id) as numbers
    from person as p join organisation as o on o.city_id = p.city_id and o.id = p.organisation_id
    where p.city_id = ${ctx.actor.cityId} and p.id = any(${ids}::uuid[])`.execute(ctx.db);
  return new Map(
    rows.map(({ numbers, ...row }) => [
      row.id,
      { ...row, idNumbers: numbers.map((number) => maskIdNumber(vault().open(number))) },
    ]),
  );
}

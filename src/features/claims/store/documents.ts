import { sql } from "kysely";
import type { PaperType } from "#core/paper-type.ts";
import { Refusal } from "#core/refusal.ts";
import { again, type ReadCtx, type WriteCtx } from "#platform/context.ts";
import type { Claim } from "./claims.ts";

/** A paper that was brought: which of those the plan asks for it is, and what the file is. */
export type Paper = {
  readonly id: string;
  readonly claimId: string;
  readonly code: string;
  readonly type: PaperType;
  readonly bytes: number;
  readonly sha256: Buffer;
  readonly broughtAt: Date;
};

const columns = sql`id, claim_id as "claimId", code, type, bytes::float8 as bytes, sha256, brought_at as "broughtAt"`;

/** Papers of a claim as they stand, in the order in which they came. */
export async function papersOf(ctx: ReadCtx, claimId: string): Promise<Paper[]> {
  const { rows } = await sql<Paper>`${again} select ${columns} from claim_document
    where city_id = ${ctx.actor.cityId} and claim_id = ${claimId} and removed_at is null order by id`.execute(
    ctx.db,
  );
  return rows;
}

/** A paper, also one that was replaced: what a decision rested on stays. Refuses `not_found`. */
export async function findPaper(ctx: ReadCtx, claimId: string, documentId: string): Promise<Paper> {
  const { rows } = await sql<Paper>`${again} select ${columns} from claim_document
    where city_id = ${ctx.actor.cityId} and claim_id = ${claimId} and id = ${documentId}`.execute(ctx.db);
  const [paper] = rows;
  if (!paper) throw new Refusal("not_found", "not_found");
  return paper;
}

/**
 * Keeps the row of a paper; answers the id under which it stands: the same file twice for one purpose is the one there is.
 * Refuses `too_many_papers`.
 */
export async function insertPaper(
  ctx: WriteCtx,
  claim: Pick<Claim, "id" | "organisationId">,
  paper: Pick<Paper, "id" | "code" | "type" | "bytes" | "sha256"> & { readonly broughtBy: string },
  most: number,
): Promise<string> {
  const standing = await papersOf(ctx, claim.id);
  const same = standing.find(({ code, sha256 }) => code === paper.code && sha256.equals(paper.sha256));
  if (same) return same.id;
  if (standing.length >= most) throw new Refusal("invalid", "too_many_papers", { most });
  await sql`${again} insert into claim_document (city_id, id, organisation_id, claim_id, code, type, bytes, sha256, brought_at, brought_by)
    values (${ctx.actor.cityId}, ${paper.id}, ${claim.organisationId}, ${claim.id}, ${paper.code}, ${paper.type},
      ${paper.bytes}, ${paper.sha256}, ${ctx.now}, ${paper.broughtBy})`.execute(ctx.db);
  return paper.id;
}

export async function removePaper(ctx: WriteCtx, documentId: string, forGood: boolean): Promise<void> {
  const which = sql`city_id = ${ctx.actor.cityId} and id = ${documentId}`;
  await (forGood
    ? sql`delete from claim_document where ${which}`
    : sql`update claim_document set removed_at = ${ctx.now} where ${which}`
  ).execute(ctx.db);
}

import { sql } from "kysely";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";

/** A plan version on its way to publication. What it says is its file, and nothing beside it. */
export type Draft = {
  readonly code: string;
  readonly version: string;
  readonly state: "draft" | "proposed";
  readonly text: string;
  /** Counts every change, so that nobody writes over what they have not seen. */
  readonly revision: number;
  readonly editedBy: string;
  readonly editedByName: string;
  readonly editedAt: Date;
  readonly proposedBy: string | null;
  readonly proposedByName: string | null;
  readonly proposedAt: Date | null;
  readonly returnNote: string | null;
  readonly returnedByName: string | null;
};

const columns = sql`plan_code as code, version, state, file_text as text, revision, edited_by as "editedBy",
  edited_by_name as "editedByName", edited_at as "editedAt", proposed_by as "proposedBy",
  proposed_by_name as "proposedByName", proposed_at as "proposedAt", return_note as "returnNote",
  returned_by_name as "returnedByName"`;

export async function allDrafts(ctx: ReadCtx): Promise<Draft[]> {
  const { rows } = await sql<Draft>`select ${columns} from plan_draft order by plan_code, version`.execute(
    ctx.db,
  );
  return rows;
}

export async function draftOf(ctx: ReadCtx, code: string, version: string): Promise<Draft | undefined> {
  const { rows } = await sql<Draft>`select ${columns} from plan_draft
    where plan_code = ${code} and version = ${version}`.execute(ctx.db);
  return rows[0];
}

/** The draft, held until the transaction ends. */
export async function lockDraft(ctx: WriteCtx, code: string, version: string): Promise<Draft | undefined> {
  const { rows } = await sql<Draft>`select ${columns} from plan_draft
    where plan_code = ${code} and version = ${version} for update`.execute(ctx.db);
  return rows[0];
}

/** Answers false where the draft is there already. */
export async function insertDraft(
  ctx: WriteCtx,
  code: string,
  version: string,
  text: string,
): Promise<boolean> {
  const { rows } =
    await sql`insert into plan_draft (plan_code, version, state, file_text, revision, edited_by,
      edited_by_name, edited_at)
    values (${code}, ${version}, 'draft', ${text}, 1, ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.now})
    on conflict (plan_code, version) do nothing returning version`.execute(ctx.db);
  return rows.length > 0;
}

export async function saveDraftText(ctx: WriteCtx, { code, version }: Draft, text: string): Promise<void> {
  await sql`update plan_draft set file_text = ${text}, revision = revision + 1, edited_by = ${ctx.actor.id},
      edited_by_name = ${ctx.actor.name}, edited_at = ${ctx.now}
    where plan_code = ${code} and version = ${version}`.execute(ctx.db);
}

export async function saveProposed(ctx: WriteCtx, { code, version }: Draft): Promise<void> {
  await sql`update plan_draft set state = 'proposed', revision = revision + 1, proposed_by = ${ctx.actor.id},
      proposed_by_name = ${ctx.actor.name}, proposed_at = ${ctx.now}, return_note = null, returned_by_name = null
    where plan_code = ${code} and version = ${version}`.execute(ctx.db);
}

export async function saveReturned(ctx: WriteCtx, { code, version }: Draft, note: string): Promise<void> {
  await sql`update plan_draft set state = 'draft', revision = revision + 1, proposed_by = null,
      proposed_by_name = null, proposed_at = null, return_note = ${note}, returned_by_name = ${ctx.actor.name}
    where plan_code = ${code} and version = ${version}`.execute(ctx.db);
}

export async function deleteDraft(ctx: WriteCtx, code: string, version: string): Promise<void> {
  await sql`delete from plan_draft where plan_code = ${code} and version = ${version}`.execute(ctx.db);
}

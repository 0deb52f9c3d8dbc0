import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { files } from "#platform/files.ts";
import type { ArrivedFile } from "#platform/http/route.ts";
import { paperTypeAt } from "#platform/paper-file.ts";
import { readsPrivate } from "../present.ts";
import { type Claim, findClaim } from "../store/claims.ts";
import { findPaper, insertPaper, type Paper, removePaper } from "../store/documents.ts";
import { atDesk } from "./desk.ts";
import { openOwn } from "./draft.ts";

/** More than anybody needs; fewer than would fill a disk. */
const mostPapers = 40;

/**
 * A photograph or PDF for a draft, or for what was returned: judged by its content, sealed at rest. The same file for the
 * same purpose is kept once. Refuses as `openFor`, `paper_unreadable`, `too_many_papers`.
 */
export async function addPaper(
  ctx: WriteCtx,
  claimId: string,
  code: string,
  file: ArrivedFile,
): Promise<{ readonly documentId: string }> {
  const [documentId = ""] = await keepPapers(ctx, await openOwn(ctx, claimId), [{ code, file }]);
  return { documentId };
}

/** Several at once, each as `addPaper`; none is kept where one is refused. */
export async function addPapers(ctx: WriteCtx, claimId: string, papers: readonly Brought[]): Promise<void> {
  await keepPapers(ctx, await openOwn(ctx, claimId), papers);
}

type Brought = { readonly code: string; readonly file: ArrivedFile };

/** Answers under which ids they are kept: a file that is there already keeps its own. */
async function keepPapers(ctx: WriteCtx, claim: Claim, papers: readonly Brought[]): Promise<string[]> {
  const brought = await Promise.all(
    papers.map(async ({ code, file }) => {
      const type = await paperTypeAt(file.path);
      if (!type) throw new Refusal("invalid", "paper_unreadable");
      const sha256 = Buffer.from(file.sha256, "hex");
      return { id: newId(), code, type, bytes: file.bytes, sha256, path: file.path, broughtBy: ctx.actor.id };
    }),
  );
  const kept = await atDesk(ctx, async (desk) => {
    const ids: string[] = [];
    for (const paper of brought) ids.push(await insertPaper(desk, claim, paper, mostPapers));
    return ids;
  });
  const fresh = brought.filter(({ id }, at) => kept[at] === id);
  await Promise.all(fresh.map(({ id, path }) => files().keep(id, path)));
  for (const { id, code, bytes } of fresh)
    await ctx.record("claim.paper_added", { claimId: claim.id, documentId: id, code, bytes });
  return kept;
}

/** Takes a paper off. Of a draft the file goes, too; what was once handed in stays where a decision may have rested on it. */
export async function dropPaper(ctx: WriteCtx, claimId: string, documentId: string): Promise<void> {
  const claim = await openOwn(ctx, claimId);
  await findPaper(ctx, claimId, documentId);
  await atDesk(ctx, (desk) => removePaper(desk, documentId, claim.state === "draft"));
  if (claim.state === "draft") await files().drop(documentId);
  await ctx.record("claim.paper_removed", { claimId, documentId });
}

/** A paper to look at; the look is recorded. Refuses `not_found`. */
export async function openPaper(
  ctx: WriteCtx,
  claimId: string,
  documentId: string,
): Promise<{ readonly paper: Paper; readonly content: Buffer }> {
  const paper = await findPaper(ctx, claimId, documentId);
  if (!readsPrivate(ctx, await findClaim(ctx, claimId))) throw new Refusal("not_found", "not_found");
  await ctx.record("claim.paper_opened", { claimId, documentId });
  return { paper, content: await files().read(documentId) };
}

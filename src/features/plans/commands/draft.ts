import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { newPlanText, readPlanFile, readPlanHead, rewritePlan } from "../formats/plan-file.ts";
import type { PlanDocument } from "../rules/plan-document.ts";
import {
  type Draft,
  deleteDraft,
  draftOf,
  insertDraft,
  lockDraft,
  saveDraftText,
  saveProposed,
  saveReturned,
} from "../store/drafts.ts";
import { insertPublished, publishedVersion } from "../store/versions.ts";
import { sayFileProblem } from "../text.ts";
import { refuseUnready } from "./publish-plan.ts";

type Name = { readonly code: string; readonly version: string };
type Seen = { readonly revision: number };

/**
 * Begins a version: from nothing, from another version of the plan, or from a file.
 * Refusals: `plan_file_wrong` (a file that is no YAML or names no plan), `plan_version_unknown`, `plan_version_taken`.
 */
export async function beginDraft(
  ctx: WriteCtx,
  from: { readonly text: string } | (Name & ({ readonly name: string } | { readonly from: string })),
): Promise<Name> {
  const text = "text" in from ? from.text : "from" in from ? await copyOf(ctx, from) : emptyPlan(ctx, from);
  const { code, version } = headOf(text);
  const isTaken =
    (await publishedVersion(ctx, code, version)) || !(await insertDraft(ctx, code, version, text));
  if (isTaken) throw new Refusal("conflict", "plan_version_taken", { plan: code, version });
  await ctx.record("plan.drafted", { plan: code, version });
  return { code, version };
}

const emptyPlan = (ctx: WriteCtx, plan: Name & { readonly name: string }): string =>
  newPlanText({ ...plan, validFrom: ctx.today });

async function copyOf(
  ctx: WriteCtx,
  { code, version, from }: Name & { readonly from: string },
): Promise<string> {
  const old = (await publishedVersion(ctx, code, from)) ?? (await draftOf(ctx, code, from));
  if (!old) throw new Refusal("not_found", "plan_version_unknown", { plan: code, version: from });
  const text = old.text ?? rewritePlan("", (old as { document: PlanDocument }).document);
  return rewritePlan(text, { ...readPlanHead(text).value, version });
}

function headOf(text: string): Name {
  const { head, problems } = readPlanHead(text);
  if (head) return head;
  const said = problems.map((problem) => sayFileProblem({ file: "plan.yaml", ...problem }));
  throw new Refusal("invalid", "plan_file_wrong", { file: "plan.yaml", problems: said });
}

/**
 * Saves what a draft says, with whatever is still wrong with it: as a file, or as the form's values.
 * Refusals: `not_found`, `plan_draft_proposed`, `plan_draft_changed_meanwhile`, `plan_file_wrong`, `plan_draft_renamed`.
 */
export async function saveDraft(
  ctx: WriteCtx,
  name: Name,
  change: Seen & ({ readonly text: string } | { readonly document: Readonly<Record<string, unknown>> }),
): Promise<string> {
  const draft = await openDraft(ctx, name, change);
  const text = "text" in change ? change.text : rewritePlan(draft.text, change.document);
  const { code, version } = headOf(text);
  if (code !== draft.code || version !== draft.version) {
    throw new Refusal("invalid", "plan_draft_renamed", { plan: draft.code, version: draft.version });
  }
  await saveDraftText(ctx, draft, text);
  await ctx.record("plan.draft_saved", { plan: code, version });
  return text;
}

/** The draft as the caller saw it, held, and open to changes. */
async function openDraft(ctx: WriteCtx, name: Name, seen: Seen): Promise<Draft> {
  const draft = await seenDraft(ctx, name, seen);
  if (draft.state !== "draft") throw new Refusal("conflict", "plan_draft_proposed", facts(name));
  return draft;
}

async function seenDraft(ctx: WriteCtx, name: Name, { revision }: Seen): Promise<Draft> {
  const draft = await lockDraft(ctx, name.code, name.version);
  if (!draft) throw new Refusal("not_found", "not_found");
  if (draft.revision !== revision) throw new Refusal("conflict", "plan_draft_changed_meanwhile", facts(name));
  return draft;
}

const facts = ({ code, version }: Name) => ({ plan: code, version });

/** Refuses `plan_file_wrong` and `plan_not_ready`. */
function readyPlan({ text, code, version }: Draft): PlanDocument {
  const { plan, problems } = readPlanFile(text);
  if (!plan) {
    const file = `${code}/${version}.yaml`;
    const said = problems.map((problem) => sayFileProblem({ file, ...problem }));
    throw new Refusal("invalid", "plan_file_wrong", { file, problems: said });
  }
  refuseUnready(plan);
  return plan;
}

/**
 * Puts a draft before a second person. It can no longer be changed, only returned.
 * Refusals: as `saveDraft`, and `plan_not_ready`.
 */
export async function proposeDraft(ctx: WriteCtx, name: Name, seen: Seen): Promise<void> {
  const draft = await openDraft(ctx, name, seen);
  readyPlan(draft);
  await saveProposed(ctx, draft);
  await ctx.record("plan.proposed", facts(name));
}

/** Gives a proposed version back to be changed. Refusals: `not_found`, `plan_draft_changed_meanwhile`, `plan_not_proposed`. */
export async function returnDraft(
  ctx: WriteCtx,
  name: Name,
  { note, ...seen }: Seen & { note: string },
): Promise<void> {
  const draft = await seenDraft(ctx, name, seen);
  if (draft.state !== "proposed") throw new Refusal("conflict", "plan_not_proposed", facts(name));
  await saveReturned(ctx, draft, note);
  await ctx.record("plan.returned", facts(name));
}

/**
 * Publishes a proposed version for good. Two people: whoever proposed it or changed it last does not publish it.
 * Refusals: `not_found`, `plan_draft_changed_meanwhile`, `plan_not_proposed`, `plan_needs_second_person`,
 * `plan_not_ready`.
 */
export async function publishDraft(ctx: WriteCtx, name: Name, seen: Seen): Promise<void> {
  const draft = await seenDraft(ctx, name, seen);
  if (draft.state !== "proposed") throw new Refusal("conflict", "plan_not_proposed", facts(name));
  if ([draft.proposedBy, draft.editedBy].includes(ctx.actor.id)) {
    throw new Refusal("forbidden", "plan_needs_second_person", facts(name));
  }
  const plan = readyPlan(draft);
  await insertPublished(ctx, plan, draft.text, draft.proposedByName);
  await deleteDraft(ctx, name.code, name.version);
  await ctx.record("plan.published", { ...facts(name), proposed_by: draft.proposedBy });
}

/** Throws a draft away. Refusals: as `saveDraft`. */
export async function discardDraft(ctx: WriteCtx, name: Name, seen: Seen): Promise<void> {
  await openDraft(ctx, name, seen);
  await deleteDraft(ctx, name.code, name.version);
  await ctx.record("plan.draft_discarded", facts(name));
}

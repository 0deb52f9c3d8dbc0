import type { PlainDate } from "#core/dates.ts";
import { formatYuan } from "#core/money.ts";
import { planDocument } from "#features/plans/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import { factFaults } from "../rules/event.ts";
import { type DocumentNeeded, documentsNeeded, missingDocuments } from "../rules/papers.ts";
import { payeeFaults } from "../rules/payee.ts";
import type { Claim } from "../store/claims.ts";
import { coverOf } from "../store/covers.ts";
import { papersOf } from "../store/documents.ts";
import { eventsOf } from "../store/events.ts";
import { privateOf } from "../store/private.ts";

/** Everything that a claim still lacks, before it can be handed in. */
export type Lacking = {
  readonly papers: readonly DocumentNeeded[];
  readonly faults: readonly {
    readonly field: string;
    readonly code: string;
    readonly facts: Record<string, string>;
  }[];
};

/**
 * What is missing and what is wrong, all at once. Asked at the desk, or by whoever sees what is private. A settlement from
 * the medical-insurance side stands for the papers: of such a claim only those are due that a reviewer has asked for.
 */
export async function lackingOf(ctx: ReadCtx, claim: Claim, today: PlainDate): Promise<Lacking> {
  const { documents } = await planDocument(ctx, claim.planCode, claim.planVersion);
  const { personName } = await coverOf(ctx, claim.coverId);
  const { payee, diagnosis, bill } = await privateOf(ctx, claim.id);
  const asked = claim.channel === "automatic" ? await askedFor(ctx, claim) : undefined;
  const needed = documentsNeeded(claim, claim.payeeKind, documents).filter(
    ({ code }) => asked?.includes(code) ?? true,
  );
  const papers = await papersOf(ctx, claim.id);
  const facts = factFaults({ ...claim, diagnosis, bill, grade: claim.grade ?? undefined }, today);
  const wrong = payee ? payeeFaults(claim.kind, payee, personName) : ["payee_missing"];
  return {
    papers: missingDocuments(needed, await broughtAnew(ctx, claim, papers)),
    faults: [
      ...facts.map(({ field, code, facts: sums }) => ({
        field,
        code,
        facts: Object.fromEntries(Object.entries(sums).map(([name, cents]) => [name, formatYuan(cents)])),
      })),
      ...wrong.map((code) => ({ field: "payee", code, facts: {} })),
    ],
  };
}

async function askedFor(ctx: ReadCtx, claim: Claim): Promise<readonly string[]> {
  const events = await eventsOf(ctx, claim.id);
  return events.flatMap(({ event, facts }) =>
    event === "returned" ? ((facts.documents ?? []) as readonly string[]) : [],
  );
}

/** Papers that count: of those asked for again, only what came afterwards. */
async function broughtAnew<P extends { readonly code: string; readonly broughtAt: Date }>(
  ctx: ReadCtx,
  claim: Claim,
  papers: readonly P[],
): Promise<readonly P[]> {
  if (claim.state !== "returned") return papers;
  const asked = (await eventsOf(ctx, claim.id)).filter(({ event }) => event === "returned").at(-1);
  const again = (asked?.facts.documents ?? []) as readonly string[];
  return papers.filter(({ code, broughtAt }) => !again.includes(code) || (asked && broughtAt > asked.at));
}

import { newId } from "#core/ids.ts";
import { bringCovers } from "#features/enrolment/index.ts";
import { post } from "#features/ledger/index.ts";
import { organisationsIn } from "#features/organisations/index.ts";
import type { PlanVersion } from "#features/plans/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { FolderBalance, FolderCover } from "../rules/running-city-files.ts";

/**
 * The funds of a city that is already running: what the bank holds is told by its first statement as one sum, booked
 * against the opening balance; from there each fund takes its own. Without a statement the bank's sum is theirs.
 */
export async function openBooks(
  ctx: WriteCtx,
  balances: readonly FolderBalance[],
  hasStatement: boolean,
): Promise<void> {
  for (const { fund, cents, on, line } of balances) {
    if (cents === 0n) continue;
    await post(ctx, {
      source: "opening",
      sourceId: newId(),
      kind: "opening",
      on,
      summary: `期初资金（opening.csv 第${line}行）`,
      postings: [{ from: fund, to: hasStatement ? "opening_balance" : "bank", amount: cents }],
    });
  }
}

/** Covers in force, unit by unit: who is covered already is rejected where a roster names him again. */
export async function openCovers(
  ctx: WriteCtx,
  covers: readonly FolderCover[],
  plans: readonly PlanVersion[],
): Promise<void> {
  if (covers.length === 0) return;
  const units = new Map((await organisationsIn(ctx)).map((each) => [each.code, each.id]));
  const groups = Map.groupBy(
    covers,
    ({ unit, plan, coverFrom, coverUntil }) => `${unit} ${plan} ${coverFrom} ${coverUntil}`,
  );
  for (const people of groups.values()) {
    const [first] = people;
    const organisationId = units.get(first?.unit ?? "");
    if (!first || !organisationId) throw new Error("A checked cover has its unit.");
    await bringCovers(ctx, {
      organisationId,
      planCode: first.plan,
      planVersion: versionFor(plans, first),
      from: first.coverFrom,
      until: first.coverUntil,
      people,
    });
  }
}

/** The version in force when the cover began, or the first one that is known here. */
function versionFor(plans: readonly PlanVersion[], cover: FolderCover): string {
  const versions = plans
    .filter(({ code }) => code === cover.plan)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const found = versions.findLast(({ validFrom }) => validFrom <= cover.coverFrom) ?? versions[0];
  if (!found) throw new Error("A checked cover has a known plan.");
  return found.version;
}

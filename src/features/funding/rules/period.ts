import type { PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan, sum } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";

export const periodStates = ["open", "base_closed", "funded", "remitted", "confirmed", "closed"] as const;
export type PeriodState = (typeof periodStates)[number];

/** A payer's money of one month: what is due, and what the bank has shown. */
export type Due = {
  readonly payer: string;
  readonly organisationId: string;
  readonly due: Cents;
  readonly received: Cents;
};

/** What a month's next step depends on. */
export type PeriodFacts = {
  readonly state: PeriodState;
  readonly baseCutOff: PlainDate;
  readonly heads: number;
  readonly dues: readonly Due[];
  readonly remittance:
    | { readonly state: "made" | "checked"; readonly madeBy: string; readonly paidOn: PlainDate | undefined }
    | undefined;
};

/** Who still owes how much: what is missing and from whom, largest first. */
export function missing(dues: readonly Due[]): (Due & { readonly open: Cents })[] {
  return dues
    .map((each) => ({ ...each, open: (each.due - each.received) as Cents }))
    .filter((each) => each.open > 0n)
    .sort((a, b) => (a.open === b.open ? (a.payer < b.payer ? -1 : 1) : a.open > b.open ? -1 : 1));
}

export const moves = [
  "close_base",
  "mark_funded",
  "make_remittance",
  "check_remittance",
  "mark_remitted",
  "acknowledge",
  "close",
  "reopen",
] as const;
export type Move = (typeof moves)[number];

/** Why a month cannot make a move now: a refusal code with its facts. */
export type Obstacle = { readonly code: string; readonly facts: Record<string, string | number> };

/** The state a move needs. `reopen` undoes the base or a closed month, never a list that has gone out. */
const from: Record<Move, readonly PeriodState[]> = {
  close_base: ["open"],
  mark_funded: ["base_closed"],
  make_remittance: ["funded"],
  check_remittance: ["funded"],
  mark_remitted: ["funded"],
  acknowledge: ["remitted"],
  close: ["confirmed", "funded"],
  reopen: ["base_closed", "funded", "closed"],
};

/** What stands in the way of a move, or undefined where nothing does. `actor` is an account. */
export function obstacle(
  move: Move,
  facts: PeriodFacts,
  at: { readonly today: PlainDate; readonly actor: string },
): Obstacle | undefined {
  const { state, remittance } = facts;
  if (!from[move].includes(state)) return { code: "period_in_another_state", facts: { state, move } };
  switch (move) {
    case "close_base":
      return at.today > facts.baseCutOff
        ? undefined
        : { code: "base_still_open", facts: { until: facts.baseCutOff } };
    case "mark_funded":
      return shortfall(facts.dues);
    case "make_remittance":
      if (remittance) return { code: "remittance_already_made", facts: {} };
      if (facts.heads === 0) return { code: "nothing_to_remit", facts: {} };
      return shortfall(facts.dues);
    case "check_remittance":
      if (!remittance) return { code: "remittance_not_made", facts: {} };
      if (remittance.state === "checked") return { code: "remittance_already_checked", facts: {} };
      return mayCheck(remittance.madeBy, at.actor) ? undefined : { code: "maker_is_checker", facts: {} };
    case "mark_remitted":
      if (remittance?.state !== "checked") return { code: "remittance_not_checked", facts: {} };
      return remittance.paidOn ? undefined : { code: "remittance_not_at_bank", facts: {} };
    case "acknowledge":
      return undefined;
    case "close":
      return state === "funded" && facts.heads > 0
        ? { code: "period_in_another_state", facts: { state, move } }
        : undefined;
    case "reopen":
      return remittance && state !== "closed" ? { code: "remittance_already_made", facts: {} } : undefined;
  }
}

/** Nothing is remitted while a share is missing. */
function shortfall(dues: readonly Due[]): Obstacle | undefined {
  const open = missing(dues);
  if (open.length === 0) return undefined;
  const total = sum(open.map((each) => each.open));
  return { code: "shares_missing", facts: { payers: open.length, cents: formatYuan(total) } };
}

/** Four eyes: whoever makes a remittance, or asks for a month to be reopened, does not approve it. */
export const mayCheck = (maker: string, checker: string): boolean => maker !== checker;

/** Throws the obstacle as a refusal. */
export function demand(move: Move, facts: PeriodFacts, at: { today: PlainDate; actor: string }): void {
  const found = obstacle(move, facts, at);
  if (!found) return;
  throw new Refusal(found.code === "maker_is_checker" ? "forbidden" : "conflict", found.code, found.facts);
}

/** The moves that nothing stands in the way of: the buttons a page may show as solid. */
export const openMoves = (facts: PeriodFacts, at: { today: PlainDate; actor: string }): Move[] =>
  moves.filter((move) => obstacle(move, facts, at) === undefined);

import type { Cents } from "#core/money.ts";

/** As the ledger's posting; this feature's rules know no other feature. */
type Posting = { readonly from: string; readonly to: string; readonly amount: Cents };

/** Released: the fund has given it up, the bank has not moved it yet. */
export const released = (fund: string, amount: Cents): Posting[] => [
  { from: "in_transit", to: fund, amount },
];

/** Failed, and the bank never took it: the fund has it back. */
export const failed = (fund: string, amount: Cents): Posting[] => [{ from: fund, to: "in_transit", amount }];

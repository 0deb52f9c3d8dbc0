import type { PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import type { Entry } from "#features/ledger/rules/index.ts";
import type { Use } from "./donation.ts";
import { accountOf } from "./grant.ts";

/** From the fund of donations or fiscal grants to the fund of what it is for; the bank is not touched. Funds grow by credit. */
export const grantEntry = (grant: {
  readonly id: string;
  readonly number: string;
  readonly source: "donation" | "fiscal_grant";
  readonly useFor: Use;
  readonly cents: Cents;
  readonly resolution: string;
  readonly on: PlainDate;
}): Entry => ({
  source: "fund_grant",
  sourceId: grant.id,
  kind: "granted",
  on: grant.on,
  summary: `拨付${grant.number}（${grant.resolution}）`,
  postings: [{ from: accountOf[grant.useFor], to: grant.source, amount: grant.cents }],
});

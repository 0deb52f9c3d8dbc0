import type { PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import type { ItemKind } from "./book.ts";

/** Money that comes for one purpose and is told by a person only; each has a fund of its own. */
export const earmarkedKinds = ["relief", "work_fund", "fiscal_grant"] as const;
export type EarmarkedKind = (typeof earmarkedKinds)[number];

export type LineKind =
  | ItemKind
  | EarmarkedKind
  | "benefit"
  | "interest"
  | "bank_fee"
  | "donation"
  | "returned";

export type Allocation = { readonly itemId: string; readonly amount: Cents };

/** Why a rule is sure. */
export type RuleReason =
  | "code_and_amount"
  | "account_and_amount"
  | "name_and_amount"
  | "parts_together"
  | "remittance_of_month"
  | "paid_back_to_unit"
  | "returned_credit"
  | "payment_number_and_amount"
  | "payment_batch_and_amount"
  | "payee_and_amount"
  | "word_in_memo";

/** Why a rule is not. */
export type OpenReason =
  | "part_of_bill"
  | "nothing_open_yet"
  | "part_came_too_late"
  | "more_than_open"
  | "payer_unknown"
  | "several_bills"
  | "several_payers"
  | "evidence_contradicts"
  | "memo_names_another"
  | "several_payments"
  | "two_readings"
  | "debit_unknown";

export type Verdict =
  | {
      readonly outcome: "matched";
      readonly lineId: string;
      readonly kind: LineKind;
      readonly reason: RuleReason;
      readonly allocations: readonly Allocation[];
      /** The credit that a returned debit sends back. */
      readonly returns?: string;
    }
  | {
      readonly outcome: "waiting";
      readonly lineId: string;
      readonly reason: OpenReason;
      readonly until: PlainDate;
    }
  | {
      /** A credit that nobody could place and that a later debit sent back. */
      readonly outcome: "sent_back";
      readonly lineId: string;
      readonly debitId: string;
    }
  | { readonly outcome: "person"; readonly lineId: string; readonly reason: OpenReason };

import { mayStandUnder, type OrganisationKind } from "./tree.ts";
import { judgeUscc } from "./uscc.ts";

/** Why a unit has no credit code of its own. */
export const noUsccReasons = ["platform_workers", "joint_union", "inner_body", "other"] as const;
export type NoUsccReason = (typeof noUsccReasons)[number];

/** What a unit says of itself while it registers. */
export type Draft = {
  readonly name: string;
  readonly kind: "member_unit" | "joint_union";
  readonly uscc: string | null;
  readonly usccConfirmed: boolean;
  readonly noUsccReason: string | null;
  readonly sector: string | null;
  readonly staff: number | null;
  readonly payer: "unit" | "member";
  readonly accountName: string | null;
  readonly hasAccount: boolean;
  readonly contact: string | null;
  readonly hasPhone: boolean;
};

export type Missing =
  | "name"
  | "uscc"
  | "uscc_unconfirmed"
  | "staff"
  | "account"
  | "contact"
  | "phone"
  | "parent_kind_wrong";

/** All that still keeps a registration from being submitted, told at once, in the order of its steps. */
export function missingOf(draft: Draft, parentKind: OrganisationKind): Missing[] {
  const missing: Missing[] = [];
  if ([...draft.name].length < 4) missing.push("name");
  if (!mayStandUnder(draft.kind, parentKind)) missing.push("parent_kind_wrong");
  if (!draft.uscc && !draft.noUsccReason) missing.push("uscc");
  if (draft.uscc && judgeUscc(draft.uscc).finding && !draft.usccConfirmed) missing.push("uscc_unconfirmed");
  if (!draft.staff) missing.push("staff");
  // Who collects from its workers pays from their accounts; a unit that pays itself names the account it pays from.
  if (draft.payer === "unit" && !(draft.accountName && draft.hasAccount)) missing.push("account");
  if (!draft.contact) missing.push("contact");
  if (!draft.hasPhone) missing.push("phone");
  return missing;
}

export type RegistrationState = "invited" | "draft" | "submitted" | "returned" | "approved" | "refused";

/** The unit works on it until it is submitted, and again when it came back. */
export const isOpenToUnit = (state: RegistrationState): boolean =>
  state === "invited" || state === "draft" || state === "returned";

/** What a reviewer can find wanting; all of it goes back to the unit at once. */
export const returnReasons = [
  "name_differs",
  "uscc_differs",
  "account_differs",
  "staff_implausible",
  "contact_unreachable",
  "wrong_parent",
  "duplicate",
  "other",
] as const;

import type { TableRule } from "./table-rule.ts";
import { workTables } from "./work-tables.ts";

export type { Personal, TableRule, Wall } from "./table-rule.ts";

/** The batches of one's own covers: whether they are paid for is told by batch and bill, not by cover. */
const ownBatches = "any((select own_batches())::uuid[])";

/** A gift pays for a roster that one sees. */
const ofOwnRoster =
  "exists (select from enrolment_batch as own where own.city_id = gift.city_id and own.gift_id = gift.id)";

/** Rows of a claim are seen by whoever sees the claim itself, or what is private of it: the wall of that table decides. */
function ofClaim(table: string, owner: "claim" | "claim_private") {
  const key = owner === "claim" ? "id" : "claim_id";
  const seen = `exists (select from ${owner} as own where own.city_id = ${table}.city_id and own.${key} = ${table}.claim_id)`;
  const ofPart = `{part} is not null and ${seen}`; // a worker's own way through only reads
  return { kind: "distributed", wall: { using: ofPart, check: ofPart }, personal: seen } as const;
}

/** Every table, declared once (`table-rule.ts` says what is declared). */
export const tables: Readonly<Record<string, TableRule>> = {
  // platform
  number_series: { kind: "distributed", wall: "shared" },
  schema_migration: { kind: "local", app: "none" },
  city: { kind: "reference" },
  // Anybody's deed is written down; a part of the tree reads what was done in it.
  audit_line: {
    kind: "distributed",
    wall: { using: "organisation_id in {parts}", check: "true" },
    appendOnly: true,
  },
  audit_seal: { kind: "distributed", wall: "city", appendOnly: true },
  idempotency_key: {
    kind: "distributed",
    wall: { using: "actor_id = {actor}", check: "actor_id = {actor}" },
  },
  job_run: {
    kind: "distributed",
    wall: { using: "account_id = {actor}", check: "account_id = {actor}" },
  },

  // organisations: a part of the tree sees itself and the way up to the city
  organisation: {
    kind: "distributed",
    wall: {
      using: "id in {parts} or id = any((select actor_way_up())::uuid[])",
      check: "id in {parts} or parent_id in {parts}",
    },
    // Their units and the way up to the city.
    personal: "id = any((select own_units())::uuid[])",
  },
  organisation_part: { kind: "distributed", wall: "shared" },
  organisation_move: { kind: "distributed", wall: "organisation" },
  organisation_profile: { kind: "distributed", wall: "organisation" },
  organisation_category: { kind: "distributed", wall: "organisation" },
  organisation_label: { kind: "distributed", wall: "organisation" },
  unit_registration: { kind: "distributed", wall: "organisation" },

  // identity
  account: { kind: "local" },
  session: { kind: "local" },
  sign_in_try: { kind: "local" },
  role_grant: { kind: "distributed", wall: "organisation" },
  account_invitation: { kind: "distributed", wall: "organisation" },

  // people
  person: { kind: "distributed", wall: "organisation", personal: "id" },
  person_past_employer: { kind: "distributed", wall: "organisation", personal: "person_id" },
  person_identifier: { kind: "distributed", wall: "organisation", personal: "person_id" },
  person_merge: { kind: "distributed", wall: "city" },

  // members: sign-in knows no city yet, so its own tables are local
  member_account: { kind: "local" },
  member_code: { kind: "local" },
  member_session: { kind: "local" },
  member_binding: { kind: "distributed", wall: "organisation", personal: "person_id" },
  member_request: { kind: "distributed", wall: "organisation", personal: "person_id" },
  member_consent: {
    kind: "distributed",
    wall: "organisation",
    appendOnly: true,
    personal: "person_id",
    personalWrites: true,
  },
  member_deletion: {
    kind: "distributed",
    wall: "organisation",
    personal: "person_id",
    personalWrites: true,
  },

  // notices: a worker's are theirs and the city's, not their unit's
  notice: {
    kind: "distributed",
    wall: {
      using: "organisation_id in {parts} or account_id::text = {actor}",
      check: "organisation_id in {parts} or account_id::text = {actor}",
    },
    personal: "person_id",
  },
  notice_read: { kind: "distributed", wall: { using: "reader = {actor}", check: "reader = {actor}" } },
  notice_delivery: { kind: "distributed", wall: "organisation" },
  notice_setting: {
    kind: "distributed",
    wall: { using: "account_id::text = {actor}", check: "account_id::text = {actor}" },
    personal: "person_id",
    personalWrites: true,
  },

  // plans
  plan: { kind: "reference" },
  plan_version: { kind: "reference" },
  plan_draft: { kind: "reference" },
  plan_price: { kind: "reference" },

  // ledger: only who sees the whole city reads its books
  ledger_account: { kind: "distributed", wall: "city" },
  ledger_month: { kind: "distributed", wall: "city" },
  ledger_entry: { kind: "distributed", wall: "city", appendOnly: true },
  ledger_posting: { kind: "distributed", wall: "city", appendOnly: true },
  ledger_day: { kind: "distributed", wall: "city" },
  ledger_mapping: { kind: "distributed", wall: "city" },

  // banking: a payer sees what it owes and what was booked on it, never the bank's lines
  bank_account: { kind: "distributed", wall: "city" },
  bank_statement: { kind: "distributed", wall: "city", appendOnly: true },
  bank_line: { kind: "distributed", wall: "city" },
  open_item: { kind: "distributed", wall: "organisation" },
  allocation: { kind: "distributed", wall: "organisation" },
  bank_decision: { kind: "distributed", wall: "city", appendOnly: true },
  matching_word: { kind: "distributed", wall: "shared" },
  reconciliation: { kind: "distributed", wall: "city" },

  // payments: who is paid how much stands still; only where a payment is on its way changes
  payment_limit: { kind: "distributed", wall: "city" },
  payment_batch: {
    kind: "distributed",
    wall: "city",
    changes: [
      "state",
      "released_by",
      "released_by_name",
      "released_at",
      "released_on",
      "withdrawn_by",
      "withdrawn_by_name",
      "withdrawn_at",
      "withdrawn_reason",
    ],
  },
  payment: { kind: "distributed", wall: "city", changes: ["state", "batch_id"] },
  payment_sent: { kind: "distributed", wall: "city", appendOnly: true },
  payment_result: { kind: "distributed", wall: "city", appendOnly: true },
  payment_outcome: { kind: "distributed", wall: "city", appendOnly: true },

  // receipts: who paid sees its own; what is issued is only added to
  receipt_setting: { kind: "distributed", wall: "shared" },
  receipt_request: { kind: "distributed", wall: "organisation" },
  receipt: { kind: "distributed", wall: "organisation", appendOnly: true },

  // funding
  funding_rule: { kind: "distributed", wall: "shared" },
  funding_rule_share: { kind: "distributed", wall: "shared" },
  funding_days: { kind: "distributed", wall: "shared" },
  funding_period: { kind: "distributed", wall: "shared" },
  bill: { kind: "distributed", wall: "organisation" },
  bill_share: { kind: "distributed", wall: "organisation" },
  bill_change: { kind: "distributed", wall: "organisation", appendOnly: true },
  subsidy_due: { kind: "distributed", wall: "organisation" },
  remittance: { kind: "distributed", wall: "city" },
  remittance_line: { kind: "distributed", wall: "city" },
  period_reopening: { kind: "distributed", wall: "city" },
  period_event: { kind: "distributed", wall: "city" },
  reminder: { kind: "distributed", wall: "organisation" },
  refund: { kind: "distributed", wall: "organisation" },
  refund_share: { kind: "distributed", wall: "organisation" },
  refund_paper: { kind: "distributed", wall: "organisation", appendOnly: true },

  // enrolment
  // Seen by whoever set it up, by the units it is for and by those whose rosters it pays; changed by the first alone.
  gift: {
    kind: "distributed",
    wall: {
      using: `{part} is not null and (organisation_id in {parts} or ${ofOwnRoster}
        or exists (select from gift_grant as own where own.city_id = gift.city_id and own.gift_id = gift.id))`,
      check: "organisation_id in {parts}",
    },
    // What was given stands; how much of it is used, and has come in, follows.
    changes: ["people_used", "cents_used", "received_cents", "state", "closed_by_name", "closed_at"],
    personal: ofOwnRoster,
  },
  gift_grant: { kind: "distributed", wall: "organisation" },
  // Seen also where one of its people went: what became of its money is what became of his cover.
  enrolment_batch: {
    kind: "distributed",
    wall: {
      using: "organisation_id in {parts} or id = any((select actor_moved_batches())::uuid[])",
      check: "organisation_id in {parts}",
    },
    personal: `id = ${ownBatches}`,
  },
  roster_file: { kind: "distributed", wall: "organisation" },
  roster_line: { kind: "distributed", wall: "organisation" },
  line_correction: { kind: "distributed", wall: "organisation", appendOnly: true },
  line_evidence: { kind: "distributed", wall: "organisation", appendOnly: true },
  line_review: { kind: "distributed", wall: "organisation", appendOnly: true },
  cover: { kind: "distributed", wall: "organisation", personal: "person_id" },
  cover_move: { kind: "distributed", wall: "organisation", appendOnly: true },
  cover_certificate: { kind: "distributed", wall: "organisation", appendOnly: true, personal: "person_id" },
  cover_confirmation: {
    kind: "distributed",
    wall: "organisation",
    appendOnly: true,
    personal: "person_id",
    personalWrites: true,
  },
  certificate_file: { kind: "distributed", wall: "organisation", appendOnly: true },
  cover_removal: { kind: "distributed", wall: "organisation", appendOnly: true, personal: "person_id" },

  // claims: the unit sees its people's claims, never what the illness is; findings are the city's
  claim: { kind: "distributed", wall: "organisation", personal: "person_id" },
  claim_private: {
    kind: "distributed",
    wall: { using: "{part} is not null and filed_by = {actor}", check: "filed_by = {actor}" },
    personal: "person_id",
  },
  claim_document: ofClaim("claim_document", "claim_private"),
  claim_result: { ...ofClaim("claim_result", "claim_private"), appendOnly: true },
  claim_appeal: ofClaim("claim_appeal", "claim_private"),
  claim_event: { ...ofClaim("claim_event", "claim"), appendOnly: true },
  claim_payment: ofClaim("claim_payment", "claim"),
  claim_finding: { kind: "distributed", wall: "city" },
  claim_bill: { kind: "distributed", wall: "city" },
  claim_sample: { kind: "distributed", wall: "city" },
  claim_tally: { kind: "distributed", wall: "organisation" },
  claim_settings: { kind: "distributed", wall: "shared", appendOnly: true },
  claim_usual: { kind: "distributed", wall: "city" },

  // settlements: the medical-insurance side's; what concerns a worker stands in their claim
  settlement_feed: { kind: "distributed", wall: "city" },
  settlement: { kind: "distributed", wall: "city" },
  settlement_correction: { kind: "distributed", wall: "city" },
  settlement_source: { kind: "distributed", wall: "city" },

  // national: what goes to the national body's system is about the whole city
  national_setting: { kind: "distributed", wall: "city" },
  external_number: { kind: "distributed", wall: "city" },
  national_export: { kind: "distributed", wall: "city" },
  national_item: { kind: "distributed", wall: "city" },
  national_result: { kind: "distributed", wall: "city", appendOnly: true },

  // trials
  trial: { kind: "distributed", wall: "city" },

  // onboarding
  city_load: { kind: "distributed", wall: "city" },
  load_step: { kind: "distributed", wall: "city" },

  // exchange
  webhook: { kind: "distributed", wall: "city" },
  ...workTables,
};

// Generated from the catalogue by `npm run generate`.
import type { Generated } from "kysely";

export type AccountTable = {
  id: string;
  login: string;
  name: string;
  kind: string;
  city_ids: Generated<number[]>;
  password_hash: string | null;
  password_changed_at: Date | null;
  totp_sealed: Buffer | null;
  totp_confirmed: Generated<boolean>;
  totp_last_step: bigint | null;
  must_change_password: Generated<boolean>;
  is_demo: Generated<boolean>;
  disabled_at: Date | null;
  created_at: Date;
};

export type AccountInvitationTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  role: string;
  name: string;
  token_hash: Buffer;
  expires_at: Date;
  invited_by: string;
  invited_at: Date;
  grant_until: string | null;
  accepted_at: Date | null;
  account_id: string | null;
  withdrawn_at: Date | null;
};

export type ActivityReachTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  activity_id: string;
};

export type AllocationTable = {
  city_id: number;
  id: string;
  line_id: string;
  item_id: string;
  organisation_id: string;
  amount_cents: bigint;
  booked_on: string;
  made_how: string;
  reason: string;
  made_by: string;
  made_at: Date;
  reversed_at: Date | null;
  reversed_by: string | null;
};

export type AmbassadorTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  person_id: string;
  since_on: string;
  until_on: string | null;
};

export type AuditLineTable = {
  city_id: number;
  id: string;
  at: Date;
  actor_id: string;
  actor_role: string;
  organisation_id: string | null;
  event: string;
  facts: unknown;
  request_id: string | null;
};

export type AuditSealTable = {
  city_id: number;
  id: string;
  number: bigint;
  line_id: string;
  hash: Buffer;
  sealed_at: Date;
};

export type BankAccountTable = {
  city_id: number;
  id: string;
  number_sealed: Buffer;
  number_index: Buffer;
  number_shown: string;
  holder: string | null;
  ledger_account: string;
};

export type BankDecisionTable = {
  city_id: number;
  id: string;
  line_id: string;
  action: string;
  kind: string | null;
  note: string | null;
  made_by: string;
  made_by_name: string;
  made_at: Date;
};

export type BankLineTable = {
  city_id: number;
  id: string;
  bank_account_id: string;
  statement_id: string;
  place: number;
  serial: string;
  booked_on: string;
  booked_time: string | null;
  direction: string;
  amount_cents: bigint;
  balance_cents: bigint | null;
  name: string;
  account_sealed: Buffer | null;
  account_index: Buffer | null;
  account_shown: string;
  memo: string;
  content_hash: string;
  state: Generated<string>;
  kind: string | null;
  decided_how: string | null;
  reason: string | null;
  note: string | null;
  waits_until: string | null;
  returns_id: string | null;
  allocated_cents: Generated<bigint>;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_at: Date | null;
  version: Generated<number>;
  claimed_cents: Generated<bigint>;
};

export type BankStatementTable = {
  city_id: number;
  id: string;
  bank_account_id: string;
  file_name: string;
  file_hash: string;
  format: string;
  lines: number;
  new_lines: number;
  from_on: string;
  until_on: string;
  opening_cents: bigint | null;
  closing_cents: bigint | null;
  imported_by: string;
  imported_by_name: string;
  imported_at: Date;
};

export type BillTable = {
  city_id: number;
  id: string;
  batch_id: string;
  organisation_id: string;
  county_union_id: string | null;
  category: string | null;
  rule_id: string;
  plan_code: string;
  plan_version: string;
  price_cents: bigint;
  heads: number;
  month: string;
  cover_from: string;
  from_unit_cents: bigint;
  county_cents: bigint;
  city_cents: bigint;
  issued_on: string;
  in_full_on: string | null;
  settled_month: string | null;
  covered_from: string | null;
  gift_id: string | null;
};

export type BillChangeTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  bill_id: string;
  heads_before: number;
  heads_after: number;
  due_before_cents: bigint;
  due_after_cents: bigint;
  freed_cents: bigint;
  reason: string;
  made_by: string;
  made_by_name: string;
  made_at: Date;
};

export type BillShareTable = {
  city_id: number;
  id: string;
  bill_id: string;
  organisation_id: string;
  payer: string;
  payer_organisation_id: string;
  per_head_cents: bigint;
  cents: bigint;
  mode: string;
};

export type BulletinTable = {
  city_id: number;
  id: string;
  number: string;
  kind: string;
  as_of: string;
  title: string;
  words: string;
  published_on: string;
  published_by: string;
  published_by_name: string;
  told: number;
};

export type BulletinLineTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  bulletin_id: string;
  place: number;
  line: unknown;
};

export type CareEventTable = {
  city_id: number;
  id: string;
  kind: string;
  title: string;
  place: string;
  held_on: string;
  begins: string;
  places: number;
  taken: Generated<number>;
  sign_up_until: string;
  token: string;
  state: string;
  state_words: string;
  planned_by_name: string;
};

export type CareEventCostTable = {
  city_id: number;
  id: string;
  event_id: string;
  words: string;
  cents: bigint;
  spent_on: string;
  noted_by_name: string;
};

export type CareEventSeatTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  event_id: string;
  person_id: string | null;
  name: string;
  code: string;
  signed_up_by_name: string;
  arrived_at: Date | null;
};

export type CarePackTable = {
  city_id: number;
  id: string;
  title: string;
  season: string;
  contents: string;
  state: string;
  opened_by_name: string;
  opened_on: string;
  closed_on: string | null;
  closed_words: string | null;
};

export type CarePurchaseTable = {
  city_id: number;
  id: string;
  pack_id: string;
  supplier: string;
  invoice: string;
  quantity: number;
  cents: bigint;
  bought_on: string;
  noted_by_name: string;
};

export type CaseAdoptionTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  organisation_name: string;
  case_id: string;
  since_on: string;
  noted_by_name: string;
  noted_at: Date;
};

export type CertificateFileTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  batch_id: string;
  people: number;
  kind: string;
  made_by_name: string;
  made_at: Date;
};

export type CityTable = {
  city_id: number;
  name: string;
  province_id: number;
  is_demo: Generated<boolean>;
  demo_day: string | null;
  opened_at: Date;
};

export type CityLoadTable = {
  city_id: number;
  id: string;
  folder_hash: Buffer;
  folder_name: string;
  state: string;
  steps: number;
  started_at: Date;
  finished_at: Date | null;
};

export type ClaimTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  person_id: string;
  cover_id: string;
  plan_code: string;
  plan_version: string;
  number: string | null;
  channel: string;
  state: string;
  state_since: Date;
  due_on: string | null;
  resumes: string | null;
  kind: string;
  cause: string;
  event_on: string;
  ended_on: string;
  filed_on: string | null;
  days: Generated<number>;
  grade: number | null;
  total_cents: Generated<bigint>;
  out_of_scope_cents: Generated<bigint>;
  pre_self_pay_cents: Generated<bigint>;
  in_scope_cents: Generated<bigint>;
  fund_pay_cents: Generated<bigint>;
  deductible_paid_cents: Generated<bigint>;
  other_pay_cents: Generated<bigint>;
  payee_kind: string;
  opened_at: Date;
  filed_by: string;
  certification: string | null;
  certified_by: string | null;
  first_by: string | null;
  second_by: string | null;
  final_by: string | null;
  taken_by: string | null;
  taken_by_name: string | null;
  taken_at: Date | null;
  result_id: string | null;
  standing_result_id: string | null;
  decision: string | null;
  benefit_cents: bigint | null;
  hard_findings: Generated<number>;
  soft_findings: Generated<number>;
  decided_at: Date | null;
  sent_on_at: Date | null;
  went_straight: Generated<boolean>;
  version: Generated<number>;
};

export type ClaimAppealTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  claim_id: string;
  against: string;
  reason_sealed: Buffer;
  filed_at: Date;
  filed_by: string;
  outcome: string | null;
  answer_sealed: Buffer | null;
  decided_at: Date | null;
  decided_by: string | null;
  decided_by_name: string | null;
};

export type ClaimBillTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  claim_id: string;
  bill_index: Buffer;
};

export type ClaimDocumentTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  claim_id: string;
  code: string;
  type: string;
  bytes: bigint;
  sha256: Buffer;
  brought_at: Date;
  brought_by: string;
  removed_at: Date | null;
};

export type ClaimEventTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  claim_id: string;
  event: string;
  state: string;
  at: Date;
  by_id: string;
  by_role: string;
  by_name: string;
  facts: unknown;
  note_sealed: Buffer | null;
};

export type ClaimFindingTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  claim_id: string;
  code: string;
  weight: string;
  facts: unknown;
  claims: string[];
  found_at: Date;
  checked_by: string | null;
  checked_by_name: string | null;
  checked_at: Date | null;
};

export type ClaimPaymentTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  claim_id: string;
  result_id: string;
  place: number;
  kind: string;
  cents: bigint;
  state: string;
  payment_id: string | null;
  ordered_at: Date;
  settled_on: string | null;
  reason: string | null;
  by_province: Generated<boolean>;
};

export type ClaimPrivateTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  claim_id: string;
  person_id: string;
  filed_by: string;
  health_sealed: Buffer;
  bill_sealed: Buffer | null;
  bill_index: Buffer | null;
  payee_sealed: Buffer | null;
  account_index: Buffer | null;
};

export type ClaimResultTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  claim_id: string;
  number: number;
  plan_code: string;
  plan_version: string;
  decision: string;
  benefit_cents: bigint;
  content_sealed: Buffer;
  content_index: Buffer;
  worked_at: Date;
  worked_by: string;
};

export type ClaimSampleTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  claim_id: string;
  drawn_at: Date;
  outcome: string | null;
  note_sealed: Buffer | null;
  looked_at: Date | null;
  looked_by: string | null;
  looked_by_name: string | null;
};

export type ClaimSettingsTable = {
  city_id: number;
  id: string;
  certification_days: number;
  first_days: number;
  second_days: number;
  final_days: number;
  supplement_days: number;
  appeal_within_days: number;
  appeal_decision_days: number;
  city_final_cents: bigint | null;
  straight_cents: bigint | null;
  sample_bp: number;
  sample_seed: string;
  set_at: Date;
  set_by: string;
  set_by_name: string;
  province_pays: Generated<boolean>;
};

export type ClaimTallyTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  plan_code: string;
  state: string;
  claims: number;
};

export type ClaimUsualTable = {
  city_id: number;
  id: string;
  plan_code: string;
  up_to_cents: bigint;
  claims: number;
  as_of: string;
};

export type ColourChangeTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  standing_id: string;
  colour: string;
  reason: string;
  changed_by: string;
  changed_by_name: string;
  changed_at: Date;
};

export type ColourMarkTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  kind: string;
  from_on: string;
  until_on: string | null;
  source: string;
  source_id: string;
};

export type ColourRuleTable = {
  city_id: number;
  id: string;
  version: number;
  valid_from: string;
  green_from_bp: number;
  yellow_from_bp: number;
  set_by_name: string;
  set_at: Date;
};

export type CommendationTable = {
  city_id: number;
  id: string;
  organisation_id: string | null;
  organisation_name: string | null;
  praised_name: string | null;
  kind: string;
  reason: string;
  on_day: string;
  is_public: boolean;
  noted_by_name: string;
  noted_at: Date;
};

export type CommitteeTable = {
  city_id: number;
  id: string;
  kind: string;
  name: string;
  work: string;
  established_on: string;
  dissolved_on: string | null;
};

export type CommitteeMeetingTable = {
  city_id: number;
  id: string;
  committee_id: string;
  kind: string;
  title: string;
  held_on: string;
  attended: number;
  record: string;
  noted_by_name: string;
  noted_at: Date;
};

export type CommitteeSeatTable = {
  city_id: number;
  id: string;
  committee_id: string;
  seat: string;
  post: string;
  holder_name: string;
  from_on: string;
  until_on: string | null;
};

export type CourseTable = {
  city_id: number;
  id: string;
  level: string;
  title: string;
  topic: string;
  trainer: string;
  place: string;
  team: string | null;
  held_on: string;
  capacity: number;
  seats: Generated<number>;
  valid_months: number;
  questions: unknown;
  token: string;
  state: string;
  planned_by_name: string;
};

export type CourseSeatTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  course_id: string;
  name: string;
  code: string;
  signed_up_by_name: string;
  attended_at: Date | null;
  right_count: number | null;
  tested_at: Date | null;
  certificate: string | null;
  certified_on: string | null;
  valid_until: string | null;
};

export type CoverTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  person_id: string;
  batch_id: string;
  plan_code: string;
  from_on: string;
  until_on: string;
  previous_until_on: string | null;
};

export type CoverCertificateTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  cover_id: string;
  person_id: string;
  number: string;
  check_code: string;
  issued_on: string;
  issued_by: string;
  issued_by_name: string;
  issued_at: Date;
};

export type CoverConfirmationTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  cover_id: string;
  person_id: string;
  consent_version: string;
  confirmed_at: Date;
};

export type CoverMoveTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  cover_id: string;
  from_organisation_id: string;
  moved_on: string;
  reason: string;
  moved_at: Date;
  moved_by: string;
  batch_id: string | null;
};

export type CoverRemovalTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  cover_id: string;
  person_id: string;
  batch_id: string;
  plan_code: string;
  from_on: string;
  until_on: string;
  reason: string;
  removed_at: Date;
  removed_by: string;
  after_remittance: Generated<boolean>;
};

export type DirectiveTable = {
  city_id: number;
  id: string;
  kind: string;
  number: string | null;
  title: string;
  issuers: string[];
  body: string;
  issued_on: string;
  valid_until: string | null;
  noted_by_name: string;
  noted_at: Date;
};

export type DirectiveReceiptTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  directive_id: string;
  sent_at: Date;
  received_at: Date | null;
  received_by_name: string | null;
};

export type DirectiveTaskTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  directive_id: string;
  partner: string | null;
  words: string;
  due_on: string;
};

export type DonationTable = {
  city_id: number;
  id: string;
  number: string;
  donor_kind: string;
  donor_name: string | null;
  is_anonymous: boolean;
  contact_sealed: Buffer | null;
  form: string;
  cents: bigint;
  goods: string | null;
  use_for: string | null;
  purpose: string;
  is_restricted: boolean;
  agreement: string | null;
  activity_id: string | null;
  pledged_on: string;
  received_cents: Generated<bigint>;
  received_on: string | null;
  allocated_cents: Generated<bigint>;
  reported_cents: Generated<bigint>;
  receipt_waived: string | null;
  withdrawn_on: string | null;
  withdrawn_reason: string | null;
  registered_by: string;
  registered_by_name: string;
  registered_at: Date;
};

export type DonationArrivalTable = {
  city_id: number;
  id: string;
  donation_id: string | null;
  fiscal_grant_id: string | null;
  line_id: string | null;
  cents: bigint;
  on_day: string;
  note: string;
  noted_by_name: string;
  noted_at: Date;
  released_at: Date | null;
  released_by_name: string | null;
  released_reason: string | null;
};

export type DonationReportTable = {
  city_id: number;
  id: string;
  donation_id: string;
  cents: bigint;
  words: string;
  made_by_name: string;
  made_on: string;
};

export type DutyTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  account_id: string | null;
  kind: string;
  permission: string;
  source_id: string;
  title: string;
  link: string;
  unit: string;
  allowed: number;
  state: string;
  level: Generated<number>;
  escalates: boolean;
  due_job: string | null;
  opened_at: Date;
  since_at: Date;
  due_at: Date;
  first_due_at: Date;
  fired_for: Date | null;
  paused_at: Date | null;
  time_left: number | null;
  closed_at: Date | null;
  closed_by_name: string | null;
  took: number | null;
  evidence: string | null;
};

export type DutyEventTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  duty_id: string;
  event: string;
  at: Date;
  by_name: string;
  note: string | null;
};

export type EnrolmentBatchTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  number: number;
  plan_code: string;
  plan_version: string;
  settlement_month: string;
  cover_from: string;
  cover_until: string;
  label: string | null;
  state: string;
  file_id: string | null;
  rows: Generated<number>;
  accepted: Generated<number>;
  review: Generated<number>;
  rejected: Generated<number>;
  approved: Generated<number>;
  denied: Generated<number>;
  warned: Generated<number>;
  confirmed: Generated<number>;
  opened_at: Date;
  opened_by: string;
  read_at: Date | null;
  confirmed_at: Date | null;
  confirmed_by: string | null;
  billed_at: Date | null;
  withdrawn_at: Date | null;
  version: Generated<number>;
  paid_on: string | null;
  covered_from: string | null;
  covered_until: string | null;
  remitted_on: string | null;
  gift_id: string | null;
};

export type ExternalFactTable = {
  city_id: number;
  id: string;
  code: string;
  name: string;
  value: bigint;
  unit: string;
  holds_on: string;
  source: string;
  entered_by: string;
  entered_by_name: string;
  entered_at: Date;
};

export type ExternalNumberTable = {
  city_id: number;
  id: string;
  kind: string;
  our_id: string;
  number: string;
  noted_at: Date;
};

export type FaqEntryTable = {
  city_id: number;
  id: string;
  kind: string;
  topic: string;
  question: string;
  answer: string;
  clause: string | null;
  state: string;
  valid_from: string;
  valid_until: string | null;
  source_question_id: string | null;
  drafted_by: string;
  drafted_by_name: string;
  drafted_at: Date;
  approved_by: string | null;
  approved_by_name: string | null;
  approved_at: Date | null;
};

export type FaqWordTable = {
  city_id: number;
  word: string;
  faq_id: string;
};

export type FieldAreaTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  name: string;
  holder_name: string;
  from_on: string;
  until_on: string | null;
};

export type FieldAreaUnitTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  area_id: string;
};

export type FieldVisitTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  met: string;
  purpose: string;
  outcome: string;
  visited_on: string;
  visitor_name: string;
  noted_at: Date;
};

export type FindingTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  inspection_id: string;
  item: string;
  words: string;
  days: number;
  state: string;
  rectified_words: string | null;
  closed_words: string | null;
};

export type FiscalGrantTable = {
  city_id: number;
  id: string;
  number: string;
  issuer: string;
  document: string;
  issued_on: string;
  use_for: string;
  purpose: string;
  cents: bigint;
  received_cents: Generated<bigint>;
  received_on: string | null;
  allocated_cents: Generated<bigint>;
  registered_by: string;
  registered_by_name: string;
  registered_at: Date;
};

export type FoundingTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  kind: string;
  held_on: string;
  attended: number;
  willing: number;
  note: string;
  noted_by_name: string;
  noted_at: Date;
};

export type FundGrantTable = {
  city_id: number;
  id: string;
  number: string;
  source: string;
  source_id: string | null;
  use_for: string;
  purpose: string;
  cents: bigint;
  resolution: string;
  resolved_on: string;
  state: string;
  proposed_by: string;
  proposed_by_name: string;
  proposed_on: string;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_on: string | null;
  decision: string | null;
  entry_id: string | null;
  taken_back_on: string | null;
  taken_back_by_name: string | null;
  taken_back_reason: string | null;
};

export type FundGrantPartTable = {
  city_id: number;
  id: string;
  grant_id: string;
  donation_id: string | null;
  fiscal_grant_id: string | null;
  cents: bigint;
};

export type FundingDaysTable = {
  city_id: number;
  id: string;
  base_day: number;
  subsidy_day: number;
  shift: string;
};

export type FundingPeriodTable = {
  city_id: number;
  id: string;
  month: string;
  state: string;
  base_closed_on: string | null;
  base_entry_id: string | null;
  funded_on: string | null;
  remitted_on: string | null;
  confirmed_on: string | null;
  closed_on: string | null;
};

export type FundingRuleTable = {
  city_id: number;
  id: string;
  plan_code: string;
  plan_version: string;
  category: string;
  valid_from: string;
  set_by: string;
  set_at: Date;
};

export type FundingRuleShareTable = {
  city_id: number;
  id: string;
  rule_id: string;
  payer: string;
  cents: bigint;
  mode: string;
};

export type GiftTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  number: string;
  title: string;
  kind: string;
  funder_kind: string;
  funder_name: string;
  funder_organisation_id: string | null;
  funder_account_sealed: Buffer | null;
  funder_account_shown: string | null;
  plan_code: string;
  people_quota: number;
  cents_quota: bigint;
  people_used: Generated<number>;
  cents_used: Generated<bigint>;
  received_cents: Generated<bigint>;
  from_on: string;
  until_on: string;
  state: string;
  set_up_by: string;
  set_up_by_name: string;
  set_up_at: Date;
  closed_by_name: string | null;
  closed_at: Date | null;
};

export type GiftGrantTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  gift_id: string;
  people: number;
  people_used: Generated<number>;
};

export type HardshipListTable = {
  city_id: number;
  id: string;
  title: string;
  content_hash: string;
  lines: number;
  matched: number;
  without_consent: number;
  unknown: number;
  received_on: string;
  taken_by_name: string;
  taken_at: Date;
};

export type HardshipMarkTable = {
  city_id: number;
  id: string;
  list_id: string;
  person_id: string;
  category: string;
};

export type IdempotencyKeyTable = {
  city_id: number;
  id: string;
  actor_id: string;
  key: string;
  request_hash: Buffer;
  reply: unknown;
  at: Date;
};

export type IncentiveTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  sheet_id: string;
  kind: string;
  words: string;
  given_on: string;
  noted_by_name: string;
  noted_at: Date;
};

export type InnovationCaseTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  organisation_name: string;
  title: string;
  body: string;
  state: string;
  submitted_on: string;
  submitted_by: string;
  submitted_by_name: string;
  reason: string | null;
  checked_by_name: string | null;
  checked_on: string | null;
  published_on: string | null;
};

export type InspectionTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  round_id: string | null;
  drawn_how: string;
  items: unknown;
  until_on: string;
  state: string;
  visit_id: string | null;
  answers: unknown;
  records: unknown;
  score: number | null;
  visited_on: string | null;
  visited_by_name: string | null;
};

export type InspectionPhotoTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  inspection_id: string;
  slot: string;
  type: string;
  bytes: bigint;
  taken_by_name: string;
};

export type InspectionRoundTable = {
  city_id: number;
  id: string;
  title: string;
  template_version: number;
  seed: string;
  size: number;
  drawn_from: unknown;
  until_on: string;
  drawn_on: string;
  drawn_by_name: string;
};

export type InspectionTemplateTable = {
  city_id: number;
  id: string;
  version: number;
  items: unknown;
  valid_from: string;
  set_by_name: string;
  set_at: Date;
};

export type JobRunTable = {
  city_id: number;
  id: string;
  account_id: string;
  actor: unknown;
  name: string;
  title: string;
  payload: unknown;
  state: string;
  done: bigint | null;
  total: bigint | null;
  note: string | null;
  result: unknown;
  problem: unknown;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
};

export type LedgerAccountTable = {
  city_id: number;
  id: string;
  code: string;
  nature: string;
  balance_cents: Generated<bigint>;
};

export type LedgerDayTable = {
  city_id: number;
  id: string;
  account: string;
  day: string;
  debit_cents: bigint;
  credit_cents: bigint;
};

export type LedgerEntryTable = {
  city_id: number;
  id: string;
  month: string;
  number: number;
  effective_on: string;
  recorded_at: Date;
  recorded_by: string;
  recorded_by_name: string;
  source: string;
  source_id: string;
  kind: string;
  summary: string;
  reverses_id: string | null;
};

export type LedgerMappingTable = {
  city_id: number;
  id: string;
  account: string;
  external_code: string;
  external_name: string;
};

export type LedgerMonthTable = {
  city_id: number;
  id: string;
  month: string;
  state: string;
  last_number: number;
};

export type LedgerPostingTable = {
  city_id: number;
  id: string;
  entry_id: string;
  effective_on: string;
  number: number;
  place: number;
  from_account: string;
  to_account: string;
  amount_cents: bigint;
  organisation_id: string | null;
};

export type LineCorrectionTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  batch_id: string;
  line_id: string;
  kind: string;
  source: string;
  before_sealed: Buffer | null;
  before_code: string | null;
  after_code: string | null;
  corrected_at: Date;
  corrected_by: string;
};

export type LineEvidenceTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  batch_id: string;
  line_id: string;
  kind: string;
  type: string;
  bytes: bigint;
  sha256: Buffer;
  arrived_at: Date;
  arrived_by: string;
};

export type LineReviewTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  batch_id: string;
  line_id: string;
  step: string;
  note: string;
  evidence_kind: string | null;
  archive_born_on: string | null;
  at: Date;
  by_id: string;
  by_name: string;
  answers_id: string | null;
};

export type LivelihoodItemTable = {
  city_id: number;
  id: string;
  year: number;
  title: string;
  measure: string;
  unit_word: string;
  goal: bigint;
  due_on: string;
  set_by_name: string;
};

export type LivelihoodReportTable = {
  city_id: number;
  id: string;
  item_id: string;
  as_of: string;
  actual: bigint;
  problem: string;
  next_step: string;
  evidence: string;
  reported_by_name: string;
  reported_at: Date;
};

export type LoadStepTable = {
  city_id: number;
  id: string;
  load_id: string;
  key: string;
  kind: string;
  result: unknown;
  took_ms: Generated<number>;
  done_at: Date;
};

export type MatchingWordTable = {
  city_id: number;
  id: string;
  purpose: string;
  word: string;
};

export type MaterialMoveTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  material_id: string;
  kind: string;
  quantity: number;
  other_id: string | null;
  on_day: string;
  note: string;
  moved_by_name: string;
  moved_at: Date;
};

export type MaterialStockTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  material_id: string;
  received: Generated<number>;
  given: Generated<number>;
};

export type MediaItemTable = {
  city_id: number;
  id: string;
  channel: string;
  audience: string;
  outlet: string;
  title: string;
  is_own: boolean;
  mentions: number;
  published_on: string;
  noted_by_name: string;
  noted_at: Date;
};

export type MeetingDecisionTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  meeting_id: string;
  words: string;
  due_on: string;
};

export type MemberAccountTable = {
  id: string;
  phone_index: Buffer;
  phone_sealed: Buffer;
  large_type: Generated<boolean>;
  failed_bindings: Generated<number>;
  failed_on: string | null;
  created_at: Date;
};

export type MemberBindingTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  person_id: string;
  account_id: string;
  phone_sealed: Buffer;
  bound_at: Date;
  bound_by: string;
  ended_at: Date | null;
  ended_by: string | null;
};

export type MemberCodeTable = {
  id: string;
  phone_index: Buffer;
  address_index: Buffer;
  code_hash: Buffer;
  sealed: Buffer | null;
  asked_at: Date;
  expires_at: Date;
  tries: Generated<number>;
  used_at: Date | null;
  sent_at: Date | null;
};

export type MemberConsentTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  person_id: string;
  purpose: string;
  version: string;
  text_hash: Buffer;
  action: string;
  channel: string;
  at: Date;
  by_id: string;
};

export type MemberDeletionTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  person_id: string;
  asked_at: Date;
  answered_at: Date | null;
  answered_by: string | null;
  answer: string | null;
};

export type MemberRequestTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  person_id: string;
  account_id: string;
  phone_sealed: Buffer;
  state: string;
  asked_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
  note: string | null;
};

export type MemberSessionTable = {
  id: string;
  account_id: string;
  token_hash: Buffer;
  device: string;
  binding_city_id: number | null;
  binding_id: string | null;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
};

export type ModelObjectionTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  model_id: string;
  words: string;
  by_id: string;
  by_name: string;
  at: Date;
  answer: string | null;
  answered_by_name: string | null;
  answered_at: Date | null;
};

export type ModelUnitTable = {
  city_id: number;
  id: string;
  unit_id: string;
  unit_name: string;
  sheet_id: string;
  month: string;
  reason: string;
  state: string;
  proposed_by: string;
  proposed_by_name: string;
  notice_from: string;
  notice_until: string;
  decided_by_name: string | null;
  decided_on: string | null;
  decision: string | null;
};

export type MysteryCallTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  called_on: string;
  topic: string;
  marks: unknown;
  score: number;
  words: string;
  called_by_name: string;
};

export type NationalExportTable = {
  city_id: number;
  id: string;
  number: string;
  kind: string;
  lines: number;
  cents: bigint;
  sha256: Buffer;
  made_at: Date;
  made_by: string;
  made_by_name: string;
};

export type NationalItemTable = {
  city_id: number;
  id: string;
  export_id: string;
  line: number;
  kind: string;
  our_id: string;
  unit_id: string | null;
  person_id: string | null;
  cents: bigint;
  state: string;
  their_cents: bigint | null;
  they_paid: Generated<boolean>;
  reason: string | null;
  answered_on: string | null;
  resolution: string | null;
  note: string | null;
  resolved_by_name: string | null;
  resolved_at: Date | null;
};

export type NationalResultTable = {
  city_id: number;
  id: string;
  export_id: string;
  name: string;
  sha256: Buffer;
  lines: number;
  known: number;
  read_at: Date;
  read_by_name: string;
};

export type NationalSettingTable = {
  city_id: number;
  id: string;
  columns: unknown;
  set_at: Date;
  set_by: string;
};

export type NoticeTable = {
  city_id: number;
  id: string;
  organisation_id: string | null;
  person_id: string | null;
  account_id: string | null;
  permission: string | null;
  template: string;
  source: string;
  source_id: string;
  title: string;
  body: string;
  sms: string | null;
  link: string | null;
  told_at: Date;
};

export type NoticeDeliveryTable = {
  city_id: number;
  id: string;
  organisation_id: string | null;
  notice_id: string;
  channel: string;
  address_sealed: Buffer | null;
  state: string;
  tries: Generated<number>;
  next_at: Date | null;
  fault: string | null;
  receipt: string | null;
  sent_at: Date | null;
};

export type NoticeReadTable = {
  city_id: number;
  id: string;
  notice_id: string;
  reader: string;
  read_at: Date;
};

export type NoticeSettingTable = {
  city_id: number;
  id: string;
  person_id: string | null;
  account_id: string | null;
  email_sealed: Buffer | null;
  email_code_hash: Buffer | null;
  email_code_until: Date | null;
  email_tries: Generated<number>;
  email_confirmed_at: Date | null;
  wechat_sealed: Buffer | null;
  muted: Generated<string[]>;
};

export type NumberSeriesTable = {
  city_id: number;
  id: string;
  series: string;
  last_number: bigint;
};

export type OpenItemTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  kind: string;
  source: string;
  source_id: string;
  month: string;
  due_cents: bigint;
  received_cents: Generated<bigint>;
  heads: number | null;
  account: string;
  announced_on: string;
  is_settled: Generated<boolean>;
  is_withdrawn: Generated<boolean>;
  reference: Generated<string>;
  payee_name: Generated<string>;
  payee_index: Buffer | null;
  batch_id: string | null;
  batch_reference: Generated<string>;
};

export type OrganisationTable = {
  city_id: number;
  id: string;
  code: string;
  name: string;
  name_key: string;
  kind: string;
  parent_id: string | null;
  union_id: string;
  region_code: string | null;
  sector: string | null;
  state: string;
  opened_on: string;
  closed_on: string | null;
  version: Generated<number>;
};

export type OrganisationCategoryTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  category: string;
  during: string;
};

export type OrganisationLabelTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  label: string;
  value: string;
  during: string;
};

export type OrganisationMoveTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  parent_id: string;
  during: string;
  reason: string;
};

export type OrganisationPartTable = {
  city_id: number;
  ancestor_id: string;
  organisation_id: string;
  depth: number;
};

export type OrganisationProfileTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  uscc: string | null;
  uscc_confirmed: Generated<boolean>;
  no_uscc_reason: string | null;
  staff: number | null;
  payer: Generated<string>;
  account_name: string | null;
  account_no_sealed: Buffer | null;
  account_no_index: Buffer | null;
  contact: string | null;
  phone_sealed: Buffer | null;
};

export type PackHandingTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  recipient_id: string;
  from_id: string;
  event: string;
  on_day: string;
  by_name: string;
  note: string;
  proof_kind: string | null;
  proof_type: string | null;
  proof_id: string | null;
};

export type PackMoveTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  pack_id: string;
  kind: string;
  quantity: number;
  other_id: string | null;
  recipient_id: string | null;
  on_day: string;
  note: string;
  moved_by_name: string;
  moved_at: Date;
};

export type PackRecipientTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  pack_id: string;
  person_id: string | null;
  name: string;
  mark: string;
  state: string;
  listed_by_name: string;
};

export type PackStockTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  pack_id: string;
  came: Generated<number>;
  went: Generated<number>;
};

export type PaymentTable = {
  city_id: number;
  id: string;
  number: string;
  source: string;
  source_id: string;
  purpose: string;
  fund: string;
  payee_name: string;
  payee_person_id: string | null;
  payee_organisation_id: string | null;
  account_sealed: Buffer;
  account_index: Buffer;
  account_shown: string;
  bank_name: string;
  bank_code: string;
  cents: bigint;
  remark: string;
  replaces_id: string | null;
  state: string;
  batch_id: string | null;
  ordered_on: string;
  ordered_by: string;
  ordered_by_name: string;
  ordered_at: Date;
};

export type PaymentBatchTable = {
  city_id: number;
  id: string;
  number: string;
  bank_account_id: string;
  layout: string;
  fund: string;
  payments: number;
  cents: bigint;
  content_hash: string;
  state: string;
  made_by: string;
  made_by_name: string;
  made_at: Date;
  released_by: string | null;
  released_by_name: string | null;
  released_at: Date | null;
  released_on: string | null;
  withdrawn_by: string | null;
  withdrawn_by_name: string | null;
  withdrawn_at: Date | null;
  withdrawn_reason: string | null;
};

export type PaymentLimitTable = {
  city_id: number;
  id: string;
  payment_cents: bigint;
  batch_cents: bigint;
  set_by: string;
  set_by_name: string;
  set_at: Date;
};

export type PaymentOutcomeTable = {
  city_id: number;
  id: string;
  batch_id: string;
  payment_id: string;
  step: string;
  outcome: string;
  settled_on: string;
  reason: string;
  result_id: string | null;
  noted_by: string;
  noted_by_name: string;
  noted_at: Date;
};

export type PaymentResultTable = {
  city_id: number;
  id: string;
  batch_id: string;
  file_name: string;
  file_hash: string;
  lines: number;
  paid: number;
  failed: number;
  read_by: string;
  read_by_name: string;
  read_at: Date;
};

export type PaymentSentTable = {
  city_id: number;
  id: string;
  batch_id: string;
  payment_id: string;
  place: number;
  cents: bigint;
};

export type PeriodEventTable = {
  city_id: number;
  id: string;
  month: string;
  event: string;
  actor_id: string;
  actor_name: string;
  at: Date;
  facts: unknown;
};

export type PeriodReopeningTable = {
  city_id: number;
  id: string;
  month: string;
  reason: string;
  asked_by: string;
  asked_by_name: string;
  asked_at: Date;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_at: Date | null;
  state: string;
};

export type PersonTable = {
  city_id: number;
  id: string;
  name: string;
  name_2: Generated<string>;
  name_3: Generated<string>;
  name_is_long: Generated<boolean>;
  sex: string | null;
  born_on: string | null;
  archive_born_on: string | null;
  organisation_id: string;
  employed_from: string | null;
  phone_sealed: Buffer | null;
  card_sealed: Buffer | null;
  merged_into: string | null;
  version: Generated<number>;
};

export type PersonIdentifierTable = {
  city_id: number;
  id: string;
  person_id: string;
  organisation_id: string;
  kind: string;
  number_sealed: Buffer;
  number_index: Buffer;
};

export type PersonMergeTable = {
  city_id: number;
  id: string;
  kept_id: string;
  merged_id: string;
  reason: string;
  proposed_by: string;
  proposed_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  decision_note: string | null;
  state: string;
};

export type PersonPastEmployerTable = {
  city_id: number;
  id: string;
  person_id: string;
  organisation_id: string;
  during: string;
};

export type PlanTable = {
  code: string;
  name: string;
};

export type PlanDraftTable = {
  plan_code: string;
  version: string;
  state: string;
  file_text: string;
  revision: number;
  edited_by: string;
  edited_by_name: string;
  edited_at: Date;
  proposed_by: string | null;
  proposed_by_name: string | null;
  proposed_at: Date | null;
  return_note: string | null;
  returned_by_name: string | null;
};

export type PlanPriceTable = {
  plan_code: string;
  plan_version: string;
  in_city: number;
  valid_from: string;
  cents: bigint;
};

export type PlanVersionTable = {
  plan_code: string;
  version: string;
  name: string;
  source: string;
  valid_from: string;
  valid_until: string | null;
  period_months: number;
  status: string;
  document: unknown;
  sha256: Buffer;
  published_at: Date;
  file_text: string | null;
  proposed_by_name: string | null;
  published_by_name: string | null;
  retired_on: string | null;
  retired_by_name: string | null;
};

export type PublicityActivityTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  kind: string;
  title: string;
  place: string;
  held_on: string;
  heads: number;
  noted_by_name: string;
  noted_at: Date;
};

export type PublicityMaterialTable = {
  city_id: number;
  id: string;
  name: string;
  unit_word: string;
};

export type QuestionTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  person_id: string | null;
  number: string;
  kind: string;
  channel: string;
  topic: string;
  body: string;
  state: string;
  station_id: string | null;
  asked_at: Date;
  asked_by: string;
  asked_by_name: string;
  first_due_at: Date;
  first_answered_at: Date | null;
  took_minutes: number | null;
  answered_level: number | null;
  outcome: string | null;
  version: Generated<number>;
};

export type QuestionEntryTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  person_id: string | null;
  question_id: string;
  event: string;
  at: Date;
  by_name: string;
  by_place: string;
  body: string;
  faq_id: string | null;
};

export type QuestionWordTable = {
  city_id: number;
  word: string;
  question_id: string;
  organisation_id: string;
};

export type ReceiptTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  request_id: string;
  round: number;
  kind: string;
  reverses_id: string | null;
  reason: string;
  paper: string;
  number: string;
  check_code: string;
  check_address: string;
  title: string;
  uscc: string;
  item: string;
  heads: number;
  cents: bigint;
  received_on: string;
  issued_on: string;
  issuer_id: string;
  issuer_name: string;
  drawn_by: string;
  drawn_by_name: string;
  checked_by: string;
  checked_by_name: string;
  issued_at: Date;
};

export type ReceiptRequestTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  source: string;
  source_id: string;
  kind: string;
  item: string;
  heads: number;
  cents: bigint;
  received_on: string;
  title: string;
  uscc: string;
  state: string;
  round: Generated<number>;
  requested_at: Date;
  confirmed_by: string | null;
  confirmed_by_name: string | null;
  confirmed_at: Date | null;
  drawn_by: string | null;
  drawn_by_name: string | null;
  drawn_at: Date | null;
  note: string | null;
  is_void: Generated<boolean>;
};

export type ReceiptSettingTable = {
  city_id: number;
  id: string;
  subsidy_paper: string;
  set_by: string;
  set_at: Date;
};

export type ReconciliationTable = {
  city_id: number;
  id: string;
  bank_account_id: string;
  month: string;
  book_cents: bigint;
  statement_cents: bigint;
  prepared_by: string;
  prepared_by_name: string;
  prepared_at: Date;
  checked_by: string | null;
  checked_by_name: string | null;
  checked_at: Date | null;
};

export type RefundTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  number: string;
  bill_id: string;
  batch_id: string;
  cover_id: string;
  person_id: string;
  settled_month: string;
  covered_from: string;
  ground: string;
  reason: string;
  cents: bigint;
  member_account_sealed: Buffer | null;
  member_account_shown: string | null;
  state: string;
  asked_by: string;
  asked_by_name: string;
  asked_at: Date;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_at: Date | null;
  decision_note: string | null;
  received_on: string | null;
  paid_on: string | null;
};

export type RefundPaperTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  refund_id: string;
  type: string;
  bytes: bigint;
  sha256: Buffer;
  arrived_at: Date;
  arrived_by: string;
  arrived_by_name: string;
};

export type RefundShareTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  refund_id: string;
  payer: string;
  payer_organisation_id: string;
  cents: bigint;
  payment_id: string | null;
  paid_on: string | null;
  trouble: string | null;
};

export type ReliefBudgetTable = {
  city_id: number;
  id: string;
  year: number;
  cents: bigint;
  committed_cents: Generated<bigint>;
  resolution: string;
  set_by_name: string;
  set_at: Date;
};

export type ReliefGrantTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  person_id: string;
  number: string;
  route: string;
  source_id: string | null;
  cause: string;
  happened_on: string;
  is_urgent: boolean;
  reason_sealed: Buffer;
  again_reason: string | null;
  cents: bigint;
  payee_sealed: Buffer;
  account_shown: string;
  state: string;
  state_since: Date;
  proposed_by: string;
  proposed_by_name: string;
  proposed_on: string;
  notice_from: string | null;
  notice_until: string | null;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_on: string | null;
  decision: string | null;
  payment_id: string | null;
  paid_on: string | null;
};

export type ReliefObjectionTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  grant_id: string;
  words: string;
  noted_by_name: string;
  noted_at: Date;
  answer: string | null;
  answered_by_name: string | null;
  answered_at: Date | null;
};

export type ReliefOpinionTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  grant_id: string;
  agrees: boolean;
  words: string;
  given_by: string;
  given_by_name: string;
  given_at: Date;
};

export type ReminderTable = {
  city_id: number;
  id: string;
  month: string;
  organisation_id: string;
  reason: string;
  cents: bigint;
  outcome: string;
  by_id: string;
  at: Date;
};

export type RemittanceTable = {
  city_id: number;
  id: string;
  month: string;
  heads: number;
  cents: bigint;
  state: string;
  made_by: string;
  made_by_name: string;
  made_at: Date;
  checked_by: string | null;
  checked_by_name: string | null;
  checked_at: Date | null;
  remitted_on: string | null;
  acknowledged_by: string | null;
  acknowledged_at: Date | null;
  answer: unknown;
};

export type RemittanceLineTable = {
  city_id: number;
  id: string;
  remittance_id: string;
  plan_code: string;
  plan_version: string;
  price_cents: bigint;
  heads: number;
  cents: bigint;
};

export type RoleGrantTable = {
  city_id: number;
  id: string;
  account_id: string;
  organisation_id: string;
  role: string;
  during: string;
  granted_by: string;
  granted_at: Date;
  delegated_from: string | null;
  revoked_at: Date | null;
  revoked_by: string | null;
};

export type RosterFileTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  batch_id: string;
  name: string;
  bytes: bigint;
  sha256: Buffer;
  state: string;
  reading: unknown;
  took_ms: number | null;
  arrived_at: Date;
  arrived_by: string;
};

export type RosterLineTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  batch_id: string;
  line: number;
  outcome: string;
  code: string | null;
  findings: unknown;
  warnings: string[] | null;
  decision: string | null;
  name: string;
  number_sealed: Buffer | null;
  number_index: Buffer | null;
  is_sound: boolean;
  papers: string | null;
  sex: string | null;
  born_on: string | null;
  post: string | null;
  phone_sealed: Buffer | null;
  card_sealed: Buffer | null;
  remark: string | null;
  corrected_at: Date | null;
  version: Generated<number>;
};

export type SchemaMigrationTable = {
  number: number;
  name: string;
  hash: string;
  applied_at: Generated<Date>;
};

export type ScoreRuleTable = {
  city_id: number;
  id: string;
  version: number;
  valid_from: string;
  coverage: number;
  funding: number;
  service: number;
  awareness: number;
  inspection: number;
  innovation: number;
  set_by_name: string;
  set_at: Date;
};

export type ScoreSheetTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  as_of: string;
  inputs: unknown;
  score: number | null;
  weight: number;
  taken_at: Date;
  taken_by_name: string;
};

export type SessionTable = {
  id: string;
  account_id: string;
  kind: string;
  title: string | null;
  token_hash: Buffer;
  has_second_factor: Generated<boolean>;
  grant_city_id: number | null;
  grant_id: string | null;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
  acting_city_id: number | null;
};

export type SettlementTable = {
  city_id: number;
  id: string;
  feed_id: string;
  line: number;
  place: number;
  setl_index: Buffer;
  visit_index: Buffer;
  person_id: string;
  claim_id: string | null;
  outcome: string;
  reason: string | null;
  differs: Generated<string[]>;
  reversed_at: Date | null;
};

export type SettlementCorrectionTable = {
  city_id: number;
  id: string;
  feed_id: string;
  line: number;
  claim_id: string;
  state: string;
  outcome: string | null;
  waits_for: string | null;
  figures_sealed: Buffer | null;
  noted_at: Date;
  done_at: Date | null;
};

export type SettlementFeedTable = {
  city_id: number;
  id: string;
  number: string | null;
  name: string;
  source: string;
  asked_from: string | null;
  sha256: Buffer;
  bytes: bigint;
  state: string;
  received_at: Date;
  received_by: string;
  received_by_name: string;
  read_at: Date | null;
  lines: Generated<number>;
  reversals: Generated<number>;
  total_cents: Generated<bigint>;
  fund_pay_cents: Generated<bigint>;
  own_pay_cents: Generated<bigint>;
  no_consent: Generated<number>;
  unknown_person: Generated<number>;
  known: Generated<number>;
  problems: Generated<unknown>;
  problem_count: Generated<number>;
};

export type SettlementSourceTable = {
  city_id: number;
  id: string;
  url: string;
  token_sealed: Buffer;
  is_active: boolean;
  position: Generated<string>;
  asked_at: Date | null;
  problem: string | null;
  set_at: Date;
  set_by: string;
};

export type SignInTryTable = {
  login_index: Buffer;
  failed_count: number;
  locked_until: Date | null;
  tried_at: Date;
};

export type SiteVisitTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  organisation_name: string;
  words: string;
  held_on: string;
  guests: number;
  noted_by_name: string;
  noted_at: Date;
};

export type SiteVisitGuestTable = {
  city_id: number;
  visit_id: string;
  organisation_id: string;
};

export type StandingTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  as_of: string;
  inputs: unknown;
  goal: number;
  people: number;
  units: number;
  pace_bp: number | null;
  completion_bp: number | null;
  computed: string;
  taken_at: Date;
  taken_by_name: string;
};

export type StationTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  number: string;
  name: string;
  region_code: string | null;
  address: string;
  phone: string;
  is_active: boolean;
  opened_on: string;
  longitude: string | null;
  latitude: string | null;
};

export type StationShiftTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  station_id: string;
  on_day: string;
  half: string;
  account_id: string | null;
  duty_name: string;
  duty_phone: string;
};

export type StoryTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  kind: string;
  title: string;
  body: string;
  state: string;
  drafted_by: string;
  drafted_by_name: string;
  drafted_at: Date;
  published_by: string | null;
  published_by_name: string | null;
  published_on: string | null;
  withdrawn_on: string | null;
  withdrawn_reason: string | null;
};

export type StoryPersonTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  story_id: string;
  person_id: string;
};

export type SubsidyBudgetTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  year: number;
  cents: bigint;
  resolution: string;
  set_by: string;
  set_by_name: string;
  set_at: Date;
};

export type SubsidyDueTable = {
  city_id: number;
  id: string;
  month: string;
  organisation_id: string;
  payer: string;
  mode: string;
  heads: number;
  units: number;
  cents: bigint;
  announced_on: string;
};

export type SurveyTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  root_id: string;
  plan_code: string;
  plan_version: string;
  questions: unknown;
  token: string;
  state: string;
  opened_on: string;
  opened_by_name: string;
  closed_on: string | null;
  valid: number | null;
  aware: number | null;
};

export type SurveySlipTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  survey_id: string;
  slip: string;
  choices: number[];
  is_aware: boolean;
  given_at: Date;
};

export type TargetTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  year: number;
  measure: string;
  goal: bigint;
  definition: string;
  set_how: string;
  set_by: string;
  set_by_name: string;
  set_at: Date;
};

export type TargetGroupTable = {
  city_id: number;
  id: string;
  year: number;
  split: string;
  value: string;
  place: number;
  goal: bigint;
  starts_on: string;
  ends_on: string;
  definition: string;
  set_by_name: string;
  set_at: Date;
};

export type TrialTable = {
  city_id: number;
  id: string;
  name: string;
  note: string;
  plan_code: string;
  plan_version: string;
  year: number;
  variants: unknown;
  outcomes: unknown;
  is_shared: boolean;
  kept_at: Date;
  kept_by: string;
  kept_by_name: string;
};

export type UnitRegistrationTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  unit_id: string | null;
  state: string;
  step: Generated<number>;
  token_hash: Buffer;
  token_until: Date;
  invited_by: string | null;
  name: string;
  name_key: string;
  kind: string;
  uscc: string | null;
  uscc_confirmed: Generated<boolean>;
  no_uscc_reason: string | null;
  sector: string | null;
  staff: number | null;
  payer: Generated<string>;
  account_name: string | null;
  account_no_sealed: Buffer | null;
  account_no_index: Buffer | null;
  contact: string | null;
  phone_sealed: Buffer | null;
  submitted_at: Date | null;
  decided_at: Date | null;
  decided_by: string | null;
  reasons: Generated<string[]>;
  note: string | null;
  claimed_at: Date | null;
  created_at: Date;
  version: Generated<number>;
};

export type VisitPromiseTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  visit_id: string;
  words: string;
  due_on: string;
};

export type WebhookTable = {
  city_id: number;
  id: string;
  url: string;
  secret_sealed: Buffer;
  events: string[];
  state: string;
  told_until: bigint;
  failures: Generated<number>;
  last_problem: string | null;
  try_again_at: Date | null;
  created_by: string;
  created_at: Date;
};

export type WorkGrantTable = {
  city_id: number;
  id: string;
  organisation_id: string;
  number: string;
  cents: bigint;
  reason: string;
  state: string;
  proposed_by: string;
  proposed_by_name: string;
  proposed_on: string;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_on: string | null;
  decision: string | null;
  payment_id: string | null;
  paid_on: string | null;
};

export type DB = {
  account: AccountTable;
  account_invitation: AccountInvitationTable;
  activity_reach: ActivityReachTable;
  allocation: AllocationTable;
  ambassador: AmbassadorTable;
  audit_line: AuditLineTable;
  audit_seal: AuditSealTable;
  bank_account: BankAccountTable;
  bank_decision: BankDecisionTable;
  bank_line: BankLineTable;
  bank_statement: BankStatementTable;
  bill: BillTable;
  bill_change: BillChangeTable;
  bill_share: BillShareTable;
  bulletin: BulletinTable;
  bulletin_line: BulletinLineTable;
  care_event: CareEventTable;
  care_event_cost: CareEventCostTable;
  care_event_seat: CareEventSeatTable;
  care_pack: CarePackTable;
  care_purchase: CarePurchaseTable;
  case_adoption: CaseAdoptionTable;
  certificate_file: CertificateFileTable;
  city: CityTable;
  city_load: CityLoadTable;
  claim: ClaimTable;
  claim_appeal: ClaimAppealTable;
  claim_bill: ClaimBillTable;
  claim_document: ClaimDocumentTable;
  claim_event: ClaimEventTable;
  claim_finding: ClaimFindingTable;
  claim_payment: ClaimPaymentTable;
  claim_private: ClaimPrivateTable;
  claim_result: ClaimResultTable;
  claim_sample: ClaimSampleTable;
  claim_settings: ClaimSettingsTable;
  claim_tally: ClaimTallyTable;
  claim_usual: ClaimUsualTable;
  colour_change: ColourChangeTable;
  colour_mark: ColourMarkTable;
  colour_rule: ColourRuleTable;
  commendation: CommendationTable;
  committee: CommitteeTable;
  committee_meeting: CommitteeMeetingTable;
  committee_seat: CommitteeSeatTable;
  course: CourseTable;
  course_seat: CourseSeatTable;
  cover: CoverTable;
  cover_certificate: CoverCertificateTable;
  cover_confirmation: CoverConfirmationTable;
  cover_move: CoverMoveTable;
  cover_removal: CoverRemovalTable;
  directive: DirectiveTable;
  directive_receipt: DirectiveReceiptTable;
  directive_task: DirectiveTaskTable;
  donation: DonationTable;
  donation_arrival: DonationArrivalTable;
  donation_report: DonationReportTable;
  duty: DutyTable;
  duty_event: DutyEventTable;
  enrolment_batch: EnrolmentBatchTable;
  external_fact: ExternalFactTable;
  external_number: ExternalNumberTable;
  faq_entry: FaqEntryTable;
  faq_word: FaqWordTable;
  field_area: FieldAreaTable;
  field_area_unit: FieldAreaUnitTable;
  field_visit: FieldVisitTable;
  finding: FindingTable;
  fiscal_grant: FiscalGrantTable;
  founding: FoundingTable;
  fund_grant: FundGrantTable;
  fund_grant_part: FundGrantPartTable;
  funding_days: FundingDaysTable;
  funding_period: FundingPeriodTable;
  funding_rule: FundingRuleTable;
  funding_rule_share: FundingRuleShareTable;
  gift: GiftTable;
  gift_grant: GiftGrantTable;
  hardship_list: HardshipListTable;
  hardship_mark: HardshipMarkTable;
  idempotency_key: IdempotencyKeyTable;
  incentive: IncentiveTable;
  innovation_case: InnovationCaseTable;
  inspection: InspectionTable;
  inspection_photo: InspectionPhotoTable;
  inspection_round: InspectionRoundTable;
  inspection_template: InspectionTemplateTable;
  job_run: JobRunTable;
  ledger_account: LedgerAccountTable;
  ledger_day: LedgerDayTable;
  ledger_entry: LedgerEntryTable;
  ledger_mapping: LedgerMappingTable;
  ledger_month: LedgerMonthTable;
  ledger_posting: LedgerPostingTable;
  line_correction: LineCorrectionTable;
  line_evidence: LineEvidenceTable;
  line_review: LineReviewTable;
  livelihood_item: LivelihoodItemTable;
  livelihood_report: LivelihoodReportTable;
  load_step: LoadStepTable;
  matching_word: MatchingWordTable;
  material_move: MaterialMoveTable;
  material_stock: MaterialStockTable;
  media_item: MediaItemTable;
  meeting_decision: MeetingDecisionTable;
  member_account: MemberAccountTable;
  member_binding: MemberBindingTable;
  member_code: MemberCodeTable;
  member_consent: MemberConsentTable;
  member_deletion: MemberDeletionTable;
  member_request: MemberRequestTable;
  member_session: MemberSessionTable;
  model_objection: ModelObjectionTable;
  model_unit: ModelUnitTable;
  mystery_call: MysteryCallTable;
  national_export: NationalExportTable;
  national_item: NationalItemTable;
  national_result: NationalResultTable;
  national_setting: NationalSettingTable;
  notice: NoticeTable;
  notice_delivery: NoticeDeliveryTable;
  notice_read: NoticeReadTable;
  notice_setting: NoticeSettingTable;
  number_series: NumberSeriesTable;
  open_item: OpenItemTable;
  organisation: OrganisationTable;
  organisation_category: OrganisationCategoryTable;
  organisation_label: OrganisationLabelTable;
  organisation_move: OrganisationMoveTable;
  organisation_part: OrganisationPartTable;
  organisation_profile: OrganisationProfileTable;
  pack_handing: PackHandingTable;
  pack_move: PackMoveTable;
  pack_recipient: PackRecipientTable;
  pack_stock: PackStockTable;
  payment: PaymentTable;
  payment_batch: PaymentBatchTable;
  payment_limit: PaymentLimitTable;
  payment_outcome: PaymentOutcomeTable;
  payment_result: PaymentResultTable;
  payment_sent: PaymentSentTable;
  period_event: PeriodEventTable;
  period_reopening: PeriodReopeningTable;
  person: PersonTable;
  person_identifier: PersonIdentifierTable;
  person_merge: PersonMergeTable;
  person_past_employer: PersonPastEmployerTable;
  plan: PlanTable;
  plan_draft: PlanDraftTable;
  plan_price: PlanPriceTable;
  plan_version: PlanVersionTable;
  publicity_activity: PublicityActivityTable;
  publicity_material: PublicityMaterialTable;
  question: QuestionTable;
  question_entry: QuestionEntryTable;
  question_word: QuestionWordTable;
  receipt: ReceiptTable;
  receipt_request: ReceiptRequestTable;
  receipt_setting: ReceiptSettingTable;
  reconciliation: ReconciliationTable;
  refund: RefundTable;
  refund_paper: RefundPaperTable;
  refund_share: RefundShareTable;
  relief_budget: ReliefBudgetTable;
  relief_grant: ReliefGrantTable;
  relief_objection: ReliefObjectionTable;
  relief_opinion: ReliefOpinionTable;
  reminder: ReminderTable;
  remittance: RemittanceTable;
  remittance_line: RemittanceLineTable;
  role_grant: RoleGrantTable;
  roster_file: RosterFileTable;
  roster_line: RosterLineTable;
  schema_migration: SchemaMigrationTable;
  score_rule: ScoreRuleTable;
  score_sheet: ScoreSheetTable;
  session: SessionTable;
  settlement: SettlementTable;
  settlement_correction: SettlementCorrectionTable;
  settlement_feed: SettlementFeedTable;
  settlement_source: SettlementSourceTable;
  sign_in_try: SignInTryTable;
  site_visit: SiteVisitTable;
  site_visit_guest: SiteVisitGuestTable;
  standing: StandingTable;
  station: StationTable;
  station_shift: StationShiftTable;
  story: StoryTable;
  story_person: StoryPersonTable;
  subsidy_budget: SubsidyBudgetTable;
  subsidy_due: SubsidyDueTable;
  survey: SurveyTable;
  survey_slip: SurveySlipTable;
  target: TargetTable;
  target_group: TargetGroupTable;
  trial: TrialTable;
  unit_registration: UnitRegistrationTable;
  visit_promise: VisitPromiseTable;
  webhook: WebhookTable;
  work_grant: WorkGrantTable;
};

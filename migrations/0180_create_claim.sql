-- The way of a claim from the first draft to the money: facts, papers, findings, frozen results, deadlines, appeals.

-- tables
create table claim (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  cover_id uuid not null,
  plan_code text not null,
  plan_version text not null,
  number text,
  channel text not null check (channel in ('phone', 'unit', 'relative', 'automatic')),
  state text not null check (state in ('draft', 'certification', 'first_review', 'second_review', 'final_review', 'approved', 'paying', 'paid', 'payment_failed', 'returned', 'rejected', 'withdrawn', 'lapsed', 'appealed')),
  state_since timestamptz not null,
  due_on date,
  resumes text check (resumes in ('certification', 'first_review', 'second_review', 'final_review', 'approved', 'paying', 'paid', 'payment_failed', 'rejected')),
  kind text not null check (kind in ('inpatient', 'chronic_outpatient', 'diagnosis', 'accident_medical', 'disability', 'accidental_death', 'sudden_death')),
  cause text not null check (cause in ('illness', 'accident')),
  event_on date not null,
  ended_on date not null,
  filed_on date,
  days int not null default 0 check (days >= 0),
  grade int,
  total_cents bigint not null default 0 check (total_cents >= 0),
  out_of_scope_cents bigint not null default 0 check (out_of_scope_cents >= 0),
  pre_self_pay_cents bigint not null default 0 check (pre_self_pay_cents >= 0),
  in_scope_cents bigint not null default 0 check (in_scope_cents >= 0),
  fund_pay_cents bigint not null default 0 check (fund_pay_cents >= 0),
  deductible_paid_cents bigint not null default 0 check (deductible_paid_cents >= 0),
  other_pay_cents bigint not null default 0 check (other_pay_cents >= 0),
  payee_kind text not null check (payee_kind in ('self', 'heir', 'guardian')),
  opened_at timestamptz not null,
  filed_by text not null,
  certification text check (certification in ('employed', 'not_employed', 'silent', 'not_needed')),
  certified_by text,
  first_by text,
  second_by text,
  final_by text,
  taken_by text,
  taken_by_name text,
  taken_at timestamptz,
  result_id uuid,
  standing_result_id uuid,
  decision text check (decision in ('payable', 'declined', 'returned')),
  benefit_cents bigint check (benefit_cents >= 0),
  hard_findings int not null default 0,
  soft_findings int not null default 0,
  decided_at timestamptz,
  sent_on_at timestamptz,
  went_straight boolean not null default false,
  version int not null default 1,
  primary key (city_id, id),
  constraint claim_number_once unique (city_id, number),
  constraint claim_ends_after_it_begins check (event_on <= ended_on),
  constraint claim_first_is_not_second check (first_by <> second_by),
  constraint claim_reviews_are_not_final check (final_by <> first_by and final_by <> second_by)
);

create index claim_queue on claim (city_id, state, due_on, id) where state not in ('draft', 'paid', 'rejected', 'withdrawn', 'lapsed');

create index claim_went_straight on claim (city_id) where went_straight;

create index claim_by_state on claim (city_id, state, id);

create index claim_of_unit on claim (city_id, organisation_id, state, id);

create index claim_of_person on claim (city_id, person_id, id);

create index claim_of_cover on claim (city_id, cover_id, id);

create index claim_taken on claim (city_id, taken_by, state) where state in ('first_review', 'second_review', 'final_review');

create index claim_open on claim (city_id, due_on, id) where state not in ('draft', 'paid', 'rejected', 'withdrawn', 'lapsed');

-- What the unit must not see: held by a wall of its own. Sealed: what the illness is, on which bill, where the money goes.
create table claim_private (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  claim_id uuid not null,
  person_id uuid not null,
  filed_by text not null,
  health_sealed bytea not null,
  bill_sealed bytea,
  bill_index bytea,
  payee_sealed bytea,
  account_index bytea,
  primary key (city_id, id),
  constraint claim_private_once unique (city_id, claim_id)
);

create index claim_private_by_bill on claim_private (city_id, bill_index);

create index claim_private_by_account on claim_private (city_id, account_index);

create table claim_document (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  claim_id uuid not null,
  code text not null,
  type text not null check (type in ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
  bytes bigint not null,
  sha256 bytea not null,
  brought_at timestamptz not null,
  brought_by text not null,
  removed_at timestamptz,
  primary key (city_id, id)
);

create unique index claim_document_once on claim_document (city_id, claim_id, code, sha256) where removed_at is null;

create index claim_document_by_content on claim_document (city_id, sha256);

create table claim_event (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  claim_id uuid not null,
  event text not null,
  state text not null,
  at timestamptz not null,
  by_id text not null,
  by_role text not null,
  by_name text not null,
  facts jsonb not null,
  note_sealed bytea,
  primary key (city_id, id)
);

create index claim_event_of on claim_event (city_id, claim_id, id);

create index claim_event_by_time on claim_event (city_id, at);

create table claim_finding (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  claim_id uuid not null,
  code text not null,
  weight text not null check (weight in ('hard', 'soft')),
  facts jsonb not null,
  claims uuid[] not null,
  found_at timestamptz not null,
  checked_by text,
  checked_by_name text,
  checked_at timestamptz,
  primary key (city_id, id),
  constraint claim_finding_once unique (city_id, claim_id, code)
);

-- A result is frozen: inputs, plan version, what was used before, the result and its steps as canonical bytes, and a keyed
-- hash of them. A plain hash would let a diagnosis be guessed, since everything else in it is known.
create table claim_result (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  claim_id uuid not null,
  number int not null check (number > 0),
  plan_code text not null,
  plan_version text not null,
  decision text not null check (decision in ('payable', 'declined', 'returned')),
  benefit_cents bigint not null check (benefit_cents >= 0),
  content_sealed bytea not null,
  content_index bytea not null,
  worked_at timestamptz not null,
  worked_by text not null,
  primary key (city_id, id),
  constraint claim_result_in_order unique (city_id, claim_id, number)
);

-- The bills on which a reimbursement was granted, under whatever cover: each once.
create table claim_bill (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  claim_id uuid not null,
  bill_index bytea not null,
  primary key (city_id, id),
  constraint claim_bill_used_once unique (city_id, bill_index)
);

create index claim_bill_of on claim_bill (city_id, claim_id);

-- What was ordered to be paid for a claim, and what is to be asked back. Its id is the source that payments are told.
create table claim_payment (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  claim_id uuid not null,
  result_id uuid not null,
  place int not null,
  kind text not null check (kind in ('benefit', 'difference', 'recovery')),
  cents bigint not null check (cents > 0),
  state text not null check (state in ('ordered', 'paid', 'failed', 'noted')),
  payment_id uuid,
  ordered_at timestamptz not null,
  settled_on date,
  reason text,
  primary key (city_id, id),
  constraint claim_payment_one_after_the_other unique (city_id, claim_id, place)
);

create table claim_appeal (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  claim_id uuid not null,
  against text not null,
  reason_sealed bytea not null,
  filed_at timestamptz not null,
  filed_by text not null,
  outcome text check (outcome in ('upheld', 'overturned')),
  answer_sealed bytea,
  decided_at timestamptz,
  decided_by text,
  decided_by_name text,
  primary key (city_id, id)
);

create index claim_appeal_of on claim_appeal (city_id, claim_id);

create unique index claim_appeal_open_once on claim_appeal (city_id, claim_id) where outcome is null;

-- Claims that were decided without a person and drawn to be looked at.
create table claim_sample (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  claim_id uuid not null,
  drawn_at timestamptz not null,
  outcome text check (outcome in ('agreed', 'differs')),
  note_sealed bytea,
  looked_at timestamptz,
  looked_by text,
  looked_by_name text,
  primary key (city_id, id),
  constraint claim_sample_once unique (city_id, claim_id)
);

create index claim_sample_open on claim_sample (city_id, id) where outcome is null;

-- How many claims of each unit and plan stand where: kept by the statement that moves a claim, so that no list counts.
create table claim_tally (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  plan_code text not null,
  state text not null,
  claims int not null,
  primary key (city_id, id),
  constraint claim_tally_once unique (city_id, organisation_id, plan_code, state)
);

-- What a city has set; the latest counts, earlier ones are kept to show what held when.
create table claim_settings (
  city_id int not null,
  id uuid not null,
  certification_days int not null check (certification_days between 1 and 60),
  first_days int not null check (first_days between 1 and 60),
  second_days int not null check (second_days between 1 and 60),
  final_days int not null check (final_days between 1 and 60),
  supplement_days int not null check (supplement_days between 1 and 120),
  appeal_within_days int not null check (appeal_within_days between 1 and 365),
  appeal_decision_days int not null check (appeal_decision_days between 1 and 120),
  city_final_cents bigint check (city_final_cents >= 0),
  straight_cents bigint check (straight_cents > 0),
  sample_bp int not null check (sample_bp between 0 and 10000),
  sample_seed text not null,
  set_at timestamptz not null,
  set_by text not null,
  set_by_name text not null,
  primary key (city_id, id)
);

create index claim_settings_latest on claim_settings (city_id, set_at);

-- What is usual: 99 of 100 benefits of a plan are no larger. Worked out once a day.
create table claim_usual (
  city_id int not null,
  id uuid not null,
  plan_code text not null,
  up_to_cents bigint not null,
  claims int not null,
  as_of date not null,
  primary key (city_id, id),
  constraint claim_usual_once unique (city_id, plan_code)
);

-- The same as enqueue_job, but not before some seconds have passed.
create function enqueue_job_in(city_id int, job_run_id uuid, seconds int) returns void language plpgsql security definer set search_path = public as $$ begin perform graphile_worker.add_job('run', json_build_object('cityId', city_id, 'id', job_run_id), max_attempts := 3, job_key := job_run_id::text, run_at := now() + make_interval(secs => seconds)); end $$;

-- distribute

-- foreign keys
alter table claim add constraint claim_unit foreign key (city_id, organisation_id) references organisation (city_id, id);

alter table claim add constraint claim_person foreign key (city_id, person_id) references person (city_id, id);

-- Merging two records takes a cover out and puts it in again: looked at when the transaction ends.
alter table claim add constraint claim_cover foreign key (city_id, cover_id) references cover (city_id, id) deferrable initially deferred;

alter table claim add constraint claim_plan_version foreign key (plan_code, plan_version) references plan_version (plan_code, version);

alter table claim_private add constraint claim_private_of foreign key (city_id, claim_id) references claim (city_id, id);

alter table claim_document add constraint claim_document_of_claim foreign key (city_id, claim_id) references claim (city_id, id);

alter table claim_event add constraint claim_event_of_claim foreign key (city_id, claim_id) references claim (city_id, id);

alter table claim_finding add constraint claim_finding_of_claim foreign key (city_id, claim_id) references claim (city_id, id);

alter table claim_result add constraint claim_result_of_claim foreign key (city_id, claim_id) references claim (city_id, id);

alter table claim_bill add constraint claim_bill_of_claim foreign key (city_id, claim_id) references claim (city_id, id);

alter table claim_payment add constraint claim_payment_of_claim foreign key (city_id, claim_id) references claim (city_id, id);

alter table claim_appeal add constraint claim_appeal_of_claim foreign key (city_id, claim_id) references claim (city_id, id);

alter table claim_sample add constraint claim_sample_of_claim foreign key (city_id, claim_id) references claim (city_id, id);

-- Rosters and what became of each line: batches, their files, decisions with evidence, and the covers they lead to.

-- tables
create table enrolment_batch (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  number int not null check (number > 0),
  plan_code text not null,
  plan_version text not null,
  settlement_month date not null check (settlement_month = date_trunc('month', settlement_month)::date),
  cover_from date not null,
  cover_until date not null,
  label text check (label in ('addition', 'joint_union', 'platform_workers', 'gift')),
  state text not null check (state in ('draft', 'read', 'confirmed', 'withdrawn')),
  file_id uuid,
  rows int not null default 0,
  accepted int not null default 0,
  review int not null default 0,
  rejected int not null default 0,
  approved int not null default 0,
  denied int not null default 0,
  warned int not null default 0,
  confirmed int not null default 0,
  opened_at timestamptz not null,
  opened_by text not null,
  read_at timestamptz,
  confirmed_at timestamptz,
  confirmed_by text,
  billed_at timestamptz,
  remitted_at timestamptz,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (city_id, id),
  constraint enrolment_batch_number_once unique (city_id, organisation_id, number),
  constraint enrolment_batch_in_order check (cover_from < cover_until)
);

create index enrolment_batch_by_month on enrolment_batch (city_id, settlement_month, id);

create table roster_file (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  batch_id uuid not null,
  name text not null,
  bytes bigint not null,
  sha256 bytea not null,
  state text not null check (state in ('arrived', 'read', 'replaced')),
  reading jsonb,
  took_ms int,
  arrived_at timestamptz not null,
  arrived_by text not null,
  primary key (city_id, id)
);

create index roster_file_by_content on roster_file (city_id, sha256);

create index roster_file_of_batch on roster_file (city_id, batch_id);

create table roster_line (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  batch_id uuid not null,
  line int not null,
  outcome text not null check (outcome in ('accepted', 'review', 'rejected')),
  code text,
  findings jsonb,
  warnings text[],
  decision text check (decision in ('approved', 'denied')),
  name text not null,
  number_sealed bytea,
  number_index bytea,
  is_sound boolean not null,
  papers text,
  sex text check (sex in ('male', 'female')),
  born_on date,
  post text,
  phone_sealed bytea,
  card_sealed bytea,
  remark text,
  corrected_at timestamptz,
  version int not null default 1,
  primary key (city_id, id),
  constraint roster_line_once unique (city_id, batch_id, line)
);

create index roster_line_to_look_at on roster_line (city_id, batch_id, line) where outcome <> 'accepted' or warnings is not null;

create index roster_line_in_review on roster_line (city_id, id) where outcome = 'review' and decision is null;

create table line_correction (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  batch_id uuid not null,
  line_id uuid not null,
  kind text not null check (kind in ('corrected', 'removed', 'added')),
  source text not null check (source in ('page', 'file')),
  before_sealed bytea,
  before_code text,
  after_code text,
  corrected_at timestamptz not null,
  corrected_by text not null,
  primary key (city_id, id)
);

create index line_correction_of on line_correction (city_id, line_id);

create table line_evidence (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  batch_id uuid not null,
  line_id uuid not null,
  kind text not null check (kind in ('not_retired_statement', 'archive_birth_date', 'identity_papers', 'other')),
  type text not null check (type in ('application/pdf', 'image/jpeg', 'image/png')),
  bytes bigint not null,
  sha256 bytea not null,
  arrived_at timestamptz not null,
  arrived_by text not null,
  primary key (city_id, id),
  constraint line_evidence_once unique (city_id, line_id, sha256)
);

create table line_review (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  batch_id uuid not null,
  line_id uuid not null,
  step text not null check (step in ('approved', 'denied', 'taken_back', 'asked_province', 'province_answered')),
  note text not null,
  evidence_kind text,
  archive_born_on date,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  primary key (city_id, id)
);

create index line_review_of on line_review (city_id, line_id, at);

-- The covers of one person under one plan form a chain: each names the end of the one before it, or nothing where it is
-- the first. No two can follow the same one, and none begins before the one it follows has ended, so none overlap.
create table cover (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  batch_id uuid not null,
  plan_code text not null,
  from_on date not null,
  until_on date not null,
  previous_until_on date,
  primary key (city_id, id),
  constraint cover_ends_once unique (city_id, person_id, plan_code, until_on),
  constraint cover_follows_once unique nulls not distinct (city_id, person_id, plan_code, previous_until_on),
  constraint cover_in_order check (from_on < until_on),
  constraint cover_after_the_previous check (previous_until_on <= from_on)
);

create index cover_by_unit on cover (city_id, organisation_id, id);

create table cover_move (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  cover_id uuid not null,
  from_organisation_id uuid not null,
  moved_on date not null,
  reason text not null,
  moved_at timestamptz not null,
  moved_by text not null,
  primary key (city_id, id)
);

create index cover_move_of on cover_move (city_id, cover_id);

create table cover_removal (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  cover_id uuid not null,
  person_id uuid not null,
  batch_id uuid not null,
  plan_code text not null,
  from_on date not null,
  until_on date not null,
  reason text not null,
  removed_at timestamptz not null,
  removed_by text not null,
  primary key (city_id, id)
);

create index cover_removal_of_batch on cover_removal (city_id, batch_id);

-- distribute

-- foreign keys
alter table enrolment_batch add constraint enrolment_batch_unit foreign key (city_id, organisation_id) references organisation (city_id, id);

alter table roster_file add constraint roster_file_batch foreign key (city_id, batch_id) references enrolment_batch (city_id, id);

alter table roster_line add constraint roster_line_batch foreign key (city_id, batch_id) references enrolment_batch (city_id, id);

alter table line_correction add constraint line_correction_batch foreign key (city_id, batch_id) references enrolment_batch (city_id, id);

alter table line_evidence add constraint line_evidence_batch foreign key (city_id, batch_id) references enrolment_batch (city_id, id);

alter table line_review add constraint line_review_batch foreign key (city_id, batch_id) references enrolment_batch (city_id, id);

alter table cover add constraint cover_person foreign key (city_id, person_id) references person (city_id, id);

alter table cover add constraint cover_batch foreign key (city_id, batch_id) references enrolment_batch (city_id, id);

alter table cover add constraint cover_previous foreign key (city_id, person_id, plan_code, previous_until_on) references cover (city_id, person_id, plan_code, until_on) deferrable initially deferred;

-- What deserves to be copied and praised: cases others adopt, score sheets kept with all they were computed from, model units after public notice.

-- tables
-- Names stand beside the organisations: units do not see one another in the tree, but they read whose case it is.
create table innovation_case (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  organisation_name text not null,
  title text not null,
  body text not null,
  state text not null check (state in ('submitted', 'returned', 'accepted', 'published')),
  submitted_on date not null,
  submitted_by text not null,
  submitted_by_name text not null,
  reason text,
  checked_by_name text,
  checked_on date,
  published_on date,
  primary key (city_id, id),
  constraint innovation_case_returned_with_reason check (state <> 'returned' or reason is not null),
  constraint innovation_case_published_on check ((state = 'published') = (published_on is not null))
);

create index innovation_case_of on innovation_case (city_id, organisation_id, id);

create table case_adoption (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  organisation_name text not null,
  case_id uuid not null,
  since_on date not null,
  noted_by_name text not null,
  noted_at timestamptz not null,
  primary key (city_id, id),
  constraint case_adopted_once unique (city_id, case_id, organisation_id)
);

create table site_visit (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  organisation_name text not null,
  words text not null,
  held_on date not null,
  guests int not null check (guests > 0),
  noted_by_name text not null,
  noted_at timestamptz not null,
  primary key (city_id, id)
);

create table site_visit_guest (
  city_id int not null,
  visit_id uuid not null,
  organisation_id uuid not null,
  primary key (city_id, visit_id, organisation_id)
);

create table score_rule (
  city_id int not null,
  id uuid not null,
  version int not null,
  valid_from date not null,
  coverage int not null check (coverage >= 0),
  funding int not null check (funding >= 0),
  service int not null check (service >= 0),
  awareness int not null check (awareness >= 0),
  inspection int not null check (inspection >= 0),
  innovation int not null check (innovation >= 0),
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (city_id, id),
  constraint score_rule_version unique (city_id, version),
  constraint score_rule_adds_up check (coverage + funding + service + awareness + inspection + innovation = 100)
);

-- All that a sheet follows from stands in its inputs; scores are hundredths of points.
create table score_sheet (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  as_of date not null,
  inputs jsonb not null,
  score int check (score between 0 and 10000),
  weight int not null check (weight between 0 and 100),
  taken_at timestamptz not null,
  taken_by_name text not null,
  primary key (city_id, id),
  constraint score_sheet_once unique (city_id, organisation_id, as_of),
  constraint score_sheet_scored check (score is null or weight > 0)
);

create index score_sheet_by_day on score_sheet (city_id, as_of, score, id);

create table incentive (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  sheet_id uuid not null,
  kind text not null check (kind in ('funds', 'preference', 'honour')),
  words text not null,
  given_on date not null,
  noted_by_name text not null,
  noted_at timestamptz not null,
  primary key (city_id, id),
  constraint incentive_once unique (city_id, sheet_id, kind)
);

create table model_unit (
  city_id int not null,
  id uuid not null,
  -- Not organisation_id: who is on notice is public, and no part of the tree owns it.
  unit_id uuid not null,
  unit_name text not null,
  sheet_id uuid not null,
  month date not null check (extract(day from month) = 1),
  reason text not null,
  state text not null check (state in ('noticed', 'published', 'dropped')),
  proposed_by text not null,
  proposed_by_name text not null,
  notice_from date not null,
  notice_until date not null,
  decided_by_name text,
  decided_on date,
  decision text,
  primary key (city_id, id),
  constraint model_unit_decided check ((state = 'noticed') = (decided_on is null))
);

create unique index model_unit_once on model_unit (city_id, month, unit_id) where state <> 'dropped';

create table model_objection (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  model_id uuid not null,
  words text not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  answer text,
  answered_by_name text,
  answered_at timestamptz,
  primary key (city_id, id),
  constraint model_objection_answered check (answered_at is null or answer is not null)
);

create index model_objection_of on model_objection (city_id, model_id, id);

create table commendation (
  city_id int not null,
  id uuid not null,
  organisation_id uuid,
  organisation_name text,
  praised_name text,
  kind text not null check (kind in ('donor', 'ambassador', 'unit')),
  reason text not null,
  on_day date not null,
  is_public boolean not null,
  noted_by_name text not null,
  noted_at timestamptz not null,
  primary key (city_id, id),
  constraint commendation_of_one check ((organisation_id is null) <> (praised_name is null)),
  constraint commendation_names_it check ((organisation_id is null) = (organisation_name is null)),
  constraint commendation_donor_by_name check (praised_name is null or kind = 'donor')
);

-- distribute

-- foreign keys
alter table case_adoption add constraint case_adoption_of_case foreign key (city_id, case_id) references innovation_case (city_id, id);

alter table site_visit_guest add constraint site_visit_guest_of_visit foreign key (city_id, visit_id) references site_visit (city_id, id);

alter table incentive add constraint incentive_of_sheet foreign key (city_id, sheet_id) references score_sheet (city_id, id);

alter table model_unit add constraint model_unit_of_sheet foreign key (city_id, sheet_id) references score_sheet (city_id, id);

alter table model_objection add constraint model_objection_of_model foreign key (city_id, model_id) references model_unit (city_id, id);

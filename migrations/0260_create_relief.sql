-- Second relief for people in need: grants with two opinions and a public notice, the budget that bounds them, and the hardship list matched under consent.

-- tables
create table relief_budget (
  city_id int not null,
  id uuid not null,
  year int not null,
  cents bigint not null check (cents >= 0),
  committed_cents bigint not null default 0,
  resolution text not null,
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (city_id, id),
  constraint relief_budget_once unique (city_id, year),
  constraint relief_budget_not_overspent check (committed_cents between 0 and cents)
);

create table relief_grant (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  number text not null,
  route text not null check (route in ('paid_claim', 'refused_claim', 'hardship_list', 'visit')),
  source_id uuid,
  cause text not null check (cause in ('accident', 'illness', 'disaster', 'hardship')),
  happened_on date not null,
  is_urgent boolean not null,
  reason_sealed bytea not null,
  again_reason text,
  cents bigint not null check (cents > 0),
  payee_sealed bytea not null,
  account_shown text not null,
  state text not null check (state in ('proposed', 'noticed', 'paying', 'paid', 'payment_failed', 'returned', 'rejected', 'withdrawn')),
  state_since timestamptz not null,
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_on date not null,
  notice_from date,
  notice_until date,
  decided_by text,
  decided_by_name text,
  decided_on date,
  decision text,
  payment_id uuid,
  paid_on date,
  primary key (city_id, id),
  constraint relief_grant_numbered_once unique (city_id, number),
  constraint relief_grant_two_people check (decided_by <> proposed_by),
  constraint relief_grant_noticed_before_paid check (state not in ('paying', 'paid', 'payment_failed') or (notice_until is not null and decided_on > notice_until))
);

-- One event is helped once.
create unique index relief_grant_once on relief_grant (city_id, source_id) where source_id is not null and state not in ('returned', 'rejected', 'withdrawn');

create index relief_grant_by_state on relief_grant (city_id, state, id);

create index relief_grant_of_person on relief_grant (city_id, person_id, id);

create index relief_grant_of_unit on relief_grant (city_id, organisation_id, id);

create table relief_opinion (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  grant_id uuid not null,
  agrees boolean not null,
  words text not null,
  given_by text not null,
  given_by_name text not null,
  given_at timestamptz not null,
  primary key (city_id, id),
  constraint relief_opinion_once unique (city_id, grant_id, given_by)
);

create table relief_objection (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  grant_id uuid not null,
  words text not null,
  noted_by_name text not null,
  noted_at timestamptz not null,
  answer text,
  answered_by_name text,
  answered_at timestamptz,
  primary key (city_id, id)
);

create index relief_objection_of on relief_objection (city_id, grant_id, id);

create table hardship_list (
  city_id int not null,
  id uuid not null,
  title text not null,
  content_hash text not null,
  lines int not null,
  matched int not null,
  without_consent int not null,
  unknown int not null,
  received_on date not null,
  taken_by_name text not null,
  taken_at timestamptz not null,
  primary key (city_id, id),
  constraint hardship_list_once unique (city_id, content_hash)
);

-- Only who agreed to be looked for; of others nothing is kept but their count.
create table hardship_mark (
  city_id int not null,
  id uuid not null,
  list_id uuid not null,
  person_id uuid not null,
  category text not null check (category in ('minimum_living', 'extreme_poverty', 'low_income_edge', 'illness_poverty', 'other')),
  primary key (city_id, id),
  constraint hardship_mark_once unique (city_id, list_id, person_id)
);

create index hardship_mark_of_person on hardship_mark (city_id, person_id, id);

alter table member_consent drop constraint member_consent_purpose_check;

alter table member_consent add constraint member_consent_purpose_check check (purpose in ('membership', 'health_claim', 'medical_data_exchange', 'publicity_story', 'hardship_match'));

alter table bank_line drop constraint bank_line_kind_check;

alter table bank_line add constraint bank_line_kind_check check (kind in ('unit_share', 'subsidy', 'remittance', 'reimbursement', 'payment', 'payment_return', 'refund', 'gift', 'benefit', 'interest', 'bank_fee', 'donation', 'relief', 'work_fund', 'fiscal_grant', 'returned', 'unmatched'));

-- distribute

-- foreign keys
alter table relief_grant add constraint relief_grant_to_person foreign key (city_id, person_id) references person (city_id, id);

alter table relief_opinion add constraint relief_opinion_of foreign key (city_id, grant_id) references relief_grant (city_id, id);

alter table relief_objection add constraint relief_objection_of_grant foreign key (city_id, grant_id) references relief_grant (city_id, id);

alter table hardship_mark add constraint hardship_mark_in_list foreign key (city_id, list_id) references hardship_list (city_id, id);

alter table hardship_mark add constraint hardship_mark_person foreign key (city_id, person_id) references person (city_id, id);

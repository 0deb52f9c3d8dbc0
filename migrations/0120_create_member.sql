-- Workers on their phones: sign-in by number and code, whom an account stands for, consents, requests to delete.

-- tables
-- A number is an account before anybody knows whose: that is proved by a binding.
create table member_account (
  id uuid primary key,
  phone_index bytea not null,
  phone_sealed bytea not null,
  large_type boolean not null default false,
  failed_bindings int not null default 0,
  failed_on date,
  created_at timestamptz not null,
  constraint member_account_phone_once unique (phone_index)
);

-- `sealed` holds number and code until the message has gone; of the code stays a keyed hash.
create table member_code (
  id uuid primary key,
  phone_index bytea not null,
  address_index bytea not null,
  code_hash bytea not null,
  sealed bytea,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  tries int not null default 0,
  used_at timestamptz,
  sent_at timestamptz
);

create index member_code_by_phone on member_code (phone_index, asked_at);

create index member_code_by_address on member_code (address_index, asked_at);

create table member_session (
  id uuid primary key,
  account_id uuid not null references member_account (id),
  token_hash bytea not null unique,
  device text not null,
  binding_city_id int,
  binding_id uuid,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);

create index member_session_of_account on member_session (account_id);

create table member_binding (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  account_id uuid not null,
  phone_sealed bytea not null,
  bound_at timestamptz not null,
  bound_by text not null,
  ended_at timestamptz,
  ended_by text,
  primary key (city_id, id)
);

create unique index member_binding_of_account on member_binding (city_id, account_id) where ended_at is null;

create unique index member_binding_of_person on member_binding (city_id, person_id) where ended_at is null;

create table member_request (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  account_id uuid not null,
  phone_sealed bytea not null,
  state text not null check (state in ('asked', 'confirmed', 'refused', 'withdrawn')),
  asked_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  note text,
  primary key (city_id, id)
);

create unique index member_request_open_once on member_request (city_id, account_id) where state = 'asked';

create index member_request_by_state on member_request (city_id, state, id);

create table member_consent (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  purpose text not null check (purpose in ('membership', 'health_claim', 'medical_data_exchange', 'publicity_story')),
  version text not null,
  text_hash bytea not null,
  action text not null check (action in ('given', 'withdrawn')),
  channel text not null check (channel in ('phone', 'unit', 'city')),
  at timestamptz not null,
  by_id text not null,
  primary key (city_id, id)
);

create index member_consent_of on member_consent (city_id, person_id, purpose, id);

create table member_deletion (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  asked_at timestamptz not null,
  answered_at timestamptz,
  answered_by text,
  answer text,
  primary key (city_id, id)
);

create unique index member_deletion_open_once on member_deletion (city_id, person_id) where answered_at is null;

-- distribute

-- foreign keys
alter table member_binding add constraint member_binding_person foreign key (city_id, person_id) references person (city_id, id);

alter table member_request add constraint member_request_person foreign key (city_id, person_id) references person (city_id, id);

alter table member_consent add constraint member_consent_person foreign key (city_id, person_id) references person (city_id, id);

alter table member_deletion add constraint member_deletion_person foreign key (city_id, person_id) references person (city_id, id);

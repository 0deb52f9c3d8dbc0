-- Receipts: what is asked for and confirmed by who paid, and what was issued. What is issued is only added to: an error is reversed whole and issued anew.

-- tables
create table receipt_setting (
  city_id int not null,
  id uuid not null,
  subsidy_paper text not null check (subsidy_paper in ('receipt', 'transfer_note')),
  set_by text not null,
  set_at timestamptz not null,
  primary key (city_id, id),
  constraint receipt_setting_once unique (city_id)
);

create table receipt_request (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  source text not null,
  source_id uuid not null,
  kind text not null check (kind in ('contribution', 'subsidy', 'gift')),
  item text not null,
  heads int not null check (heads > 0),
  cents bigint not null check (cents > 0),
  received_on date not null,
  title text not null,
  uscc text not null,
  state text not null check (state in ('requested', 'confirmed', 'drawn', 'issued', 'reversal_drawn', 'withdrawn')),
  round int not null default 1,
  requested_at timestamptz not null,
  confirmed_by text,
  confirmed_by_name text,
  confirmed_at timestamptz,
  drawn_by text,
  drawn_by_name text,
  drawn_at timestamptz,
  note text,
  primary key (city_id, id),
  constraint receipt_requested_once unique (city_id, source, source_id)
);

create index receipt_request_by_state on receipt_request (city_id, state, id);

create index receipt_request_of on receipt_request (city_id, organisation_id, id);

create table receipt (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  request_id uuid not null,
  round int not null,
  kind text not null check (kind in ('issued', 'reversal')),
  reverses_id uuid,
  reason text not null,
  paper text not null check (paper in ('receipt', 'transfer_note')),
  number text not null,
  check_code text not null,
  check_address text not null,
  title text not null,
  uscc text not null,
  item text not null,
  heads int not null,
  cents bigint not null,
  received_on date not null,
  issued_on date not null,
  issuer_id uuid not null,
  issuer_name text not null,
  drawn_by text not null,
  drawn_by_name text not null,
  checked_by text not null,
  checked_by_name text not null,
  issued_at timestamptz not null,
  primary key (city_id, id),
  constraint receipt_numbered_once unique (city_id, number),
  constraint receipt_checked_by_code unique (city_id, check_code),
  constraint receipt_once_a_round unique (city_id, request_id, round, kind),
  constraint receipt_reversed_once unique (city_id, reverses_id),
  constraint receipt_two_people check (checked_by <> drawn_by),
  constraint receipt_reversal_takes_away check ((kind = 'reversal') = (cents < 0))
);

create index receipt_of_request on receipt (city_id, request_id, id);

-- distribute

-- foreign keys
alter table receipt_request add constraint receipt_request_by foreign key (city_id, organisation_id) references organisation (city_id, id);

alter table receipt add constraint receipt_of foreign key (city_id, request_id) references receipt_request (city_id, id);

alter table receipt add constraint receipt_reverses foreign key (city_id, reverses_id) references receipt (city_id, id);

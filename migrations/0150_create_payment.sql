-- Payments: what is to be paid, in which batch it goes to the bank, what the bank answered. Who is paid how much is never changed, nothing is sent twice.

-- tables
create table number_series (
  city_id int not null,
  id uuid not null,
  series text not null,
  last_number bigint not null,
  primary key (city_id, id),
  constraint number_series_once unique (city_id, series)
);

create table payment_limit (
  city_id int not null,
  id uuid not null,
  payment_cents bigint not null check (payment_cents > 0),
  batch_cents bigint not null check (batch_cents > 0),
  set_by text not null,
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (city_id, id),
  constraint payment_limit_once unique (city_id)
);

create table payment_batch (
  city_id int not null,
  id uuid not null,
  number text not null,
  bank_account_id uuid not null,
  layout text not null,
  fund text not null,
  payments int not null check (payments > 0),
  cents bigint not null check (cents > 0),
  content_hash text not null,
  state text not null check (state in ('made', 'released', 'withdrawn')),
  made_by text not null,
  made_by_name text not null,
  made_at timestamptz not null,
  released_by text,
  released_by_name text,
  released_at timestamptz,
  released_on date,
  withdrawn_by text,
  withdrawn_by_name text,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (city_id, id),
  constraint payment_batch_numbered_once unique (city_id, number),
  constraint payment_batch_two_people check (released_by is null or released_by <> made_by),
  constraint payment_batch_released_by_somebody check (state <> 'released' or released_by is not null)
);

create table payment (
  city_id int not null,
  id uuid not null,
  number text not null,
  source text not null,
  source_id uuid not null,
  purpose text not null check (purpose in ('benefit', 'refund', 'relief')),
  fund text not null,
  payee_name text not null,
  payee_person_id uuid,
  payee_organisation_id uuid,
  account_sealed bytea not null,
  account_index bytea not null,
  account_shown text not null,
  bank_name text not null,
  bank_code text not null,
  cents bigint not null check (cents > 0),
  remark text not null,
  replaces_id uuid,
  state text not null check (state in ('ordered', 'batched', 'released', 'paid', 'failed', 'returned', 'cancelled')),
  batch_id uuid,
  ordered_on date not null,
  ordered_by text not null,
  ordered_by_name text not null,
  ordered_at timestamptz not null,
  primary key (city_id, id),
  constraint payment_numbered_once unique (city_id, number),
  constraint payment_replaced_once unique (city_id, replaces_id),
  constraint payment_batched_in_a_batch check (state in ('ordered', 'cancelled') or batch_id is not null)
);

create unique index payment_one_live on payment (city_id, source, source_id) where state in ('ordered', 'batched', 'released', 'paid');

create index payment_by_state on payment (city_id, state, id);

create index payment_of_batch on payment (city_id, batch_id, id);

create index payment_to_account on payment (city_id, account_index, id);

create index payment_of_source on payment (city_id, source, source_id, id);

create table payment_sent (
  city_id int not null,
  id uuid not null,
  batch_id uuid not null,
  payment_id uuid not null,
  place int not null,
  cents bigint not null check (cents > 0),
  primary key (city_id, id),
  constraint payment_sent_once unique (city_id, payment_id),
  constraint payment_sent_in_its_place unique (city_id, batch_id, place)
);

create table payment_result (
  city_id int not null,
  id uuid not null,
  batch_id uuid not null,
  file_name text not null,
  file_hash text not null,
  lines int not null,
  paid int not null,
  failed int not null,
  read_by text not null,
  read_by_name text not null,
  read_at timestamptz not null,
  primary key (city_id, id),
  constraint payment_result_read_once unique (city_id, file_hash)
);

create index payment_result_of_batch on payment_result (city_id, batch_id, id);

create table payment_outcome (
  city_id int not null,
  id uuid not null,
  batch_id uuid not null,
  payment_id uuid not null,
  step text not null check (step in ('bank', 'return')),
  outcome text not null check (outcome in ('paid', 'failed', 'returned')),
  settled_on date not null,
  reason text not null,
  result_id uuid,
  noted_by text not null,
  noted_by_name text not null,
  noted_at timestamptz not null,
  primary key (city_id, id),
  constraint payment_outcome_once unique (city_id, payment_id, step),
  constraint payment_outcome_of_its_step check ((step = 'return') = (outcome = 'returned'))
);

-- distribute

-- foreign keys
alter table payment_batch add constraint payment_batch_from foreign key (city_id, bank_account_id) references bank_account (city_id, id);

alter table payment add constraint payment_in_batch foreign key (city_id, batch_id) references payment_batch (city_id, id);

alter table payment add constraint payment_replaces foreign key (city_id, replaces_id) references payment (city_id, id);

alter table payment_sent add constraint payment_sent_in foreign key (city_id, batch_id) references payment_batch (city_id, id);

alter table payment_sent add constraint payment_sent_is foreign key (city_id, payment_id) references payment (city_id, id);

alter table payment_result add constraint payment_result_of foreign key (city_id, batch_id) references payment_batch (city_id, id);

alter table payment_outcome add constraint payment_outcome_of foreign key (city_id, payment_id) references payment (city_id, id);

alter table payment_outcome add constraint payment_outcome_told_by foreign key (city_id, result_id) references payment_result (city_id, id);

-- Settlements from the medical-insurance side: feeds as they came, what became of each line that may be kept, and where more are fetched.

-- tables
create table settlement_feed (
  city_id int not null,
  id uuid not null,
  number text,
  name text not null,
  source text not null check (source in ('file', 'sent', 'fetched')),
  asked_from text,
  sha256 bytea not null,
  bytes bigint not null,
  state text not null check (state in ('received', 'taken', 'refused')),
  received_at timestamptz not null,
  received_by text not null,
  received_by_name text not null,
  read_at timestamptz,
  lines int not null default 0,
  reversals int not null default 0,
  total_cents bigint not null default 0,
  fund_pay_cents bigint not null default 0,
  own_pay_cents bigint not null default 0,
  no_consent int not null default 0,
  unknown_person int not null default 0,
  known int not null default 0,
  problems jsonb not null default '[]',
  problem_count int not null default 0,
  primary key (city_id, id)
);

create unique index settlement_feed_once on settlement_feed (city_id, sha256) where state <> 'refused';

create unique index settlement_feed_number_once on settlement_feed (city_id, number) where state = 'taken';

create index settlement_feed_by_time on settlement_feed (city_id, id);

-- What became of a line. Only of people who agreed to the exchange; of what they suffer from and paid nothing stands here.
create table settlement (
  city_id int not null,
  id uuid not null,
  feed_id uuid not null,
  line int not null,
  place int not null,
  setl_index bytea not null,
  visit_index bytea not null,
  person_id uuid not null,
  claim_id uuid,
  outcome text not null check (outcome in ('opened', 'joined', 'replaces', 'reversal', 'reversed', 'not_covered', 'not_in_plan', 'nothing_to_pay', 'not_claimable', 'name_differs')),
  reason text,
  differs text[] not null default '{}',
  reversed_at timestamptz,
  primary key (city_id, id),
  constraint settlement_once unique (city_id, setl_index, place)
);

create index settlement_of_feed on settlement (city_id, feed_id, line);

create index settlement_of_visit on settlement (city_id, visit_index);

create index settlement_of_claim on settlement (city_id, claim_id);

-- A claim that must follow a settlement that was reversed or made anew; figures are sealed, and gone once it has followed.
create table settlement_correction (
  city_id int not null,
  id uuid not null,
  feed_id uuid not null,
  line int not null,
  claim_id uuid not null,
  state text not null check (state in ('waiting', 'done')),
  outcome text check (outcome in ('corrected', 'dropped', 'closed')),
  waits_for text,
  figures_sealed bytea,
  noted_at timestamptz not null,
  done_at timestamptz,
  primary key (city_id, id)
);

create index settlement_correction_of_feed on settlement_correction (city_id, feed_id);

create index settlement_correction_waiting on settlement_correction (city_id, id) where state = 'waiting';

create table settlement_source (
  city_id int not null,
  id uuid not null,
  url text not null,
  token_sealed bytea not null,
  is_active boolean not null,
  position text not null default '',
  asked_at timestamptz,
  problem text,
  set_at timestamptz not null,
  set_by text not null,
  primary key (city_id, id),
  constraint settlement_source_one unique (city_id)
);

-- distribute

-- foreign keys
alter table settlement add constraint settlement_of_its_feed foreign key (city_id, feed_id) references settlement_feed (city_id, id);

alter table settlement_correction add constraint settlement_correction_of_its_feed foreign key (city_id, feed_id) references settlement_feed (city_id, id);

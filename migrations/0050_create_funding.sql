-- Who pays, when, and what is missing: rules, bills, the months and their remittances.

-- tables
create table funding_rule (
  city_id int not null,
  id uuid not null,
  plan_code text not null,
  plan_version text not null,
  category text not null,
  valid_from date not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (city_id, id),
  constraint funding_rule_one_a_day unique (city_id, plan_code, plan_version, category, valid_from)
);

create table funding_rule_share (
  city_id int not null,
  id uuid not null,
  rule_id uuid not null,
  payer text not null check (payer in ('own', 'unit', 'member', 'county_union', 'city_union')),
  cents bigint not null check (cents > 0),
  mode text not null check (mode in ('direct_pool', 'reimburse_unit')),
  primary key (city_id, id),
  constraint funding_rule_share_one_per_payer unique (city_id, rule_id, payer)
);

create table funding_days (
  city_id int not null,
  id uuid not null,
  base_day int not null check (base_day between 1 and 28),
  subsidy_day int not null check (subsidy_day between 1 and 28),
  shift text not null check (shift in ('next', 'previous', 'same')),
  primary key (city_id, id),
  constraint funding_days_once unique (city_id)
);

create table bill (
  city_id int not null,
  id uuid not null,
  batch_id uuid not null,
  organisation_id uuid not null,
  county_union_id uuid,
  category text,
  rule_id uuid not null,
  plan_code text not null,
  plan_version text not null,
  price_cents bigint not null check (price_cents > 0),
  heads int not null check (heads > 0),
  month date not null check (extract(day from month) = 1),
  cover_from date not null,
  from_unit_cents bigint not null check (from_unit_cents >= 0),
  county_cents bigint not null check (county_cents >= 0),
  city_cents bigint not null check (city_cents >= 0),
  issued_on date not null,
  in_full_on date,
  settled_month date check (extract(day from settled_month) = 1),
  covered_from date,
  primary key (city_id, id),
  constraint bill_once_per_batch unique (city_id, batch_id),
  constraint bill_settles_not_before_asked check (settled_month >= month),
  constraint bill_covers_not_before_asked check (covered_from >= cover_from),
  constraint bill_adds_up check (from_unit_cents + county_cents + city_cents = price_cents * heads),
  constraint bill_settled_whole check ((settled_month is null) = (covered_from is null))
);

create index bill_by_month on bill (city_id, month, id);

create index bill_by_settled_month on bill (city_id, settled_month);

create index bill_of_unit on bill (city_id, organisation_id, month);

create table bill_share (
  city_id int not null,
  id uuid not null,
  bill_id uuid not null,
  organisation_id uuid not null,
  payer text not null,
  payer_organisation_id uuid not null,
  per_head_cents bigint not null check (per_head_cents > 0),
  cents bigint not null check (cents > 0),
  mode text not null check (mode in ('direct_pool', 'reimburse_unit')),
  primary key (city_id, id),
  constraint bill_share_one_per_payer unique (city_id, bill_id, payer)
);

create table funding_period (
  city_id int not null,
  id uuid not null,
  month date not null check (extract(day from month) = 1),
  state text not null check (state in ('open', 'base_closed', 'funded', 'remitted', 'confirmed', 'closed')),
  base_closed_on date,
  base_entry_id uuid,
  funded_on date,
  remitted_on date,
  confirmed_on date,
  closed_on date,
  primary key (city_id, id),
  constraint funding_period_once unique (city_id, month)
);

create table subsidy_due (
  city_id int not null,
  id uuid not null,
  month date not null,
  organisation_id uuid not null,
  payer text not null,
  mode text not null check (mode in ('direct_pool', 'reimburse_unit')),
  heads int not null check (heads > 0),
  units int not null check (units > 0),
  cents bigint not null check (cents > 0),
  announced_on date not null,
  primary key (city_id, id),
  constraint subsidy_due_once unique (city_id, month, payer, mode)
);

create table remittance (
  city_id int not null,
  id uuid not null,
  month date not null,
  heads int not null check (heads > 0),
  cents bigint not null check (cents > 0),
  state text not null check (state in ('made', 'checked', 'remitted', 'acknowledged')),
  made_by text not null,
  made_by_name text not null,
  made_at timestamptz not null,
  checked_by text,
  checked_by_name text,
  checked_at timestamptz,
  remitted_on date,
  acknowledged_by text,
  acknowledged_at timestamptz,
  answer jsonb,
  primary key (city_id, id),
  constraint remittance_once_a_month unique (city_id, month),
  constraint remittance_two_people check (checked_by is null or checked_by <> made_by)
);

create table remittance_line (
  city_id int not null,
  id uuid not null,
  remittance_id uuid not null,
  plan_code text not null,
  plan_version text not null,
  price_cents bigint not null,
  heads int not null,
  cents bigint not null,
  primary key (city_id, id),
  constraint remittance_line_is_price_times_heads check (cents = price_cents * heads),
  constraint remittance_line_once unique (city_id, remittance_id, plan_code, plan_version, price_cents)
);

create table period_reopening (
  city_id int not null,
  id uuid not null,
  month date not null,
  reason text not null,
  asked_by text not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  state text not null check (state in ('asked', 'reopened', 'refused')),
  primary key (city_id, id),
  constraint period_reopening_two_people check (decided_by is null or decided_by <> asked_by)
);

create index period_reopening_of on period_reopening (city_id, month);

create table period_event (
  city_id int not null,
  id uuid not null,
  month date not null,
  event text not null,
  actor_id text not null,
  actor_name text not null,
  at timestamptz not null,
  facts jsonb not null,
  primary key (city_id, id)
);

create index period_event_of on period_event (city_id, month, id);

create table reminder (
  city_id int not null,
  id uuid not null,
  month date not null,
  organisation_id uuid not null,
  reason text not null check (reason in ('own_share', 'subsidy')),
  cents bigint not null,
  outcome text not null check (outcome in ('recorded', 'no_phone')),
  by_id text not null,
  at timestamptz not null,
  primary key (city_id, id)
);

create index reminder_of on reminder (city_id, month, organisation_id, at);

-- distribute

-- foreign keys
alter table funding_rule add constraint funding_rule_of_version foreign key (plan_code, plan_version) references plan_version (plan_code, version);

alter table funding_rule_share add constraint funding_rule_share_of_rule foreign key (city_id, rule_id) references funding_rule (city_id, id);

alter table bill add constraint bill_of_unit foreign key (city_id, organisation_id) references organisation (city_id, id);

alter table bill add constraint bill_of_rule foreign key (city_id, rule_id) references funding_rule (city_id, id);

alter table bill_share add constraint bill_share_of_bill foreign key (city_id, bill_id) references bill (city_id, id);

alter table remittance_line add constraint remittance_line_of foreign key (city_id, remittance_id) references remittance (city_id, id);

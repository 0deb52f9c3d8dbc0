-- Plans, their published versions, and what they cost by city and date: the same for every city, so reference tables.

-- tables
create table plan (
  code text primary key,
  name text not null
);

create table plan_version (
  plan_code text not null,
  version text not null,
  name text not null,
  source text not null,
  valid_from date not null,
  valid_until date,
  period_months int not null check (period_months > 0),
  status text not null check (status in ('draft', 'published', 'retired')),
  document jsonb not null,
  sha256 bytea not null,
  published_at timestamptz not null,
  primary key (plan_code, version),
  constraint plan_version_in_order check (valid_until is null or valid_from < valid_until)
);

-- in_city is 0 for the price wherever no city has one of its own.
create table plan_price (
  plan_code text not null,
  plan_version text not null,
  in_city int not null,
  valid_from date not null,
  cents bigint not null check (cents > 0),
  primary key (plan_code, plan_version, in_city, valid_from)
);

-- distribute

-- foreign keys
alter table plan_version add constraint plan_version_of_plan foreign key (plan_code) references plan (code);

alter table plan_price add constraint plan_price_of_version foreign key (plan_code, plan_version) references plan_version (plan_code, version);

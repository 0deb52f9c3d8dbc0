-- Gifts: somebody else pays the whole price of so many covers. Who, how many, how much, for whom; what is used never passes what is given.

-- tables
create table gift (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  number text not null,
  title text not null,
  kind text not null check (kind in ('named', 'head_count')),
  funder_kind text not null check (funder_kind in ('union', 'enterprise', 'fiscal', 'other')),
  funder_name text not null,
  funder_organisation_id uuid,
  funder_account_sealed bytea,
  funder_account_shown text,
  plan_code text not null,
  people_quota int not null check (people_quota > 0),
  cents_quota bigint not null check (cents_quota > 0),
  people_used int not null default 0 check (people_used >= 0),
  cents_used bigint not null default 0 check (cents_used >= 0),
  received_cents bigint not null default 0 check (received_cents >= 0),
  from_on date not null,
  until_on date not null,
  state text not null check (state in ('open', 'closed')),
  set_up_by text not null,
  set_up_by_name text not null,
  set_up_at timestamptz not null,
  closed_by_name text,
  closed_at timestamptz,
  primary key (city_id, id),
  constraint gift_numbered_once unique (city_id, number),
  constraint gift_people_within check (people_used <= people_quota),
  constraint gift_money_within check (cents_used <= cents_quota),
  constraint gift_in_order check (from_on < until_on)
);

create table gift_grant (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  gift_id uuid not null,
  people int not null check (people > 0),
  people_used int not null default 0 check (people_used >= 0),
  primary key (city_id, id),
  constraint gift_grant_once unique (city_id, gift_id, organisation_id),
  constraint gift_grant_within check (people_used <= people)
);

alter table enrolment_batch add column gift_id uuid;

create index enrolment_batch_of_gift on enrolment_batch (city_id, gift_id) where gift_id is not null;

alter table bill add column gift_id uuid;

create index bill_of_gift on bill (city_id, gift_id, id) where gift_id is not null;

-- distribute

-- foreign keys
alter table gift_grant add constraint gift_grant_of foreign key (city_id, gift_id) references gift (city_id, id);

alter table gift_grant add constraint gift_grant_to foreign key (city_id, organisation_id) references organisation (city_id, id);

alter table enrolment_batch add constraint enrolment_batch_gift foreign key (city_id, gift_id) references gift (city_id, id);

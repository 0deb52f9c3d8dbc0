-- Work funds for units that keep the pace: proposed with a reason, decided by another person, paid out of a fund of their own.

-- tables
create table work_grant (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  number text not null,
  cents bigint not null check (cents > 0),
  reason text not null,
  state text not null check (state in ('proposed', 'rejected', 'paying', 'paid', 'payment_failed')),
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_on date not null,
  decided_by text,
  decided_by_name text,
  decided_on date,
  decision text,
  payment_id uuid,
  paid_on date,
  primary key (city_id, id),
  constraint work_grant_numbered_once unique (city_id, number),
  constraint work_grant_two_people check (decided_by <> proposed_by)
);

create index work_grant_by_state on work_grant (city_id, state, id);

-- One that is under way for a unit at a time.
create unique index work_grant_one_open on work_grant (city_id, organisation_id) where state in ('proposed', 'paying', 'payment_failed');

alter table payment drop constraint payment_purpose_check;

alter table payment add constraint payment_purpose_check check (purpose in ('benefit', 'refund', 'relief', 'work_fund'));

-- distribute

-- foreign keys

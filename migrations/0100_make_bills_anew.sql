-- Lets a person be taken off a bill before its month's base is closed: what the bill was before, and what went back to suspense.

-- tables
create table bill_change (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  bill_id uuid not null,
  heads_before int not null check (heads_before > 0),
  heads_after int not null check (heads_after >= 0 and heads_after < heads_before),
  due_before_cents bigint not null,
  due_after_cents bigint not null,
  freed_cents bigint not null check (freed_cents >= 0),
  reason text not null,
  made_by text not null,
  made_by_name text not null,
  made_at timestamptz not null,
  primary key (city_id, id),
  constraint bill_change_lowers check (due_after_cents < due_before_cents)
);

create index bill_change_of on bill_change (city_id, bill_id, id);

alter table bank_decision drop constraint bank_decision_action_check;

alter table bank_decision add constraint bank_decision_action_check check (action in ('booked', 'left', 'undone', 'freed'));

-- distribute

-- foreign keys

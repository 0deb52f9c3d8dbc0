-- What somebody owes by a time: from a rule, a finding, a question or a plan; with its course, its pauses, its way up the tree.

-- tables
create table duty (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  account_id uuid,
  kind text not null,
  permission text not null,
  source_id uuid not null,
  title text not null,
  link text not null,
  unit text not null check (unit in ('working_minutes', 'working_days', 'days', 'day')),
  allowed int not null check (allowed >= 0),
  state text not null check (state in ('open', 'paused', 'done', 'cancelled')),
  level int not null default 0,
  escalates boolean not null,
  due_job text,
  opened_at timestamptz not null,
  since_at timestamptz not null,
  due_at timestamptz not null,
  first_due_at timestamptz not null,
  fired_for timestamptz,
  paused_at timestamptz,
  time_left int,
  closed_at timestamptz,
  closed_by_name text,
  took int,
  evidence text,
  primary key (city_id, id),
  constraint duty_paused_with_time_left check ((state = 'paused') = (paused_at is not null and time_left is not null)),
  constraint duty_closed_at_a_time check ((state in ('done', 'cancelled')) = (closed_at is not null))
);

create unique index duty_open_once on duty (city_id, kind, source_id) where state in ('open', 'paused');

create index duty_due on duty (city_id, due_at, id) where state = 'open';

create index duty_of_organisation on duty (city_id, organisation_id, due_at) where state in ('open', 'paused');

create index duty_of_source on duty (city_id, source_id);

create index duty_promised on duty (city_id, kind, first_due_at);

create table duty_event (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  duty_id uuid not null,
  event text not null check (event in ('opened', 'reminded', 'paused', 'resumed', 'escalated', 'closed', 'cancelled')),
  at timestamptz not null,
  by_name text not null,
  note text,
  primary key (city_id, id)
);

create index duty_event_of on duty_event (city_id, duty_id, id);

-- distribute

-- foreign keys
alter table duty_event add constraint duty_event_of_duty foreign key (city_id, duty_id) references duty (city_id, id);

-- Trials of a plan on a year of claims that somebody keeps: what was changed, and what came out on that day.

-- tables
create table trial (
  city_id int not null,
  id uuid not null,
  name text not null,
  note text not null,
  plan_code text not null,
  plan_version text not null,
  year int not null check (year between 2000 and 2200),
  variants jsonb not null,
  outcomes jsonb not null,
  is_shared boolean not null,
  kept_at timestamptz not null,
  kept_by text not null,
  kept_by_name text not null,
  primary key (city_id, id)
);

create index trial_latest on trial (city_id, id);

-- distribute

-- foreign keys
alter table trial add constraint trial_of_version foreign key (plan_code, plan_version) references plan_version (plan_code, version);

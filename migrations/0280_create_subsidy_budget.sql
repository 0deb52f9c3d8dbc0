-- What city and counties set aside for subsidies in a year; each new sum stands beside the old ones with its resolution.

-- tables
create table subsidy_budget (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  year int not null check (year between 2000 and 2200),
  cents bigint not null check (cents >= 0),
  resolution text not null,
  set_by text not null,
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (city_id, id)
);

create index subsidy_budget_of on subsidy_budget (city_id, year, organisation_id, id);

-- distribute

-- foreign keys

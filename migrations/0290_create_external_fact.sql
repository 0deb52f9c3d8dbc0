-- What the system cannot know, entered once with its source: last year's figure, a rank among others.

-- tables
create table external_fact (
  city_id int not null,
  id uuid not null,
  code text not null check (code in ('covered_last_year', 'national_rank', 'province_rank', 'other')),
  name text not null,
  value bigint not null,
  unit text not null check (unit in ('people', 'units', 'cases', 'cents', 'rank')),
  holds_on date not null,
  source text not null,
  entered_by text not null,
  entered_by_name text not null,
  entered_at timestamptz not null,
  primary key (city_id, id)
);

create index external_fact_of on external_fact (city_id, code, holds_on);

-- distribute

-- foreign keys

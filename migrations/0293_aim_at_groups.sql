-- Goals of industries and phases beside those of organisations, each in its own span of days; and goals of the ratios.

-- tables
create table target_group (
  city_id int not null,
  id uuid not null,
  year int not null check (year between 2000 and 2200),
  -- What units are told apart by, and the value: 行业 民营企业, 阶段 government.
  split text not null check (split in ('sector', 'category', 'phase', 'key_firm')),
  value text not null,
  place int not null,
  goal bigint not null check (goal >= 0),
  starts_on date not null,
  ends_on date not null,
  definition text not null,
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (city_id, id),
  constraint target_group_once unique (city_id, year, split, value)
);

alter table target drop constraint target_measure_check;

alter table target add constraint target_measure_check check (measure in ('people', 'units', 'participation', 'renewals', 'funds'));

-- distribute

-- foreign keys

-- What each part of the tree is to reach in a year, how far it was on a day, and the colour that followed, kept as it was computed.

-- tables
create table target (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  year int not null check (year between 2000 and 2200),
  measure text not null check (measure in ('people', 'units')),
  goal bigint not null check (goal >= 0),
  definition text not null,
  set_how text not null check (set_how in ('by_hand', 'by_staff')),
  set_by text not null,
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (city_id, id),
  constraint target_once unique (city_id, year, organisation_id, measure)
);

-- From which pace on which colour; a change is a new version from a day on.
create table colour_rule (
  city_id int not null,
  id uuid not null,
  version int not null,
  valid_from date not null,
  green_from_bp int not null,
  yellow_from_bp int not null,
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (city_id, id),
  constraint colour_rule_once unique (city_id, version),
  constraint colour_rule_in_order check (0 < yellow_from_bp and yellow_from_bp <= green_from_bp)
);

-- What other records say that holds a colour down: an awareness below 80 %, money late twice, open findings.
create table colour_mark (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  kind text not null check (kind in ('awareness', 'late_money', 'findings')),
  from_on date not null,
  until_on date,
  source text not null,
  source_id uuid not null,
  primary key (city_id, id),
  constraint colour_mark_once unique (city_id, kind, source, source_id)
);

create index colour_mark_of on colour_mark (city_id, organisation_id);

-- One row for each organisation with a target on a reporting day: what was counted, the rule, the colour.
create table standing (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  as_of date not null,
  inputs jsonb not null,
  goal int not null,
  people int not null,
  units int not null,
  pace_bp int,
  completion_bp int,
  computed text not null check (computed in ('green', 'yellow', 'red')),
  taken_at timestamptz not null,
  taken_by_name text not null,
  primary key (city_id, id),
  constraint standing_once unique (city_id, as_of, organisation_id)
);

create index standing_of on standing (city_id, organisation_id, as_of);

create table colour_change (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  standing_id uuid not null,
  colour text not null check (colour in ('green', 'yellow', 'red')),
  reason text not null,
  changed_by text not null,
  changed_by_name text not null,
  changed_at timestamptz not null,
  primary key (city_id, id)
);

create index colour_change_of on colour_change (city_id, standing_id, id);

-- distribute

-- foreign keys
alter table colour_change add constraint colour_change_of_standing foreign key (city_id, standing_id) references standing (city_id, id);

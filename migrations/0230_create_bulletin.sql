-- What was told of progress, to whom, as it stood: a bulletin is written once and never changes.

-- tables
create table bulletin (
  city_id int not null,
  id uuid not null,
  number text not null,
  kind text not null check (kind in ('leaders', 'committees', 'units')),
  as_of date not null,
  title text not null,
  words text not null,
  published_on date not null,
  published_by text not null,
  published_by_name text not null,
  told int not null,
  primary key (city_id, id),
  constraint bulletin_once unique (city_id, kind, as_of),
  constraint bulletin_number_once unique (city_id, number)
);

-- A line of the table as it was told, with every figure that a share was made of.
create table bulletin_line (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  bulletin_id uuid not null,
  place int not null,
  line jsonb not null,
  primary key (city_id, id),
  constraint bulletin_line_once unique (city_id, bulletin_id, organisation_id)
);

-- distribute

-- foreign keys
alter table bulletin_line add constraint bulletin_line_of foreign key (city_id, bulletin_id) references bulletin (city_id, id);

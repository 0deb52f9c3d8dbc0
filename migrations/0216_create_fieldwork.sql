-- Who goes where: areas of staff and the units in them, visits and what was promised, unions founded and congresses held.

-- tables
create table field_area (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  name text not null,
  holder_name text not null,
  from_on date not null,
  until_on date,
  primary key (city_id, id),
  constraint field_area_term check (until_on >= from_on)
);

create unique index field_area_once on field_area (city_id, organisation_id, name) where until_on is null;

create table field_area_unit (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  area_id uuid not null,
  primary key (city_id, id),
  constraint field_area_unit_once unique (city_id, organisation_id)
);

create index field_area_unit_of on field_area_unit (city_id, area_id, organisation_id);

create table field_visit (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  met text not null check (met in ('party_head', 'manager', 'union_chair', 'clerk', 'workers')),
  purpose text not null,
  outcome text not null,
  visited_on date not null,
  visitor_name text not null,
  noted_at timestamptz not null,
  primary key (city_id, id)
);

create index field_visit_of on field_visit (city_id, organisation_id, visited_on);

create table visit_promise (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  visit_id uuid not null,
  words text not null,
  due_on date not null,
  primary key (city_id, id)
);

create index visit_promise_of on visit_promise (city_id, visit_id, id);

create table founding (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  kind text not null check (kind in ('union_founded', 'member_congress', 'workers_congress')),
  held_on date not null,
  attended int not null check (attended > 0),
  willing int not null,
  note text not null,
  noted_by_name text not null,
  noted_at timestamptz not null,
  primary key (city_id, id),
  constraint founding_willing_of_attended check (willing between 0 and attended)
);

create index founding_by_day on founding (city_id, held_on, id);

-- distribute

-- foreign keys
alter table field_area_unit add constraint field_area_unit_of_area foreign key (city_id, area_id) references field_area (city_id, id);

alter table visit_promise add constraint visit_promise_of_visit foreign key (city_id, visit_id) references field_visit (city_id, id);

-- What was promised the people of a city for a year, and how far it is told to be, each report beside those before.

-- tables
create table livelihood_item (
  city_id int not null,
  id uuid not null,
  year int not null check (year between 2000 and 2200),
  title text not null,
  measure text not null check (measure in ('people', 'units', 'other')),
  unit_word text not null,
  goal bigint not null check (goal > 0),
  due_on date not null,
  set_by_name text not null,
  primary key (city_id, id),
  constraint livelihood_item_once unique (city_id, year, title)
);

create table livelihood_report (
  city_id int not null,
  id uuid not null,
  item_id uuid not null,
  as_of date not null,
  actual bigint not null check (actual >= 0),
  problem text not null,
  next_step text not null,
  evidence text not null,
  reported_by_name text not null,
  reported_at timestamptz not null,
  primary key (city_id, id),
  constraint livelihood_report_once unique (city_id, item_id, as_of)
);

-- distribute

-- foreign keys
alter table livelihood_report add constraint livelihood_report_of foreign key (city_id, item_id) references livelihood_item (city_id, id);

-- Which folder a city was brought in from, and each step of it that is done: a step and its own row are kept together.

-- tables
create table city_load (
  city_id int not null,
  id uuid not null,
  folder_hash bytea not null,
  folder_name text not null,
  state text not null check (state in ('running', 'done')),
  steps int not null check (steps >= 0),
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (city_id, id),
  constraint city_load_one_folder unique (city_id)
);

create table load_step (
  city_id int not null,
  id uuid not null,
  load_id uuid not null,
  key text not null,
  kind text not null,
  result jsonb,
  took_ms int not null default 0,
  done_at timestamptz not null,
  primary key (city_id, id),
  constraint load_step_once unique (city_id, load_id, key)
);

-- distribute

-- foreign keys
alter table load_step add constraint load_step_of_load foreign key (city_id, load_id) references city_load (city_id, id);

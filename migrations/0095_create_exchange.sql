-- Who outside is told what happened here, and how far each has been told.

-- tables
create table webhook (
  city_id int not null,
  id uuid not null,
  url text not null,
  secret_sealed bytea not null,
  events text[] not null,
  state text not null check (state in ('active', 'paused', 'removed')),
  told_until bigint not null,
  failures int not null default 0,
  last_problem text,
  try_again_at timestamptz,
  created_by text not null,
  created_at timestamptz not null,
  primary key (city_id, id)
);

create index webhook_by_state on webhook (city_id, state);

-- distribute

-- foreign keys

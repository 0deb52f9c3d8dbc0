-- The platform's own tables: cities, the audit trail and its chain, idempotency, jobs people can watch.

-- tables
create extension if not exists btree_gist;

create table city (
  city_id int primary key check (city_id between 110000 and 829999),
  name text not null,
  province_id int not null,
  is_demo boolean not null default false,
  demo_day date,
  opened_at timestamptz not null,
  constraint city_clock_stands_in_demo_only check (demo_day is null or is_demo)
);

create table audit_line (
  city_id int not null,
  id uuid not null,
  at timestamptz not null,
  actor_id text not null,
  actor_role text not null,
  organisation_id uuid,
  event text not null,
  facts jsonb not null,
  request_id text,
  primary key (city_id, id)
);

create index audit_line_by_time on audit_line (city_id, at, id);

create table audit_seal (
  city_id int not null,
  id uuid not null,
  number bigint not null,
  line_id uuid not null,
  hash bytea not null,
  sealed_at timestamptz not null,
  primary key (city_id, id),
  constraint audit_seal_in_order unique (city_id, number),
  constraint audit_seal_once_per_line unique (city_id, line_id)
);

create table idempotency_key (
  city_id int not null,
  id uuid not null,
  actor_id text not null,
  key text not null,
  request_hash bytea not null,
  reply jsonb,
  at timestamptz not null,
  primary key (city_id, id),
  constraint idempotency_key_once unique (city_id, actor_id, key)
);

create table job_run (
  city_id int not null,
  id uuid not null,
  account_id text not null,
  actor jsonb not null,
  name text not null,
  title text not null,
  payload jsonb not null,
  state text not null check (state in ('waiting', 'running', 'done', 'refused', 'failed', 'cancelled')),
  done bigint,
  total bigint,
  note text,
  result jsonb,
  problem jsonb,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (city_id, id)
);

create index job_run_by_account on job_run (city_id, account_id, created_at);

create function enqueue_job(city_id int, job_run_id uuid) returns void language plpgsql security definer set search_path = public as $$ begin perform graphile_worker.add_job('run', json_build_object('cityId', city_id, 'id', job_run_id), max_attempts := 3, job_key := job_run_id::text); end $$;

-- distribute

-- foreign keys
alter table audit_seal add constraint audit_seal_of_line foreign key (city_id, line_id) references audit_line (city_id, id);

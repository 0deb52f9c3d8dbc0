-- Who knows the terms: surveys by link among the workers of a unit, their questions as they were asked, each slip once.

-- tables
create table survey (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  -- The survey whose low result this one tests again; its own id where it is the first.
  root_id uuid not null,
  plan_code text not null,
  plan_version text not null,
  questions jsonb not null,
  token text not null,
  state text not null check (state in ('open', 'closed')),
  opened_on date not null,
  opened_by_name text not null,
  closed_on date,
  valid int,
  aware int,
  primary key (city_id, id),
  constraint survey_token_once unique (city_id, token),
  constraint survey_counted check ((state = 'closed') = (valid is not null and aware is not null and closed_on is not null)),
  constraint survey_aware_of_valid check (aware between 0 and valid)
);

create unique index survey_one_open on survey (city_id, organisation_id) where state = 'open';

create index survey_of_unit on survey (city_id, organisation_id, id);

-- A slip names nobody: what was chosen, and whether it was enough.
create table survey_slip (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  survey_id uuid not null,
  slip uuid not null,
  choices int[] not null,
  is_aware boolean not null,
  given_at timestamptz not null,
  primary key (city_id, id),
  constraint survey_slip_once unique (city_id, survey_id, slip)
);

-- distribute

-- foreign keys
alter table survey_slip add constraint survey_slip_of foreign key (city_id, survey_id) references survey (city_id, id);

-- One person, many identifiers and employers over time.

-- tables
-- name_2 and name_3 are the name from its second and third character: a search by part of a name is an
-- comparison of beginnings on plain columns, which an index may answer before the wall has looked at the row (a LIKE may
-- not: it is no leakproof operator). Longer names are few; there LIKE looks at each.
create table person (
  city_id int not null,
  id uuid not null,
  name text collate "C" not null,
  name_2 text collate "C" not null generated always as (substr(name, 2)) stored,
  name_3 text collate "C" not null generated always as (substr(name, 3)) stored,
  name_is_long boolean not null generated always as (char_length(name) > 3) stored,
  sex text check (sex in ('male', 'female')),
  born_on date,
  archive_born_on date,
  organisation_id uuid not null,
  employed_from date,
  phone_sealed bytea,
  card_sealed bytea,
  merged_into uuid,
  version int not null default 1,
  primary key (city_id, id)
);

create index person_by_unit on person (city_id, organisation_id, id);

create index person_by_name on person (city_id, name);

create index person_by_name_2 on person (city_id, name_2);

create index person_by_name_3 on person (city_id, name_3) where name_3 <> '';

create index person_by_long_name on person (city_id) where name_is_long;

-- Employers a person had before; the present one stands with the person, so that a city's first load writes nothing here.
create table person_past_employer (
  city_id int not null,
  id uuid not null,
  person_id uuid not null,
  organisation_id uuid not null,
  during daterange not null,
  primary key (city_id, id)
);

create index person_past_employer_of on person_past_employer (city_id, person_id);

create table person_identifier (
  city_id int not null,
  id uuid not null,
  person_id uuid not null,
  organisation_id uuid not null,
  kind text not null check (kind in ('resident_id', 'foreign_residence', 'passport', 'other')),
  number_sealed bytea not null,
  number_index bytea not null,
  primary key (city_id, id),
  constraint person_identifier_once unique (city_id, number_index)
);

create index person_identifier_of on person_identifier (city_id, person_id);

create table person_merge (
  city_id int not null,
  id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  reason text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision_note text,
  state text not null check (state in ('proposed', 'merged', 'refused')),
  primary key (city_id, id),
  constraint person_merge_two_people check (decided_by is null or decided_by <> proposed_by),
  constraint person_merge_two_records check (kept_id <> merged_id)
);

create unique index person_merge_open_once on person_merge (city_id, merged_id) where state = 'proposed';

create index person_merge_by_state on person_merge (city_id, state, id);

-- distribute

-- foreign keys
alter table person_identifier add constraint person_identifier_person foreign key (city_id, person_id) references person (city_id, id);

alter table person_past_employer add constraint person_past_employer_person foreign key (city_id, person_id) references person (city_id, id);

alter table person_merge add constraint person_merge_kept foreign key (city_id, kept_id) references person (city_id, id);

alter table person_merge add constraint person_merge_merged foreign key (city_id, merged_id) references person (city_id, id);

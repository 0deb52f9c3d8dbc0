-- One person, many identifiers and employers over time.

-- tables
create table person (
  city_id int not null,
  id uuid not null,
  name text not null,
  sex text check (sex in ('male', 'female')),
  born_on date,
  archive_born_on date,
  organisation_id uuid not null,
  phone_sealed bytea,
  card_sealed bytea,
  merged_into uuid,
  version int not null default 1,
  primary key (city_id, id)
);

create index person_by_unit on person (city_id, organisation_id, id);

create index person_by_name on person (city_id, name);

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
  state text not null check (state in ('proposed', 'merged', 'refused')),
  primary key (city_id, id),
  constraint person_merge_two_people check (decided_by is null or decided_by <> proposed_by)
);

-- distribute

-- foreign keys
alter table person_identifier add constraint person_identifier_person foreign key (city_id, person_id) references person (city_id, id);

alter table person_merge add constraint person_merge_kept foreign key (city_id, kept_id) references person (city_id, id);

alter table person_merge add constraint person_merge_merged foreign key (city_id, merged_id) references person (city_id, id);

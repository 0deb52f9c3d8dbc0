-- Certificates of cover, one per cover, found by their check code; a worker's own confirmation of taking part; certificates of a whole roster.

-- tables
create table cover_certificate (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  cover_id uuid not null,
  person_id uuid not null,
  number text not null,
  check_code text not null,
  issued_on date not null,
  issued_by text not null,
  issued_by_name text not null,
  issued_at timestamptz not null,
  primary key (city_id, id),
  constraint cover_certificate_once unique (city_id, cover_id),
  constraint cover_certificate_numbered_once unique (city_id, number),
  constraint cover_certificate_by_code unique (city_id, check_code)
);

create table cover_confirmation (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  cover_id uuid not null,
  person_id uuid not null,
  consent_version text not null,
  confirmed_at timestamptz not null,
  primary key (city_id, id),
  constraint cover_confirmed_once unique (city_id, cover_id)
);

create table certificate_file (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  batch_id uuid not null,
  people int not null check (people > 0),
  kind text not null check (kind in ('pdf', 'zip')),
  made_by_name text not null,
  made_at timestamptz not null,
  primary key (city_id, id)
);

create index certificate_file_of on certificate_file (city_id, batch_id, id);

-- distribute

-- foreign keys
alter table certificate_file add constraint certificate_file_batch foreign key (city_id, batch_id) references enrolment_batch (city_id, id);

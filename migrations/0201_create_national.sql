-- What goes to the national body's system and comes back: external numbers, files sent, what became of each line; claims the province pays.

-- tables
create table national_setting (
  city_id int not null,
  id uuid not null,
  columns jsonb not null,
  set_at timestamptz not null,
  set_by text not null,
  primary key (city_id, id),
  constraint national_setting_one unique (city_id)
);

create table external_number (
  city_id int not null,
  id uuid not null,
  kind text not null check (kind in ('unit', 'person', 'cover', 'claim', 'remittance')),
  our_id uuid not null,
  number text not null,
  noted_at timestamptz not null,
  primary key (city_id, id),
  constraint external_number_one unique (city_id, kind, our_id),
  constraint external_number_once unique (city_id, kind, number)
);

create table national_export (
  city_id int not null,
  id uuid not null,
  number text not null,
  kind text not null check (kind in ('roster', 'remittance', 'claim')),
  lines int not null check (lines > 0),
  cents bigint not null,
  sha256 bytea not null,
  made_at timestamptz not null,
  made_by text not null,
  made_by_name text not null,
  primary key (city_id, id),
  constraint national_export_number_once unique (city_id, number)
);

create table national_item (
  city_id int not null,
  id uuid not null,
  export_id uuid not null,
  line int not null,
  kind text not null check (kind in ('roster', 'remittance', 'claim')),
  our_id uuid not null,
  unit_id uuid,
  person_id uuid,
  cents bigint not null,
  state text not null check (state in ('sent', 'accepted', 'refused', 'paid', 'failed', 'differs')),
  their_cents bigint,
  they_paid boolean not null default false,
  reason text,
  answered_on date,
  resolution text check (resolution in ('resend', 'accept')),
  note text,
  resolved_by_name text,
  resolved_at timestamptz,
  primary key (city_id, id),
  constraint national_item_in_order unique (city_id, export_id, line)
);

create unique index national_item_sent_once on national_item (city_id, kind, our_id) where state <> 'failed' and resolution is distinct from 'resend';

create index national_item_open on national_item (city_id, id) where state in ('refused', 'differs') and resolution is null;

create table national_result (
  city_id int not null,
  id uuid not null,
  export_id uuid not null,
  name text not null,
  sha256 bytea not null,
  lines int not null,
  known int not null,
  read_at timestamptz not null,
  read_by_name text not null,
  primary key (city_id, id),
  constraint national_result_once unique (city_id, sha256)
);

create index national_result_of on national_result (city_id, export_id);

-- The province pays what a city has decided: then no payment of the city's is ordered.
alter table claim_settings add column province_pays boolean not null default false;

alter table claim_payment add column by_province boolean not null default false;

-- distribute

-- foreign keys
alter table national_item add constraint national_item_of_export foreign key (city_id, export_id) references national_export (city_id, id);

alter table national_result add constraint national_result_of_export foreign key (city_id, export_id) references national_export (city_id, id);

-- The organisation tree with dated moves, what is known of each organisation, and how a unit comes to be registered.

-- tables
create table organisation (
  city_id int not null,
  id uuid not null,
  code text not null,
  name text not null,
  name_key text not null,
  kind text not null check (kind in ('province_office', 'city_agency', 'county_union', 'industry_union', 'functional_zone', 'joint_union', 'member_unit')),
  parent_id uuid,
  union_id uuid not null,
  region_code text,
  sector text,
  state text not null check (state in ('registered', 'closed')),
  opened_on date not null,
  closed_on date,
  version int not null default 1,
  primary key (city_id, id),
  constraint organisation_code_once unique (city_id, code)
);

create index organisation_by_parent on organisation (city_id, parent_id);

create index organisation_by_union on organisation (city_id, union_id);

create index organisation_by_name on organisation (city_id, name_key);

create table organisation_part (
  city_id int not null,
  ancestor_id uuid not null,
  organisation_id uuid not null,
  depth int not null,
  primary key (city_id, ancestor_id, organisation_id)
);

create index organisation_part_of on organisation_part (city_id, organisation_id);

create table organisation_move (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  parent_id uuid not null,
  during daterange not null,
  reason text not null,
  primary key (city_id, id),
  constraint organisation_move_one_parent exclude using gist (city_id with =, organisation_id with =, during with &&)
);

create table organisation_profile (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  uscc text,
  uscc_confirmed boolean not null default false,
  no_uscc_reason text,
  staff int check (staff >= 0),
  payer text not null default 'unit' check (payer in ('unit', 'member')),
  account_name text,
  account_no_sealed bytea,
  account_no_index bytea,
  contact text,
  phone_sealed bytea,
  primary key (city_id, id),
  constraint organisation_profile_once unique (city_id, organisation_id)
);

create index organisation_profile_by_uscc on organisation_profile (city_id, uscc);

create index organisation_profile_by_account on organisation_profile (city_id, account_no_index);

create table organisation_category (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  category text not null,
  during daterange not null,
  primary key (city_id, id),
  constraint organisation_category_one_at_a_time exclude using gist (city_id with =, organisation_id with =, during with &&)
);

create table organisation_label (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  label text not null,
  value text not null,
  during daterange not null,
  primary key (city_id, id),
  constraint organisation_label_one_at_a_time exclude using gist (city_id with =, organisation_id with =, label with =, during with &&)
);

create table unit_registration (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  unit_id uuid,
  state text not null check (state in ('invited', 'draft', 'submitted', 'returned', 'approved', 'refused')),
  step int not null default 1 check (step between 1 and 4),
  token_hash bytea not null,
  token_until timestamptz not null,
  invited_by text,
  name text not null,
  name_key text not null,
  kind text not null check (kind in ('member_unit', 'joint_union')),
  uscc text,
  uscc_confirmed boolean not null default false,
  no_uscc_reason text,
  sector text,
  staff int check (staff >= 0),
  payer text not null default 'unit' check (payer in ('unit', 'member')),
  account_name text,
  account_no_sealed bytea,
  account_no_index bytea,
  contact text,
  phone_sealed bytea,
  submitted_at timestamptz,
  decided_at timestamptz,
  decided_by text,
  reasons text[] not null default '{}',
  note text,
  claimed_at timestamptz,
  created_at timestamptz not null,
  version int not null default 1,
  primary key (city_id, id),
  constraint unit_registration_token_once unique (city_id, token_hash)
);

create index unit_registration_by_state on unit_registration (city_id, state, id);

create index unit_registration_by_name on unit_registration (city_id, name_key);

-- distribute

-- foreign keys
alter table organisation add constraint organisation_parent foreign key (city_id, parent_id) references organisation (city_id, id);

alter table organisation add constraint organisation_union foreign key (city_id, union_id) references organisation (city_id, id);

alter table organisation_part add constraint organisation_part_organisation foreign key (city_id, organisation_id) references organisation (city_id, id);

alter table organisation_move add constraint organisation_move_organisation foreign key (city_id, organisation_id) references organisation (city_id, id);

alter table organisation_profile add constraint organisation_profile_organisation foreign key (city_id, organisation_id) references organisation (city_id, id);

alter table organisation_category add constraint organisation_category_organisation foreign key (city_id, organisation_id) references organisation (city_id, id);

alter table organisation_label add constraint organisation_label_organisation foreign key (city_id, organisation_id) references organisation (city_id, id);

alter table unit_registration add constraint unit_registration_organisation foreign key (city_id, organisation_id) references organisation (city_id, id);

alter table unit_registration add constraint unit_registration_unit foreign key (city_id, unit_id) references organisation (city_id, id);

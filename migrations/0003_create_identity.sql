-- Accounts, their roles in a part of the tree, and sessions (tokens of service accounts are sessions that last).

-- tables
create table account (
  id uuid primary key,
  login text not null,
  name text not null,
  kind text not null check (kind in ('person', 'service')),
  city_ids int[] not null default '{}',
  password_hash text,
  password_changed_at timestamptz,
  totp_sealed bytea,
  totp_confirmed boolean not null default false,
  totp_last_step bigint,
  must_change_password boolean not null default false,
  is_demo boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null,
  constraint account_login_once unique (login)
);

create table sign_in_try (
  login_index bytea primary key,
  failed_count int not null,
  locked_until timestamptz,
  tried_at timestamptz not null
);

create table session (
  id uuid primary key,
  account_id uuid not null references account (id),
  kind text not null check (kind in ('browser', 'token')),
  title text,
  token_hash bytea not null unique,
  has_second_factor boolean not null default false,
  grant_city_id int,
  grant_id uuid,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);

create index session_of_account on session (account_id);

create table role_grant (
  city_id int not null,
  id uuid not null,
  account_id uuid not null,
  organisation_id uuid not null,
  role text not null,
  during daterange not null,
  granted_by text not null,
  granted_at timestamptz not null,
  delegated_from uuid,
  revoked_at timestamptz,
  revoked_by text,
  primary key (city_id, id)
);

create index role_grant_of_account on role_grant (city_id, account_id);

create index role_grant_at on role_grant (city_id, organisation_id);

create table account_invitation (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  role text not null,
  name text not null,
  token_hash bytea not null,
  expires_at timestamptz not null,
  invited_by text not null,
  invited_at timestamptz not null,
  grant_until date,
  accepted_at timestamptz,
  account_id uuid,
  withdrawn_at timestamptz,
  primary key (city_id, id),
  constraint account_invitation_token_once unique (city_id, token_hash)
);

create index account_invitation_at on account_invitation (city_id, organisation_id);

-- distribute

-- foreign keys
alter table role_grant add constraint role_grant_organisation foreign key (city_id, organisation_id) references organisation (city_id, id);

alter table role_grant add constraint role_grant_delegated_from foreign key (city_id, delegated_from) references role_grant (city_id, id);

alter table account_invitation add constraint account_invitation_organisation foreign key (city_id, organisation_id) references organisation (city_id, id);

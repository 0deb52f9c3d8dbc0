-- What people are told: the words as they were sent, who has read them, each way out with what came of it, what people want.

-- tables
-- For a person, for whoever may do something at an organisation, or for one account. Told once per source.
create table notice (
  city_id int not null,
  id uuid not null,
  organisation_id uuid,
  person_id uuid,
  account_id uuid,
  permission text,
  template text not null,
  source text not null,
  source_id text not null,
  title text not null,
  body text not null,
  sms text,
  link text,
  told_at timestamptz not null,
  primary key (city_id, id),
  constraint notice_once unique nulls not distinct (city_id, template, source, source_id, person_id, organisation_id, account_id)
);

create index notice_of_person on notice (city_id, person_id, id);

create index notice_of_organisation on notice (city_id, organisation_id, id);

create index notice_of_account on notice (city_id, account_id, id);

create index notice_of_source on notice (city_id, source, source_id);

create table notice_read (
  city_id int not null,
  id uuid not null,
  notice_id uuid not null,
  reader text not null,
  read_at timestamptz not null,
  primary key (city_id, id),
  constraint notice_read_once unique (city_id, notice_id, reader)
);

create table notice_delivery (
  city_id int not null,
  id uuid not null,
  organisation_id uuid,
  notice_id uuid not null,
  channel text not null check (channel in ('sms', 'email', 'wechat')),
  address_sealed bytea,
  state text not null check (state in ('waiting', 'sent', 'failed', 'no_address', 'not_set_up')),
  tries int not null default 0,
  next_at timestamptz,
  fault text,
  receipt text,
  sent_at timestamptz,
  primary key (city_id, id)
);

create index notice_delivery_due on notice_delivery (city_id, next_at) where state = 'waiting';

create index notice_delivery_of on notice_delivery (city_id, notice_id);

create index notice_delivery_failed on notice_delivery (city_id, id) where state = 'failed';

-- Where somebody wants to hear besides the inbox: a worker by person, whoever works here by account.
create table notice_setting (
  city_id int not null,
  id uuid not null,
  person_id uuid,
  account_id uuid,
  email_sealed bytea,
  email_code_hash bytea,
  email_code_until timestamptz,
  email_tries int not null default 0,
  email_confirmed_at timestamptz,
  wechat_sealed bytea,
  muted text[] not null default '{}',
  primary key (city_id, id),
  constraint notice_setting_once unique nulls not distinct (city_id, person_id, account_id)
);

-- distribute

-- foreign keys
alter table notice_read add constraint notice_read_of foreign key (city_id, notice_id) references notice (city_id, id);

alter table notice_delivery add constraint notice_delivery_of_notice foreign key (city_id, notice_id) references notice (city_id, id);

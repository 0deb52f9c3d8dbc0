-- What workers and clerks ask, who answers within half an hour, what is answered so often that everybody should read it, and the stations.

-- tables
-- A place that people call: at a unit that need not take part, at a county union, at the city.
create table station (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  number text not null,
  name text not null,
  region_code text,
  address text not null,
  phone text not null,
  is_active boolean not null,
  opened_on date not null,
  primary key (city_id, id),
  constraint station_numbered_once unique (city_id, number)
);

create index station_of on station (city_id, organisation_id);

create table station_shift (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  station_id uuid not null,
  on_day date not null,
  half text not null check (half in ('morning', 'afternoon')),
  account_id uuid,
  duty_name text not null,
  duty_phone text not null,
  primary key (city_id, id),
  constraint station_shift_once unique (city_id, station_id, on_day, half)
);

create table question (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid,
  number text not null,
  kind text not null check (kind in ('question', 'suggestion')),
  channel text not null check (channel in ('phone_page', 'clerk', 'telephone', 'group')),
  topic text not null check (topic in ('enrol', 'age', 'change', 'fee', 'claim', 'account', 'other')),
  body text not null,
  state text not null check (state in ('open', 'answered', 'closed')),
  station_id uuid,
  asked_at timestamptz not null,
  asked_by text not null,
  asked_by_name text not null,
  first_due_at timestamptz not null,
  first_answered_at timestamptz,
  took_minutes int,
  answered_level int,
  outcome text,
  version int not null default 1,
  primary key (city_id, id),
  constraint question_numbered_once unique (city_id, number),
  constraint question_answered_in_time check ((first_answered_at is null) = (took_minutes is null))
);

create index question_latest on question (city_id, id);

create index question_waiting on question (city_id, state, first_due_at) where state = 'open';

create index question_of_organisation on question (city_id, organisation_id, id);

create index question_of_person on question (city_id, person_id, id) where person_id is not null;

create index question_due on question (city_id, first_due_at);

-- What was said, in its order: asked again, answered, sent up with a reason.
create table question_entry (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid,
  question_id uuid not null,
  event text not null check (event in ('asked', 'answered', 'sent_up', 'asked_again', 'closed', 'outcome')),
  at timestamptz not null,
  by_name text not null,
  by_place text not null,
  body text not null,
  faq_id uuid,
  primary key (city_id, id)
);

create index question_entry_of on question_entry (city_id, question_id, id);

-- Two signs that stand side by side, of every question: what is alike shares many of them.
create table question_word (
  city_id int not null,
  word text not null,
  question_id uuid not null,
  organisation_id uuid not null,
  primary key (city_id, word, question_id)
);

create index question_word_of on question_word (city_id, question_id);

-- Answers for everybody: what is often asked, and how a clause is to be read (口径).
create table faq_entry (
  city_id int not null,
  id uuid not null,
  kind text not null check (kind in ('faq', 'ruling')),
  topic text not null check (topic in ('enrol', 'age', 'change', 'fee', 'claim', 'account', 'other')),
  question text not null,
  answer text not null,
  clause text,
  state text not null check (state in ('drafted', 'approved', 'retired')),
  valid_from date not null,
  valid_until date,
  source_question_id uuid,
  drafted_by text not null,
  drafted_by_name text not null,
  drafted_at timestamptz not null,
  approved_by text,
  approved_by_name text,
  approved_at timestamptz,
  primary key (city_id, id),
  constraint faq_entry_approved_by_another check (approved_by is distinct from drafted_by),
  constraint faq_entry_period check (valid_until is null or valid_from < valid_until)
);

create index faq_entry_state on faq_entry (city_id, state, id);

create table faq_word (
  city_id int not null,
  word text not null,
  faq_id uuid not null,
  primary key (city_id, word, faq_id)
);

create index faq_word_of on faq_word (city_id, faq_id);

-- distribute

-- foreign keys
alter table station_shift add constraint station_shift_of foreign key (city_id, station_id) references station (city_id, id);

alter table question_entry add constraint question_entry_of_question foreign key (city_id, question_id) references question (city_id, id);

alter table faq_word add constraint faq_word_of_entry foreign key (city_id, faq_id) references faq_entry (city_id, id);

-- Plan versions are written in the console: drafts that two people bring to publication, and the file as it was published.

-- tables
create table plan_draft (
  plan_code text not null,
  version text not null,
  state text not null check (state in ('draft', 'proposed')),
  file_text text not null,
  revision int not null check (revision > 0),
  edited_by text not null,
  edited_by_name text not null,
  edited_at timestamptz not null,
  proposed_by text,
  proposed_by_name text,
  proposed_at timestamptz,
  primary key (plan_code, version),
  constraint plan_draft_proposed_by_somebody check ((state = 'proposed') = (proposed_by is not null))
);

-- Versions published before this one have no text, and nobody's name: they came with the program.
alter table plan_version
  add column file_text text,
  add column proposed_by_name text,
  add column published_by_name text,
  add column retired_on date,
  add column retired_by_name text;

-- distribute

-- foreign keys

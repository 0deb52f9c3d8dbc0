-- A proposed plan version that is returned says why, and by whom, until it is proposed again.

-- tables
alter table plan_draft
  add column return_note text,
  add column returned_by_name text;

-- distribute

-- foreign keys

-- Ties the province's answer to the question it answers, once each.

-- tables
alter table line_review add column answers_id uuid;

create unique index line_review_answered_once on line_review (city_id, answers_id) where answers_id is not null;

create index line_review_questions on line_review (city_id, id) where step = 'asked_province';

-- distribute

-- foreign keys

-- What is alike, and how many wait, is found by an index alone, the wall's own column in it.

-- tables
create index question_word_found on question_word (city_id, word, question_id, organisation_id);

create index question_counted on question (city_id, state, kind, organisation_id);

-- distribute

-- foreign keys

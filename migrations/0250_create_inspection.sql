-- Who is looked at and how they were drawn, what was found, put right and looked at again; calls in disguise.

-- tables
create table inspection_template (
  city_id int not null,
  id uuid not null,
  version int not null check (version > 0),
  items jsonb not null,
  valid_from date not null,
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (city_id, id),
  constraint inspection_template_once unique (city_id, version)
);

-- A draw can be done again: whom it was drawn from with their risks, how many, and the seed.
create table inspection_round (
  city_id int not null,
  id uuid not null,
  title text not null,
  template_version int not null,
  seed text not null,
  size int not null check (size >= 0),
  drawn_from jsonb not null,
  until_on date not null,
  drawn_on date not null,
  drawn_by_name text not null,
  primary key (city_id, id)
);

create table inspection (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  round_id uuid,
  drawn_how text not null check (drawn_how in ('risk', 'chance', 'named')),
  items jsonb not null,
  until_on date not null,
  state text not null check (state in ('planned', 'visited')),
  -- The visit as the phone sent it: the same visit twice is one.
  visit_id uuid,
  answers jsonb,
  records jsonb,
  score int check (score between 0 and 100),
  visited_on date,
  visited_by_name text,
  primary key (city_id, id),
  constraint inspection_visited check ((state = 'visited') = (visit_id is not null and score is not null and visited_on is not null))
);

create index inspection_of_unit on inspection (city_id, organisation_id, id);

create index inspection_by_state on inspection (city_id, state, until_on);

create table inspection_photo (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  inspection_id uuid not null,
  slot text not null,
  type text not null check (type in ('image/jpeg', 'image/png', 'image/webp')),
  bytes bigint not null,
  taken_by_name text not null,
  primary key (city_id, id),
  constraint inspection_photo_once unique (city_id, inspection_id, slot)
);

create table finding (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  inspection_id uuid not null,
  item text not null,
  words text not null,
  days int not null check (days between 1 and 90),
  state text not null check (state in ('open', 'rectified', 'closed')),
  rectified_words text,
  closed_words text,
  primary key (city_id, id)
);

create index finding_of_unit on finding (city_id, organisation_id, state);

create index finding_of_inspection on finding (city_id, inspection_id);

create table mystery_call (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  called_on date not null,
  topic text not null,
  marks jsonb not null,
  score int not null check (score between 0 and 100),
  words text not null,
  called_by_name text not null,
  primary key (city_id, id)
);

create index mystery_call_of on mystery_call (city_id, organisation_id, called_on);

-- distribute

-- foreign keys
alter table inspection add constraint inspection_of_round foreign key (city_id, round_id) references inspection_round (city_id, id);

alter table inspection_photo add constraint inspection_photo_of foreign key (city_id, inspection_id) references inspection (city_id, id);

alter table finding add constraint finding_of foreign key (city_id, inspection_id) references inspection (city_id, id);

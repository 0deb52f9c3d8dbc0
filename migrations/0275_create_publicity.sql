-- What makes mutual aid known: materials and where they are, stories and films, ambassadors, activities and whom they reached, posts and media.

-- tables
create table publicity_material (
  city_id int not null,
  id uuid not null,
  name text not null,
  unit_word text not null,
  primary key (city_id, id),
  constraint publicity_material_once unique (city_id, name)
);

-- How much of it an organisation has: never below nought, held with each move.
create table material_stock (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  material_id uuid not null,
  received int not null default 0 check (received >= 0),
  given int not null default 0,
  primary key (city_id, id),
  constraint material_stock_once unique (city_id, organisation_id, material_id),
  constraint material_stock_not_below_nought check (given between 0 and received)
);

create table material_move (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  material_id uuid not null,
  kind text not null check (kind in ('printed', 'received', 'issued', 'used')),
  quantity int not null check (quantity > 0),
  other_id uuid,
  on_day date not null,
  note text not null,
  moved_by_name text not null,
  moved_at timestamptz not null,
  primary key (city_id, id),
  constraint material_move_between_two check ((kind in ('received', 'issued')) = (other_id is not null))
);

create index material_move_of on material_move (city_id, organisation_id, material_id, id);

create table story (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  kind text not null check (kind in ('story', 'film')),
  title text not null,
  body text not null,
  state text not null check (state in ('drafted', 'published', 'withdrawn')),
  drafted_by text not null,
  drafted_by_name text not null,
  drafted_at timestamptz not null,
  published_by text,
  published_by_name text,
  published_on date,
  withdrawn_on date,
  withdrawn_reason text,
  primary key (city_id, id),
  constraint story_two_people check (published_by <> drafted_by)
);

-- Whom a story is about, apart from its words.
create table story_person (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  story_id uuid not null,
  person_id uuid not null,
  primary key (city_id, id),
  constraint story_person_once unique (city_id, story_id)
);

create index story_person_of on story_person (city_id, person_id);

create index story_by_state on story (city_id, state, id);

create table ambassador (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  since_on date not null,
  until_on date,
  primary key (city_id, id)
);

create unique index ambassador_once on ambassador (city_id, person_id) where until_on is null;

create table publicity_activity (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  kind text not null check (kind in ('mobilisation', 'shift_talk', 'lecture', 'seminar', 'match', 'check_up', 'zone', 'visit')),
  title text not null,
  place text not null,
  held_on date not null,
  heads int not null check (heads >= 0),
  noted_by_name text not null,
  noted_at timestamptz not null,
  primary key (city_id, id)
);

create index publicity_activity_by_day on publicity_activity (city_id, held_on, id);

create table activity_reach (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  activity_id uuid not null,
  primary key (city_id, id),
  constraint activity_reach_once unique (city_id, activity_id, organisation_id)
);

create index activity_reach_of_unit on activity_reach (city_id, organisation_id, activity_id);

create table media_item (
  city_id int not null,
  id uuid not null,
  channel text not null check (channel in ('newspaper', 'television', 'website', 'wechat', 'app', 'short_video', 'notice_board')),
  audience text not null check (audience in ('everybody', 'cadres', 'units', 'new_employment', 'women')),
  outlet text not null,
  title text not null,
  is_own boolean not null,
  mentions int not null check (mentions > 0),
  published_on date not null,
  noted_by_name text not null,
  noted_at timestamptz not null,
  primary key (city_id, id)
);

create index media_item_by_day on media_item (city_id, published_on, id);

-- distribute

-- foreign keys
alter table material_stock add constraint material_stock_of foreign key (city_id, material_id) references publicity_material (city_id, id);

alter table material_move add constraint material_move_of_material foreign key (city_id, material_id) references publicity_material (city_id, id);

alter table story_person add constraint story_person_of_story foreign key (city_id, story_id) references story (city_id, id);

alter table story_person add constraint story_person_is_person foreign key (city_id, person_id) references person (city_id, id);

alter table ambassador add constraint ambassador_is_person foreign key (city_id, person_id) references person (city_id, id);

alter table activity_reach add constraint activity_reach_of foreign key (city_id, activity_id) references publicity_activity (city_id, id);

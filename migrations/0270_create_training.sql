-- Who is trained: courses, seats of units in them, tests and certificates; every unit that takes part has a certified promoter.

-- tables
create table course (
  city_id int not null,
  id uuid not null,
  level text not null check (level in ('province', 'city', 'county', 'unit')),
  title text not null,
  topic text not null,
  trainer text not null,
  place text not null,
  -- The mobile team that goes there, where it is held at the unit.
  team text,
  held_on date not null,
  capacity int not null check (capacity > 0),
  seats int not null default 0,
  valid_months int not null check (valid_months between 1 and 60),
  questions jsonb not null,
  token text not null,
  state text not null check (state in ('planned', 'closed')),
  planned_by_name text not null,
  primary key (city_id, id),
  constraint course_token_once unique (city_id, token),
  constraint course_not_overfull check (seats between 0 and capacity)
);

create index course_by_day on course (city_id, held_on, id);

create table course_seat (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  course_id uuid not null,
  name text not null,
  -- What the attendee types in the room to say who they are.
  code text not null,
  signed_up_by_name text not null,
  attended_at timestamptz,
  right_count int,
  tested_at timestamptz,
  certificate text,
  certified_on date,
  valid_until date,
  primary key (city_id, id),
  constraint course_seat_once unique (city_id, course_id, organisation_id, name),
  constraint course_seat_code_once unique (city_id, course_id, code),
  constraint certificate_once unique (city_id, certificate),
  constraint course_seat_certified check ((certificate is null) = (valid_until is null) and (certificate is null) = (certified_on is null)),
  constraint course_seat_tested_there check (tested_at is null or attended_at is not null)
);

create index course_seat_of_unit on course_seat (city_id, organisation_id, valid_until);

-- distribute

-- foreign keys
alter table course_seat add constraint course_seat_of foreign key (city_id, course_id) references course (city_id, id);

-- Who drives mutual aid together: management committee, leading group, work groups; posts with terms, meetings and what they decide.

-- tables
create table committee (
  city_id int not null,
  id uuid not null,
  kind text not null check (kind in ('management_committee', 'party_group', 'leading_group', 'office', 'work_group', 'coordination')),
  name text not null,
  work text not null,
  established_on date not null,
  dissolved_on date,
  primary key (city_id, id),
  constraint committee_dissolved_after check (dissolved_on >= established_on)
);

create unique index committee_once on committee (city_id, name) where dissolved_on is null;

create table committee_seat (
  city_id int not null,
  id uuid not null,
  committee_id uuid not null,
  seat text not null check (seat in ('head', 'deputy', 'member')),
  post text not null,
  holder_name text not null,
  from_on date not null,
  until_on date,
  primary key (city_id, id),
  constraint committee_seat_term check (until_on >= from_on)
);

create index committee_seat_of on committee_seat (city_id, committee_id, from_on, id);

create table committee_meeting (
  city_id int not null,
  id uuid not null,
  committee_id uuid not null,
  kind text not null check (kind in ('plenary', 'joint', 'special')),
  title text not null,
  held_on date not null,
  attended int not null check (attended > 0),
  record text not null,
  noted_by_name text not null,
  noted_at timestamptz not null,
  primary key (city_id, id)
);

create index committee_meeting_by_day on committee_meeting (city_id, committee_id, held_on);

create table meeting_decision (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  meeting_id uuid not null,
  words text not null,
  due_on date not null,
  primary key (city_id, id)
);

create index meeting_decision_of on meeting_decision (city_id, meeting_id, id);

-- distribute

-- foreign keys
alter table committee_seat add constraint committee_seat_of_committee foreign key (city_id, committee_id) references committee (city_id, id);

alter table committee_meeting add constraint committee_meeting_of_committee foreign key (city_id, committee_id) references committee (city_id, id);

alter table meeting_decision add constraint meeting_decision_of_meeting foreign key (city_id, meeting_id) references committee_meeting (city_id, id);

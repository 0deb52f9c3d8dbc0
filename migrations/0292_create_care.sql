-- Care for people beside money: packs by season with their stock, whom they are handed to and by what proof; events with places, sign-up and cost.

-- tables
create table care_pack (
  city_id int not null,
  id uuid not null,
  title text not null,
  season text not null check (season in ('spring', 'summer', 'autumn', 'winter')),
  contents text not null,
  state text not null check (state in ('open', 'closed')),
  opened_by_name text not null,
  opened_on date not null,
  closed_on date,
  closed_words text,
  primary key (city_id, id)
);

create table care_purchase (
  city_id int not null,
  id uuid not null,
  pack_id uuid not null,
  supplier text not null,
  invoice text not null,
  quantity int not null check (quantity > 0),
  cents bigint not null check (cents > 0),
  bought_on date not null,
  noted_by_name text not null,
  primary key (city_id, id)
);

create index care_purchase_of on care_purchase (city_id, pack_id, id);

-- How many packs an organisation has: all that came in less all that went out, never below nought, held with each move.
create table pack_stock (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  pack_id uuid not null,
  came int not null default 0 check (came >= 0),
  went int not null default 0,
  primary key (city_id, id),
  constraint pack_stock_once unique (city_id, organisation_id, pack_id),
  constraint pack_stock_not_below_nought check (went between 0 and came)
);

create table pack_move (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  pack_id uuid not null,
  kind text not null check (kind in ('bought', 'received', 'taken_back', 'found', 'issued', 'handed', 'missing')),
  quantity int not null check (quantity > 0),
  -- The other place of an issue; the recipient of a handing over.
  other_id uuid,
  recipient_id uuid,
  on_day date not null,
  note text not null,
  moved_by_name text not null,
  moved_at timestamptz not null,
  primary key (city_id, id)
);

create index pack_move_of on pack_move (city_id, pack_id, organisation_id, id);

-- Who is to get one, by whose people it is. The proof is a file sealed at rest.
create table pack_recipient (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  pack_id uuid not null,
  person_id uuid,
  name text not null,
  -- Tells two of one name apart, where nobody on record was meant.
  mark text not null,
  state text not null check (state in ('listed', 'handed')),
  listed_by_name text not null,
  from_id uuid,
  handed_on date,
  handed_by_name text,
  proof_kind text check (proof_kind in ('signature', 'photo')),
  proof_type text,
  proof_id uuid,
  primary key (city_id, id),
  constraint pack_recipient_once unique (city_id, pack_id, organisation_id, name, mark)
);

create unique index pack_recipient_person_once on pack_recipient (city_id, pack_id, person_id) where person_id is not null;

create index pack_recipient_by_state on pack_recipient (city_id, pack_id, state, id);

create table care_event (
  city_id int not null,
  id uuid not null,
  kind text not null check (kind in ('match', 'health_talk', 'check_up', 'other')),
  title text not null,
  place text not null,
  held_on date not null,
  begins text not null,
  places int not null check (places > 0),
  taken int not null default 0,
  sign_up_until date not null,
  token text not null,
  state text not null check (state in ('open', 'over', 'cancelled')),
  state_words text not null,
  planned_by_name text not null,
  primary key (city_id, id),
  constraint care_event_token_once unique (city_id, token),
  constraint care_event_not_overfull check (taken between 0 and places)
);

create index care_event_by_day on care_event (city_id, held_on, id);

create table care_event_cost (
  city_id int not null,
  id uuid not null,
  event_id uuid not null,
  words text not null,
  cents bigint not null check (cents > 0),
  spent_on date not null,
  noted_by_name text not null,
  primary key (city_id, id)
);

create index care_event_cost_of on care_event_cost (city_id, event_id, id);

create table care_event_seat (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  event_id uuid not null,
  person_id uuid,
  name text not null,
  -- What is typed at the door to say who came.
  code text not null,
  signed_up_by_name text not null,
  arrived_at timestamptz,
  primary key (city_id, id),
  constraint care_event_seat_once unique (city_id, event_id, organisation_id, name),
  constraint care_event_seat_code_once unique (city_id, event_id, code)
);

create index care_event_seat_of_person on care_event_seat (city_id, person_id, event_id);

-- distribute

-- foreign keys
alter table care_purchase add constraint care_purchase_for foreign key (city_id, pack_id) references care_pack (city_id, id);

alter table pack_stock add constraint pack_stock_of foreign key (city_id, pack_id) references care_pack (city_id, id);

alter table pack_move add constraint pack_move_for foreign key (city_id, pack_id) references care_pack (city_id, id);

alter table pack_recipient add constraint pack_recipient_of foreign key (city_id, pack_id) references care_pack (city_id, id);

alter table care_event_cost add constraint care_event_cost_for foreign key (city_id, event_id) references care_event (city_id, id);

alter table care_event_seat add constraint care_event_seat_for foreign key (city_id, event_id) references care_event (city_id, id);

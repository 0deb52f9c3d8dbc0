-- Keeps each handing over with its proof, also what was taken back; who was struck off the list stays on record.

-- tables
set local app.reach = 'system';

create table pack_handing (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  recipient_id uuid not null,
  -- The place whose stock it left, or came back to.
  from_id uuid not null,
  event text not null check (event in ('taken_back', 'handed')),
  on_day date not null,
  by_name text not null,
  note text not null,
  proof_kind text check (proof_kind in ('signature', 'photo')),
  proof_type text,
  proof_id uuid,
  primary key (city_id, id),
  constraint pack_handing_has_proof check ((event = 'handed') = (proof_id is not null))
);

create index pack_handing_of on pack_handing (city_id, recipient_id, id desc);

-- The proof's own number: it names one handing over as well.
insert into pack_handing (city_id, id, organisation_id, recipient_id, from_id, event, on_day, by_name, note, proof_kind,
    proof_type, proof_id)
  select city_id, proof_id, organisation_id, id, from_id, 'handed', handed_on, handed_by_name, '', proof_kind, proof_type,
    proof_id
  from pack_recipient where state = 'handed';

alter table pack_recipient drop column from_id;

alter table pack_recipient drop column handed_on;

alter table pack_recipient drop column handed_by_name;

alter table pack_recipient drop column proof_kind;

alter table pack_recipient drop column proof_type;

alter table pack_recipient drop column proof_id;

alter table pack_recipient drop constraint pack_recipient_state_check;

alter table pack_recipient add constraint pack_recipient_state_check check (state in ('listed', 'handed', 'struck'));

-- distribute

-- foreign keys
alter table pack_handing add constraint pack_handing_to foreign key (city_id, recipient_id) references pack_recipient (city_id, id);

-- Notices and plans in a register: who issued them, to whom they went, who confirmed, and what each party owes by them.

-- tables
create table directive (
  city_id int not null,
  id uuid not null,
  kind text not null check (kind in ('notice', 'plan', 'rule')),
  number text,
  title text not null,
  issuers text[] not null,
  body text not null,
  issued_on date not null,
  valid_until date,
  noted_by_name text not null,
  noted_at timestamptz not null,
  primary key (city_id, id),
  constraint directive_number_once unique (city_id, number),
  constraint directive_valid_after check (valid_until >= issued_on)
);

create table directive_task (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  directive_id uuid not null,
  partner text,
  words text not null,
  due_on date not null,
  primary key (city_id, id)
);

create index directive_task_of on directive_task (city_id, directive_id, id);

create table directive_receipt (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  directive_id uuid not null,
  sent_at timestamptz not null,
  received_at timestamptz,
  received_by_name text,
  primary key (city_id, id),
  constraint directive_receipt_once unique (city_id, directive_id, organisation_id),
  constraint directive_received_by_somebody check (received_at is null or received_by_name is not null)
);

-- distribute

-- foreign keys
alter table directive_task add constraint directive_task_of_directive foreign key (city_id, directive_id) references directive (city_id, id);

alter table directive_receipt add constraint directive_receipt_of_directive foreign key (city_id, directive_id) references directive (city_id, id);

-- Refunds after remittance: a cover that should not be, the province's money back, each share to its own payer.

-- tables
create table refund (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  number text not null,
  bill_id uuid not null,
  batch_id uuid not null,
  cover_id uuid not null,
  person_id uuid not null,
  settled_month date not null,
  covered_from date not null,
  ground text not null check (ground in ('left_before_cover', 'duplicate', 'not_eligible')),
  reason text not null,
  cents bigint not null check (cents > 0),
  member_account_sealed bytea,
  member_account_shown text,
  state text not null check (state in ('asked', 'withdrawn', 'refused', 'approved', 'received', 'paid')),
  asked_by text not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_note text,
  received_on date,
  paid_on date,
  primary key (city_id, id),
  constraint refund_numbered_once unique (city_id, number),
  constraint refund_two_people check (decided_by <> asked_by),
  constraint refund_decided check (state in ('asked', 'withdrawn') or decided_by is not null),
  constraint refund_received check (state not in ('received', 'paid') or received_on is not null)
);

create unique index refund_once on refund (city_id, cover_id) where state not in ('withdrawn', 'refused');

create index refund_by_state on refund (city_id, state, id);

create index refund_of_bill on refund (city_id, bill_id);

create index refund_of_month on refund (city_id, settled_month);

create index refund_of_unit on refund (city_id, organisation_id, id);

create table refund_share (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  refund_id uuid not null,
  payer text not null,
  payer_organisation_id uuid not null,
  cents bigint not null check (cents > 0),
  payment_id uuid,
  paid_on date,
  trouble text,
  primary key (city_id, id),
  constraint refund_share_one_per_payer unique (city_id, refund_id, payer)
);

create table refund_paper (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  refund_id uuid not null,
  type text not null check (type in ('application/pdf', 'image/jpeg', 'image/png')),
  bytes bigint not null,
  sha256 bytea not null,
  arrived_at timestamptz not null,
  arrived_by text not null,
  arrived_by_name text not null,
  primary key (city_id, id),
  constraint refund_paper_once unique (city_id, refund_id, sha256)
);

alter table cover_removal add column after_remittance boolean not null default false;

alter table receipt_request add column is_void boolean not null default false;

alter table open_item drop constraint open_item_kind_check;

alter table open_item add constraint open_item_kind_check check (kind in ('unit_share', 'subsidy', 'remittance', 'reimbursement', 'payment', 'payment_return', 'refund', 'gift'));

alter table bank_line drop constraint bank_line_kind_check;

alter table bank_line add constraint bank_line_kind_check check (kind in ('unit_share', 'subsidy', 'remittance', 'reimbursement', 'payment', 'payment_return', 'refund', 'gift', 'benefit', 'interest', 'bank_fee', 'donation', 'returned', 'unmatched'));

-- distribute

-- foreign keys
alter table refund add constraint refund_of_the_bill foreign key (city_id, bill_id) references bill (city_id, id);

alter table refund add constraint refund_to_the_unit foreign key (city_id, organisation_id) references organisation (city_id, id);

alter table refund_share add constraint refund_share_of foreign key (city_id, refund_id) references refund (city_id, id);

alter table refund_paper add constraint refund_paper_of foreign key (city_id, refund_id) references refund (city_id, id);

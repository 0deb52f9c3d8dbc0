-- Donations in money and in kind and fiscal grants: which bank lines brought them, what they were granted for by two people, what donors were told.

-- tables
create table donation (
  city_id int not null,
  id uuid not null,
  number text not null,
  donor_kind text not null check (donor_kind in ('enterprise', 'social_body', 'public_body', 'union', 'person', 'crowd')),
  donor_name text,
  is_anonymous boolean not null,
  contact_sealed bytea,
  form text not null check (form in ('money', 'goods')),
  cents bigint not null check (cents > 0),
  goods text,
  use_for text check (use_for in ('mutual_aid', 'relief', 'care')),
  purpose text not null,
  is_restricted boolean not null,
  agreement text,
  activity_id uuid,
  pledged_on date not null,
  received_cents bigint not null default 0,
  received_on date,
  allocated_cents bigint not null default 0,
  reported_cents bigint not null default 0,
  receipt_waived text,
  withdrawn_on date,
  withdrawn_reason text,
  registered_by text not null,
  registered_by_name text not null,
  registered_at timestamptz not null,
  primary key (city_id, id),
  constraint donation_numbered_once unique (city_id, number),
  constraint donation_named_or_anonymous check (is_anonymous = (donor_name is null)),
  constraint donation_goods_named check ((form = 'goods') = (goods is not null)),
  constraint donation_restricted_to_something check (not is_restricted or use_for is not null),
  constraint donation_received_at_most_promised check (received_cents between 0 and cents),
  constraint donation_allocated_at_most_received check (allocated_cents between 0 and received_cents),
  constraint donation_reported_at_most_allocated check (reported_cents between 0 and allocated_cents),
  constraint donation_withdrawn_untouched check (withdrawn_on is null or received_cents = 0)
);

create index donation_of_activity on donation (city_id, activity_id, id);

create table fiscal_grant (
  city_id int not null,
  id uuid not null,
  number text not null,
  issuer text not null,
  document text not null,
  issued_on date not null,
  use_for text not null check (use_for in ('mutual_aid', 'relief', 'care')),
  purpose text not null,
  cents bigint not null check (cents > 0),
  received_cents bigint not null default 0,
  received_on date,
  allocated_cents bigint not null default 0,
  registered_by text not null,
  registered_by_name text not null,
  registered_at timestamptz not null,
  primary key (city_id, id),
  constraint fiscal_grant_numbered_once unique (city_id, number),
  constraint fiscal_grant_document_once unique (city_id, document),
  constraint fiscal_grant_received_at_most_told check (received_cents between 0 and cents),
  constraint fiscal_grant_allocated_at_most_received check (allocated_cents between 0 and received_cents)
);

-- What came of a donation or a fiscal grant: a part of a bank line, or goods handed over, which have no line.
create table donation_arrival (
  city_id int not null,
  id uuid not null,
  donation_id uuid,
  fiscal_grant_id uuid,
  line_id uuid,
  cents bigint not null check (cents > 0),
  on_day date not null,
  note text not null,
  noted_by_name text not null,
  noted_at timestamptz not null,
  released_at timestamptz,
  released_by_name text,
  released_reason text,
  primary key (city_id, id),
  constraint donation_arrival_of_one check (num_nonnulls(donation_id, fiscal_grant_id) = 1),
  constraint donation_arrival_by_bank check (fiscal_grant_id is null or line_id is not null)
);

create index donation_arrival_of on donation_arrival (city_id, donation_id, id);

create index donation_arrival_of_grant on donation_arrival (city_id, fiscal_grant_id, id);

create index donation_arrival_of_line on donation_arrival (city_id, line_id, id);

-- From one fund to another, or goods to those they are for: by a resolution and by two people.
create table fund_grant (
  city_id int not null,
  id uuid not null,
  number text not null,
  source text not null check (source in ('donation', 'goods', 'fiscal_grant')),
  source_id uuid,
  use_for text not null check (use_for in ('mutual_aid', 'relief', 'care')),
  purpose text not null,
  cents bigint not null check (cents > 0),
  resolution text not null,
  resolved_on date not null,
  state text not null check (state in ('proposed', 'granted', 'refused', 'withdrawn')),
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_on date not null,
  decided_by text,
  decided_by_name text,
  decided_on date,
  decision text,
  entry_id uuid,
  primary key (city_id, id),
  constraint fund_grant_numbered_once unique (city_id, number),
  constraint fund_grant_two_people check (decided_by <> proposed_by),
  constraint fund_grant_decided check (state not in ('granted', 'refused') or decided_by is not null),
  constraint fund_grant_posted check (entry_id is not null or state <> 'granted' or source = 'goods'),
  constraint fund_grant_of_one check (source = 'donation' or source_id is not null)
);

create index fund_grant_by_state on fund_grant (city_id, state, id);

-- Out of which donations or fiscal grant it was taken: so each donor can be told.
create table fund_grant_part (
  city_id int not null,
  id uuid not null,
  grant_id uuid not null,
  donation_id uuid,
  fiscal_grant_id uuid,
  cents bigint not null check (cents > 0),
  primary key (city_id, id),
  constraint fund_grant_part_of_one check (num_nonnulls(donation_id, fiscal_grant_id) = 1)
);

create index fund_grant_part_of on fund_grant_part (city_id, grant_id, id);

create index fund_grant_part_of_donation on fund_grant_part (city_id, donation_id, id);

create index fund_grant_part_of_fiscal on fund_grant_part (city_id, fiscal_grant_id, id);

create table donation_report (
  city_id int not null,
  id uuid not null,
  donation_id uuid not null,
  cents bigint not null check (cents > 0),
  words text not null,
  made_by_name text not null,
  made_on date not null,
  primary key (city_id, id)
);

create index donation_report_of on donation_report (city_id, donation_id, id);

-- A line that is claimed stays what it was decided to be, and never carries more than itself.
alter table bank_line add column claimed_cents bigint not null default 0;

alter table bank_line add constraint bank_line_claimed_at_most_itself check (claimed_cents between 0 and amount_cents);

alter table bank_line add constraint bank_line_claimed_as_decided check (claimed_cents = 0 or (state = 'matched' and coalesce(kind, '') in ('donation', 'fiscal_grant')));

create index bank_line_claimable on bank_line (city_id, kind, booked_on, id) where kind in ('donation', 'fiscal_grant');

-- Donors get receipts of a series of their own; a donation is not for so many people.
alter table receipt_request drop constraint receipt_request_kind_check;

alter table receipt_request add constraint receipt_request_kind_check check (kind in ('contribution', 'subsidy', 'gift', 'donation'));

alter table receipt_request drop constraint receipt_request_heads_check;

alter table receipt_request add constraint receipt_request_heads_check check (heads > 0 or (kind = 'donation' and heads = 0));

alter table receipt drop constraint receipt_paper_check;

alter table receipt add constraint receipt_paper_check check (paper in ('receipt', 'transfer_note', 'donation_receipt'));

-- An activity may raise donations.
alter table publicity_activity drop constraint publicity_activity_kind_check;

alter table publicity_activity add constraint publicity_activity_kind_check check (kind in ('mobilisation', 'shift_talk', 'lecture', 'seminar', 'match', 'check_up', 'zone', 'visit', 'charity'));

-- distribute

-- foreign keys
alter table donation add constraint donation_raised_at foreign key (city_id, activity_id) references publicity_activity (city_id, id);

alter table donation_arrival add constraint donation_arrival_to_donation foreign key (city_id, donation_id) references donation (city_id, id);

alter table donation_arrival add constraint donation_arrival_to_fiscal foreign key (city_id, fiscal_grant_id) references fiscal_grant (city_id, id);

alter table donation_arrival add constraint donation_arrival_by_line foreign key (city_id, line_id) references bank_line (city_id, id);

alter table fund_grant_part add constraint fund_grant_part_of_grant foreign key (city_id, grant_id) references fund_grant (city_id, id);

alter table fund_grant_part add constraint fund_grant_part_donated foreign key (city_id, donation_id) references donation (city_id, id);

alter table fund_grant_part add constraint fund_grant_part_fiscal foreign key (city_id, fiscal_grant_id) references fiscal_grant (city_id, id);

alter table donation_report add constraint donation_report_to foreign key (city_id, donation_id) references donation (city_id, id);

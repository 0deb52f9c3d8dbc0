-- The books (entries that are never changed), the bank's lines, what is expected to come, and who decided what belongs to what.

-- tables
create table ledger_account (
  city_id int not null,
  id uuid not null,
  code text not null,
  nature text not null check (nature in ('bank', 'fund', 'result', 'opening', 'clearing')),
  balance_cents bigint not null default 0,
  primary key (city_id, id),
  constraint ledger_account_once unique (city_id, code),
  constraint ledger_fund_never_negative check (balance_cents >= 0 or nature not in ('bank', 'fund'))
);

create table ledger_month (
  city_id int not null,
  id uuid not null,
  month date not null check (extract(day from month) = 1),
  state text not null check (state in ('open', 'closed')),
  last_number int not null,
  primary key (city_id, id),
  constraint ledger_month_once unique (city_id, month)
);

create table ledger_entry (
  city_id int not null,
  id uuid not null,
  month date not null check (extract(day from month) = 1),
  number int not null,
  effective_on date not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  recorded_by_name text not null,
  source text not null,
  source_id uuid not null,
  kind text not null,
  summary text not null,
  reverses_id uuid,
  primary key (city_id, id),
  constraint ledger_entry_posted_once unique (city_id, source, source_id, kind),
  constraint ledger_entry_numbered_once unique (city_id, month, number),
  constraint ledger_entry_reversed_once unique (city_id, reverses_id),
  constraint ledger_entry_in_its_month check (date_trunc('month', effective_on::timestamp)::date = month)
);

create table ledger_posting (
  city_id int not null,
  id uuid not null,
  entry_id uuid not null,
  effective_on date not null,
  number int not null,
  place int not null,
  from_account text not null,
  to_account text not null,
  amount_cents bigint not null,
  organisation_id uuid,
  primary key (city_id, id),
  constraint ledger_posting_positive check (amount_cents > 0),
  constraint ledger_posting_moves check (from_account <> to_account)
);

create index ledger_posting_of_entry on ledger_posting (city_id, entry_id);

create index ledger_posting_from on ledger_posting (city_id, from_account, effective_on, number, place);

create index ledger_posting_to on ledger_posting (city_id, to_account, effective_on, number, place);

create table ledger_day (
  city_id int not null,
  id uuid not null,
  account text not null,
  day date not null,
  debit_cents bigint not null,
  credit_cents bigint not null,
  primary key (city_id, id),
  constraint ledger_day_once unique (city_id, account, day)
);

create table ledger_mapping (
  city_id int not null,
  id uuid not null,
  account text not null,
  external_code text not null,
  external_name text not null,
  primary key (city_id, id),
  constraint ledger_mapping_once unique (city_id, account)
);

create table bank_account (
  city_id int not null,
  id uuid not null,
  number_sealed bytea not null,
  number_index bytea not null,
  number_shown text not null,
  holder text,
  ledger_account text not null,
  primary key (city_id, id),
  constraint bank_account_once unique (city_id, number_index),
  constraint bank_account_of_its_own unique (city_id, ledger_account)
);

create table bank_statement (
  city_id int not null,
  id uuid not null,
  bank_account_id uuid not null,
  file_name text not null,
  file_hash text not null,
  format text not null,
  lines int not null,
  new_lines int not null,
  from_on date not null,
  until_on date not null,
  opening_cents bigint,
  closing_cents bigint,
  imported_by text not null,
  imported_by_name text not null,
  imported_at timestamptz not null,
  primary key (city_id, id),
  constraint bank_statement_file_once unique (city_id, bank_account_id, file_hash)
);

create table bank_line (
  city_id int not null,
  id uuid not null,
  bank_account_id uuid not null,
  statement_id uuid not null,
  place int not null,
  serial text not null,
  booked_on date not null,
  booked_time text,
  direction text not null check (direction in ('credit', 'debit')),
  amount_cents bigint not null check (amount_cents > 0),
  balance_cents bigint,
  name text not null,
  account_sealed bytea,
  account_index bytea,
  account_shown text not null,
  memo text not null,
  content_hash text not null,
  state text not null default 'new' check (state in ('new', 'waiting', 'to_decide', 'matched', 'left', 'sent_back')),
  kind text check (kind in ('unit_share', 'subsidy', 'remittance', 'reimbursement', 'interest', 'bank_fee', 'donation', 'returned', 'unmatched')),
  decided_how text check (decided_how in ('rule', 'person')),
  reason text,
  note text,
  waits_until date,
  returns_id uuid,
  allocated_cents bigint not null default 0,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  version int not null default 1,
  primary key (city_id, id),
  constraint bank_line_serial_once unique (city_id, bank_account_id, serial),
  constraint bank_line_in_order unique (city_id, bank_account_id, place),
  constraint bank_line_allocated_at_most_itself check (allocated_cents between 0 and amount_cents)
);

create unique index bank_line_returned_once on bank_line (city_id, returns_id) where returns_id is not null;

create index bank_line_undecided on bank_line (city_id, state, booked_on, place) where state in ('new', 'waiting', 'to_decide');

create index bank_line_by_day on bank_line (city_id, booked_on, place);

create index bank_line_by_payer on bank_line (city_id, account_index, booked_on);

create table open_item (
  city_id int not null,
  id uuid not null,
  organisation_id uuid not null,
  kind text not null check (kind in ('unit_share', 'subsidy', 'remittance', 'reimbursement')),
  source text not null,
  source_id uuid not null,
  month date not null check (extract(day from month) = 1),
  due_cents bigint not null check (due_cents > 0),
  received_cents bigint not null default 0,
  heads int,
  account text not null,
  announced_on date not null,
  is_settled boolean not null default false,
  is_withdrawn boolean not null default false,
  primary key (city_id, id),
  constraint open_item_announced_once unique (city_id, source, source_id),
  constraint open_item_not_overpaid check (received_cents between 0 and due_cents),
  constraint open_item_withdrawn_unpaid check (not is_withdrawn or received_cents = 0)
);

create index open_item_still_open on open_item (city_id, kind, month) where received_cents < due_cents and not is_withdrawn;

create index open_item_of_organisation on open_item (city_id, organisation_id, month);

create table allocation (
  city_id int not null,
  id uuid not null,
  line_id uuid not null,
  item_id uuid not null,
  organisation_id uuid not null,
  amount_cents bigint not null check (amount_cents > 0),
  booked_on date not null,
  made_how text not null check (made_how in ('rule', 'person')),
  reason text not null,
  made_by text not null,
  made_at timestamptz not null,
  reversed_at timestamptz,
  reversed_by text,
  primary key (city_id, id)
);

create index allocation_of_line on allocation (city_id, line_id);

create index allocation_of_item on allocation (city_id, item_id, booked_on);

create table bank_decision (
  city_id int not null,
  id uuid not null,
  line_id uuid not null,
  action text not null check (action in ('booked', 'left', 'undone')),
  kind text,
  note text,
  made_by text not null,
  made_by_name text not null,
  made_at timestamptz not null,
  primary key (city_id, id)
);

create index bank_decision_of_line on bank_decision (city_id, line_id, id);

create table matching_word (
  city_id int not null,
  id uuid not null,
  purpose text not null check (purpose in ('remittance', 'interest', 'bank_fee', 'donation', 'name_part')),
  word text not null,
  primary key (city_id, id),
  constraint matching_word_once unique (city_id, purpose, word)
);

create table reconciliation (
  city_id int not null,
  id uuid not null,
  bank_account_id uuid not null,
  month date not null check (extract(day from month) = 1),
  book_cents bigint not null,
  statement_cents bigint not null,
  prepared_by text not null,
  prepared_by_name text not null,
  prepared_at timestamptz not null,
  checked_by text,
  checked_by_name text,
  checked_at timestamptz,
  primary key (city_id, id),
  constraint reconciliation_once_a_month unique (city_id, bank_account_id, month),
  constraint reconciliation_two_people check (checked_by is null or checked_by <> prepared_by)
);

-- distribute

-- foreign keys
-- ledger_posting and allocation have none on purpose: they are written ten thousand at a time by statements that join what
-- they point to, and a foreign key's cached plan scans a table that was small when the connection first looked at it.
alter table ledger_entry add constraint ledger_entry_reverses foreign key (city_id, reverses_id) references ledger_entry (city_id, id);

alter table bank_statement add constraint bank_statement_of foreign key (city_id, bank_account_id) references bank_account (city_id, id);

alter table bank_line add constraint bank_line_of_account foreign key (city_id, bank_account_id) references bank_account (city_id, id);

alter table bank_line add constraint bank_line_of_statement foreign key (city_id, statement_id) references bank_statement (city_id, id);

alter table bank_line add constraint bank_line_returns foreign key (city_id, returns_id) references bank_line (city_id, id);

alter table open_item add constraint open_item_of foreign key (city_id, organisation_id) references organisation (city_id, id);

alter table bank_decision add constraint bank_decision_of_line foreign key (city_id, line_id) references bank_line (city_id, id);

alter table reconciliation add constraint reconciliation_of foreign key (city_id, bank_account_id) references bank_account (city_id, id);

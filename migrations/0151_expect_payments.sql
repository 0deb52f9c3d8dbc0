-- The bank's lines of payments: what goes out to a payee, what comes back, and the province's money for benefits.

-- tables
alter table open_item add column reference text not null default '';

alter table open_item add column payee_name text not null default '';

alter table open_item add column payee_index bytea;

alter table open_item add column batch_id uuid;

alter table open_item add column batch_reference text not null default '';

alter table open_item drop constraint open_item_kind_check;

alter table open_item add constraint open_item_kind_check check (kind in ('unit_share', 'subsidy', 'remittance', 'reimbursement', 'payment', 'payment_return'));

create index open_item_of_payments on open_item (city_id, due_cents) where kind in ('payment', 'payment_return') and received_cents < due_cents and not is_withdrawn;

create index open_item_came_back on open_item (city_id, id) where kind = 'payment_return' and received_cents = due_cents and not is_settled;

alter table bank_line drop constraint bank_line_kind_check;

alter table bank_line add constraint bank_line_kind_check check (kind in ('unit_share', 'subsidy', 'remittance', 'reimbursement', 'payment', 'payment_return', 'benefit', 'interest', 'bank_fee', 'donation', 'returned', 'unmatched'));

alter table matching_word drop constraint matching_word_purpose_check;

alter table matching_word add constraint matching_word_purpose_check check (purpose in ('remittance', 'interest', 'bank_fee', 'donation', 'benefit', 'name_part'));

-- distribute

-- foreign keys

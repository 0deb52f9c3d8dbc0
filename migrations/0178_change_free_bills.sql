-- A bill of which the unit owes nothing is made anew too.

-- tables
alter table bill_change drop constraint bill_change_lowers;

alter table bill_change add constraint bill_change_lowers
  check (due_after_cents < due_before_cents or (due_after_cents = 0 and due_before_cents = 0));

-- distribute

-- foreign keys

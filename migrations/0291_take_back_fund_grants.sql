-- A grant that was wrong is taken back as a whole: its voucher is reversed and its parts are free again.

-- tables
alter table fund_grant drop constraint fund_grant_state_check;

alter table fund_grant add constraint fund_grant_state_check check (state in ('proposed', 'granted', 'refused', 'withdrawn', 'taken_back'));

alter table fund_grant add column taken_back_on date;

alter table fund_grant add column taken_back_by_name text;

alter table fund_grant add column taken_back_reason text;

-- distribute

-- foreign keys

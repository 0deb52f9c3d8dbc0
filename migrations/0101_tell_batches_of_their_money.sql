-- Tells each batch what became of its money: when it was paid, from when to when it really covers, when it was remitted.

-- tables
set local app.reach = 'system';

alter table enrolment_batch add column paid_on date;

alter table enrolment_batch add column covered_from date;

alter table enrolment_batch add column covered_until date;

alter table enrolment_batch add column remitted_on date;

update enrolment_batch as batch set paid_on = bill.in_full_on, covered_from = bill.covered_from,
    covered_until = bill.covered_from + make_interval(months => version.period_months), remitted_on = period.remitted_on
  from bill
  join plan_version as version on version.plan_code = bill.plan_code and version.version = bill.plan_version
  left join funding_period as period on period.city_id = bill.city_id and period.month = bill.settled_month
  where batch.city_id = bill.city_id and batch.id = bill.batch_id;

-- Covers that a city brought along were paid and remitted elsewhere: by their first day, or by the day they were brought.
update enrolment_batch as batch set paid_on = least(cover_from, (confirmed_at at time zone 'Asia/Shanghai')::date),
    covered_from = cover_from, covered_until = cover_until,
    remitted_on = least(cover_from, (confirmed_at at time zone 'Asia/Shanghai')::date)
  where remitted_at is not null and not exists (select from bill where bill.city_id = batch.city_id and bill.batch_id = batch.id);

alter table enrolment_batch drop column remitted_at;

alter table enrolment_batch add constraint enrolment_batch_covers_whole
  check ((covered_from is null) = (covered_until is null) and covered_from < covered_until);

alter table enrolment_batch add constraint enrolment_batch_covers_not_before_asked check (covered_from >= cover_from);

alter table enrolment_batch add constraint enrolment_batch_remitted_settled check (remitted_on is null or covered_from is not null);

alter table cover_move add column batch_id uuid;

update cover_move set batch_id = cover.batch_id from cover
  where cover.city_id = cover_move.city_id and cover.id = cover_move.cover_id;

create index cover_move_to on cover_move (city_id, organisation_id, batch_id);

-- distribute

-- foreign keys

-- Half a million claims: every list and count of the queue is answered from an index alone, for a city and for each unit.

-- tables
drop index claim_queue;

drop index claim_open;

drop index claim_went_straight;

drop index claim_taken;

drop index claim_of_unit;

-- Those without a deadline come last. Beside the order stand the columns of the wall and of the list's filters.
create index claim_open on claim (city_id, (coalesce(due_on, 'infinity'::date)), id) include (due_on, organisation_id, person_id, state, plan_code, taken_by, hard_findings, soft_findings) where state not in ('draft', 'paid', 'rejected', 'withdrawn', 'lapsed');

create index claim_queue on claim (city_id, state, (coalesce(due_on, 'infinity'::date)), id) include (due_on, organisation_id, person_id, plan_code, taken_by, hard_findings, soft_findings, benefit_cents, filed_by) where state not in ('draft', 'paid', 'rejected', 'withdrawn', 'lapsed');

create index claim_open_of_unit on claim (city_id, organisation_id, (coalesce(due_on, 'infinity'::date)), id) include (due_on, person_id, state, plan_code, taken_by, hard_findings, soft_findings, benefit_cents, filed_by) where state not in ('draft', 'paid', 'rejected', 'withdrawn', 'lapsed');

create index claim_of_unit on claim (city_id, organisation_id, state, id) include (person_id);

create index claim_latest_of_unit on claim (city_id, organisation_id, id) include (person_id, state, plan_code);

create index claim_found on claim (city_id, id) include (organisation_id, person_id, state, plan_code) where hard_findings + soft_findings > 0;

create index claim_found_of_unit on claim (city_id, organisation_id, id) include (person_id, state, plan_code) where hard_findings + soft_findings > 0;

create index claim_taken on claim (city_id, taken_by, state) where taken_by is not null and state in ('first_review', 'second_review', 'final_review');

create index claim_went_straight on claim (city_id, organisation_id, person_id) where went_straight;

-- distribute

-- foreign keys

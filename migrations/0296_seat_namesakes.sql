-- Two of one name in one unit may both come to an event, a person once; money that comes back stands beside the next grant.

-- tables
alter table care_event_seat drop constraint care_event_seat_once;

create unique index care_event_seat_person_once on care_event_seat (city_id, event_id, person_id) where person_id is not null;

create unique index care_event_seat_name_once on care_event_seat (city_id, event_id, organisation_id, name) where person_id is null;

drop index work_grant_one_open;

create unique index work_grant_one_proposed on work_grant (city_id, organisation_id) where state = 'proposed';

create index work_grant_of_unit on work_grant (city_id, organisation_id, state);

-- distribute

-- foreign keys

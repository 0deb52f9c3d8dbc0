-- Names what is a worker's own by functions: spelled out in the policies, these lists were planned with every statement of everybody else.

-- tables
-- The batches of one's own covers.
create function own_batches() returns uuid[] language sql stable as $$ select array(select batch_id from cover where city_id = nullif(current_setting('app.city', true), '')::int and person_id = nullif(current_setting('app.person', true), '')::uuid) $$;

-- Where one works or was covered, and the way up to the city.
create function own_units() returns uuid[] language sql stable as $$ select array(select ancestor_id from organisation_part where city_id = nullif(current_setting('app.city', true), '')::int and organisation_id in (select organisation_id from person where city_id = nullif(current_setting('app.city', true), '')::int and id = nullif(current_setting('app.person', true), '')::uuid union all select organisation_id from cover where city_id = nullif(current_setting('app.city', true), '')::int and person_id = nullif(current_setting('app.person', true), '')::uuid)) $$;

-- distribute

-- foreign keys

-- Names the actor's part of the tree, and what is a worker's own, by functions that the planner does not look into: it plans policies with every statement.

-- tables
-- The organisations in the part of the tree of whoever asks.
create function actor_parts() returns uuid[] language plpgsql stable as $$ begin return array(select organisation_id from public.organisation_part where city_id = nullif(current_setting('app.city', true), '')::int and ancestor_id = nullif(current_setting('app.part', true), '')::uuid); end $$;

-- Those above it, up to the city.
create function actor_way_up() returns uuid[] language plpgsql stable as $$ begin return array(select ancestor_id from public.organisation_part where city_id = nullif(current_setting('app.city', true), '')::int and organisation_id = nullif(current_setting('app.part', true), '')::uuid); end $$;

-- The batches of covers that came to that part.
create function actor_moved_batches() returns uuid[] language plpgsql stable as $$ begin return array(select batch_id from public.cover_move where city_id = nullif(current_setting('app.city', true), '')::int and organisation_id = any((select actor_parts())::uuid[])); end $$;

create or replace function own_batches() returns uuid[] language plpgsql stable as $$ begin return array(select batch_id from public.cover where city_id = nullif(current_setting('app.city', true), '')::int and person_id = nullif(current_setting('app.person', true), '')::uuid); end $$;

create or replace function own_units() returns uuid[] language plpgsql stable as $$ begin return array(select ancestor_id from public.organisation_part where city_id = nullif(current_setting('app.city', true), '')::int and organisation_id in (select organisation_id from public.person where city_id = nullif(current_setting('app.city', true), '')::int and id = nullif(current_setting('app.person', true), '')::uuid union all select organisation_id from public.cover where city_id = nullif(current_setting('app.city', true), '')::int and person_id = nullif(current_setting('app.person', true), '')::uuid)); end $$;

-- distribute

-- foreign keys

-- Lets somebody of the province act in one of its cities: their role stands at the office, their session in a city.

-- tables
alter table session add column acting_city_id int;

-- distribute

-- foreign keys

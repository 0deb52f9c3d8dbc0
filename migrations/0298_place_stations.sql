-- Tells where on the map a contact station is.

-- tables
alter table station add column longitude numeric(9, 6);

alter table station add column latitude numeric(8, 6);

-- Within China, both or neither.
alter table station add constraint station_placed check (
  (longitude is null and latitude is null) or (longitude between 73 and 136 and latitude between 3 and 54)
);

-- distribute

-- foreign keys

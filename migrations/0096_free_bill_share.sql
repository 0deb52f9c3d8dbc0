-- Frees the shares of a bill from a foreign key that made a city's first month slow: bill and shares are written together,
-- thousands at a time, and the key's cached plan goes through all bills as long as the planner thinks them few.

-- tables

-- distribute

-- foreign keys
alter table bill_share drop constraint bill_share_of_bill;

-- What one account owes itself is found beside what its organisation owes.

-- tables
create index duty_of_account on duty (city_id, account_id) where account_id is not null and state in ('open', 'paused');

-- distribute

-- foreign keys

-- dialect: postgresql
CREATE TABLE stays (
  id int PRIMARY KEY,
  start_date date, -- finds: start_date and end_date
  end_date date,
  valid_from date,
  valid_to date,
  CHECK (valid_to > valid_from)
);
CREATE TABLE cities (id int PRIMARY KEY, start_date date);

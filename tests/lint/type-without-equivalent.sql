-- dialect: oracle
CREATE TABLE shifts (
  id number(10) PRIMARY KEY,
  starts time, -- finds: time of day
  day date
);
CREATE TABLE cities (id number(10) PRIMARY KEY);

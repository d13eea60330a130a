-- dialect: oracle
CREATE TABLE users (
  id number(10) PRIMARY KEY,
  note varchar2(80) DEFAULT '' NOT NULL, -- finds
  city varchar2(80) DEFAULT 'x' NOT NULL
);
CREATE TABLE cities (id number(10) PRIMARY KEY);

-- A star: loans of a library with their dimensions.
CREATE TABLE dim_day (day_key integer PRIMARY KEY, day date NOT NULL UNIQUE, month smallint NOT NULL, year smallint NOT NULL, weekday varchar(9) NOT NULL, holiday boolean NOT NULL);
CREATE TABLE dim_title (title_key bigint PRIMARY KEY, isbn char(13) NOT NULL, title varchar(200) NOT NULL, author varchar(100) NOT NULL, genre varchar(30) NOT NULL, language char(2) NOT NULL, published smallint);
CREATE TABLE dim_branch (branch_key integer PRIMARY KEY, name varchar(80) NOT NULL, city varchar(60) NOT NULL, region varchar(40) NOT NULL);
CREATE TABLE dim_reader (reader_key bigint PRIMARY KEY, birth_year smallint, gender char(1), city varchar(60) NOT NULL, joined date NOT NULL, valid_to date);
CREATE TABLE fact_loan (
  loan_id bigint PRIMARY KEY,
  day_key integer NOT NULL REFERENCES dim_day (day_key),
  title_key bigint NOT NULL REFERENCES dim_title (title_key),
  branch_key integer NOT NULL REFERENCES dim_branch (branch_key),
  reader_key bigint NOT NULL REFERENCES dim_reader (reader_key),
  returned_at timestamp,
  days integer NOT NULL,
  fine numeric(8,2) NOT NULL,
  channel varchar(12) NOT NULL
);

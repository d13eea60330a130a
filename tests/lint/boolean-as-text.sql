-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  is_admin char(1), -- finds
  locked varchar(3) DEFAULT 'no', -- finds: 'no'
  is_tall char(1) CHECK (is_tall IN ('Y', 'N')),
  has_car boolean,
  is_from text -- finds
);
CREATE TABLE cities (id int PRIMARY KEY, grade char(1));

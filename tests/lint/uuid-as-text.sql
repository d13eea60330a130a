-- dialect: postgresql
CREATE TABLE users (
  id varchar(36) PRIMARY KEY, -- finds
  external_uuid text, -- finds
  batch uuid,
  note varchar(36)
);
CREATE TABLE cities (id int PRIMARY KEY);

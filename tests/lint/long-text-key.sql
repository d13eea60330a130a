-- dialect: postgresql
CREATE TABLE devices (
  path varchar(400) PRIMARY KEY -- finds: varchar(400)
);
CREATE TABLE readings (id int PRIMARY KEY, device varchar(400) REFERENCES devices);
CREATE TABLE currencies (code varchar(3) PRIMARY KEY);
CREATE TABLE prices (id int PRIMARY KEY, currency varchar(3) REFERENCES currencies);

-- dialect: postgresql
CREATE TYPE state AS ENUM ('open', 'Open'); -- finds: 'Open'
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE cities (id int PRIMARY KEY, mood mood);

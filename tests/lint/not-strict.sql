-- dialect: sqlite
CREATE TABLE users (id integer PRIMARY KEY, age integer); -- finds: 1 of 2
CREATE TABLE cities (id integer PRIMARY KEY, size integer) STRICT;

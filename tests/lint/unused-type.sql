-- dialect: postgresql
CREATE TYPE mood AS ENUM ('good', 'bad'); -- finds: mood
CREATE TYPE state AS ENUM ('open', 'closed');
CREATE TABLE tickets (id int PRIMARY KEY, states state[]);

-- dialect: postgresql
CREATE TABLE a (id int PRIMARY KEY, b_id int NOT NULL);
CREATE TABLE b (id int PRIMARY KEY, a_id int NOT NULL REFERENCES a);
ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b; -- finds: a and b
CREATE TABLE c (id int PRIMARY KEY, d_id int);
CREATE TABLE d (id int PRIMARY KEY, c_id int NOT NULL REFERENCES c);
ALTER TABLE c ADD FOREIGN KEY (d_id) REFERENCES d;

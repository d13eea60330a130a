-- dialect: mysql
CREATE TABLE pages (id int PRIMARY KEY, a varchar(9000), b varchar(9000)); -- finds: 72012 bytes
CREATE TABLE texts (id int PRIMARY KEY, a text, b varchar(9000));

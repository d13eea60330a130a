-- dialect: mysql
CREATE TABLE orders (id int PRIMARY KEY) ENGINE=MyISAM; -- finds: MyISAM
CREATE TABLE users (id int PRIMARY KEY) ENGINE=InnoDB;

-- ! UNIQUE is dropped from an export (chartdb 421), and views are dropped (chartdb 340)
-- ! dialect mysql
-- ! table ships: id, name, port
-- ! in postgresql: UNIQUE
-- ! in postgresql: CREATE VIEW names
-- ! in oracle: VIEW names
-- ! in sqlserver: UNIQUE
CREATE TABLE `ships` (
  `id` int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `name` varchar(80) NOT NULL,
  `port` varchar(80) NOT NULL,
  UNIQUE KEY `name_port` (`name`, `port`)
) ENGINE=InnoDB;
CREATE VIEW names AS SELECT id, name FROM ships;

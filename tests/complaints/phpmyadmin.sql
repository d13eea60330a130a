-- ! phpMyAdmin's export: keys and numbering by ALTER behind the tables
-- ! dialect mysql
-- ! table ships: id, name
-- ! table crew: id, ship
-- ! identity ships.id
-- ! relation crew(ship) -> ships(id)
-- ! kept 0
-- phpMyAdmin SQL Dump
-- version 5.2.1
SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
START TRANSACTION;
SET time_zone = "+00:00";
CREATE TABLE `ships` (
  `id` int(11) NOT NULL,
  `name` varchar(80) CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL DEFAULT ''
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE `crew` (`id` int(11) NOT NULL, `ship` int(11) NOT NULL) ENGINE=InnoDB;
--
-- Indexes for table `ships`
--
ALTER TABLE `ships`
  ADD PRIMARY KEY (`id`),
  ADD KEY `name` (`name`);
ALTER TABLE `crew` ADD PRIMARY KEY (`id`), ADD KEY `ship` (`ship`);
ALTER TABLE `ships`
  MODIFY `id` int(11) NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=7;
ALTER TABLE `crew`
  ADD CONSTRAINT `crew_ibfk_1` FOREIGN KEY (`ship`) REFERENCES `ships` (`id`) ON DELETE CASCADE ON UPDATE NO ACTION;
COMMIT;

-- ! mysqldump: versioned comments, backticks, KEY lines, ENGINE, locks (dbml 304)
-- ! dialect mysql
-- ! table crew: id, ship_id, kind
-- ! table ships: id, name
-- ! relation crew(ship_id) -> ships(id)
-- ! identity ships.id
-- ! rows ships: 2
-- ! kept 0
-- ! partly 0
-- MySQL dump 10.13  Distrib 8.0.30, for Linux (x86_64)
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `crew`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `crew` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `ship_id` int unsigned DEFAULT NULL,
  `kind` enum('deck','engine;room') CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci DEFAULT 'deck',
  PRIMARY KEY (`id`),
  KEY `fk_ship` (`ship_id`),
  CONSTRAINT `fk_ship` FOREIGN KEY (`ship_id`) REFERENCES `ships` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;
CREATE TABLE `ships` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(80) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `name` (`name`(20))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `ships` WRITE;
/*!40000 ALTER TABLE `ships` DISABLE KEYS */;
INSERT INTO `ships` VALUES (1,'it\'s; a'),(2,'b)');
/*!40000 ALTER TABLE `ships` ENABLE KEYS */;
UNLOCK TABLES;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `t` BEFORE INSERT ON `crew` FOR EACH ROW SET NEW.kind = 'deck' */;

-- what: sessions of the source only read, unless they say otherwise
-- flavours: mysql mariadb
-- source: /*!80000 SET GLOBAL transaction_read_only = 1 */ /*M!100000 SET GLOBAL tx_read_only = 1 */
-- when: long
-- right: equal
CREATE DATABASE read_only_source CHARACTER SET utf8mb4;
CREATE TABLE read_only_source.t (id INT PRIMARY KEY, v VARCHAR(20));
INSERT INTO read_only_source.t VALUES (1, 'a\\b'), (2, 'ü'), (3, '');

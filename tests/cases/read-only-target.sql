-- what: sessions of the target only read, the replica's own as well
-- flavours: mysql mariadb
-- target: /*!80000 SET GLOBAL transaction_read_only = 1 */ /*M!100000 SET GLOBAL tx_read_only = 1 */
-- right: plan says read-only-sessions
-- fix-target: /*!80000 SET GLOBAL transaction_read_only = 0 */ /*M!100000 SET GLOBAL tx_read_only = 0 */
-- when: long
CREATE DATABASE read_only_target CHARACTER SET utf8mb4;
CREATE TABLE read_only_target.t (id INT PRIMARY KEY, v VARCHAR(20));
INSERT INTO read_only_target.t VALUES (1, 'a\\b'), (2, 'ü'), (3, '');

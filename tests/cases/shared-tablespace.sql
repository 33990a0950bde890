-- what: compression that the target would drop: named before the copy, and kept once each table has its file
-- flavours: mysql mariadb
-- target: SET GLOBAL innodb_file_per_table = OFF
-- right: plan says compressed-table shared_tablespace.packed: a compressed table, and innodb_file_per_table is OFF
-- fix-target: SET GLOBAL innodb_file_per_table = ON
-- compare: SELECT table_name, row_format FROM information_schema.tables WHERE table_schema = 'shared_tablespace' ORDER BY 1
-- when: long
CREATE DATABASE shared_tablespace;
CREATE TABLE shared_tablespace.packed (id INT PRIMARY KEY, t TEXT) ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 4;
INSERT INTO shared_tablespace.packed VALUES (1, REPEAT('z', 20000));

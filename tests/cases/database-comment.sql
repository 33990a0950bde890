-- what: a comment of a database that is not plain ASCII
-- flavours: mariadb
-- right: equal
-- compare: SELECT schema_name, HEX(schema_comment) FROM information_schema.schemata WHERE schema_name LIKE 'database\_comment%' ORDER BY 1
CREATE DATABASE database_comment CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci COMMENT 'Bücher, 本 und C:\\backup\\ of ''all''
second line';
CREATE TABLE database_comment.t (id INT PRIMARY KEY);
CREATE FUNCTION database_comment.one() RETURNS INT DETERMINISTIC RETURN 1;
ALTER DATABASE database_comment COLLATE utf8mb4_unicode_ci;

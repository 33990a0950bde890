-- what: dates and times that no calendar has, at both ends of what a column takes, also as defaults and keys
-- flavours: mysql mariadb
-- right: equal
SET sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00';
CREATE DATABASE zero_dates; USE zero_dates;
CREATE TABLE t (id INT PRIMARY KEY, d DATE DEFAULT '0000-00-00', dt DATETIME(6) NOT NULL DEFAULT '0000-00-00 00:00:00', ts TIMESTAMP NULL DEFAULT '0000-00-00 00:00:00', ti TIME(6), y YEAR, KEY (d), KEY (dt), KEY (ts), KEY (ti));
INSERT INTO t (id) VALUES (1); INSERT INTO t VALUES (2, '2011-00-00', '2011-12-00 00:00:00', '1970-01-01 00:00:01', '-838:59:59', 0), (3, '2011-02-31', '2011-02-31 23:59:59.999999', '2038-01-19 03:14:07', '838:59:59', 1901), (4, '9999-12-31', '9999-12-31 23:59:59.999999', NULL, '-00:00:00.000001', 2155), (5, '0001-01-01', '1000-01-01', NULL, '00:00:00', NULL);
CREATE TABLE by_time (ti TIME(6), y YEAR, ts TIMESTAMP(6) NOT NULL DEFAULT '0000-00-00 00:00:00', PRIMARY KEY (ti, y, ts)); INSERT INTO by_time VALUES ('-00:00:01', 0, 0), ('-00:00:01.5', 0, '2024-10-27 01:30:00.000001'), ('00:00:00', 2000, '2024-10-27 02:30:00'), ('838:59:59', 1999, 0);
CREATE TABLE by_zero (d DATE PRIMARY KEY, n INT); INSERT INTO by_zero VALUES (0, 1), ('2000-00-01', 2), ('2000-01-00', 3), ('2011-04-31', 4);

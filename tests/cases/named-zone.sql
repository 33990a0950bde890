-- what: events in a time zone that the target's tables do not have: named before the copy, and its fix gives them an offset
-- flavours: mysql mariadb
-- right: plan says event-time-zone named_zone.daily: it is in the time zone Cases/Nine, which the target does not know
-- fix-source: SET time_zone = '+09:00'
-- fix-source: ALTER DEFINER = root@localhost EVENT named_zone.daily ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01 03:00:00'
-- fix-source: SET sql_log_bin = 0
-- fix-source: DELETE FROM mysql.time_zone_name WHERE Name = 'Cases/Nine'
-- compare: SELECT event_name, time_zone, starts FROM information_schema.events WHERE event_schema = 'named_zone'
-- when: long
SET sql_log_bin = 0;
INSERT INTO mysql.time_zone (Use_leap_seconds) VALUES ('N');
SET @zone = LAST_INSERT_ID();
INSERT INTO mysql.time_zone_name (Name, Time_zone_id) VALUES ('Cases/Nine', @zone);
INSERT INTO mysql.time_zone_transition_type (Time_zone_id, Transition_type_id, `Offset`, Is_DST, Abbreviation) VALUES (@zone, 0, 32400, 0, 'NIN');
SET sql_log_bin = 1;
CREATE DATABASE named_zone;
CREATE TABLE named_zone.t (id INT PRIMARY KEY, ts TIMESTAMP NULL);
INSERT INTO named_zone.t VALUES (1, '2024-01-01 00:00:00');
SET time_zone = 'Cases/Nine';
CREATE DEFINER = root@localhost EVENT named_zone.daily ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01 03:00:00' DISABLE DO DELETE FROM named_zone.t WHERE id = 9;

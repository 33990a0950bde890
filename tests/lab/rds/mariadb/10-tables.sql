-- RDS's tables, with the columns of RDS for MySQL 8.0.37: those of MariaDB are not known to
-- differ. None of them is a journal to rely on: they tell what was tried, not what is.
CREATE TABLE mysql.rds_history (
	action_timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
	called_by_user VARCHAR(352) NOT NULL,
	action VARCHAR(40) NOT NULL,
	mysql_version VARCHAR(50) NOT NULL,
	master_host VARCHAR(255),
	master_port INT,
	master_user VARCHAR(96),
	master_log_file VARCHAR(50),
	master_log_pos MEDIUMTEXT,
	master_ssl TINYINT(1),
	master_delay INT,
	auto_position TINYINT(1),
	master_gtid TEXT
);

CREATE TABLE mysql.rds_replication_status (
	action_timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
	called_by_user VARCHAR(352) NOT NULL,
	action VARCHAR(20) NOT NULL,
	mysql_version VARCHAR(50) NOT NULL,
	master_host VARCHAR(255),
	master_port INT,
	replication_log_file TEXT,
	replication_stop_point BIGINT,
	replication_gtid TEXT,
	channel_name VARCHAR(64) NOT NULL DEFAULT ''
);

CREATE TABLE mysql.rds_configuration (
	action_timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
	name VARCHAR(100) NOT NULL PRIMARY KEY,
	value VARCHAR(100),
	description VARCHAR(300) NOT NULL
);

INSERT INTO mysql.rds_configuration (name, value, description) VALUES
	('binlog retention hours', NULL, 'binlog retention hours specifies the duration in hours before binary logs are automatically deleted.'),
	('source delay', '0', 'source delay specifies replication delay in seconds between current instance and its master.'),
	('target delay', '0', 'target delay specifies replication delay in seconds between current instance and its future read-replica.');

CREATE TABLE mysql.rds_sysinfo (name VARCHAR(25), value VARCHAR(50));
CREATE TABLE mysql.rds_heartbeat2 (id INT NOT NULL PRIMARY KEY, value BIGINT);

-- The lab's own: the factor on every sleep of the procedures.
CREATE TABLE mysql.lab_settings (
	name VARCHAR(100) NOT NULL PRIMARY KEY,
	value DECIMAL(10, 4) NOT NULL
);
INSERT INTO mysql.lab_settings VALUES ('sleep scale', 1);

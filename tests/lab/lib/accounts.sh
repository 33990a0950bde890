# Prepares a fresh server: its accounts, and on the target the stand-in for RDS.
# In the templates root@localhost has no password.
# shellcheck shell=bash

fresh_client() {
	local server=$1 socket=$2
	shift 2
	"$(client_of "$server")" --no-defaults --user=root --socket="$socket" --batch "$@"
}

# accounts_source SERVER SOCKET PASSWORD EMPTY
accounts_source() {
	local server=$1 socket=$2 password=$3 empty=$4 own="ALTER USER 'root'@'localhost' IDENTIFIED BY '$3'"

	[[ $server != mysql-5.6 ]] || own="SET PASSWORD FOR 'root'@'localhost' = PASSWORD('$password')"

	{
		cat <<-END
			SET sql_log_bin = 0;
			CREATE USER 'root'@'127.0.0.1' IDENTIFIED BY '$password';
			GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
			$own;
			SET sql_log_bin = 1;
		END
		[[ $empty == yes ]] || cat "$LAB_HOME/sample.sql"
	} | fresh_client "$server" "$socket"
}

# Prints the files of names/ that a shape has, one per line; fails when there is no such shape.
shape_names() {
	local flavour=$1 shape=$2

	awk -v shape="$shape" '$1 == shape { for (i = 2; i <= NF; i++) print $i; found = 1 } END { exit !found }' \
		"$LAB_HOME/rds/$flavour/shapes"
}

# stand_in FLAVOUR SHAPE SCALE: prints the SQL that creates the stand-in.
stand_in() {
	local flavour=$1 shape=$2 scale=$3 names

	mapfile -t names < <(shape_names "$flavour" "$shape")
	names=("${names[@]/#/$LAB_HOME/rds/$flavour/names/}")
	cat "$LAB_HOME/rds/$flavour"/*.sql "${names[@]/%/.sql}"
	echo "UPDATE mysql.lab_settings SET value = $scale WHERE name = 'sleep scale';"
}

# SQL that selects the statements that remove a stand-in again.
sql_drop_stand_in() {
	cat <<-'END'
		SELECT CONCAT('DROP ', ROUTINE_TYPE, ' mysql.', ROUTINE_NAME, ';') FROM information_schema.ROUTINES
			WHERE ROUTINE_SCHEMA = 'mysql' AND (LEFT(ROUTINE_NAME, 4) IN ('rds_', 'lab_') OR ROUTINE_NAME = 'aurora_version')
		UNION ALL SELECT CONCAT('DROP TABLE mysql.', TABLE_NAME, ';') FROM information_schema.TABLES
			WHERE TABLE_SCHEMA = 'mysql' AND LEFT(TABLE_NAME, 4) IN ('rds_', 'lab_');
	END
}

# accounts_target SERVER SOCKET RDSADMIN_PASSWORD MASTER_PASSWORD GRANTS SCALE SHAPE
# RDS has no root: its own administrator is rdsadmin, the definer of everything rds_*.
accounts_target() {
	local server=$1 socket=$2 rdsadmin=$3 master=$4 grants=$5 scale=$6 shape=$7 flavour
	flavour=$(flavour_of "$server")

	{
		cat <<-END
			SET sql_log_bin = 0;
			RENAME USER 'root'@'localhost' TO 'rdsadmin'@'localhost';
			ALTER USER 'rdsadmin'@'localhost' IDENTIFIED BY '$rdsadmin';
			USE mysql;
		END
		stand_in "$flavour" "$shape" "$scale"
		echo "CREATE USER 'awsuser'@'%' IDENTIFIED BY '$master';"
		cat "$LAB_HOME/rds/$flavour/grants/$grants.sql"
	} | fresh_client "$server" "$socket"
}

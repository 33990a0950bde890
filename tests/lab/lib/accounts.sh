# What is done inside a fresh server: its accounts, and on the target the stand-in for RDS.
# The templates leave root@localhost without a password.
# shellcheck shell=bash

fresh_client() {
	local flavour=$1 socket=$2
	shift 2
	"$(client_of "$flavour")" --no-defaults --user=root --socket="$socket" --batch "$@"
}

# accounts_source FLAVOUR SOCKET PASSWORD EMPTY
accounts_source() {
	local flavour=$1 socket=$2 password=$3 empty=$4

	{
		cat <<-END
			SET sql_log_bin = 0;
			CREATE USER 'root'@'127.0.0.1' IDENTIFIED BY '$password';
			GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
			ALTER USER 'root'@'localhost' IDENTIFIED BY '$password';
			SET sql_log_bin = 1;
		END
		[[ $empty == yes ]] || cat "$LAB_HOME/sample.sql"
	} | fresh_client "$flavour" "$socket"
}

# accounts_target FLAVOUR SOCKET RDSADMIN_PASSWORD MASTER_PASSWORD GRANTS SCALE
# RDS has no root: its own administrator is rdsadmin, the definer of everything rds_*.
accounts_target() {
	local flavour=$1 socket=$2 rdsadmin=$3 master=$4 grants=$5 scale=$6

	{
		cat <<-END
			SET sql_log_bin = 0;
			RENAME USER 'root'@'localhost' TO 'rdsadmin'@'localhost';
			ALTER USER 'rdsadmin'@'localhost' IDENTIFIED BY '$rdsadmin';
			USE mysql;
		END
		cat "$LAB_HOME/rds/$flavour"/*.sql
		echo "UPDATE mysql.lab_settings SET value = $scale WHERE name = 'sleep scale';"
		echo "CREATE USER 'awsuser'@'%' IDENTIFIED BY '$master';"
		cat "$LAB_HOME/rds/$flavour/grants/$grants.sql"
	} | fresh_client "$flavour" "$socket"
}

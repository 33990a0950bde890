# Databases on the source, made once and kept as long as the servers are.
# shellcheck shell=bash disable=SC2153,SC2154 # what run and the other files set

# made DATABASE COMMAND...: the command fills it, unless that was done.
made() {
	local database=$1
	shift

	[[ ! $(on source "SHOW TABLES FROM mysql LIKE 'made_$database'") ]] || return 0
	say "making $database on $FLAVOUR"
	on source "DROP DATABASE IF EXISTS $database; CREATE DATABASE $database; $(sql_hurry)"
	"$@" >"$WORK/said" 2>&1 || {
		tail -n 20 "$WORK/said" >&2
		return 1
	}
	client source --skip-column-names --execute "SELECT CONCAT('ANALYZE TABLE $database.', table_name, ';')
		FROM information_schema.tables WHERE table_schema = '$database'" | client source >/dev/null
	on source "CREATE TABLE mysql.made_$database (x INT); $(sql_no_hurry)"
}

sql_hurry() { echo "SET GLOBAL sync_binlog = 0; SET GLOBAL innodb_flush_log_at_trx_commit = 0"; }
sql_no_hurry() { if is_mysql; then echo "SET GLOBAL sync_binlog = 1;"; fi; echo "SET GLOBAL innodb_flush_log_at_trx_commit = 1"; }

# on_sysbench DATABASE OPTIONS... COMMAND
on_sysbench() {
	local database=$1
	shift

	sysbench --db-driver=mysql --mysql-socket="$SOURCE_SOCKET" --mysql-user="$SOURCE_USER" --mysql-password="$SOURCE_PASSWORD" \
		--mysql-db="$database" "$@"
}

# sysbench_tables DATABASE TABLES ROWS
sysbench_tables() {
	made "$1" on_sysbench "$1" oltp_read_write --tables="$2" --table-size="$3" --threads="$(nproc)" prepare
}

tiny_tables() { made "$1" fill_tiny "$1" "$2"; }

fill_tiny() {
	local i

	for ((i = 1; i <= $2; i++)); do
		echo "CREATE TABLE t$i (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(50) NOT NULL, n INT, KEY (n));"
		echo "INSERT INTO t$i (name, n) VALUES ('one', 1), ('two', 2), ('three', 3);"
	done | client source --database="$1"
}

# blobs DATABASE TABLES ROWS KIBIBYTES: any byte, a table a reader.
blobs() { made "$1" fill_blobs "$@"; }

fill_blobs() {
	local i rows

	rows=$(seq -s '), (' "$3")
	for ((i = 1; i <= $2; i++)); do
		on source "CREATE TABLE $1.b$i (id INT PRIMARY KEY, b LONGBLOB);
			INSERT INTO $1.b$i (id) VALUES ($rows);
			UPDATE $1.b$i SET b = REPEAT(RANDOM_BYTES(1024), $4)"
	done
}

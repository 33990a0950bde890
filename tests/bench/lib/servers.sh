# The pair of servers that is measured on, one flavour at a time.
# shellcheck shell=bash disable=SC2034,SC2154 # what run and the other files set

# Memory and redo log as a server has that is worth replicating: with the lab's small ones, all contenders
# would wait for the same thing.
# servers_begin FLAVOUR [NAME]
servers_begin() {
	local side name=bench-$1${2:+-$2}

	LAB_BUFFER_POOL=${LAB_BUFFER_POOL:-512M} "$REPO/tests/lab/lab" up "$1" --name "$name" --empty-source-db >"$WORK/said" 2>&1 || {
		cat "$WORK/said" >&2
		return 1
	}
	# shellcheck source=/dev/null
	. "$REPO/build/lab/$name/env"
	SERVER_PROGRAMS=${MYSQL_CLIENT%/*}
	for side in source target; do
		enlarge "$side"
	done
	# shellcheck source=/dev/null
	. "$LAB_DIR/env"
	export SOURCE_PASSWORD RDS_PASSWORD=$TARGET_PASSWORD REPL_PASSWORD=repl-Pw-4711
}

enlarge() {
	local file=$LAB_DIR/$1/conf.d/bench.cnf redo=innodb_redo_log_capacity

	[[ ! -e $file ]] || return 0
	is_mysql || redo=innodb_log_file_size
	printf '[mysqld]\n%s=1G\n' "$redo" >"$file"
	"$REPO/tests/lab/lab" restart "$LAB_NAME" "$1" >"$WORK/said" 2>&1 || {
		cat "$WORK/said" >&2
		return 1
	}
}

servers_end() {
	[[ ! ${LAB_NAME:-} ]] || "$REPO/tests/lab/lab" down "$LAB_NAME" >/dev/null 2>&1 || true
	LAB_NAME=''
}

is_mysql() { [[ $FLAVOUR == mysql ]]; }

# on ACCOUNT SQL: source (root), target (RDS's master user) or rdsadmin.
on() { client "$1" --skip-column-names --execute "$2"; }
client() { "$MYSQL_CLIENT" --defaults-file="$LAB_DIR/$1.cnf" --default-character-set=utf8mb4 --batch "${@:2}"; }

sql_forget_binlogs() { if is_mysql; then echo "RESET BINARY LOGS AND GTIDS"; else echo "RESET MASTER"; fi; }

# An empty target with nothing left to write out, so that no contender pays for the one before.
empty_target() {
	{
		echo "SET sql_log_bin = 0, foreign_key_checks = 0; STOP REPLICA; RESET REPLICA ALL;"
		client rdsadmin --skip-column-names --execute "SELECT CONCAT('DROP DATABASE \`', schema_name, '\`;')
			FROM information_schema.schemata
			WHERE schema_name NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')"
		echo "$(sql_forget_binlogs);"
	} | client rdsadmin 2>"$WORK/said" || {
		cat "$WORK/said" >&2
		return 1
	}
	sync -f "$LAB_DIR"
}

# What a contender left on the target is all that the source has of database $1.
arrived() {
	local count="SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '$1'" table

	table=$(on source "SELECT CONCAT('$1.', table_name) FROM information_schema.tables WHERE table_schema = '$1' ORDER BY table_name LIMIT 1")
	[[ $(on source "$count; SELECT COUNT(*) FROM $table") == "$(on rdsadmin "$count; SELECT COUNT(*) FROM $table")" ]] || {
		say "$1 did not arrive whole"
		return 1
	}
}

# manifest TLS-MODE DATABASE: of the pair in use.
manifest() {
	cat <<-END
		version: 1
		name: bench
		source:
		  host: $SOURCE_HOST
		  port: $SOURCE_PORT
		  tls: { mode: $1 }
		  admin: { user: root, password: { env: SOURCE_PASSWORD } }
		  replication_user: { name: repl, password: { env: REPL_PASSWORD } }
		target:
		  endpoint: $TARGET_HOST
		  port: $TARGET_PORT
		  tls: { mode: $1 }
		  admin: { user: $TARGET_USER, password: { env: RDS_PASSWORD } }
		copy:
		  databases: [$2]
	END
}

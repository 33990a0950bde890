# Those who copy a database from the source to the target: by_NAME DATABASE.
#
# All write the target's binlog, and all are told the same about TLS. mysqldump is the server's own;
# mydumper and myloader are Debian's and know no files but theirs.
# shellcheck shell=bash disable=SC2153,SC2154 # what run and the other files set

# With COPY_MEASURE, what `time` says of it in that format goes to $WORK/measured.
by_extrepl() {
	(
		set -a
		# shellcheck source=/dev/null
		. "$LAB_DIR/env"
		# shellcheck disable=SC2034 # exported by set -a
		[[ ${BENCH_TLS:-} ]] || COPY_TLS=no
		exec ${COPY_MEASURE:+time -o "$WORK/measured" -f "$COPY_MEASURE"} \
			"$PROGRAMS/copy_driver" -t "${COPY_THREADS:-$THREADS}" "$1"
	)
}

plain_options() {
	if ! is_mysql; then
		[[ ! ${BENCH_TLS:-} ]] || echo --ssl
	else
		[[ ${BENCH_TLS:-} ]] || printf '%s\n' --ssl-mode=DISABLED --get-server-public-key
	fi
}

dump() {
	local program=mariadb-dump options=(--master-data=2) plain

	! is_mysql || program=mysqldump options=(--source-data=2 --set-gtid-purged=OFF)
	mapfile -t plain < <(plain_options)
	"$SERVER_PROGRAMS/$program" --defaults-file="$LAB_DIR/source.cnf" "${plain[@]}" --single-transaction "${options[@]}" \
		--routines --events --hex-blob --databases "$1"
}

by_dump() {
	local plain

	mapfile -t plain < <(plain_options)
	dump "$1" | "$MYSQL_CLIENT" --defaults-file="$LAB_DIR/target.cnf" "${plain[@]}"
}

# mydumper_dump DATABASE FOLDER [OPTIONS...]
mydumper_dump() {
	mydumper --host="$SOURCE_HOST" --port="$SOURCE_PORT" --user="$SOURCE_USER" --password="$SOURCE_PASSWORD" ${BENCH_TLS:+--ssl} \
		--threads="${COPY_THREADS:-$THREADS}" --database="$1" --outputdir="$2" --routines --events --triggers "${@:3}"
}

# The database must be there for some of its versions.
by_mydumper() {
	local folder=$WORK/mydumper

	rm -rf "$folder"
	mydumper_dump "$1" "$folder" ${MYDUMPER_ROWS:+--rows="$MYDUMPER_ROWS"}
	myloader --host="$TARGET_HOST" --port="$TARGET_PORT" --user="$TARGET_USER" --password="$TARGET_PASSWORD" ${BENCH_TLS:+--ssl} \
		--threads="$THREADS" --directory="$folder" --database="$1" --enable-binlog
	rm -rf "$folder"
}

# The least that it can take: the target's server reads files that lie beside it, a client a table.
by_floor() {
	local folder=$WORK/floor.$FLAVOUR.$1

	on rdsadmin "CREATE DATABASE $1"
	# shellcheck disable=SC2016 # for sh to expand
	find "$folder" -name '*.load' -print0 | xargs -0 -P "$THREADS" -I{} sh -c '"$@" <"$0"' {} \
		"$MYSQL_CLIENT" --defaults-file="$LAB_DIR/rdsadmin.cnf" "$1"
}

# What by_floor reads: a file of rows and one of statements for each of sysbench's tables.
floor_prepare() {
	local folder=$WORK/floor.$FLAVOUR.$1 table settings="unique_checks = 0, foreign_key_checks = 0"

	[[ ! -e $folder ]] || return 0
	! is_mysql || settings+=", innodb_ddl_buffer_size = 16777216"
	mkdir -p "$folder"
	for table in $(on source "SHOW TABLES FROM $1"); do
		on source "SELECT * FROM $1.$table INTO OUTFILE '$folder/$table.rows'"
		{
			echo "SET $settings;"
			# SHOW CREATE puts the only secondary key in the last line but one.
			client source --skip-column-names --raw --execute "SHOW CREATE TABLE $1.$table" | cut -f2- |
				sed '/^  KEY /d; s/^\(  PRIMARY KEY .*\),$/\1/'
			echo ";"
			echo "LOAD DATA INFILE '$folder/$table.rows' INTO TABLE $table;"
			echo "ALTER TABLE $table ADD KEY k_1 (k);"
		} >"$folder/$table.load"
	done
}

# in_turns DATABASE CONTENDER...: RUNS rounds of all; samples are named DATABASE.CONTENDER. The rows are read once before,
# so that the first contender does not pay for all.
in_turns() {
	local database=$1 i contender
	shift

	dump "$database" >/dev/null
	for ((i = 0; i < RUNS; i++)); do
		for contender; do
			empty_target
			timed "$database.$contender" "by_$contender" "$database"
			arrived "$database"
		done
	done
	empty_target
}

# A session that holds something up, and ways to see that somebody waits for it.
# shellcheck shell=bash disable=SC2034,SC2154 # variables of lib/

# holds ACCOUNT SQL: a session that has done so and stays, with its locks, until lets_go.
holds() {
	local answer=''

	coproc holder { exec "$MYSQL_CLIENT" --defaults-file="$LAB_DIR/$1.cnf" --batch --skip-column-names --unbuffered; }
	holder_out=${holder[1]} holder_process=$holder_PID
	echo "$2; SELECT 'held';" >&"$holder_out"
	until [[ $answer == held ]]; do
		read -r -t "$MOMENT" answer <&"${holder[0]}" || {
			wrong "nobody holds: $2"
			return 0
		}
	done
}

lets_go() {
	exec {holder_out}>&-
	wait "$holder_process" || true
}

# until_counted ACCOUNT TABLE: there are such rows in this table of information_schema. InnoDB's are made again only for who
# has not asked for a tenth of a second.
until_counted() {
	local deadline=$((SECONDS + MOMENT)) answer trouble

	until asks "$1" "SELECT COUNT(*) FROM information_schema.$2" && ((answer > 0)); do
		((SECONDS < deadline)) || {
			wrong "no rows in $2" "$(on "$1" "SHOW PROCESSLIST")"
			return 0
		}
		pause 0.15
	done
}

# until_loading_waits DATABASE TABLE: the row that the table's first chunk has in the ledger waits for a lock. Not just any
# row there: others wait for a moment, too, and whoever is killed just then leaves nothing behind.
until_loading_waits() {
	until_counted rdsadmin "innodb_trx WHERE trx_state = 'LOCK WAIT'
		AND trx_query LIKE 'INSERT INTO %chunk%''$1'', ''$2'', 1,%'"
}

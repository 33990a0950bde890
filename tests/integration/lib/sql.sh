# SQL on the servers of the pair, by clients that are not extrepl.
# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # the files of lib/ share variables

# on ACCOUNT SQL: source (root), target (RDS's master user) or rdsadmin. Rows without headings.
on() { in_session "$1" rows "$2"; }
# vertically ACCOUNT SQL: the columns' names are shown.
vertically() { in_session "$1" vertical "$2"; }
# raw ACCOUNT SQL: as `on`, with tabs, newlines and backslashes as they are.
raw() { in_session "$1" raw "$2"; }

# A real client, for what comes on stdin, and for a session that ends with its process.
client() { "$MYSQL_CLIENT" --defaults-file="$LAB_DIR/$1.cnf" --default-character-set=utf8mb4 --batch "${@:2}"; }

# By tests/integration/sql_sessions.c, which keeps sessions open: a client takes longer to start than most cases' SQL to run.
in_session() {
	local peer status out error

	exec {peer}<>"/dev/tcp/127.0.0.1/$SQL_SESSIONS_PORT"
	printf '%s\0' "$SQL_SESSIONS_TOKEN" "$LAB_DIR/$1.cnf" "$2" "$3" >&"$peer"
	{ IFS= read -rd '' status && IFS= read -rd '' out && IFS= read -rd '' error; } <&"$peer" || status=1 error="sql_sessions gave no answer"
	exec {peer}>&-
	printf %s "$out"
	printf %s "$error" >&2
	return "$status"
}

# Started once for all cases.
sql_sessions_begin() {
	export SQL_SESSIONS_TOKEN SQL_SESSIONS_PORT

	SQL_SESSIONS_TOKEN=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
	coproc SQL_SESSIONS { exec "${EXTREPL%/*}/tests/sql_sessions"; }
	read -r SQL_SESSIONS_PORT <&"${SQL_SESSIONS[0]}"
}

sql_sessions_end() { [[ ! ${SQL_SESSIONS_PID:-} ]] || kill "$SQL_SESSIONS_PID" 2>/dev/null || true; }

# SQL by sessions that sql_sessions.c keeps open: a client takes longer to start than most of a test's SQL to run.
# Of the lab in use: LAB_DIR.
# shellcheck shell=bash

# ask ACCOUNT rows|raw|vertical SQL: what a client in batch mode would print is in $answer, and on stderr in $trouble.
# `$(in_session ...)` would start a process to hold it, which costs more than most of what is asked.
ask() {
	local peer status

	exec {peer}<>"/dev/tcp/127.0.0.1/$SQL_SESSIONS_PORT"
	printf '%s\0' "$SQL_SESSIONS_TOKEN" "$LAB_DIR/$1.cnf" "$2" "$3" >&"$peer"
	{ IFS= read -rd '' status && IFS= read -rd '' answer && IFS= read -rd '' trouble; } <&"$peer" ||
		status=1 answer='' trouble="sql_sessions gave no answer"
	exec {peer}>&-
	return "$status"
}

# asks ACCOUNT SQL: rows without headings, as $(in_session ...) would hold them, in $answer.
asks() {
	local status=0

	ask "$1" rows "$2" || status=$?
	answer=${answer%$'\n'}
	return "$status"
}

# in_session: as `ask`, but it prints.
in_session() {
	local answer trouble status=0

	ask "$@" || status=$?
	printf %s "$answer"
	printf %s "$trouble" >&2
	return "$status"
}

# sql_sessions_begin BUILD: once for all that a test asks. It is a job of the shell, so `wait` needs a pid from then on.
sql_sessions_begin() {
	export SQL_SESSIONS_TOKEN SQL_SESSIONS_PORT

	SQL_SESSIONS_TOKEN=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
	coproc SQL_SESSIONS { exec "$1/tests/sql_sessions"; }
	read -r SQL_SESSIONS_PORT <&"${SQL_SESSIONS[0]}"
}

sql_sessions_end() { [[ ! ${SQL_SESSIONS_PID:-} ]] || kill "$SQL_SESSIONS_PID" 2>/dev/null || true; }

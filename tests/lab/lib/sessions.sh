# Runs SQL in sessions that sql_sessions.c keeps open: most SQL of a test takes less time than the start of a client.
# LAB_DIR is the lab in use.
# shellcheck shell=bash

# ask ACCOUNT rows|raw|vertical SQL: sets $answer to what a client in batch mode would print, and $trouble to its stderr.
# `$(in_session ...)` would start a process, which costs more than most queries.
ask() {
	local peer status

	exec {peer}<>"/dev/tcp/127.0.0.1/$SQL_SESSIONS_PORT"
	printf '%s\0' "$SQL_SESSIONS_TOKEN" "$LAB_DIR/$1.cnf" "$2" "$3" >&"$peer"
	{ IFS= read -rd '' status && IFS= read -rd '' answer && IFS= read -rd '' trouble; } <&"$peer" ||
		status=1 answer='' trouble="sql_sessions gave no answer"
	exec {peer}>&-
	return "$status"
}

# asks ACCOUNT SQL: sets $answer to the rows without headings, as $(in_session ...) would return them.
asks() {
	local status=0

	ask "$1" rows "$2" || status=$?
	answer=${answer%$'\n'}
	return "$status"
}

# in_session: like `ask`, but prints the answer.
in_session() {
	local answer trouble status=0

	ask "$@" || status=$?
	printf %s "$answer"
	printf %s "$trouble" >&2
	return "$status"
}

# sql_sessions_begin BUILD: call it once per test. It is a job of the shell, so `wait` needs a pid after that.
sql_sessions_begin() {
	export SQL_SESSIONS_TOKEN SQL_SESSIONS_PORT

	SQL_SESSIONS_TOKEN=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
	coproc SQL_SESSIONS { exec "$1/tests/sql_sessions"; }
	read -r SQL_SESSIONS_PORT <&"${SQL_SESSIONS[0]}"
}

sql_sessions_end() { [[ ! ${SQL_SESSIONS_PID:-} ]] || kill "$SQL_SESSIONS_PID" 2>/dev/null || true; }

# Runs clients. Each account of a lab has an option file, so no password is ever an argument.
# shellcheck shell=bash

client_of() { echo "$SERVERS/$1/lab-bin/$(client_program "$(flavour_of "$1")")"; }

# client_write_account FILE USER PASSWORD KEY=VALUE...
client_write_account() {
	local file=$1 user=$2 password=$3
	shift 3
	(
		umask 077
		printf '%s\n' "[client]" "user=$user" "password=$password" "$@" >"$file"
	)
}

lab_sql() {
	local name=${1:-} account=${2:-}

	case $account in
	source | target | rdsadmin) ;;
	*) die_usage "sql NAME source|target|rdsadmin [client args...]" ;;
	esac
	shift 2
	pair_load "$name"
	exec "$MYSQL_CLIENT" --defaults-file="$LAB_DIR/$account.cnf" --batch "$@"
}

# A pair that replicates: what looking at it, and applying again, cost.
# shellcheck shell=bash disable=SC2154 # what run and the other files set

in_sync() { "$EXTREPL" plan -f "$WORK/$1.yaml" --detailed-exitcode; }
two_selects() {
	local side

	for side in source target; do
		"$MYSQL_CLIENT" --defaults-file="$LAB_DIR/$side.cnf" "${@}" -e 'select 1' || return
	done
}

# Statements that change something, by each server's own count: those within procedures count, too.
writes() {
	local side

	for side in source rdsadmin; do
		on "$side" "SHOW GLOBAL STATUS WHERE variable_name REGEXP
			'^Com_(insert|update|delete|replace|load$|truncate|create_|drop_|alter_|grant|revoke|rename_|change_|set_password|reset|flush|lock_tables|(replica|slave)_st)'" |
			sed "s/^/$side /"
	done
}

# Without TLS, so that statements can be told from what connecting takes.
round_trips() {
	rm -f "$WORK"/trace.*
	strace -ff -qq -s 8 -xx -e trace=connect,sendto,write,recvfrom,read -o "$WORK/trace" \
		"$EXTREPL" plan -f "$WORK/disabled.yaml" >/dev/null 2>&1
	awk -v port="$1" -f "$BENCH/lib/round-trips.awk" "$WORK"/trace.* pass=2 "$WORK"/trace.*
}

# Servers of its own: what else is on the source would have to be copied, too.
servers_begin "$FLAVOUR" pair
trap servers_end EXIT
sysbench_tables small 20 1200
manifest preferred small >"$WORK/preferred.yaml"
manifest disabled small >"$WORK/disabled.yaml"
"$EXTREPL" apply -f "$WORK/preferred.yaml" >"$WORK/said" 2>&1 || {
	cat "$WORK/said" >&2
	exit 1
}

tls=()
is_mysql || tls=(--ssl)
for ((i = 0; i < RUNS * 5; i++)); do
	timed plan in_sync preferred
	timed selects two_selects "${tls[@]}"
done
within "plan in sync: two mysql -e 'select 1', TLS" plan selects 2

writes >"$WORK/writes.before"
"$EXTREPL" apply -f "$WORK/preferred.yaml" >"$WORK/said" 2>&1
writes >"$WORK/writes.after"
comm -13 <(sort "$WORK/writes.before") <(sort "$WORK/writes.after") >"$WORK/written"
at_most "apply in sync: kinds of writes on both servers" "$(wc -l <"$WORK/written")" "" 0
sed 's/^/  written: /' "$WORK/written"
at_most "plan in sync: round trips to the source" "$(round_trips "$SOURCE_PORT")" "" 4
at_most "plan in sync: round trips to the target" "$(round_trips "$TARGET_PORT")" "" 4

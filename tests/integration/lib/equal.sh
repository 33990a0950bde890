# Equal data: compares both sides with the servers' own clients and catalogs, never with extrepl itself.
# shellcheck shell=bash disable=SC2034,SC2154 # the files of lib/ share variables

# rows_of SIDE [DATABASES]: all rows and triggers of these databases (one per line), or of all. Definers may differ because
# of the manifest's copy.definers.
rows_of() {
	local program=mariadb-dump options=()

	! is_mysql || program=mysqldump options=(--set-gtid-purged=OFF --column-statistics=0)
	echo "${2-$(databases_of "$1")}" | sed '/^extrepl$/d' |
		xargs -r -d '\n' "$SERVER_PROGRAMS/$program" --defaults-file="$LAB_DIR/$1.cnf" "${options[@]}" --no-create-info \
			--skip-comments --skip-extended-insert --order-by-primary --hex-blob --no-tablespaces --skip-lock-tables --databases |
		sed -E 's/ DEFINER=[^ ]+//g; s/; (\*\/;;)$/ \1/'
}

# definitions_of SIDE [LIST]: of the databases in an SQL list, or of all. Does not use SHOW CREATE, which omits the server's
# defaults; but of some defaults MySQL keeps here what the creating session wrote.
definitions_of() {
	local others=${2:+"IN ($2)"}

	others=${others:-"NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema', 'extrepl')"}

	on "$1" "SELECT schema_name, default_collation_name FROM information_schema.schemata WHERE schema_name $others ORDER BY CAST(schema_name AS BINARY);
		SELECT table_schema, table_name, table_type, engine, table_collation, table_comment
			FROM information_schema.tables WHERE table_schema $others ORDER BY 1, 2;
		SELECT table_schema, table_name, ordinal_position, column_name,
			IF(data_type = 'timestamp' OR extra LIKE '%DEFAULT_GENERATED%', NULL, column_default), is_nullable, column_type,
			collation_name, TRIM(REPLACE(extra, 'DEFAULT_GENERATED', '')), column_comment
			FROM information_schema.columns WHERE table_schema $others ORDER BY 1, 2, 3;
		SELECT table_schema, table_name, index_name, seq_in_index, column_name, non_unique, sub_part, index_type
			FROM information_schema.statistics WHERE table_schema $others ORDER BY 1, 2, 3, 4;
		SELECT constraint_schema, table_name, constraint_name, referenced_table_name, update_rule, delete_rule
			FROM information_schema.referential_constraints WHERE constraint_schema $others ORDER BY 1, 2, 3;
		SELECT table_schema, table_name, view_definition, security_type
			FROM information_schema.views WHERE table_schema $others ORDER BY 1, 2;
		SELECT routine_schema, routine_type, routine_name, TRIM(TRAILING ';' FROM routine_definition), security_type, sql_mode
			FROM information_schema.routines WHERE routine_schema $others ORDER BY 1, 2, 3;
		SELECT routine_schema, routine_name, routine_type, data_type, collation_name, is_deterministic, sql_data_access, routine_comment,
			character_set_client, collation_connection, database_collation
			FROM information_schema.routines WHERE routine_schema $others ORDER BY 1, 2, 3;
		SELECT specific_schema, specific_name, routine_type, ordinal_position, parameter_mode, dtd_identifier, collation_name
			FROM information_schema.parameters WHERE specific_schema $others ORDER BY 1, 2, 3, 4;
		SELECT trigger_schema, trigger_name, event_object_table, action_timing, event_manipulation, action_order, sql_mode,
			character_set_client, collation_connection, database_collation
			FROM information_schema.triggers WHERE trigger_schema $others ORDER BY 1, 2;
		SELECT event_schema, event_name, TRIM(TRAILING ';' FROM event_definition), event_type, execute_at, interval_value, interval_field,
			starts, ends, on_completion, sql_mode, event_comment, time_zone, character_set_client, collation_connection, database_collation
			FROM information_schema.events WHERE event_schema $others ORDER BY 1, 2"
}

expect_equal_sides() {
	caught_up
	{ definitions_of source; rows_of source; } >"$WORK/source.sql" & local source=$!
	{ definitions_of rdsadmin; rows_of rdsadmin; } >"$WORK/target.sql"
	wait "$source"
	[[ $(wc -l <"$WORK/source.sql") -gt 20 ]] || wrong "the dump to compare with is empty"
	diff "$WORK/source.sql" "$WORK/target.sql" >"$WORK/diff" ||
		wrong "the sides differ:" "$(head -n 20 "$WORK/diff")"
}

# Whether both sides can be compared: the target has applied all that the pair's source has logged. Not while a case writes,
# and not with a link from another source, a named channel, a delay, or a link that does not run. Both must have one release,
# because others spell the same definition and the same dump differently.
sides_are_of_one_moment() {
	local at wait=MASTER_POS_WAIT answer trouble shown

	[[ ! -e $WORK/writing ]] || return
	look_at_link Replica_SQL_Running && [[ $shown == Yes ]] || return
	look_at_link Source_Port && [[ $shown == "$SOURCE_PORT" ]] || return
	look_at_link SQL_Delay && [[ $shown == 0 ]] || return
	[[ $(on source "SELECT VERSION()") == "$(on rdsadmin "SELECT VERSION()")" ]] || return
	! is_mysql || wait=SOURCE_POS_WAIT
	look_at_binlog source && [[ $at == *:* ]] || return
	asks rdsadmin "SELECT $wait('${at%:*}', ${at#*:}, $MOMENT)" && [[ $answer =~ ^[0-9]+$ ]]
}

# With EXTREPL_COMPARE or EXTREPL_LONG, after every successful apply: compares the databases in the record by the servers'
# own output. The case fails if something differs that apply has not reported.
compare_independently() {
	local databases list

	[[ ${EXTREPL_COMPARE:-${EXTREPL_LONG:-}} && $ran == apply* && $status == 0 ]] || return 0
	databases=$(raw rdsadmin "SELECT \`databases\` FROM extrepl.record WHERE state <> 'unfinished'" 2>/dev/null) || return 0
	databases=$(comm -12 <(sort <<<"$databases") <(databases_of source | sort))
	[[ $databases ]] && sides_are_of_one_moment || return 0
	list=$(sed "s/'/''/g; s/.*/'&'/" <<<"$databases" | paste -sd,)
	{ definitions_of source "$list"; rows_of source "$databases"; } >"$WORK/source.sql" & local source=$!
	{ definitions_of rdsadmin "$list"; rows_of rdsadmin "$databases"; } >"$WORK/target.sql"
	wait "$source"
	echo "$CASE: extrepl $ran: $(wc -l <"$WORK/source.sql") lines compared" >>"${EXTREPL_COMPARED:-/dev/null}"
	diff "$WORK/source.sql" "$WORK/target.sql" >"$WORK/diff" || grep -q 'differ' "$WORK/out" "$WORK/err" ||
		wrong_run "it ended well, the sides differ, and it did not say so:" "$(head -n 20 "$WORK/diff")"
}

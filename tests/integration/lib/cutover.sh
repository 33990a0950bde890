# Cut-overs: the state of both servers during and after them.
# shellcheck shell=bash disable=SC2034,SC2154 # the files of lib/ share variables

source_is_read_only() { [[ $(on source "SELECT @@GLOBAL.read_only") == 1 ]]; }
expect_source_closed() { source_is_read_only || wrong_run "the source is not read-only"; }
expect_source_open() { ! source_is_read_only || wrong_run "the source is still read-only"; }

# The state of the cut-over in extrepl's record; empty: none.
promotion_state() { on rdsadmin "SELECT state FROM extrepl.promotion" 2>/dev/null || true; }

# soon ACCOUNT SQL WANTED
soon() {
	local answer trouble deadline=$((SECONDS + MOMENT))

	until asks "$1" "$2" && [[ $answer == "$3" ]]; do
		((SECONDS < deadline)) || {
			wrong "on $1 it never came true: $2 = $3 (it is: $answer $trouble)"
			return 0
		}
		pause 0.05
	done
}

accounts_left() { on rdsadmin "SELECT COUNT(*) FROM mysql.user WHERE user LIKE 'extrepl%'"; }
channels_left() {
	if is_mysql; then
		on source "SELECT COUNT(*) FROM performance_schema.replication_connection_configuration WHERE channel_name LIKE 'extrepl%'"
	else
		vertically source "SHOW ALL SLAVES STATUS" | grep -c 'Connection_name: extrepl' || true
	fi
}
read_only_kept() {
	local count

	if is_mysql; then
		on source "SELECT COUNT(*) FROM performance_schema.persisted_variables WHERE variable_name LIKE '%read_only'"
	else
		count=$(grep -hc '^read_only' "$SOURCE_CONF_D/extrepl-promoted.cnf" 2>/dev/null || true)
		echo "${count:-0}"
	fi
}

# All is undone: the source accepts writes, also after a restart, and nothing for the way back remains.
expect_nothing_left() {
	expect_source_open
	[[ $(accounts_left) == 0 ]] || wrong_run "the account of the way back is left on the target"
	[[ $(channels_left) == 0 ]] || wrong_run "the channel of the way back is left on the source"
	[[ $(read_only_kept) == 0 ]] || wrong_run "read_only is kept for the source's next start"
	! grep -qs wild "$SOURCE_CONF_D/extrepl-promoted.cnf" || wrong_run "the filter of the way back is kept for the source's next start"
	[[ $(on source "SELECT @@GLOBAL.event_scheduler") == "$scheduler" ]] || wrong_run "the event scheduler is not as it was"
	[[ $(promotion_state) =~ ^(undone|)$ ]] || wrong_run "the record says $(promotion_state)"
}

# A copy that is interrupted while an application changes the source: the next apply completes it, and both sides are equal.
# EXTREPL_SEED=N repeats the moments and changes of a run; EXTREPL_LONG=1 kills 50 times.
# shellcheck shell=bash disable=SC1091,SC2016,SC2034,SC2154 # variables of lib/; backquotes of SQL

. "$INTEGRATION/kills/changes.sh"

seed=${EXTREPL_SEED:-$RANDOM} kills=0
RANDOM=$seed
echo "# EXTREPL_SEED=$seed repeats these moments and changes"
most=1500 # milliseconds of the last complete copy

# Waits until the step is announced or its rows are about to be copied; an apply after a complete copy prints neither.
until_copying() {
	local text="read lock held|snapshot taken"

	((RANDOM % 4)) || text="target.copy"
	until grep -qE "$text" "$WORK/begun.err" || ! kill -0 "$pid" 2>/dev/null; do
		pause 0.01
	done
}

newest="SELECT MAX(id) FROM information_schema.processlist"

# Any session of extrepl on either side.
cut_session() {
	local user=root above=$newest_source ids

	account=source
	((RANDOM % 2)) || account=rdsadmin user=awsuser above=$newest_target
	mapfile -t ids < <(on "$account" "SELECT id FROM information_schema.processlist
		WHERE user = '$user' AND db IS NULL AND id > $above AND id <> CONNECTION_ID() ORDER BY id")
	((${#ids[@]} == 0)) || on "$account" "KILL ${ids[RANDOM % ${#ids[@]}]}" 2>/dev/null || true
}

restart_target() {
	lab kill "$PAIR" target >/dev/null
	lab start "$PAIR" target >/dev/null
	use "$PAIR"
}

# While tables are altered and databases dropped all the time, a copy may give up, with a message.
gave_up() { ((status != 0)) && grep -qE "keep being altered|definitions keep changing|Was it dropped while" "$WORK/err"; }

# disturbed HOW STATUSES: an apply that is killed, or loses a session or its target, at some moment of the copy.
disturbed() {
	local delay=$((RANDOM % most)) state account=''

	newest_source=$(on source "$newest") newest_target=$(on rdsadmin "$newest")
	extrepl_begins apply
	until_copying
	sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
	case $1 in
	killed) kill -KILL "$pid" 2>/dev/null || true ;; # counts only if it hits
	cut) cut_session ;;
	target) restart_target ;;
	esac
	extrepl_ends
	((status != 137)) || kills=$((kills + 1))
	state=$(on rdsadmin "SELECT state FROM extrepl.record" 2>/dev/null) || true
	echo "# $1 ${account:+on $account }after $delay ms: exit status $status, the copy is ${state:-not begun}"
	[[ " $2 " == *" $status "* ]] || gave_up || wrong_run "exit status $status, none of: $2"
}

finished() {
	for _ in 1 2 3 4; do
		extrepl apply
		gave_up || break
	done
	expect_status 0
	took=$(sed -nE 's/.*target.copy +done in ([0-9]+)\.([0-9]) s.*/\1\200/p' "$WORK/err")
	took=$((10#${took:-0}))
	((took < 200)) || most=$took
}

sides_of() { { definitions_of "$1"; rows_of "$1"; } | LC_ALL=C sort; }

# Rows without a key have no order.
expect_equal_in_any_order() {
	caught_up
	sides_of source >"$WORK/source.sql" & local source=$!
	sides_of rdsadmin >"$WORK/target.sql"
	wait "$source"
	(($(grep -c 'INSERT INTO `wide`' "$WORK/source.sql") > 1000)) || wrong "the dump to compare with is empty"
	diff "$WORK/source.sql" "$WORK/target.sql" >"$WORK/diff" ||
		wrong "the sides differ:" "$(cut -c1-200 "$WORK/diff" | head -n 20)"
}

# round SENTENCE HOW STATUSES
round=0
round() {
	local i times=1

	round=$((round + 1))
	it "$1"
	reset_target
	changes_begin $((seed + round)) $((round * 1000000)) 100
	[[ $2 != killed ]] || times=$((1 + RANDOM % 2))
	for ((i = 0; i < times; i++)); do
		disturbed "$2" "$3"
	done
	finished
	changes_end
	echo "# round $round: $changes_made changes meanwhile"
	((changes_made > 20)) || wrong "the source hardly changed"
	expect_equal_in_any_order
}

round_killed() { round "kill -9 in the copy of a changing source, and again: both sides equal" killed "137 0"; }
round_cut() { round "a session is killed in the copy of a changing source: both sides equal" cut "0 1 69 75"; }
round_target() { round "the target is killed in the copy of a changing source: both sides equal" target "0 1 69 75"; }

fresh
manifest '.copy.chunk_size = "1MiB"'
client source <"$INTEGRATION/kills/changing.sql" >/dev/null
round_killed
# Case 65 kills each of the sessions.
if [[ ${EXTREPL_LONG:-} ]]; then
	while ((kills < 50)); do
		round_killed
		((round % 5)) || round_cut
		((round % 7)) || round_target
	done
	echo "# $kills kills in $round rounds"
fi
expect_in_sync

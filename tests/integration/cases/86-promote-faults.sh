# A cut-over, or the way back, that is interrupted at one statement: by a signal, a lost connection, or a server that dies.
# Afterwards the source or the target accepts writes, never both, and never silently neither; the command that extrepl prints
# then completes it. With EXTREPL_LONG=1 at every statement; else at a few, others each time.
# shellcheck shell=bash disable=SC2154,SC2015,SC2016 # what lib/ sets

fresh
# shellcheck disable=SC2034 # for expect_nothing_left
scheduler=$(on source "SELECT @@GLOBAL.event_scheduler")
extrepl apply
expect_status 0
faults_begin

kill_extrepl="kill -9 \$(cat $FAULTS/pid)"
interrupt="kill -INT \$(cat $FAULTS/pid)"
terminate="kill -TERM \$(cat $FAULTS/pid)"
dies() { echo "$REPO/tests/lab/lab kill $LAB_NAME $1; (setsid $REPO/tests/lab/lab start $LAB_NAME $1 >/dev/null 2>&1 &)"; }

# fail_at N WHEN COMMAND ARGS...
fail_at() {
	with_fault "$@"
	! grep -q lab <<<"$3" || servers_answer
	# Otherwise it would wait a minute before it tries again.
	[[ $(link_shows Replica_IO_Running) != Connecting ]] ||
		on rdsadmin "STOP REPLICA IO_THREAD; START REPLICA IO_THREAD"
}

servers_answer() {
	local side deadline=$((SECONDS + MOMENT))

	for side in source rdsadmin; do
		until client "$side" <<<"SELECT 1" >/dev/null 2>&1; do
			((SECONDS < deadline)) || wrong "the $side does not come back"
			pause 0.2
		done
	done
}

statements_of() {
	: >"$FAULTS/statements"
	echo reset >"$FAULTS/reset"
	extrepl "$@"
	expect_status 0
	count=$(wc -l <"$FAULTS/statements")
}

expect_one_side() {
	local state open=yes lock

	state=$(promotion_state)
	! source_is_read_only || open=no
	# Writes nothing: on MariaDB root may write in spite of read_only, and would be told of.
	lock=$(client source <<<"SET SESSION lock_wait_timeout = 5; LOCK TABLES repltest.customer WRITE; UNLOCK TABLES" 2>&1) || true
	[[ $open == no || ! $lock == *timeout* ]] || wrong_run "$fault: a lock is left on the source: $lock"
	case $state in
	opened | promoted)
		[[ $open == no ]] || {
			# If a server loses read_only, it must be reported.
			extrepl status
			says "$WORK/out" "THE SOURCE ALSO TAKES WRITES" || wrong_run "$fault: both sides take writes ($state)"
		}
		;;
	*)
		[[ $open == yes ]] || {
			extrepl status
			says "$WORK/out" "extrepl promote --revert" || wrong_run "$fault: neither side takes writes ($state), and nothing says what to do"
		}
		;;
	esac
}

# Does what status prints to do next, until nothing is open.
settle() {
	local state next=()

	state=$(promotion_state)
	case $state in
	preparing | freezing | undoing | reverting) next=(--revert) ;;
	opened) next=(--allow promote) ;;
	*) return 0 ;;
	esac
	extrepl promote "${next[@]}"
	[[ $status == 0 ]] || wrong_run "$fault: what $state wants next, promote ${next[*]}, fails"
	[[ $(promotion_state) =~ ^(undone|promoted|reverted|)$ ]] || wrong_run "$fault: after promote ${next[*]} it is still $(promotion_state)"
}

# Back to a pair that only replicates, from any state.
back_to_the_beginning() {
	case $(promotion_state) in
	promoted)
		# First restores what a restart of the source has lost.
		extrepl promote
		extrepl promote --revert
		[[ $status == 0 ]] || {
			wrong_run "$fault: promote --revert fails afterwards"
			return 0
		}
		extrepl promote --finalize
		;;
	reverted) extrepl promote --finalize ;;
	esac
	expect_nothing_left
	extrepl apply
	[[ $status == 0 ]] || wrong_run "$fault: apply is not in sync afterwards"
}

forward() {
	fail_at "$1" "$2" "$3" promote --allow promote
	[[ -e $FAULTS/fault.done ]] || return 0
	expect_one_side
	settle
	back_to_the_beginning
}

backward() {
	extrepl promote --allow promote
	fail_at "$1" "$2" "$3" promote --revert
	[[ -e $FAULTS/fault.done ]] || {
		back_to_the_beginning
		return 0
	}
	expect_one_side
	# Before the point of no return, promote again.
	settle
	back_to_the_beginning
}

# About the number of statements; a smaller number does no harm.
there=24 back=14
if [[ ${EXTREPL_LONG:-} ]]; then
	it "without a fault; how many statements there are"
	statements_of promote --allow promote
	there=$count
	[[ $(promotion_state) == promoted ]] || wrong "it is $(promotion_state)"
	statements_of promote --revert
	back=$count
	back_to_the_beginning
	((there > 15 && back > 8)) || wrong "only $there and $back statements were counted"

	for command in "$kill_extrepl" "$interrupt" "$terminate" drop "$(dies source)" "$(dies target)"; do
		for ((n = 1; n <= there; n++)); do
			it "promote, at statement $n of $there: ${command%%;*}"
			forward "$n" before "$command"
			forward "$n" after "$command"
		done
		for ((n = 1; n <= back; n++)); do
			it "promote --revert, at statement $n of $back: ${command%%;*}"
			backward "$n" before "$command"
			backward "$n" after "$command"
		done
	done
elif ((RANDOM % 2)); then
	it "promote, killed at a statement chosen at random"
	forward $((RANDOM % (there - 4) + 3)) after "$kill_extrepl"
else
	it "promote --revert, interrupted at a statement chosen at random"
	backward $((RANDOM % (back - 2) + 2)) before "$interrupt"
fi
faults_end

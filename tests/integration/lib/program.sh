# Running the program.
# shellcheck shell=bash disable=SC2034,SC2154 # the files of lib/ share variables

status=0 ran=''

# extrepl ARGS...: sets $status; its output is in $WORK/out and $WORK/err.
extrepl() {
	ran=$* runs=$((runs + 1))
	status=0
	(cd "$WORK" && exec "$EXTREPL" "$@") >"$WORK/out" 2>"$WORK/err" </dev/null || status=$?
	compare_independently
}

# In the background: extrepl_begins ARGS..., then $pid, then extrepl_ends.
extrepl_begins() {
	began=$*
	# The job opens its files a moment later; extrepl_says needs them now.
	: >"$WORK/begun.err"
	(cd "$WORK" && exec "$EXTREPL" "$@") >"$WORK/begun.out" 2>"$WORK/begun.err" </dev/null &
	pid=$!
}

extrepl_ends() {
	status=0
	wait "$pid" 2>/dev/null || status=$?
	ran=$began runs=$((runs + 1))
	mv "$WORK/begun.out" "$WORK/out"
	mv "$WORK/begun.err" "$WORK/err"
	compare_independently
}

# Waits until it has written TEXT to stderr, or has ended.
extrepl_says() {
	local deadline=$((SECONDS + MOMENT)) said=''

	until IFS= read -rd '' said <"$WORK/begun.err"; [[ $said == *"$1"* ]]; do
		{ kill -0 "$pid" 2>/dev/null && ((SECONDS < deadline)); } || {
			wrong "it did not come to say: $1" "$(cat "$WORK/begun.err")"
			return 0
		}
		pause 0.01
	done
}

# The end of every successful case: nothing is left to do, and nothing is written.
expect_in_sync() {
	counting_writes extrepl apply
	expect_status 0
	expect_error "In sync: nothing to do."
	expect_no_writes
	extrepl plan --detailed-exitcode
	expect_status 0
	expect_output "In sync: 6 of 6 steps in place. Nothing to do."
}

# After a blocked or refused run: nothing has changed since `remember`.
expect_refused() {
	expect_status "$1"
	expect_nothing_changed
}

# Runs tests at the same time, each a process whose last line is "N passed, N failed". Shows the output of one after the
# other; that of the current one as it comes.
# shellcheck shell=bash disable=SC2034 # $good and $bad are for the caller

# The folder of their reports; the script that creates it removes it.
beside_reports=''
declare -A beside_pids=()

# beside NAME COMMAND...: starts it.
beside() {
	: >"$beside_reports/$1" # or joined may look for it too early
	"${@:2}" >"$beside_reports/$1" 2>&1 &
	beside_pids[$1]=$!
}

# joined NAME: shows its output to the end, except the last line. Sets $good and $bad: what passed and failed.
joined() {
	local report=$beside_reports/$1 status=0 last

	tail --pid="${beside_pids[$1]}" -n +1 -f "$report" | sed -u '/^[0-9]* passed, [0-9]* failed$/d'
	wait "${beside_pids[$1]}" || status=$?
	unset "beside_pids[$1]"
	last=$(tail -n 1 "$report")
	good=0 bad=0
	[[ ! $last =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]] || good=${BASH_REMATCH[1]} bad=${BASH_REMATCH[2]}
	if ((bad == 0 && (status != 0 || good == 0))); then
		echo "not ok - $1 ran to its end (exit status $status, $last)"
		bad=1
	fi
}

# Ends all that still run.
beside_end() {
	((${#beside_pids[@]} == 0)) || kill "${beside_pids[@]}" 2>/dev/null || true
	wait
}

# Expectations, in sentences. `it` opens a group. When the next group begins or the case ends, the group is printed as
# one line, with its failures below.
# shellcheck shell=bash disable=SC2034,SC2154 # the files of lib/ share variables

# In seconds: how long anything may take that takes only a moment on an idle machine.
readonly MOMENT=60

it_sentence=''
it_wrong=()
runs=0 told=''

it() {
	it_ends
	it_sentence=$1 it_began=$EPOCHREALTIME
}

it_ends() {
	[[ $it_sentence ]] || return 0
	if ((${#it_wrong[@]} == 0)); then
		echo "ok - $CASE: $it_sentence"
	else
		echo "not ok - $CASE: $it_sentence"
		printf '%s\n' "${it_wrong[@]}" | sed 's/^/#   /'
	fi
	[[ ! ${EXTREPL_TEST_TIMES:-} ]] || echo "# it took $(((${EPOCHREALTIME/./} - ${it_began/./}) / 1000)) ms"
	it_sentence='' it_wrong=()
}

wrong() { it_wrong+=("$@"); }

# The output of the last run mostly shows what went wrong: print it once.
wrong_run() {
	wrong "$@"
	[[ $told != "$runs" ]] || return 0
	told=$runs
	wrong "after: extrepl $ran" "stdout:" "$(tail -n 40 "$WORK/out")" "stderr:" "$(tail -n 20 "$WORK/err")"
}

# says FILE TEXT: the output is wrapped at 80 columns, so the text may span several lines.
says() {
	local words=()

	read -rd '' -a words <"$1" || true
	[[ "${words[*]}" == *"$2"* ]]
}

expect_status() {
	[[ $status == "$1" ]] || wrong_run "wanted exit status $1, got $status"
}

expect_output() { says "$WORK/out" "$1" || wrong_run "stdout has no: $1"; }
expect_no_output() { ! says "$WORK/out" "$1" || wrong_run "stdout has: $1"; }
expect_error() { says "$WORK/err" "$1" || wrong_run "stderr has no: $1"; }
expect_no_error() { ! says "$WORK/err" "$1" || wrong_run "stderr has: $1"; }
expect_hint() { expect_error "hint: $1"; }

# expect_step STEP VERDICT: in the last printed plan; one of = + ~ . !
expect_step() {
	local line=$'\n  '"[$2] ${1//./\\.}"$'( |\n|$)' plan

	IFS= read -rd '' plan <"$WORK/out" || true
	[[ $'\n'$plan =~ $line ]] || wrong_run "$1 is not '$2' in the plan"
}

expect_same() {
	[[ $2 == "$3" ]] || wrong "$1:" "  wanted: $3" "  got:    $2"
}

# expect_row ACCOUNT SQL TEXT: the server answers exactly this.
expect_row() {
	local answer trouble

	asks "$1" "$2" || true
	expect_same "$1: $2" "$answer$trouble" "$3"
}

# expect_row_soon: as above, but waits for a row that is not replicated yet.
expect_row_soon() {
	local deadline=$((SECONDS + MOMENT)) answer trouble

	until asks "$1" "$2" && [[ $answer == "$3" ]]; do
		((SECONDS < deadline)) || { expect_row "$@"; return; }
		pause 0.05
	done
}

# expect_link NAME VALUE: a value of the replica's status; NAME is the newer name of the column.
expect_link() {
	local shown

	look_at_link "$1" || true
	expect_same "$1" "$shown" "$2"
}

expect_link_soon() {
	local deadline=$((SECONDS + MOMENT)) shown

	until look_at_link "$1" && [[ $shown == "$2" ]]; do
		((SECONDS < deadline)) || break
		pause 0.05
	done
	expect_link "$@"
}

# expect_json FILTER: this jq filter is true for the printed output.
expect_json() {
	jq -e "$1" "$WORK/out" >/dev/null 2>&1 || wrong_run "not true of the JSON: $1"
}

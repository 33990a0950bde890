# The functions that cases are written with. Each prints one line and counts.
# shellcheck shell=bash

passed=0
failed=0

ok() {
	passed=$((passed + 1))
	echo "ok - $1"
}

not_ok() {
	failed=$((failed + 1))
	echo "not ok - $1"
	printf '%s\n' "${@:2}" | sed 's/^/#   /'
}

# use NAME: selects the lab for the following cases.
use() {
	# shellcheck source=/dev/null
	. "$LAB_HOME/../../build/lab/$1/env"
}

# on ACCOUNT SQL: prints the server's answer, rows without headings.
on() { in_session "$1" rows "$2" 2>&1; }

# refuses SENTENCE SQL ERRNO [TEXT]: the server refuses the master user's SQL with this error and text.
refuses() {
	local sentence=$1 sql=$2 errno=$3 text=${4:-} answer trouble

	if asks target "$sql"; then
		not_ok "refuses $sentence" "it succeeded: $answer"
	elif [[ $trouble != *"ERROR $errno ("*"$text"* ]]; then
		not_ok "refuses $sentence" "wanted $errno: $text" "$answer" "$trouble"
	else
		ok "refuses $sentence"
	fi
}

# answers SENTENCE SQL TEXT: the master user gets exactly this text.
answers() { answers_to target "$@"; }

# answers_to ACCOUNT SENTENCE SQL TEXT
answers_to() {
	local account=$1 sentence=$2 sql=$3 text=$4 answer trouble

	if ! asks "$account" "$sql" || [[ $answer != "$text" ]]; then
		not_ok "$sentence" "wanted: $text" "got:    $answer" "$trouble"
	else
		ok "$sentence"
	fi
}

# does SENTENCE COMMAND...: the command succeeds.
does() {
	local sentence=$1 output
	shift

	if output=$("$@" 2>&1); then
		ok "$sentence"
	else
		not_ok "$sentence" "failed: $*" "$output"
	fi
}

# does_not SENTENCE COMMAND...: the command fails. The sentence says what is true then.
does_not() {
	local sentence=$1 output
	shift

	if output=$("$@" 2>&1); then
		not_ok "$sentence" "succeeded: $*" "$output"
	else
		ok "$sentence"
	fi
}

# takes SENTENCE LEAST MOST SQL: the time is within these milliseconds; the answer does not matter.
takes() {
	local sentence=$1 least=$2 most=$3 sql=$4 answer trouble took began=$EPOCHREALTIME

	asks target "$sql" || true
	took=$(((${EPOCHREALTIME/./} - ${began/./}) / 1000))
	if ((took < least || took > most)); then
		not_ok "$sentence" "took $took ms, wanted $least to $most"
	else
		ok "$sentence"
	fi
}

# is SENTENCE ACTUAL WANTED
is() {
	if [[ $2 == "$3" ]]; then
		ok "$1"
	else
		not_ok "$1" "wanted: $3" "got:    $2"
	fi
}

# becomes SENTENCE ACCOUNT SQL TEXT: the answer becomes this text within some seconds.
becomes() {
	local sentence=$1 account=$2 sql=$3 text=$4 answer trouble deadline=$((SECONDS + 10))

	until asks "$account" "$sql" && [[ $answer == "$text" ]]; do
		if ((SECONDS >= deadline)); then
			not_ok "$sentence" "wanted: $text" "got:    $answer" "$trouble"
			return
		fi
		pause 0.1
	done
	ok "$sentence"
}

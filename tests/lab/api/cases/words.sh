# The functions for cases about the API, in addition to the lab's.
# shellcheck shell=bash

# The address that the stand-in's instance rds001 reports.
# shellcheck disable=SC2034 # for the cases
readonly RDS_HOST=rds001.c1a2b3c4d5e6.eu-west-1.rds.amazonaws.com

# Builds extrepl's client as a command, from the objects that `make` built or, without them, from the sources.
build_driver() {
	local libraries=(libcrypto libcurl expat inih jansson)
	local flags=(-I"$REPO/pkg" -D_GNU_SOURCE "-DEXTREPL_VERSION=\"0\"" -std=c17 -g -O1 -pthread)

	# shellcheck disable=SC2046,SC2086 # several words
	"${CC:-cc}" "${flags[@]}" ${DRIVER_CFLAGS:-} $(pkg-config --cflags "${libraries[@]}") \
		"$API_HOME/driver.c" "$REPO"/pkg/aws/*.c "$REPO"/pkg/base/*.c \
		-o "$WORK/driver" $(pkg-config --libs "${libraries[@]}")
}

# shellcheck disable=SC2153 # what is named API_ comes from its file
api_up() {
	"$API_HOME/api" up "$NAME" "$@"
	# shellcheck source=/dev/null
	. "$REPO/build/api/$NAME/env"
	export AWS_ENDPOINT_URL=$API_URL AWS_REGION=$API_REGION AWS_DEFAULT_REGION=$API_REGION
	use_key "$API_ACCESS_KEY_ID" "$API_SECRET_ACCESS_KEY"
}

api_down() {
	cat "$REPO/build/api/$NAME/log" >>"$WORK/api.log"
	"$API_HOME/api" down "$NAME"
}

api_do() { "$API_HOME/api" "do" "$NAME" "$1"; }

# use_key ID SECRET
use_key() {
	export AWS_ACCESS_KEY_ID=$1 AWS_SECRET_ACCESS_KEY=$2
	unset AWS_SESSION_TOKEN
}

no_key() { unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN; }

# calls FILTER: prints the requests that the stand-in got, through jq.
calls() { "$API_HOME/api" calls "$NAME" | jq -r "$1"; }

# With --endpoint-url, which every version supports.
cli() { aws --endpoint-url "$API_URL" "$@" 2>&1; }

# drive ARGUMENTS...: runs the client and prints its output; its log is kept and searched at the end.
drive() {
	local status=0

	"$WORK/driver" "$@" 2>"$WORK/errors" || status=$?
	cat "$WORK/errors" >>"$WORK/driver.log"
	return "$status"
}

# gives SENTENCE LINE COMMAND...: the command prints this line.
gives() {
	local sentence=$1 line=$2 output
	shift 2

	output=$("$@" || true)
	if grep -Fxq -e "$line" <<<"$output"; then
		ok "$sentence"
	else
		not_ok "$sentence" "wanted: $line" "$output" "$(cat "$WORK/errors" 2>/dev/null)"
	fi
}

# fails SENTENCE STATUS MESSAGE ARGUMENTS...: the client fails with this exit status, and "MESSAGE" is in its error.
fails() {
	local sentence=$1 status=$2 message=$3 got=0
	shift 3

	drive "$@" >/dev/null || got=$?
	if [[ $got == "$status" ]] && grep -Eq -e "^(error|hint): .*$message" "$WORK/errors"; then
		ok "$sentence"
	else
		not_ok "$sentence" "wanted $status: $message" "got $got:" "$(cat "$WORK/errors")"
	fi
}

# soon SENTENCE WANTED COMMAND...: the command's output becomes WANTED within some seconds.
soon() {
	local sentence=$1 wanted=$2 output deadline=$((SECONDS + 20))
	shift 2

	until output=$("$@") && [[ $output == "$wanted" ]]; do
		if ((SECONDS >= deadline)); then
			not_ok "$sentence" "wanted: $wanted" "got:    $output"
			return
		fi
		sleep 0.2
	done
	ok "$sentence"
}

# Every secret, token and signature that the client could have seen.
remember_secret() { printf '%s\n' "$@" >>"$WORK/secrets"; }

test_nothing_leaked() {
	[[ -s $WORK/driver.log ]] || return 0
	echo "# what the client wrote"
	does_not "nothing that it wrote has a secret in it" grep -F -f "$WORK/secrets" "$WORK/driver.log"
	does_not "nor a signature or a token" grep -Ei 'Signature=|[0-9a-f]{64}|Security-Token|Credential=|[A-Za-z0-9+/=]{100}' \
		"$WORK/driver.log"
	does "and it wrote of every call" grep -q 'rds:DescribeDBInstances: 200' "$WORK/driver.log"
	[[ -s $WORK/api.log ]] || return 0
	does_not "the stand-in itself was never wrong" grep -F 'the stand-in itself is wrong' "$WORK/api.log"
}

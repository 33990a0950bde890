# AWS's API for a pair: the stand-in of tests/lab/api, with the pair's target as its instance.
# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # the files of lib/ share variables

api=''
api() { "$REPO/tests/lab/api/api" "$@"; }

# api_up [OPTIONS]: removes the machine's own AWS settings from the environment.
api_up() {
	api=$PAIR-api
	unset "${!AWS_@}"
	api up "$api" --lab "$PAIR" --lag 0.1 --delay 0.2 "$@" >/dev/null
	# shellcheck source=/dev/null
	. "$REPO/build/api/$api/env"
	export HOME=$WORK AWS_EC2_METADATA_DISABLED=true no_proxy='*' NO_PROXY='*'
	export AWS_ACCESS_KEY_ID=$API_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY=$API_SECRET_ACCESS_KEY
	with_api=".target.aws = {region: \"$API_REGION\", instance: \"rds001\", endpoint_url: \"$API_URL\"}"
}

api_do() { api "do" "$api" "$1"; }

# The actions that the API received, one per line.
api_calls() { api calls "$api" | jq -r '.[] | .action'; }
api_forget_calls() { api_do '{"forget_calls": true}'; }
# The state of the instance, as the stand-in reports it.
api_state() { api state "$api" | jq -r "$1"; }

api_down() {
	[[ $api ]] || return 0
	rm -f "$TARGET_CONF_D/parameter-group.cnf"
	api down "$api"
	api=''
}

expect_call() { api_calls | grep -qx "$1" || wrong_run "the API was not asked for $1"; }
expect_no_call() { ! api_calls | grep -qx "$1" || wrong_run "the API was asked for $1"; }
# expect_calls NUMBER ACTION
expect_calls() { expect_same "calls of $2" "$(api_calls | grep -cx "$2" || true)" "$1"; }

# Where the client finds its key. Each case is one place; the stand-in checks how the client uses the key.
# shellcheck shell=bash

# config TEXT, keys TEXT: ~/.aws/config and ~/.aws/credentials.
config() {
	mkdir -p "$HOME/.aws"
	printf '%s\n' "$1" >"$HOME/.aws/config"
}
keys() {
	mkdir -p "$HOME/.aws"
	printf '%s\n' "$1" >"$HOME/.aws/credentials"
}

# Prints whose key the stand-in saw in the last call.
last_caller() { calls '[.[] | select(.who)][-1].who'; }

# comes_from SENTENCE WHO: the client finds a key, and for the stand-in it is WHO's.
comes_from() {
	if ! drive instance "$RDS_HOST" rds001 >/dev/null; then
		not_ok "$1" "$(cat "$WORK/errors")"
		return
	fi
	is "$1" "$(last_caller)" "$2"
}

test_credentials() {
	local user role

	api_up
	user=arn:aws:iam::$API_ACCOUNT:user/extrepl role=arn:aws:sts::$API_ACCOUNT:assumed-role
	remember_secret "$API_SECRET_ACCESS_KEY" "$API_WEB_IDENTITY" "$API_CONTAINER_TOKEN" "$API_EXTERNAL_ID"
	comes_from "the environment" "$user"
	no_key
	test_files "$user" "$role"
	test_places "$role"
	test_expiry
	api_down
}

test_files() {
	local user=$1 role=$2 own="aws_access_key_id=$API_ACCESS_KEY_ID
aws_secret_access_key = $API_SECRET_ACCESS_KEY"

	keys "[default]
$own"
	comes_from "the shared credentials file" "$user"
	keys "[other]
$own"
	AWS_PROFILE=other comes_from "another profile of it" "$user"
	AWS_PROFILE=third fails "a profile that is not there" 1 'there is no AWS profile third' key
	config "[profile in-config]
$own
[profile role]
role_arn = arn:aws:iam::$API_ACCOUNT:role/copy
role_session_name = night
source_profile = other
[profile chain]
role_arn = arn:aws:iam::$API_ACCOUNT:role/external
role_session_name = night
external_id = $API_EXTERNAL_ID
source_profile = role
[profile loop]
role_arn = arn:aws:iam::$API_ACCOUNT:role/copy
source_profile = loop
[profile forbidden]
role_arn = arn:aws:iam::$API_ACCOUNT:role/forbidden
source_profile = other
[profile environment]
role_arn = arn:aws:iam::$API_ACCOUNT:role/copy
role_session_name = env
credential_source = Environment
[profile process]
credential_process = '$WORK/process' --name \"two words\"
[profile sso]
sso_session = mine"
	AWS_PROFILE=in-config comes_from "the config file" "$user"
	AWS_PROFILE=role comes_from "an assumed role" "$role/copy/night"
	AWS_PROFILE=chain comes_from "a role that another role assumes, with an external id" "$role/external/night"
	AWS_PROFILE=loop fails "a loop of profiles" 1 'leads back to it, or too far' key
	AWS_PROFILE=forbidden fails "a role that may not be assumed" 77 'AWS denies sts:AssumeRole' key
	AWS_PROFILE=sso fails "single sign-on is refused with a way out" 1 'export-credentials --profile sso' key
	AWS_PROFILE=environment AWS_ACCESS_KEY_ID='' fails "a credential_source without a key" 1 \
		'there is no key to assume its role with' key
	printf '#!/bin/sh\n[ "$*" = "--name two words" ] || exit 3\n%s\n' \
		"echo '{\"Version\": 1, \"AccessKeyId\": \"$API_ACCESS_KEY_ID\", \"SecretAccessKey\": \"$API_SECRET_ACCESS_KEY\"}'" \
		>"$WORK/process"
	chmod +x "$WORK/process"
	AWS_PROFILE=process comes_from "a credential_process" "$user"
	rm -r "$HOME/.aws"
}

test_places() {
	local role=$1

	printf '%s\n' "$API_WEB_IDENTITY" >"$WORK/identity"
	AWS_WEB_IDENTITY_TOKEN_FILE=$WORK/identity AWS_ROLE_ARN=arn:aws:iam::$API_ACCOUNT:role/pod \
		AWS_ROLE_SESSION_NAME=pod comes_from "a web identity" "$role/pod/pod"
	printf 'wrong\n' >"$WORK/identity"
	AWS_WEB_IDENTITY_TOKEN_FILE=$WORK/identity AWS_ROLE_ARN=arn:aws:iam::$API_ACCOUNT:role/pod \
		fails "a wrong one" 1 'InvalidIdentityToken' key
	printf '%s\n' "$API_CONTAINER_TOKEN" >"$WORK/container"
	AWS_CONTAINER_CREDENTIALS_FULL_URI=$API_URL/container/credentials \
		AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=$WORK/container \
		comes_from "the container" arn:aws:sts::1:assumed-role/task/1
	AWS_CONTAINER_CREDENTIALS_FULL_URI=$API_URL/container/credentials AWS_CONTAINER_AUTHORIZATION_TOKEN=wrong \
		fails "which wants its token" 1 "the container's credentials: HTTP status 401" key
	AWS_CONTAINER_CREDENTIALS_FULL_URI=http://example.com/ \
		fails "and is nobody else in clear" 1 'neither an https URL nor an address of this machine' key
	AWS_EC2_METADATA_DISABLED='' AWS_EC2_METADATA_SERVICE_ENDPOINT=$API_URL \
		comes_from "the instance" arn:aws:sts::1:assumed-role/instance/i-1
	AWS_EC2_METADATA_DISABLED='' AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:1 \
		fails "where there is none" 77 'there are no AWS credentials' key
	api_do '{"role": null}'
	AWS_EC2_METADATA_DISABLED='' AWS_EC2_METADATA_SERVICE_ENDPOINT=$API_URL \
		fails "or it has no role" 77 'there are no AWS credentials' key
	api_do '{"role": "extrepl-instance"}'
}

# A client that outlives its key.
test_expiry() {
	local answers

	mkfifo "$WORK/go"
	AWS_EC2_METADATA_DISABLED='' AWS_EC2_METADATA_SERVICE_ENDPOINT=$API_URL \
		"$WORK/driver" instance "$RDS_HOST" rds001 "" again <"$WORK/go" >"$WORK/answers" 2>>"$WORK/driver.log" &
	exec 7>"$WORK/go"
	soon "a client has its key" 1 sh -c "grep -c '^id=rds001' '$WORK/answers' || true"
	api_do '{"expire": true}'
	echo go >&7
	exec 7>&-
	answers=0
	wait $! || answers=$?
	is "and gets another when that expires" "$answers $(grep -c '^id=rds001' "$WORK/answers")" "0 2"
	use_key "$API_ACCESS_KEY_ID" "$API_SECRET_ACCESS_KEY"
	AWS_SESSION_TOKEN=of-nobody fails "a token that is not the key's" 77 'InvalidClientTokenId' instance "$RDS_HOST" rds001
}

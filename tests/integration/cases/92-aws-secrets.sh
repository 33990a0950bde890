# Passwords that AWS stores: in Secrets Manager, also rotated at any time; and IAM tokens.
# shellcheck shell=bash disable=SC1090,SC1091,SC2153,SC2154

# The requests to AWS are the same for both flavours: MariaDB is tested only in the long run.
is_mysql || [[ ${EXTREPL_LONG:-} ]] || return 0

. "$INTEGRATION/kills/holder.sh"

fresh
api_up
export AWS_ENDPOINT_URL=$API_URL AWS_REGION=$API_REGION
secret() { api_do "{\"secrets\": {\"$1\": $2}}"; }
secret rds/awsuser "{\"username\": \"awsuser\", \"password\": \"$TARGET_PASSWORD\"}"
secret repl "\"$REPL_PASSWORD\""
by_aws='.target.admin.password = {secretsmanager: "rds/awsuser", key: "password"} |
	.source.replication_user.password = {secretsmanager: "repl"}'

# The output contains none of these, and no token or signature (a number of 64 digits).
expect_hidden() {
	local hidden

	for hidden in "$TARGET_PASSWORD" "$REPL_PASSWORD" "$API_SECRET_ACCESS_KEY" "$@" X-Amz- AWS4-HMAC Signature=; do
		expect_no_error "$hidden"
		expect_no_output "$hidden"
	done
	! grep -hE '[0-9a-f]{64}' "$WORK/out" "$WORK/err" || wrong_run "it shows a signature"
}

it "passwords of Secrets Manager are as good as others"
manifest "$by_aws"
extrepl apply
expect_status 0
expect_equal_sides
expect_call GetSecretValue
extrepl plan -v -v
expect_status 0
expect_hidden

# new_session: writes a session key into the shared credentials file; sets $session to its parts.
new_session() {
	local reply

	reply=$(curl --silent --noproxy '*' --header "Authorization: $API_CONTAINER_TOKEN" "$API_URL/container/credentials")
	mapfile -t session < <(jq -r '.AccessKeyId, .SecretAccessKey, .Token' <<<"$reply")
	mkdir -p "$HOME/.aws"
	printf '[default]\naws_access_key_id = %s\naws_secret_access_key = %s\naws_session_token = %s\n' "${session[@]}" \
		>"$HOME/.aws/credentials"
}

it "a session that has expired is told, and with a new one the same command works"
own_key=$AWS_ACCESS_KEY_ID
unset AWS_ACCESS_KEY_ID
new_session
manifest "$with_api" "$by_aws"
extrepl plan -v -v
expect_status 0
expect_hidden "${session[@]}"
api_do '{"expire": true}'
extrepl apply -v -v
expect_status 77
expect_error "the temporary key of the profile default in $HOME/.aws/credentials has expired"
expect_hint "Get a new one, then run the same command again."
expect_hidden "${session[@]}"
manifest "$with_api"
extrepl status
expect_status 0
expect_output "has expired"
new_session
manifest "$with_api" "$by_aws"
extrepl apply -v -v
expect_status 0
expect_hidden "${session[@]}"
rm -r "$HOME/.aws"
export AWS_ACCESS_KEY_ID=$own_key

# rotate PASSWORD: changes the secret, then the account, and ends all sessions that logged in before.
rotate() {
	local marked mark deadline=$((SECONDS + MOMENT)) logins="information_schema.processlist WHERE user = 'awsuser' AND id"

	# The secret first: a login between the two changes uses the password that was read before.
	secret rds/awsuser "{\"username\": \"awsuser\", \"password\": \"$1\"}"
	marked=$(on rdsadmin "SET sql_log_bin = 0; ALTER USER awsuser@'%' IDENTIFIED BY '$1'; SELECT MAX(id) FROM information_schema.processlist")
	mark=${marked##*$'\n'}
	# A session of an older id may log in with the old password, and be listed as awsuser's, for a moment longer.
	until asks rdsadmin "SELECT COUNT(*) FROM $logins > $mark" && ((answer)); do
		{ kill -0 "$pid" 2>/dev/null && ((SECONDS < deadline)); } || break
		asks rdsadmin "SELECT COALESCE(GROUP_CONCAT('KILL ', id SEPARATOR '; '), 'DO 0') FROM $logins <= $mark"
		asks rdsadmin "$answer" || true
		pause 0.1
	done
	kill -0 "$pid" 2>/dev/null || wrong "it did not go on: $(cat "$WORK/begun.err")"
}

it "one that was rotated since it was read is read again, once, when the login is refused"
manifest "$by_aws" '.replication.source.port = 1' '.replication.timeout = "60s"'
extrepl_begins apply -v
extrepl_says "target.replication"
api_forget_calls
rotate rotated-Pw-1
expect_calls 1 GetSecretValue
kill -INT "$pid"
extrepl_ends
expect_status 130

it "all sessions of a copy are refused at once: it is read once, and no session is given up"
fresh
big_rows=32000 big_database
for copy in u v; do
	on source "CREATE TABLE big.$copy LIKE big.t; INSERT INTO big.$copy SELECT * FROM big.t"
done
on rdsadmin "SET sql_log_bin = 0; ALTER USER awsuser@'%' IDENTIFIED BY 'rotated-Pw-1'"
manifest "$by_aws" '.copy.threads = 8' '.copy.chunk_size = "1MiB"'
extrepl_begins apply -v
until asks rdsadmin "SELECT COUNT(*) FROM extrepl.chunk WHERE number > 0" && ((answer)) ||
	! kill -0 "$pid" 2>/dev/null; do pause 0.01; done
holds rdsadmin "LOCK TABLES extrepl.chunk WRITE"
expect_row_soon rdsadmin "SELECT COUNT(*) > 1 FROM information_schema.processlist WHERE state LIKE 'Waiting for%lock'" 1
api_forget_calls
rotate "$TARGET_PASSWORD"
lets_go
extrepl_ends
expect_status 0
expect_calls 1 GetSecretValue
expect_equal_sides

it "one that is not there is named, with the login that wanted it"
manifest '.target.admin.password = {secretsmanager: "none"}'
extrepl plan
expect_error "target.admin.password"
expect_error "none"
[[ $status != 0 ]] || wrong_run "it went on"

it "one that AWS denies names the IAM action"
api_do '{"deny": ["secretsmanager:GetSecretValue"]}'
manifest "$by_aws"
extrepl plan
expect_status 77
expect_error "secretsmanager:GetSecretValue"
api_do '{"calm": true}'

it "an IAM token needs TLS, and is for the target"
manifest '.target.admin.password = {iam: true} | .target.tls = {mode: "preferred"}'
extrepl check
expect_status 78
expect_error "needs TLS"
manifest '.source.admin.password = {iam: true}'
extrepl check
expect_status 78
expect_error "for the target's admin only"

it "an account without IAM authentication refuses it, and no token is shown"
manifest '.target.admin.password = {iam: true}'
extrepl plan -v -v
expect_status 77
expect_error "access denied"
expect_error "an IAM token"
expect_hidden

# iam_gate: starts the gate in front of the target; sets $gate to its port.
iam_gate() {
	(set -a && . "$LAB_DIR/env" && . "$REPO/build/api/$api/env" && exec "$REPO/tests/lab/api/api" python \
		"$REPO/tests/lab/api/iam_gate.py" "$API_REGION") >"$WORK/gate" 2>&1 &
	until [[ -s $WORK/gate ]]; do pause 0.02; done
	read -r gate <"$WORK/gate"
}

it "a token takes it all the way: each login has one, of the right host, port, user and key"
reset_source
reset_target
iam_gate
manifest '.target.admin.password = {iam: true}' ".target.port = $gate"
extrepl apply -v -v
expect_status 0
expect_hidden
expect_equal_sides
expect_same "refused or lost" "$(grep -v '^accepted$' "$WORK/gate" | tail -n +2)" ""
(($(grep -c '^accepted$' "$WORK/gate") > 2)) || wrong "the gate has accepted hardly anybody"

it "and one that is signed with another key is refused"
AWS_SECRET_ACCESS_KEY=wrong extrepl plan
expect_status 77
expect_error "access denied"
expect_same "the gate's word" "$(tail -n 1 "$WORK/gate")" "refused: its signature is wrong"

# extrepl's own client: the stand-in accepts each of its calls, and the client understands each refusal.
# shellcheck shell=bash

test_client() {
	api_up --page 50
	remember_secret "$API_SECRET_ACCESS_KEY"
	test_instances
	test_parameters
	test_snapshots
	test_secrets
	test_trouble
	test_refusals
	api_down
	test_tls
}

test_instances() {
	gives "an instance is found by its endpoint" id=rds001 drive instance "$RDS_HOST"
	gives "and by its identifier" id=rds001 drive instance "$RDS_HOST" rds001
	gives "through a tunnel, too, where the manifest says whose" id=rds001 drive instance 127.0.0.1 rds001 "$RDS_HOST"
	fails "an identifier that is another server's is refused" 1 'but target.endpoint is 127.0.0.1: is this another instance' \
		instance 127.0.0.1 rds001
	fails "so is a tunnel to another one" 1 'but target.aws.endpoint is other.invalid: is this another instance' \
		instance 127.0.0.1 rds001 other.invalid
	fails "an endpoint that is another's is refused" 1 'the RDS instance rds001 is at rds001' \
		instance rds001.zzz.eu-west-1.rds.amazonaws.com
	fails "an instance that is not there is told" 1 'DBInstanceNotFound: DBInstance rds002 not found' \
		instance rds002.zzz.eu-west-1.rds.amazonaws.com
	fails "an alias without an instance is told" 1 'no RDS instance of eu-west-1 has the address db.invalid' instance db.invalid
	fails "a proxy is no instance" 1 'is not the endpoint of an instance' instance p.proxy-abc.eu-west-1.rds.amazonaws.com
	fails "nor are readers" 1 'is not the endpoint of an instance' instance c.cluster-ro-abc.eu-west-1.rds.amazonaws.com
	api_do '{"instance": {"Endpoint": {"Address": "localhost", "Port": 3306}}}'
	gives "an alias that leads to its address is the same" id=rds001 drive instance 127.0.0.1 rds001
	fails "one that leads nowhere is not" 1 'is this another instance' instance ip6-localhost.invalid rds001
	gives "among all instances" id=rds001 drive instance 127.0.0.1
	api_do '{"clusters": {"c1": {"DBClusterIdentifier": "c1", "DBClusterMembers": [
		{"DBInstanceIdentifier": "other", "IsClusterWriter": false},
		{"DBInstanceIdentifier": "rds001", "IsClusterWriter": true}]}}}'
	gives "a cluster's endpoint is its writer" id=rds001 drive instance c1.cluster-abc.eu-west-1.rds.amazonaws.com
	fails "a cluster that is not there is told" 1 'DBClusterNotFoundFault' \
		instance c2.cluster-abc.eu-west-1.rds.amazonaws.com
	api_do '{"status": "storage-full", "instance": {"StatusInfos": [
		{"StatusType": "storage", "Normal": false, "Status": "error", "Message": "no room <left> & more"}],
		"PendingModifiedValues": {"BackupRetentionPeriod": 7, "MasterUserPassword": "****"}}}'
	gives "a broken instance is known" readiness=broken drive instance localhost rds001
	gives "with its cause" 'cause=no room <left> & more' drive instance localhost rds001
	gives "and what is pending, but no password" 'pending=MasterUserPassword, BackupRetentionPeriod: 7' \
		drive instance localhost rds001
	fails "and waiting for it ends" 3 'the instance rds001 is storage-full: no room' await rds001 100 5000
	api_do "{\"status\": \"available\", \"instance\": {\"StatusInfos\": [], \"PendingModifiedValues\": {},
		\"Endpoint\": {\"Address\": \"$RDS_HOST\", \"Port\": 3306}}}"
}

test_parameters() {
	local many

	gives "all pages of a group are read" count=162 drive parameters default.mysql8.4
	gives "a parameter has its kind" 'gtid-mode=OFF_PERMISSIVE static modifiable system' \
		drive parameters default.mysql8.4 gtid_mode
	gives "one without a value too" 'sql_mode=(default) dynamic modifiable engine-default' \
		drive parameters default.mysql8.4 SQL_MODE
	gives "a group has a family" family=mysql8.4 drive group default.mysql8.4
	gives "a default group is known" default=yes drive group default.mysql8.4
	does "a group is made" drive create-group extrepl-rds001 mysql8.4
	does "once more is as good" drive create-group extrepl-rds001 mysql8.4
	fails "but not for another family" 1 'exists, but for mysql8.4, not mysql8.0' create-group extrepl-rds001 mysql8.0
	does "the instance takes it" drive use-group rds001 extrepl-rds001
	gives "and then waits for a reboot" group_status=pending-reboot drive await rds001 3000 20000
	does "which begins" drive reboot rds001
	gives "and is waited for" group_status=in-sync drive await rds001 3000 20000 in-sync
	gives "in the group" group=extrepl-rds001 drive await rds001 0 20000

	does "parameters of both kinds are set" drive set extrepl-rds001 local_infile=0 gtid_mode=ON 'sql_mode=A,B & C=ä'
	gives "and read back" 'sql_mode=A,B & C=ä dynamic modifiable user' drive parameters extrepl-rds001 sql_mode
	is "at once or with a reboot" \
		"$(calls '[.[] | select(.action == "ModifyDBParameterGroup") | .params.Parameters[].ApplyMethod] | join(" ")')" \
		"immediate pending-reboot immediate"
	soon "the dynamic ones run by themselves" 0 state '.running.local_infile'
	soon "the static one waits" pending-reboot state .group_status
	is "so it does not run" "$(state '.running["gtid-mode"]')" null
	does "after a reboot" drive reboot rds001
	gives "it does" group_status=in-sync drive await rds001 3000 20000 in-sync
	is "really" "$(state '.running["gtid-mode"]')" ON

	many=$(printf 'wait_timeout=%d ' {101..145})
	# shellcheck disable=SC2086
	does "45 changes are set" drive set extrepl-rds001 $many
	is "20 a call" "$(calls '[.[] | select(.action == "ModifyDBParameterGroup") | .params.Parameters | length] | .[1:] | join(" ")')" \
		"20 20 5"
	fails "a fixed parameter is refused" 1 'InvalidParameterValue: The parameter server_id cannot be modified' \
		set extrepl-rds001 server_id=7
	fails "so is a change of a default group" 1 'Cannot modify a default parameter group' set default.mysql8.4 local_infile=1
}

state() { "$API_HOME/api" state "$NAME" | jq -r "$1"; }

test_snapshots() {
	gives "a snapshot that is not there has no status" status= drive snapshot before
	does "it is made" drive create-snapshot before rds001
	soon "and is there at last" "status=available" snapshot_status
	fails "a second of the name is refused" 1 DBSnapshotAlreadyExists create-snapshot before rds001
	api_do '{"status": "modifying"}'
	fails "a busy instance makes none" 1 'InvalidDBInstanceState' create-snapshot after rds001
	api_do '{"status": "available"}'
}

snapshot_status() { drive snapshot before | head -n 1; }

test_secrets() {
	local arn=arn:aws:secretsmanager:eu-west-1:$API_ACCOUNT:secret:rds/main-AbCdEf long

	long=$(printf 'x%.0s' {1..9000})
	api_do "{\"secrets\": {\"rds/main\": {\"username\": \"u\", \"password\": \"hunter2 \\u00e4\", \"port\": 3306},
		\"plain\": \"s3cr3t-plain\", \"binary\": 0, \"long\": \"$long\", \"empty\": {\"password\": \"\"}}}"
	remember_secret hunter2 s3cr3t-plain
	gives "a member of a secret" 'secret=hunter2 ä' drive secret rds/main password
	gives "by its ARN" 'secret=hunter2 ä' drive secret "$arn" password
	gives "a secret as it is" secret=s3cr3t-plain drive secret plain
	fails "a member that is not there" 1 'the secret rds/main: it has no "passwort"' secret rds/main passwort
	fails "a member that is no text" 1 '"port": it is empty or not text' secret rds/main port
	fails "an empty one" 1 'it is empty' secret empty password
	fails "plain text has no members" 1 'it is not a JSON object' secret plain password
	fails "a binary secret" 1 'it is binary' secret binary
	fails "a secret that is too long" 1 'it is longer than' secret long
	fails "a secret that is not there" 1 'ResourceNotFoundException' secret nosuch
	fails "an ARN of another region is asked for there" 77 'AWS does not accept' \
		secret "${arn/eu-west-1/eu-west-2}"
	gives "an IAM token is made" length=301 drive token h u
}

# disturbed COUNT MEMBERS: makes the next calls fail.
disturbed() { api_do "{\"disturb\": {\"action\": \"*\", \"count\": $1, $2}}"; }

test_trouble() {
	disturbed 3 '"code": "Throttling", "message": "Rate exceeded"'
	gives "a throttled call is made again" id=rds001 drive instance "$RDS_HOST" rds001
	disturbed 2 '"status": 503, "body": "<html>busy</html>"'
	gives "so is one that a failing service got" id=rds001 drive instance "$RDS_HOST" rds001
	disturbed 99 '"code": "Throttling", "message": "Rate exceeded"'
	fails "but not for ever" 69 'AWS throttles rds:DescribeDBInstances: Rate exceeded' instance x rds001
	api_do '{"calm": true, "forget_calls": true}'
	disturbed 99 '"status": 500'
	fails "a service that fails for long is told" 69 'fails at DescribeDBInstances: HTTP status 500' instance x rds001
	is "after six attempts" "$(calls length)" 6
	api_do '{"calm": true, "forget_calls": true}'
	disturbed 1 '"status": 503'
	fails "a reboot is never asked for twice" 69 'fails at RebootDBInstance' reboot rds001
	disturbed 1 '"code": "Throttling"'
	does "unless it was throttled" drive reboot rds001
	does "(its end)" drive await rds001 3000 20000
	disturbed 1 '"status": 200, "body": "<html>login</html>"'
	fails "a page that is no reply is refused" 1 'rds:DescribeDBInstances: the reply is something else' instance x rds001
	disturbed 1 '"status": 200, "body": "<a><b></a>"'
	fails "so is what is no XML" 1 'the reply is not the expected XML' instance x rds001
	disturbed 1 '"status": 302'
	fails "a redirect is not followed" 1 'HTTP status 302' instance x rds001
	api_do '{"calm": true}'
	AWS_ENDPOINT_URL=http://127.0.0.1:1 fails "a port without a server" 69 \
		'http://127.0.0.1:1 cannot be reached' instance x rds001
	AWS_ENDPOINT_URL_RDS=ftp://x fails "an address that is none" 78 'no http address' instance x rds001
	AWS_REGION='eu west' fails "a region that is none" 78 '"eu west" is not an AWS region' instance x rds001
	AWS_REGION='' AWS_DEFAULT_REGION='' fails "no region" 78 'the AWS region is not known' instance x rds001
	AWS_ENDPOINT_URL=${API_URL/http/https} fails "no TLS where there should be" 69 'cannot be reached' instance x rds001
}

test_refusals() {
	api_do '{"deny": ["rds:RebootDBInstance", "secretsmanager:GetSecretValue"]}'
	fails "what is denied names the IAM action" 77 'Allow the IAM action rds:RebootDBInstance to the environment' reboot rds001
	fails "in JSON too" 77 'Allow the IAM action secretsmanager:GetSecretValue' secret plain
	api_do '{"calm": true}'
	use_key AKIAAAAAAAAAAAAAAAAA "$API_SECRET_ACCESS_KEY"
	fails "an unknown key is refused" 77 'the access key of the environment \(InvalidClientTokenId\)' instance x rds001
	use_key "$API_ACCESS_KEY_ID" "not-the-secret-of-this-key"
	remember_secret not-the-secret-of-this-key
	fails "a wrong secret is refused" 77 'the access key of the environment \(SignatureDoesNotMatch\)' instance x rds001
	api_do '{"clock": 1000}'
	fails "a clock that is wrong is told" 77 "Set this machine.s clock: compared with AWS it is (999|1000) s slow" instance x rds001
	api_do '{"clock": 0}'
	no_key
	fails "no key is told" 77 'Set AWS_ACCESS_KEY_ID' instance x rds001
	use_key "$API_ACCESS_KEY_ID" "$API_SECRET_ACCESS_KEY"
}

test_tls() {
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
		-keyout "$WORK/tls.key" -out "$WORK/tls.crt" 2>/dev/null
	api_up --tls "$WORK/tls.crt" "$WORK/tls.key"
	remember_secret "$API_SECRET_ACCESS_KEY"
	fails "a server that nobody vouches for is not talked to" 69 'Set AWS_CA_BUNDLE' instance x rds001
	is "not one word" "$(calls length)" 0
	AWS_CA_BUNDLE=$WORK/tls.crt gives "with its authority it is" id=rds001 drive instance "$RDS_HOST" rds001
	SSL_CERT_FILE=$WORK/tls.crt gives "or named as OpenSSL's own" id=rds001 drive instance "$RDS_HOST" rds001
	SSL_CERT_FILE=$WORK/none fails "what is named there is all that vouches" 69 'Set AWS_CA_BUNDLE' instance x rds001
	AWS_CA_BUNDLE=$WORK/none fails "a bundle that is not there is told" 69 'Set AWS_CA_BUNDLE' instance x rds001
	AWS_CA_BUNDLE=$WORK/tls.crt AWS_ENDPOINT_URL=${API_URL/127.0.0.1/localhost} \
		fails "another name than the certificate's is refused" 69 'cannot be reached' instance x rds001
	api_down
}

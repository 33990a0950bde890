# AWS's own command line works with the stand-in as with AWS, and the stand-in refuses what AWS refuses.
# shellcheck shell=bash

# post SERVICE BODY [BYTE]: sends a request signed by botocore; BYTE changes one byte of the signature, body or a header
# after signing.
post() {
	"$API_HOME/api" python - "$API_URL" "$@" <<-'END'
		import os, sys, urllib.request, urllib.error
		from botocore.auth import SigV4Auth
		from botocore.awsrequest import AWSRequest
		from botocore.credentials import Credentials
		url, service, body = sys.argv[1:4]
		wrong = sys.argv[4] if len(sys.argv) > 4 else ""
		key = Credentials(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])
		request = AWSRequest("POST", url + "/", data=body,
		                     headers={"Content-Type": "application/x-www-form-urlencoded"})
		SigV4Auth(key, service, "eu-west-1").add_auth(request)
		headers = dict(request.headers.items())
		if wrong == "signature":
		    last = headers["Authorization"][-1]
		    headers["Authorization"] = headers["Authorization"][:-1] + ("0" if last != "0" else "1")
		if wrong == "body":
		    body = body.replace("Action=", "Action=x")[:-1]
		if wrong == "header":
		    headers["Content-Type"] += ";"
		if wrong == "extra":
		    headers["X-Amz-Foo"] = "bar"
		try:
		    reply = urllib.request.urlopen(urllib.request.Request(url + "/", body.encode(), headers))
		    print(reply.status)
		except urllib.error.HTTPError as error:
		    print(error.code, error.read().decode().split("<Code>")[1].split("<")[0])
	END
}

# "available in-sync"
instance_state() {
	cli rds describe-db-instances --db-instance-identifier rds001 --output text \
		--query 'DBInstances[0].[DBInstanceStatus, DBParameterGroups[0].ParameterApplyStatus]' | tr '\t' ' '
}

test_command_line() {
	local body='Action=DescribeDBInstances&Version=2014-10-31'

	api_up --page 50
	is "a signed request is answered" "$(post rds "$body")" "200"
	is "a wrong byte in the signature is refused" "$(post rds "$body" signature)" "403 SignatureDoesNotMatch"
	is "a wrong byte in the body is refused" "$(post rds "$body" body)" "403 SignatureDoesNotMatch"
	is "a wrong byte in a header is refused" "$(post rds "$body" header)" "403 SignatureDoesNotMatch"
	is "an x-amz- header that is not signed is refused" "$(post rds "$body" extra)" "403 SignatureDoesNotMatch"
	is "a signature for another service is refused" "$(post iam "$body")" "403 SignatureDoesNotMatch"
	is "a parameter that the model does not know is refused" "$(post rds "$body&Colour=blue")" \
		"400 InvalidParameterCombination"
	is "a missing parameter is refused" "$(post rds 'Action=RebootDBInstance&Version=2014-10-31')" "400 ValidationError"
	is "another version of the API is refused" "$(post rds 'Action=DescribeDBInstances&Version=2013-01-01')" \
		"400 NoSuchVersion"

	is "the command line finds the instance" \
		"$(cli rds describe-db-instances --db-instance-identifier rds001 --query 'DBInstances[0].DBInstanceStatus' --output text)" \
		available
	is "it reads all pages of the parameters" \
		"$(cli rds describe-db-parameters --db-parameter-group-name default.mysql8.4 --query 'length(Parameters)' --output text | awk "{ sum += \$1 } END { print sum }")" \
		162
	is "it is told who it is" "$(cli sts get-caller-identity --query Arn --output text)" \
		"arn:aws:iam::$API_ACCOUNT:user/extrepl"
	does "it makes a group" cli rds create-db-parameter-group --db-parameter-group-name mine \
		--db-parameter-group-family mysql8.4 --description mine
	does "it sets a dynamic parameter" cli rds modify-db-parameter-group --db-parameter-group-name mine \
		--parameters ParameterName=local_infile,ParameterValue=0,ApplyMethod=immediate
	does_not "a static one does not take effect at once" cli rds modify-db-parameter-group \
		--db-parameter-group-name mine --parameters ParameterName=gtid-mode,ParameterValue=ON,ApplyMethod=immediate
	does_not "a default group cannot be changed" cli rds modify-db-parameter-group --db-parameter-group-name \
		default.mysql8.4 --parameters ParameterName=local_infile,ParameterValue=0,ApplyMethod=immediate
	does_not "a value that is not allowed is refused" cli rds modify-db-parameter-group --db-parameter-group-name \
		mine --parameters ParameterName=local_infile,ParameterValue=2,ApplyMethod=immediate
	does "the instance takes the group" cli rds modify-db-instance --db-instance-identifier rds001 \
		--db-parameter-group-name mine --apply-immediately
	soon "and then waits for a reboot" "available pending-reboot" instance_state
	does "it reboots" cli rds reboot-db-instance --db-instance-identifier rds001
	soon "which is over at last" "available in-sync" instance_state
	does "it takes a snapshot" cli rds create-db-snapshot --db-snapshot-identifier before --db-instance-identifier rds001
	does_not "a second of that name is refused" cli rds create-db-snapshot --db-snapshot-identifier before \
		--db-instance-identifier rds001
	soon "which is there at last" available cli rds describe-db-snapshots --db-snapshot-identifier before \
		--query 'DBSnapshots[0].Status' --output text
	api_do '{"secrets": {"mine": {"password": "hunter2"}}}'
	is "it reads a secret" "$(cli secretsmanager get-secret-value --secret-id mine --query SecretString --output text)" \
		'{"password": "hunter2"}'
	api_do '{"deny": ["rds:DescribeDBSnapshots"]}'
	does "what is denied says so" grep -q 'AccessDenied.*rds:DescribeDBSnapshots' <(cli rds describe-db-snapshots || true)
	api_down
}

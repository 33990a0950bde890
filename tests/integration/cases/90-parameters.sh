# Values of the parameter group, through AWS's API: the stand-in really applies them to the target, and reboots it.
# shellcheck shell=bash disable=SC2154

# The requests to AWS are the same for both flavours: MariaDB is tested only in the long run.
is_mysql || [[ ${EXTREPL_LONG:-} ]] || return 0

fresh
api_up
running() { on rdsadmin "SELECT @@GLOBAL.$1"; }
both='[{name: "local_infile", value: "OFF"}, {name: "innodb_sort_buffer_size", value: "2M"}]'

it "observe and status tell what AWS says of the instance"
manifest "$with_api"
extrepl observe
expect_status 0
expect_output "class: db.t4g.medium"
expect_output "backup_retention_days: 7"
extrepl status
expect_output "instance rds001, db.t4g.medium, $FLAVOUR"
expect_output "storage 100 GiB, grows by itself to 1000 GiB"
expect_output "backups kept for 7 days"
extrepl status -o json
expect_json '.statuses[0].instance | .known and .id == "rds001" and .multi_az == false and .storage_gib == 100'

it "a default group is not touched without consent"
manifest "$with_api" ".target.parameters = $both"
remember
extrepl apply
expect_refused 3
expect_output "the default group cannot be changed"
expect_output "--allow target-reboot"
expect_no_call CreateDBParameterGroup
expect_same "local_infile" "$(running local_infile)" 1

it "nor where AWS denies it, and the plan has the commands"
api_do '{"deny": ["rds:CreateDBParameterGroup"]}'
extrepl apply --allow target-reboot
expect_status 3
expect_output "AWS denies rds:CreateDBParameterGroup"
expect_output "aws rds create-db-parameter-group"
expect_output "aws rds reboot-db-instance"
[[ $(api_state .group) == default.* ]] || wrong "the group was changed: $(api_state .group)"
api_do '{"calm": true}'

it "with consent it gets a group of its own, and a real reboot, before the copy"
up=$(on rdsadmin "SHOW GLOBAL STATUS LIKE 'Uptime'" | cut -f2)
began=$SECONDS
api_forget_calls
extrepl apply --allow target-reboot
expect_status 0
expect_same "local_infile" "$(running local_infile)" 0
expect_same "innodb_sort_buffer_size" "$(running innodb_sort_buffer_size)" 2097152
expect_calls 1 RebootDBInstance
expect_calls 1 ModifyDBParameterGroup
(($(on rdsadmin "SHOW GLOBAL STATUS LIKE 'Uptime'" | cut -f2) < up + SECONDS - began)) || wrong "the target was not restarted"
expect_equal_sides
extrepl plan --detailed-exitcode
expect_status 0
expect_output "In sync: 7 of 7 steps in place"

it "applied again it changes nothing, neither on a server nor at AWS"
api_forget_calls
counting_writes extrepl apply
expect_status 0
expect_no_writes
expect_same "calls that are no look" "$(api_calls | grep -v '^Describe' || true)" ""

it "a dynamic value takes effect without a reboot, through a throttled and failing API"
manifest "$with_api" '.target.parameters = [{name: "local_infile", value: 1}]'
api_do '{"disturb": {"action": "*", "count": 2, "code": "Throttling"}}'
api_do '{"disturb": {"action": "rds:ModifyDBParameterGroup", "count": 1, "status": 503}}'
api_forget_calls
extrepl apply
expect_status 0
expect_same "local_infile" "$(running local_infile)" 1
expect_no_call RebootDBInstance

it "a static one waits for the consent, and the target runs on"
manifest "$with_api" '.target.parameters = [{name: "innodb_sort_buffer_size", value: 3145728}]'
remember
extrepl apply
expect_refused 3
expect_output "with the next reboot: innodb_sort_buffer_size=3145728"

it "a wrong name, a fixed one and a value that is not allowed are told by the plan"
manifest "$with_api" '.target.parameters = [{name: "no_such_thing", value: 1}]'
extrepl plan --detailed-exitcode
expect_status 3
expect_output "RDS has no parameter no_such_thing in extrepl-rds001-"
manifest "$with_api" '.target.parameters = [{name: "server_id", value: 7}]'
extrepl plan --detailed-exitcode
expect_status 3
expect_output "RDS does not let it be changed"
manifest "$with_api" '.target.parameters = [{name: "innodb_sort_buffer_size", value: 1}]'
extrepl plan --detailed-exitcode
expect_status 3
expect_output "RDS allows 65536-67108864"

it "without credentials the plan has the command for a human, and a pair that needs none is in sync"
manifest "$with_api" '.target.parameters = [{name: "local_infile", value: 0}]'
AWS_ACCESS_KEY_ID='' extrepl plan --detailed-exitcode
expect_status 3
expect_output "there are no AWS credentials"
expect_output "aws rds modify-db-parameter-group"
manifest "$with_api"
AWS_ACCESS_KEY_ID='' extrepl plan --detailed-exitcode
expect_status 0
AWS_SECRET_ACCESS_KEY=wrong extrepl status
expect_status 0
expect_output "AWS does not accept the access key of the environment"
api_do '{"deny": ["rds:DescribeDBInstances"]}'
extrepl status
expect_status 0
expect_output "AWS denies rds:DescribeDBInstances"
api_do '{"calm": true}'

it "nothing that it logs shows a key, a token or a signature"
extrepl apply -v -v --log-format json
expect_error "rds:DescribeDBInstances"
for secret in "$API_SECRET_ACCESS_KEY" "$API_ACCESS_KEY_ID" Signature= X-Amz- AWS4-HMAC; do
	expect_no_error "$secret"
	expect_no_output "$secret"
done

it "the API took every request for AWS's own"
! grep -E 'refused: (SignatureDoesNotMatch|Missing|Invalid|Unknown)|itself is wrong' "$REPO/build/api/$api/log" |
	grep -v SignatureDoesNotMatch >"$WORK/diff" || wrong "$(cat "$WORK/diff")"

# The instance that the manifest names for AWS's API must be the one that it connects to; if not, nothing is done there.
# shellcheck shell=bash disable=SC2154 # variables of lib/

replicating
api_up
it "an instance at another address is not touched"
api_do '{"instance": {"Endpoint": {"Address": "elsewhere.invalid", "Port": 3306}}}' >/dev/null
manifest "$with_api" '.target.parameters = [{name: "long_query_time", value: "7"}]'
remember
api_forget_calls
extrepl plan
expect_output "the RDS instance rds001 is at elsewhere.invalid"
expect_output "set target.aws.endpoint: elsewhere.invalid"
extrepl apply --allow target-reboot
expect_refused 3
expect_no_call ModifyDBParameterGroup
expect_no_call RebootDBInstance

it "nor one that has the name in the endpoint, and another address"
manifest "$with_api" 'del(.target.aws.instance)' '.target.aws.endpoint = "rds001.c0ffee.eu-west-1.rds.amazonaws.com"' '.target.parameters = [{name: "long_query_time", value: "7"}]'
extrepl apply --allow target-reboot
expect_refused 3
expect_output "the RDS instance rds001 is at elsewhere.invalid, not at rds001.c0ffee.eu-west-1.rds.amazonaws.com"
expect_no_call ModifyDBParameterGroup
expect_no_call RebootDBInstance

it "unless the manifest says that the endpoint leads there"
manifest "$with_api" '.target.aws.endpoint = "elsewhere.invalid"' '.target.parameters = [{name: "long_query_time", value: "7"}]'
extrepl plan
expect_no_output "is this another instance"
expect_output "long_query_time"

it "and one at an address that the endpoint resolves to is it"
api_do '{"instance": {"Endpoint": {"Address": "localhost", "Port": 3306}}}' >/dev/null
manifest "$with_api" '.target.parameters = [{name: "long_query_time", value: "7"}]'
extrepl plan
expect_no_output "is this another instance"
api_down

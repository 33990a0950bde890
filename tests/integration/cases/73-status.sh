# status reports what it can: one server when the other does not answer, and whether the lag grows or shrinks.
# shellcheck shell=bash disable=SC1091,SC2154 # variables of lib/

. "$INTEGRATION/kills/holder.sh"

[[ ${EXTREPL_LONG:-} ]] || return 0

replicating

# As text: case 71.
it "without the source, status as JSON has the target and its link"
manifest '.source.port = 1'
extrepl status -o json
expect_status 69
expect_json '.statuses[0] | .link.receiver == "Yes" and .source_version == null and .target_version != null and .error.exit == 69'

it "without the target, it tells of the source"
manifest '.target.port = 1'
extrepl status
expect_status 69
expect_output "source at db001-bin."
expect_output "Not healthy: the target was not reached."
manifest

it "a lag shows which way it goes"
holds rdsadmin "LOCK TABLES repltest.customer WRITE"
on source "INSERT INTO repltest.customer (name) VALUES ('late')"
lag_column=Seconds_Behind_Source
deadline=$((SECONDS + MOMENT))
until look_at_link "$lag_column" && [[ $shown =~ ^[1-9] ]] || ((SECONDS >= deadline)); do pause 0.1; done
extrepl status
expect_output ", rising ("
expect_output "the applier has applied nothing in that time"
lets_go
expect_link_soon "$lag_column" 0
extrepl status
expect_status 0
expect_output "lag 0 s"
expect_no_output "rising"

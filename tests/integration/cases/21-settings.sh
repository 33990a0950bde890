# Settings of the source that need no restart, and settings that are never changed.
# shellcheck shell=bash

replicating
it "a setting that drifted is set again, and kept for the next start"
manifest '.source.settings = [{name: "max_connections", value: 171}]'
extrepl apply
expect_status 0
expect_row source "SELECT @@max_connections" 171
if is_mysql; then
	expect_row source "SELECT variable_value FROM performance_schema.persisted_variables
		WHERE variable_name = 'max_connections'" 171
else
	grep -q '^max_connections *= 171$' "$SOURCE_CONF_D/extrepl.cnf" || wrong "it is not in the file"
fi
expect_in_sync
! is_mysql || on source "RESET PERSIST"

it "a binlog under another name is never renamed"
manifest '.source.log_bin = "other-bin"'
remember
extrepl apply --allow source-restart
expect_refused 3
expect_output "log_bin is on with the name db001-bin, wanted other-bin"
expect_output "set source.log_bin to db001-bin"

it "a setting that the source does not have is named"
manifest '.source.settings = [{name: "nonsense_size", value: 1}]'
extrepl apply
expect_refused 3
expect_output "the source has no variable nonsense_size"

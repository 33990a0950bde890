# A source that starts without log_bin and with another server_id.
# shellcheck shell=bash disable=SC2016 # the script runs in another shell

use_raw
manifest

it "a source that must be restarted is not, without consent"
remember
extrepl plan --detailed-exitcode
expect_refused 3
expect_step source.settings '!'
expect_output "$SOURCE_CONF_D/extrepl.cnf"
expect_output "run: $REPO/tests/lab/lab restart"
expect_output "--allow source-restart"
extrepl apply
expect_refused 3

it "without source.config the lines for [mysqld] are printed"
manifest 'del(.source.config)'
extrepl apply --allow source-restart
expect_refused 3
expect_output "put this under [mysqld] on the source, then restart it:"
expect_output "server_id = 205 log_bin = db001-bin binlog_format = ROW"

it "a restart command that fails ends the run, and its words are shown"
manifest '.source.config.restart = ["sh", "-c", "echo no such unit mysqld >&2; exit 5"]'
extrepl apply --allow source-restart
expect_status 1
expect_error "no such unit mysqld"
expect_row source "SELECT @@log_bin" 0

it "a restart command that is not there says so"
manifest '.source.config.restart = ["/nonexistent/systemctl"]'
extrepl apply --allow source-restart
expect_status 1
expect_error "/nonexistent/systemctl"

it "with consent it is restarted for real, and the same run goes on: by a command that prints a megabyte and ends too soon"
restart='head -c 1000000 /dev/zero | tr "\\0" x; (sleep 1; exec "$0" restart "$1" source) >/dev/null 2>&1 &'
manifest ".source.config.restart = [\"sh\", \"-c\", $(jq -n --arg text "$restart" '$text'), \"$REPO/tests/lab/lab\", \"$LAB_NAME\"]" '.source.config.timeout = "120s"'
extrepl apply --allow source-restart
expect_status 0
expect_row source "SELECT @@server_id, @@log_bin, @@binlog_format" "205	1	ROW"
expect_equal_sides
on source "CREATE DATABASE repltestrds"
expect_row_soon target "SHOW DATABASES LIKE 'repltestrds'" repltestrds

it "apply again does nothing"
caught_up
expect_in_sync

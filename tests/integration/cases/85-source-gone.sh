# The old source was switched off before --finalize: the promotion is ended on the target alone.
# shellcheck shell=bash

replicating
manifest '.cutover.verify_within = "0s"'
extrepl promote --allow promote
expect_status 0
# What promote wrote last on the target has come over the way back, too.
on target "INSERT INTO repltest.customer (name) VALUES ('last')"
expect_row_soon source "SELECT COUNT(*) FROM repltest.customer WHERE name = 'last'" 1
gone=('.cutover.verify_within = "0s"' '.source.port = 9')

it "--finalize without the source names the option, and changes nothing"
remember
manifest "${gone[@]}"
extrepl promote --finalize
expect_status 69
expect_error "extrepl promote --finalize --without-source -f replication.yaml"
expect_nothing_changed
extrepl promote --without-source
expect_status 64
expect_error "only for --finalize"

it "a source that answers is not gone"
manifest '.cutover.verify_within = "0s"'
extrepl promote --finalize --without-source
expect_status 3
expect_error "it is not gone"
expect_nothing_changed

it "--dry-run shows what is done on the target alone"
manifest "${gone[@]}"
extrepl promote --finalize --without-source --dry-run
expect_status 0
expect_output "DROP USER IF EXISTS"
expect_no_output "RESET"
expect_nothing_changed

it "with it the promotion is final, and what the source keeps is said"
extrepl promote --finalize --without-source
expect_status 0
expect_output "Finalized."
expect_error "is left as it was, read-only"
statements=$(grep -oE '(STOP|RESET) (REPLICA|SLAVE).*' "$WORK/err")
[[ $(accounts_left) == 0 && $(promotion_state) == finalized ]] || wrong "the target is not done: $(accounts_left), $(promotion_state)"
[[ ! $(link) ]] || wrong "the target still has a link:" "$(link)"
extrepl status
expect_status 0
expect_output "finalized: the target takes writes"
extrepl promote --finalize --without-source
expect_status 0

it "the statements that it prints end the way back on a source that comes back"
[[ $(channels_left) == 1 ]] || wrong "the source has $(channels_left) channels"
on source "${statements//$'\n'/;}"
[[ $(channels_left) == 0 ]] || wrong "the source has $(channels_left) channels"
! is_mysql || on source "SET PERSIST super_read_only = OFF; RESET PERSIST IF EXISTS super_read_only; RESET PERSIST IF EXISTS read_only"
on source "SET GLOBAL read_only = OFF"
rm -f "$SOURCE_CONF_D/extrepl-promoted.cnf"

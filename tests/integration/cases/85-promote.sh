# The cut-over on an idle pair, the way back, and the final step.
# shellcheck shell=bash

fresh
on source "CREATE TABLE repltest.gaps (id INT AUTO_INCREMENT PRIMARY KEY, n INT);
	CREATE TABLE repltest.ticks (n INT, at_server INT);
	SET GLOBAL event_scheduler = ON"
client source <<'END'
SET sql_mode = 'ANSI', time_zone = '+03:00';
CREATE EVENT repltest.tick ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO INSERT INTO repltest.ticks VALUES (1, @@server_id);
CREATE EVENT repltest.idle ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE DO DO 1;
END
scheduler=$(on source "SELECT @@GLOBAL.event_scheduler")
extrepl apply
expect_status 0
events_of() { on "$1" "SELECT event_name, status, sql_mode, time_zone, event_definition, starts, definer FROM information_schema.events WHERE event_schema = 'repltest' ORDER BY 1"; }
event_before=$(events_of source)

it "without a verify it is refused, and says how to get one"
remember
extrepl promote --allow promote
expect_status 3
expect_error "no verify of all tables was run"
expect_error "extrepl verify -f replication.yaml"
expect_nothing_changed

it "without consent it is refused; --dry-run shows all that it would do, and what undoes it"
extrepl verify
expect_status 0
remember
extrepl promote
expect_status 3
expect_hint "extrepl promote --allow promote -f replication.yaml"
extrepl promote --dry-run
expect_status 0
expect_output "FLUSH TABLES WITH READ LOCK undo UNLOCK TABLES"
expect_output "IDENTIFIED BY <secret>"
is_mysql || expect_output "binlog_format is MIXED on the target"
expect_output "Nothing was changed."
expect_nothing_changed

it "the target takes writes, the source follows it, and the outage is told"
# AUTO_INCREMENT values that were used and deleted: a replica does not know them.
on source "INSERT INTO repltest.gaps (n) VALUES (1); BEGIN; INSERT INTO repltest.gaps (n) VALUES (2), (3), (4); ROLLBACK"
caught_up
marker=$WORK/marker
manifest ".cutover.hooks = [
	{ at: \"frozen\", run: [\"touch\", \"$marker.frozen\"], undo: [\"rm\", \"$marker.frozen\"] },
	{ at: \"opened\", run: [\"touch\", \"$marker.opened\"], undo: [\"rm\", \"$marker.opened\"] },
	{ at: \"finalized\", run: [\"touch\", \"$marker.finalized\"] }]"
extrepl promote --allow promote -o json
expect_status 0
expect_json '.format == "extrepl/promotion/1" and .state == "promoted" and .outage_ms >= 0 and .round_trips <= 8'
expect_json '.way_back.state == "works" and (.phases | map(.name) | index("source.freeze")) != null'
expect_json '(.coordinates.source | test("^db001-bin")) and (.coordinates.target | test("^mysql-bin-changelog"))'
expect_error "takes writes. Outage"
expect_source_closed
[[ -e $marker.frozen && -e $marker.opened && ! -e $marker.finalized ]] || wrong "the hooks did not run"
on target "INSERT INTO repltest.customer (name) VALUES ('from the target')"
soon source "SELECT COUNT(*) FROM repltest.customer WHERE name = 'from the target'" 1
[[ $(on target "INSERT INTO repltest.gaps (n) VALUES (9); SELECT MAX(id) FROM repltest.gaps") == 5 ]] ||
	wrong "a number that the source had given out is given out again"
soon source "SELECT MAX(id) FROM repltest.gaps" 5

it "events run on the target now, as their definers, and not on the source"
[[ $(events_of rdsadmin | grep -c ENABLED) == 1 && $(events_of rdsadmin) == *tick$'\t'ENABLED* ]] ||
	wrong "on the target:" "$(events_of rdsadmin)"
[[ $(events_of rdsadmin | cut -f3-6) == "$(cut -f3-6 <<<"$event_before")" ]] ||
	wrong "they are no longer what they were:" "$event_before" "$(events_of rdsadmin)"
[[ $(on source "SELECT @@GLOBAL.event_scheduler") != ON ]] || wrong "the source's scheduler still runs"

it "status says so, and apply does nothing to it"
extrepl status
expect_status 0
expect_output "the target takes writes, the source was made read-only"
expect_output "way back works"
remember
extrepl apply
expect_status 3
expect_output "the target was promoted"
expect_output "to go back, with nothing lost"
extrepl apply --allow target-data
expect_status 3
expect_nothing_changed
manifest '.source.port = 9'
extrepl status
expect_status 69
expect_output "whether it is read-only, and its way back works, is not known"
extrepl promote --finalize
expect_status 69
expect_error "removes the way back on the source, too"
expect_nothing_changed
manifest '.replication.state = "promoted"' '.cutover.verify_within = "0s"'
extrepl apply
expect_status 0
expect_nothing_changed
extrepl promote --allow promote
expect_status 0
expect_output "Promoted."

if [[ ${EXTREPL_LONG:-} ]]; then
	it "a restart of the source forgets neither that it is read-only nor what the way back leaves out"
	lab restart "$LAB_NAME" source >/dev/null
	expect_source_closed
	on rdsadmin "REPLACE INTO mysql.rds_heartbeat2 VALUES (1, 1); INSERT INTO repltest.customer (name) VALUES ('after the restart')"
	soon source "SELECT COUNT(*) FROM repltest.customer WHERE name = 'after the restart'" 1

	it "what it forgets without an option file is put back by promote"
	rm "$SOURCE_CONF_D/extrepl-promoted.cnf"
	lab restart "$LAB_NAME" source >/dev/null
	on source "SET GLOBAL read_only = OFF"
	on rdsadmin "REPLACE INTO mysql.rds_heartbeat2 VALUES (1, 2)"
	extrepl status
	expect_status 1
	expect_output "THE SOURCE ALSO TAKES WRITES"
	extrepl promote
	expect_status 0
	expect_source_closed
	on target "INSERT INTO repltest.customer (name) VALUES ('and again')"
	soon source "SELECT COUNT(*) FROM repltest.customer WHERE name = 'and again'" 1
	on source "SET GLOBAL event_scheduler = OFF"

	it "and by a revert, too"
	rm -f "$SOURCE_CONF_D/extrepl-promoted.cnf"
	lab restart "$LAB_NAME" source >/dev/null
	on source "SET GLOBAL read_only = ON"
	on rdsadmin "REPLACE INTO mysql.rds_heartbeat2 VALUES (1, 3)"
	on source "SET GLOBAL event_scheduler = OFF"
fi

it "back: nothing that was written on the target is lost, and replication goes on"
manifest ".cutover.hooks = [
	{ at: \"frozen\", run: [\"touch\", \"$marker.frozen\"], undo: [\"rm\", \"$marker.frozen\"] },
	{ at: \"opened\", run: [\"touch\", \"$marker.opened\"], undo: [\"rm\", \"$marker.opened\"] }]" '.cutover.verify_within = "0s"'
on target "INSERT INTO repltest.customer (name) VALUES ('the last one'); CREATE TABLE repltest.made_there (id INT PRIMARY KEY);
	BEGIN; INSERT INTO repltest.gaps (n) VALUES (5), (6); ROLLBACK"
extrepl promote --revert
expect_status 0
expect_error "takes writes. Outage"
expect_source_open
[[ ! -e $marker.frozen && ! -e $marker.opened ]] || wrong "the hooks were not taken back"
[[ $(on source "INSERT INTO repltest.gaps (n) VALUES (10); SELECT MAX(id) FROM repltest.gaps") == 8 ]] ||
	wrong "a number that the target had given out is given out again"
on source "INSERT INTO repltest.customer (name) VALUES ('from the source again')"
soon rdsadmin "SELECT COUNT(*) FROM repltest.customer WHERE name = 'from the source again'" 1
soon source "SELECT COUNT(*) FROM repltest.customer WHERE name = 'the last one'" 1
[[ $(on source "SELECT @@GLOBAL.event_scheduler") == "$scheduler" ]] || wrong "the scheduler is not as it was"
[[ $(events_of source) == "$event_before" ]] || wrong "events are no longer what they were:" "$event_before" "$(events_of source)"
expect_equal_sides
extrepl apply
expect_status 0
expect_error "In sync: nothing to do."

it "there again, and for good: events run as the administrator where the copy makes him the definer, though the revert brought theirs"
[[ $(events_of rdsadmin) != *tick*awsuser@* ]] || wrong "the revert did not bring the source's definer:" "$(events_of rdsadmin)"
manifest '.copy.definers = "admin"' '.cutover.verify_within = "0s"'
extrepl promote --allow promote
expect_status 0
[[ $(events_of rdsadmin) == *tick$'\t'ENABLED*awsuser@%* ]] || wrong "on the target:" "$(events_of rdsadmin)"

it "the way back is removed"
on target "INSERT INTO repltest.customer (name) VALUES ('once more')"
soon source "SELECT COUNT(*) FROM repltest.customer WHERE name = 'once more'" 1
extrepl promote --finalize
expect_status 0
expect_output "Finalized."
[[ $(accounts_left) == 0 && $(channels_left) == 0 ]] || wrong "something of the way back is left"
[[ ! $(link) ]] || wrong "the target still has a link:" "$(link)"
extrepl status
expect_status 0
expect_output "finalized: the target takes writes"
extrepl promote --revert
expect_status 3
extrepl plan
expect_output "the target was promoted"
expect_no_output "to go back, with nothing lost"

it "for good: the old source is no longer contacted, and may be gone"
manifest '.replication.state = "promoted"' '.source.port = 9'
extrepl status
expect_status 0
expect_output "finalized: the target takes writes"
extrepl promote --finalize
expect_status 0
expect_output "Finalized."
for command in plan apply; do
	extrepl "$command"
	expect_status 0
	expect_error "In sync: nothing to do."
	extrepl "$command" -o json
	expect_status 0
	expect_json '.plans | length == 1 and (.[0] | .outcome == "in-sync" and .id == null and .error == null)'
done
extrepl promote --dry-run
expect_status 0
expect_output "now: finalized"
extrepl verify
expect_status 3
expect_error "the promotion was finalized"
expect_error "nothing to compare the target with"
manifest '.source.port = 9'
extrepl apply
expect_status 3
expect_error "the promotion was finalized"

# What can happen during a copy: changed definitions, lost servers, kills; and what the copy refuses.
# shellcheck shell=bash disable=SC2154 # variables of lib/

reset_source
reset_target
big_database
# On MariaDB a table that was altered in the second before a snapshot counts as altered after it.
is_mysql || pause 2.1

# behind_snapshot SQL: once the snapshot is taken, the copy stands still while this is done on the source.
behind_snapshot() {
	extrepl_says "target.copy"
	kill -STOP "$pid"
	on source "$1"
	kill -CONT "$pid"
}

it "a table altered behind the snapshot: a new snapshot, and what is loaded is kept"
copies_begins -t 1 big
behind_snapshot "ALTER TABLE big.small ENGINE=InnoDB"
extrepl_ends
expect_status 0
expect_error "a new snapshot is needed: table \`big\`.\`small\`"
expect_error ", not sent again"
expect_error "1412"
expect_same_checksums "big.t, big.small, big.other"

it "what the replica's own ALTER will add is not there yet; MariaDB needs a new snapshot, which has it"
copies_begins -r -t 1 big
behind_snapshot "ALTER TABLE big.small ADD KEY later (v)"
extrepl_ends
expect_status 0
if is_mysql; then expect_no_error "a new snapshot is needed"; else expect_error "a new snapshot is needed: table \`big\`.\`small\`"; fi
expect_row target "SELECT COUNT(*) FROM information_schema.statistics WHERE index_name = 'later'" "$(if is_mysql; then echo 0; else echo 1; fi)"

it "a database dropped since the plan was made is told, and nothing is begun"
copies gone
expect_status 1
expect_error "there is no database \`gone\`"
expect_hint "Was it dropped while extrepl was reading? Run the command again."
expect_row target "SHOW DATABASES LIKE 'gone'" ""

it "a database that nobody gave away is left alone"
on target "CREATE DATABASE foreign_one; CREATE TABLE foreign_one.t (id INT)"
on source "CREATE DATABASE foreign_one"
copies foreign_one
expect_status 1
expect_error "\`foreign_one\` exists, and extrepl did not put it there (1 tables and stored objects)"
expect_row target "SELECT state FROM extrepl.record" complete

it "another copy under the same name drops nothing but what was given away"
on source "CREATE DATABASE second; CREATE TABLE second.t (id INT PRIMARY KEY)"
copies second
expect_status 0
expect_same_checksums "big.t"

it "kill -9, and again without consent: only its own rests are replaced"
copies_begins -r -c 256 big
extrepl_says "dropping big"
until_loaded 3 "number > 0"
kill -KILL "$pid" 2>/dev/null || wrong "the copy was over before"
extrepl_ends
expect_row target "SELECT state FROM extrepl.record" unfinished
copies big
expect_status 0
expect_same_checksums "big.t, big.small, big.other"
expect_row target "SELECT COUNT(*) FROM second.t" 0

it "the target dies in the copy: 69, and the next one completes it"
copies_begins -r -c 256 -p 1000 -a big
extrepl_says "dropping big"
until_loaded 3 "number > 0"
lab kill "$PAIR" target >/dev/null
extrepl_ends
expect_status 69
lab start "$PAIR" target >/dev/null
use "$PAIR"
copies big
expect_status 0
expect_same_checksums "big.t, big.small, big.other"

it "a definer whom the admin may not set is named before any row is sent"
on source "CREATE DEFINER=root@localhost VIEW second.v AS SELECT 1 AS a"
copies -r second
expect_status 1
expect_error "view \`second\`.\`v\` has the definer \`root\`@\`localhost\`, which the admin may not set (1227)"
expect_hint "Create that account on the target, or make the admin the definer: copy.definers: admin."
expect_row target "SELECT state FROM extrepl.record" complete
copies -r -d fail second
expect_status 1
expect_error "has the definer"
copies -r -d admin second
expect_status 0
expect_row target "SELECT definer FROM information_schema.views WHERE table_schema = 'second'" "awsuser@%"

it "a view that is broken on the source is named before anything happens"
on source "CREATE TABLE second.gone (a INT); CREATE VIEW second.broken AS SELECT a FROM second.gone; DROP TABLE second.gone"
copies -r -d admin second
expect_status 1
expect_error "a view is broken on the source"
expect_error "second.broken"
on source "DROP VIEW second.broken"

it "a trigger that the binlog setting forbids is named with the parameter"
on source "CREATE TRIGGER second.tr BEFORE INSERT ON second.t FOR EACH ROW SET NEW.id = NEW.id + 1"
on rdsadmin "SET GLOBAL log_bin_trust_function_creators = 0"
copies -r -d admin second
on rdsadmin "SET GLOBAL log_bin_trust_function_creators = 1"
expect_status 1
expect_hint "Set log_bin_trust_function_creators to 1 in the target's parameter group."

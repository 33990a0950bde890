# Events in the time zone SYSTEM, when that is not the target's zone: they run at the same hour on the target.
# shellcheck shell=bash disable=SC2154 # variables of lib/

[[ ${EXTREPL_LONG:-} ]] || return 0
# The comparison after each apply would fail: the zone has another name on the target, which is intended.
unset EXTREPL_LONG EXTREPL_COMPARE

reset_source
reset_target
LAB_TZ=Asia/Tokyo lab restart "$PAIR" source >/dev/null
use "$PAIR"
on source "SET time_zone = 'SYSTEM'; CREATE DATABASE hours; CREATE EVENT hours.daily ON SCHEDULE EVERY 1 DAY STARTS '2036-01-01 03:00:00' DISABLE DO DO 0"

it "an event of a source in Tokyo runs at Tokyo's hour on a target in UTC, and verify finds it equal"
manifest '.copy.definers = "admin"'
extrepl apply
expect_status 0
expect_error "events in the time zone SYSTEM"
expect_row rdsadmin "SELECT time_zone, CONVERT_TZ(starts, time_zone, '+00:00') FROM information_schema.events WHERE event_schema = 'hours'" $'+09:00\t2035-12-31 18:00:00'
extrepl verify
expect_status 0

it "one that would run at another hour is different"
on rdsadmin "SET sql_log_bin = 0, time_zone = '+00:00'; ALTER EVENT hours.daily ON SCHEDULE EVERY 1 DAY STARTS '2036-01-01 03:00:00'"
extrepl verify
expect_status 1
expect_output "event \`hours\`.\`daily\`"

lab restart "$PAIR" source >/dev/null
use "$PAIR"

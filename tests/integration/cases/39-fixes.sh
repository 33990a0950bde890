# Every fix that a check prints is followed word for word on real servers, and the check passes then: kinds/fixes.txt says how
# each is made to fire, and which a test cannot follow.
# shellcheck shell=bash disable=SC1091,SC2154 # variables of lib/

. "$INTEGRATION/lib/stories.sh"
. "$INTEGRATION/lib/fixes.sh"

it "every check is followed, or has the reason why not"
expect_same "checks without a line in kinds/fixes.txt, or lines without a check" \
	"$(diff <(checks_of_program) <(checks_of_table) | grep '^[<>]')" ''

fresh
remember_globals
on source "CREATE DATABASE fixes; CREATE TABLE fixes.t (id INT PRIMARY KEY)"
mapfile -t followed < <(followed_checks)
# The whole list takes half a minute where others use the cores.
[[ ${EXTREPL_LONG:-} ]] || followed=("${followed[@]:0:6}")
for check in "${followed[@]}"; do
	[[ $check == source-read-only ]] || make_fire "$check"
done
! is_mysql || make_fire source-read-only
manifest "${filters[@]}"

it "they fire: ${#followed[@]} checks, by what the servers are told"
extrepl plan -o json
for check in "${followed[@]}"; do
	expect_json "[.plans[].checks[].check] | index(\"$check\") != null"
done

it "what they print is done, word for word, and they pass"
cp "$WORK/out" "$WORK/fired"
for check in source-read-only read-only-sessions "${followed[@]}"; do
	follow_fixes "$check"
done
manifest "${filters[@]}"
extrepl plan -o json
for check in "${followed[@]}"; do
	expect_json "[.plans[].checks[].check] | index(\"$check\") == null"
done

! is_mysql || on source "DROP TABLESPACE fixes" 2>/dev/null || true # there in the long run only
on source "SET sql_log_bin = 0; SET GLOBAL time_zone = 'SYSTEM'; DELETE FROM mysql.time_zone_name WHERE Name = 'Fixes/Nine'"
restore_globals

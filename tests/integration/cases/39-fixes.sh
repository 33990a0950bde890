# Follows every fix that a check prints, word for word, on real servers; then the check passes. kinds/fixes.txt says how to make
# each check fire, and which fixes a test cannot follow.
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
# The whole list takes half a minute on a busy machine.
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

[[ ${EXTREPL_LONG:-} ]] || return 0
fresh
on source "CREATE DATABASE fixes; USE fixes; CREATE TABLE a (id INT PRIMARY KEY);
	CREATE TABLE b (id INT PRIMARY KEY, a INT, FOREIGN KEY (a) REFERENCES a (id) ON DELETE CASCADE);
	CREATE TABLE c (id INT PRIMARY KEY, a INT, b INT, FOREIGN KEY (a) REFERENCES a (id) ON DELETE CASCADE,
		FOREIGN KEY (b) REFERENCES b (id) ON DELETE CASCADE);
	CREATE TABLE d (id INT PRIMARY KEY, b INT, c INT, FOREIGN KEY (b) REFERENCES b (id) ON DELETE CASCADE,
		FOREIGN KEY (c) REFERENCES c (id) ON DELETE CASCADE)"
mapfile -t followed < <(restarted_checks)
for check in "${followed[@]}"; do
	write_options "$check"
done
restart_both
manifest

it "they fire: ${#followed[@]} checks, by what stands in the option files"
extrepl plan -o json
for check in "${followed[@]}"; do
	expect_json "[.plans[].checks[].check] | index(\"$check\") != null"
done

it "what they print is done, both servers are restarted, and they pass"
cp "$WORK/out" "$WORK/fired"
for check in "${followed[@]}"; do
	follow_fixes "$check" follow_in_options
done
restart_both
extrepl plan -o json
for check in "${followed[@]}"; do
	expect_json "[.plans[].checks[].check] | index(\"$check\") == null"
done
rm -f "$(option_file source)" "$(option_file target)"
restart_both

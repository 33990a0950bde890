# Random databases are copied exactly, by LOAD DATA or INSERT, also when the copy was killed.
# EXTREPL_SEED=N selects the first; EXTREPL_LONG=1 makes 40 larger ones, with another first seed each time.
# shellcheck shell=bash disable=SC2154 # variables of lib/

first=${EXTREPL_SEED:-44} count=1 tables=8
[[ ! ${EXTREPL_LONG:-} ]] || first=${EXTREPL_SEED:-$RANDOM} count=40 tables=25

for ((seed = first; seed < first + count; seed++)); do
	it "databases at random, EXTREPL_SEED=$seed"
	fresh
	python3 "$INTEGRATION/torture/databases.py" "$seed" "$FLAVOUR" "$tables" >"$WORK/databases.sql"
	client source --force --default-character-set=utf8mb4 <"$WORK/databases.sql" 2>"$WORK/refused" || true
	on rdsadmin "SET GLOBAL local_infile = $((seed % 4 != 1))"
	manifest '.copy.chunk_size = "1MiB"'
	if ((seed % 4 == 2)); then
		extrepl_begins apply
		pause "0.$((RANDOM % 10))"
		kill -9 "$pid" 2>/dev/null || true
		extrepl_ends
	fi
	extrepl apply
	expect_status 0
	caught_up
	expect_equal_torture
	extrepl verify
	expect_status 0
done
on rdsadmin "SET GLOBAL local_infile = 1"

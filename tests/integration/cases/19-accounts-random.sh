# Accounts and grants at random, made by SQL: on the target afterwards as on the source, but for what its master user may not
# grant; whoever logged in at the source logs in at the target, over TLS, with the password and the roles of before.
# EXTREPL_SEED=N is the first set; EXTREPL_LONG=1 makes 50.
# shellcheck shell=bash disable=SC2154 # variables of lib/

first=${EXTREPL_SEED:-7} sets=1 accounts=9
[[ ! ${EXTREPL_LONG:-} ]] || first=${EXTREPL_SEED:-$RANDOM} sets=50 accounts=14
export FLAVOUR LAB_DIR MYSQL_CLIENT SOURCE_PORT TARGET_PORT

# Between two sets: all that the first one made.
drop_accounts() {
	local side

	for side in source rdsadmin; do
		{ echo "SET sql_log_bin = 0;"; sql_drop_accounts "$side" | grep -vF "\`repl\`"; } | client "$side" --force || true
	done
}

fresh
for ((seed = first; seed < first + sets; seed++)); do
	it "accounts at random, EXTREPL_SEED=$seed"
	python3 "$INTEGRATION/accounts/make.py" "$seed" "$FLAVOUR" "$accounts" "$WORK/logins" >"$WORK/accounts.sql"
	{ ((seed == first)) || echo "SET sql_log_bin = 0;"; cat "$WORK/accounts.sql"; } |
		client source --force 2>"$WORK/refused" || true
	manifest '.accounts.include = ["*"]' '.accounts.exclude = ["repl@%"]'
	extrepl apply
	expect_status 0
	! grep -rE '\$[AB]\$|0x24[0-9A-F]{20}|\*[0-9A-F]{40}' "$WORK/out" "$WORK/err" || wrong "a hash was printed"
	differences=$(python3 "$INTEGRATION/accounts/compare.py" "$WORK/logins" 2>&1) || wrong "the accounts differ:" "$differences"
	[[ $differences == *"logged in "[1-9]* ]] || wrong "nobody logged in: $differences"
	counting_writes extrepl apply
	expect_status 0
	expect_no_writes
	((sets == 1)) || drop_accounts
done

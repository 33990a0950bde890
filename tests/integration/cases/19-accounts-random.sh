# Accounts and grants at random, made by SQL: on the target afterwards as on the source, but for what its master user may not
# grant; whoever logged in at the source logs in at the target, over TLS, with the password and the roles of before.
# EXTREPL_SEED=N is the first set; EXTREPL_LONG=1 makes 50.
# shellcheck shell=bash disable=SC2154 # variables of lib/

first=${EXTREPL_SEED:-7} sets=1 accounts=9
[[ ! ${EXTREPL_LONG:-} ]] || first=${EXTREPL_SEED:-$RANDOM} sets=50 accounts=14
export FLAVOUR LAB_DIR MYSQL_CLIENT SOURCE_PORT TARGET_PORT

# Between two sets: all that the first one made.
drop_accounts() {
	local side line

	for side in source rdsadmin; do
		on "$side" "SET sql_log_bin = 0; SELECT CONCAT('DROP ', $([[ $FLAVOUR == mysql ]] && echo "'USER'" || echo "IF(is_role = 'Y', 'ROLE', 'USER')"), ' ',
			'\`', REPLACE(User, '\`', '\`\`'), '\`', $([[ $FLAVOUR == mysql ]] || echo "IF(is_role = 'Y', '', ")CONCAT('@\`', REPLACE(Host, '\`', '\`\`'), '\`')$([[ $FLAVOUR == mysql ]] || echo ')'), ';')
			FROM mysql.user WHERE User NOT IN ('root', 'repl', 'awsuser', 'rds_superuser_role', 'PUBLIC') AND User NOT LIKE 'rds%' AND User NOT LIKE 'mysql.%' AND User NOT LIKE 'mariadb.%'" |
			{ echo "SET sql_log_bin = 0;"; cat; } | client "$side" --force 2>/dev/null || true
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

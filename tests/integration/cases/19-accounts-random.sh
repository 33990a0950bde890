# Random accounts and grants: on the target they equal the source's, except for what its master user may not grant, which the
# plan has reported before. Every account that could log in at the source can log in at the target, over TLS, with the same
# password and roles.
# EXTREPL_SEED=N selects the first set; EXTREPL_LONG=1 makes 50 sets.
# shellcheck shell=bash disable=SC2154 # variables of lib/

first=${EXTREPL_SEED:-6} sets=1 accounts=9
[[ ! ${EXTREPL_LONG:-} ]] || first=${EXTREPL_SEED:-$RANDOM} sets=50 accounts=14
export FLAVOUR LAB_DIR MYSQL_CLIENT SOURCE_PORT TARGET_PORT NEW_PASSWORD

# Between two sets: removes all that the first one created.
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
	# Each password has its own variable, as in a company.
	while IFS=$'\t' read -r name password; do export "$name=$password"; done < <(
		jq -rs 'to_entries[] | select(.value.new) | "NEW_\(.key)\t\(.value.new)"' "$WORK/logins")
	manifest '.accounts.include = ["*"]' ".accounts.exclude = $(jq -cs '["repl@%"] + map(select(.left_out) | .user + "@" + .host)' "$WORK/logins")" \
		".accounts.passwords = $(jq -cs 'to_entries | map(select(.value.new) | { account: (.value.user + "@" + .value.host), password: { env: "NEW_\(.key)" } })' "$WORK/logins")"
	extrepl plan -o json
	cp "$WORK/out" "$WORK/plan.json"
	! grep -rE '\$[AB]\$|0x24[0-9A-F]{20}|\*[0-9A-F]{40}' "$WORK/out" || wrong "a hash was printed"
	extrepl apply
	expect_status 0
	! grep -rE '\$[AB]\$|0x24[0-9A-F]{20}|\*[0-9A-F]{40}' "$WORK/out" "$WORK/err" || wrong "a hash was printed"
	differences=$(python3 "$INTEGRATION/accounts/compare.py" "$WORK/logins" "$WORK/plan.json" 2>&1) || wrong "the accounts differ:" "$differences"
	[[ $differences == *"logged in "[1-9]* ]] || wrong "nobody logged in: $differences"
	[[ ! ${EXTREPL_LONG:-} ]] || echo "# $differences"
	counting_writes extrepl apply
	expect_status 0
	expect_no_writes
	((sets == 1)) || drop_accounts
done
! is_mysql || { sql_drop_accounts source | client source --force; on source "SET GLOBAL partial_revokes = OFF"; }

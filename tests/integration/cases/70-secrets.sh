# A password appears nowhere: not in output, logs, arguments, files or binlogs.
# shellcheck shell=bash

sample_arguments() {
	while :; do
		cat /proc/[0-9]*/cmdline 2>/dev/null || true
		pause 0.05
	done
}

# finds TEXT [OPTION] FILES...: uses a grep whose arguments do not contain the text.
finds() { grep -aF -f <(printf %s "$1") "${@:2}"; }

sort_out() {
	cat "$WORK/out" "$WORK/err" >>"$WORK/said"
}

fresh
export REPL_PASSWORD="repl's \"secret\" \\ mark-8150"
printf '%s\n' "$SOURCE_PASSWORD" >"$WORK/source.password"
chmod 600 "$WORK/source.password"
printf '%s' "$TARGET_PASSWORD" >"$WORK/target.password"
manifest '.source.admin.password = {file: "source.password"}' \
	'.target.admin.password = {command: ["cat", "target.password"]}'
sample_arguments >"$WORK/arguments" & sampler=$!

it "secrets from a file and from a command, with quotes in them, work"
extrepl apply -v -v
expect_status 0
sort_out
expect_equal_sides

it "no command says a password, however much it is asked to log"
for arguments in "plan -v -v" "plan -o json" "status -o json" "observe" "apply -v -v --log-format json" "check -v"; do
	read -ra words <<<"$arguments"
	extrepl "${words[@]}"
	expect_status 0
	sort_out
done
# Nor in messages about failures, while it sets a new password.
export REPL_PASSWORD="repl's \"secret\" \\ mark-8151"
extrepl apply -v -v --log-format json -o json
expect_status 0
sort_out
SOURCE_PASSWORD=mark-8152 extrepl plan -v -v
sort_out
kill "$sampler"
for secret in "$SOURCE_PASSWORD" "$TARGET_PASSWORD" mark-8150 mark-8151 mark-8152; do
	! finds "$secret" "$WORK/said" >"$WORK/diff" || wrong "it said:" "$(head -n 5 "$WORK/diff")"
done

it "no argument of any process holds one"
tr '\0' '\n' <"$WORK/arguments" >"$WORK/lines" && mv "$WORK/lines" "$WORK/arguments"
grep -qF -- "--log-format" "$WORK/arguments" || wrong "the sampling saw no extrepl"
for secret in "$SOURCE_PASSWORD" "$TARGET_PASSWORD" mark-8150 mark-8151; do
	! finds "$secret" "$WORK/arguments" >"$WORK/diff" || wrong "an argument:" "$(head -n 5 "$WORK/diff")"
done

it "no file that it wrote and no binlog of either server holds one"
for secret in "$SOURCE_PASSWORD" "$TARGET_PASSWORD" mark-8150 mark-8151; do
	! finds "$secret" -l "$SOURCE_CONF_D"/* "$LAB_DIR"/source/data/db001-bin.* "$LAB_DIR"/target/data/mysql-bin-changelog.* \
		>"$WORK/diff" 2>/dev/null || wrong "found in:" "$(cat "$WORK/diff")"
done
expect_row rdsadmin "SELECT COUNT(*) FROM extrepl.record WHERE link_password LIKE '%815%' AND link_password NOT REGEXP '^[0-9a-f:]+\$'" 0

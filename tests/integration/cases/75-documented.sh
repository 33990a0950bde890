# The accounts of docs/privileges.md, unchanged, for everything that they are documented to allow.
# shellcheck shell=bash disable=SC2016,SC2154 # variables of lib/

[[ ${EXTREPL_LONG:-} ]] || return 0

documented() { sed -n "/^\`\`\`sql $1 $FLAVOUR\$/,/^\`\`\`\$/p" "$REPO/docs/privileges.md" | sed '/^```/d'; }

fresh
on source "CREATE TABLE repltest.old (id INT PRIMARY KEY) ENGINE = MyISAM; INSERT INTO repltest.old VALUES (1), (2);
	SET sql_log_bin = 0; CREATE USER clerk@'%' IDENTIFIED BY 'clerk-Pw-1'; GRANT SELECT ON repltest.* TO clerk@'%';
	SET GLOBAL binlog_row_image = 'MINIMAL'; $(documented source)"
on rdsadmin "SET sql_log_bin = 0; $(documented target)"
administrators=('.source.admin = {user: "extrepl", password: {value: "change-me"}}'
	'.target.admin = {user: "extrepl", password: {value: "change-me"}}')
manifest "${administrators[@]}" '.source.settings = [{name: "binlog_row_image", value: "FULL"}]'

it "a setting, the account, a table to lock, rows, the link"
extrepl apply --allow source-lock
expect_status 0
expect_row source "SELECT @@GLOBAL.binlog_row_image" FULL
expect_equal_sides

it "seeing that all is in place, and that both sides are equal"
extrepl plan --detailed-exitcode
expect_status 0
extrepl status
expect_status 0
extrepl verify
expect_status 0

it "another password for the replication account"
REPL_PASSWORD=another-Pw-4712 extrepl apply
expect_status 0

it "and a new copy"
REPL_PASSWORD=another-Pw-4712 extrepl apply --replace-copy --allow target-data --allow source-lock
expect_status 0
expect_equal_sides

it "a cut-over takes more: what is missing is printed before anything is frozen"
export REPL_PASSWORD=another-Pw-4712
extrepl promote --allow promote
expect_status 3
extrepl promote --dry-run
mapfile -t grants < <(tr -s ' \n' ' ' <"$WORK/out" | grep -oE "GRANT [A-Z_ ]+ ON \*\.\* TO 'extrepl'@'%'")
((${#grants[@]})) || wrong_run "no GRANT is printed"
for grant in "${grants[@]}"; do on source "SET sql_log_bin = 0; $grant"; done
extrepl promote --dry-run
expect_status 0
expect_no_output "-privileges"

it "what they are not said to allow is blocked, with the statement that allows it"
manifest "${administrators[@]}" '.accounts.include = ["clerk@%"]'
extrepl plan --detailed-exitcode
expect_status 3
expect_output "GRANT CREATE USER ON *.* TO 'extrepl'@'%'"
on rdsadmin "SET sql_log_bin = 0; GRANT CREATE USER ON *.* TO extrepl@'%'; GRANT SELECT ON *.* TO extrepl@'%' WITH GRANT OPTION"
extrepl apply
expect_status 0
expect_row rdsadmin "SELECT COUNT(*) FROM mysql.user WHERE user = 'clerk'" 1
on source "SET sql_log_bin = 0; DROP USER extrepl@'%', clerk@'%'; SET GLOBAL binlog_row_image = 'FULL'"
on rdsadmin "SET sql_log_bin = 0; DROP USER extrepl@'%'"

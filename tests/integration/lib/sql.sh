# SQL on the servers of the pair, by clients that are not extrepl.
# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # the files of lib/ share variables

# on ACCOUNT SQL: source (root), target (RDS's master user) or rdsadmin. Rows without headings.
on() { in_session "$1" rows "$2"; }
# vertically ACCOUNT SQL: the columns' names are shown.
vertically() { in_session "$1" vertical "$2"; }
# raw ACCOUNT SQL: as `on`, with tabs, newlines and backslashes as they are.
raw() { in_session "$1" raw "$2"; }

# A real client, for what comes on stdin, and for a session that ends with its process.
client() { "$MYSQL_CLIENT" --defaults-file="$LAB_DIR/$1.cnf" --default-character-set=utf8mb4 --batch "${@:2}"; }

# What is dated in whole seconds stands apart from what comes next.
pass_a_second() { on target "SELECT SLEEP(1.1)" >/dev/null; }

# Runs SQL on the servers of the pair, with clients other than extrepl.
# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # the files of lib/ share variables

# on ACCOUNT SQL: as source (root), target (RDS's master user) or rdsadmin. Prints rows without headings.
on() { in_session "$1" rows "$2"; }
# vertically ACCOUNT SQL: one column per line, with its name.
vertically() { in_session "$1" vertical "$2"; }
# raw ACCOUNT SQL: like `on`, with tabs, newlines and backslashes unchanged.
raw() { in_session "$1" raw "$2"; }

# A real client, for SQL on stdin, and for a session that ends with its process.
client() { "$MYSQL_CLIENT" --defaults-file="$LAB_DIR/$1.cnf" --default-character-set=utf8mb4 --batch "${@:2}"; }

# Waits for the next second, to separate events that are dated in whole seconds.
pass_a_second() { on target "SELECT SLEEP(1.1)" >/dev/null; }

# A second pair beside the one in use, of which cases want the source: for the cases that source this file.
# shellcheck shell=bash disable=SC2034,SC2154 # the files of lib/ share variables

# One that an earlier case has brought up is taken as it is.
second_up() {
	lab up "$FLAVOUR" --name "$PAIR-second" --empty-source-db >/dev/null 2>&1
	SECOND_PASSWORD=$(of_second SOURCE_PASSWORD)
	export SECOND_PASSWORD
}

# of_second NAME: a variable of the other pair.
of_second() {
	# shellcheck source=/dev/null
	(. "$REPO/build/lab/$PAIR-second/env" && echo "${!1}")
}

second() { "$MYSQL_CLIENT" --defaults-file="$REPO/build/lab/$PAIR-second/source.cnf" --skip-column-names "$@"; }
on_second() { second --execute "$1"; }

# The manifest's source is the second one: filters for `manifest`.
from_second() {
	echo ".source.port = $(of_second SOURCE_PORT) | .source.server_id = 206 | del(.source.config) |
		.source.admin.password = {env: \"SECOND_PASSWORD\"}"
}

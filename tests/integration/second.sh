# A second pair, in addition to the one in use, for cases that need another source: they source this file.
# shellcheck shell=bash disable=SC2034,SC2154 # the files of lib/ share variables

# Uses the pair unchanged if an earlier case has started it.
second_up() {
	lab up "$FLAVOUR" --name "$PAIR-second" --empty-source-db >/dev/null
	SECOND_PASSWORD=$(of_second SOURCE_PASSWORD)
	export SECOND_PASSWORD
}

# of_second NAME: prints a variable of the second pair.
of_second() {
	# shellcheck source=/dev/null
	(. "$REPO/build/lab/$PAIR-second/env" && echo "${!1}")
}

second() { "$MYSQL_CLIENT" --defaults-file="$REPO/build/lab/$PAIR-second/source.cnf" --skip-column-names "$@"; }
on_second() { second --execute "$1"; }

# Filters for `manifest` that make the second pair's source the manifest's source.
from_second() {
	echo ".source.port = $(of_second SOURCE_PORT) | .source.server_id = 206 | del(.source.config) |
		.source.admin.password = {env: \"SECOND_PASSWORD\"}"
}

#!/usr/bin/env bash
# compare.sh LAB [FILE]: compares the torture databases of both sides of a lab, by the servers' own output. These may differ:
# the definer (copy.definers: admin), the creation time of a trigger, events, which do not run on a replica, and the format of
# old temporal columns.
# FILE keeps the source's output for the next run. DATABASES: see dump.sh.
set -euo pipefail
folder=$(cd -- "${BASH_SOURCE[0]%/*}" && pwd)
# shellcheck source=/dev/null
. "${folder%/tests/integration/torture}/build/lab/$1/env"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck disable=SC2016 # the backquotes are the servers'
same() {
	sed -E -e 's/DEFINER=([`"])[^`"]*[`"]@[`"][^`"]*[`"]/DEFINER/' \
		-e '/EVENT/s/(ON COMPLETION (NOT )?PRESERVE) DISABLE ON (SLAVE|REPLICA)/\1 ENABLE/' \
		-e 's/\t20[0-9]{2}-[0-9-]+ [0-9:.]+$//' \
		-e 's# /\* mariadb-5\.3 \*/( DEFAULT| NULL| NOT NULL|,)#\1#g' \
		-e 's/\t(SLAVESIDE_DISABLED|REPLICA_SIDE_DISABLED)\t/\tENABLED\t/'
}

dump() { "$folder/dump.sh" "$MYSQL_CLIENT" --defaults-file="$LAB_DIR/$1.cnf"; }

source=${2:-$work/source}
[[ -s $source ]] || dump source | same >"$source"
dump target | same >"$work/target"
[[ $(wc -l <"$source") -gt 20 ]] || { echo "the source has no torture databases" >&2; exit 2; }
diff "$source" "$work/target" | cut -c1-"${WIDTH:-200}"

# Many tables of three rows each.
# shellcheck shell=bash
tables=${BENCH_TABLES:-2000}
tiny_tables "tiny$tables" "$tables"
in_turns "tiny$tables" extrepl dump mydumper
faster "copy of $tables tiny tables: mysqldump | mysql" "tiny$tables.extrepl" "tiny$tables.dump" 1
faster "  mydumper + myloader" "tiny$tables.extrepl" "tiny$tables.mydumper"

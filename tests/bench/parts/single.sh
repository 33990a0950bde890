# One big table, scaled to the machine.
# shellcheck shell=bash
rows=${BENCH_BIG_ROWS:-$(($(nproc) * 1000000))}
database=single$((rows / 1000))k
sysbench_tables "$database" 1 "$rows"
floor_prepare "$database"
# shellcheck disable=SC2034 # read by by_mydumper
MYDUMPER_ROWS=$((rows / 16))
in_turns "$database" extrepl dump mydumper floor
faster "one table of $rows rows: mysqldump | mysql" "$database.extrepl" "$database.dump"
faster "  mydumper + myloader, in 16 chunks" "$database.extrepl" "$database.mydumper"
within "  floor" "$database.extrepl" "$database.floor"

# Rows with a secondary index, in four tables.
# shellcheck shell=bash
database=rows$((${BENCH_ROWS:-2000000} / 1000))k
sysbench_tables "$database" 4 $((${BENCH_ROWS:-2000000} / 4))
floor_prepare "$database"
in_turns "$database" extrepl dump mydumper floor

if is_mysql; then
	bars=(3.5 1.5 1.2)
else
	bars=(2.5 1.2 "")
fi
faster "copy of ${BENCH_ROWS:-2000000} rows: mysqldump | mysql" "$database.extrepl" "$database.dump" "${bars[0]}"
faster "  mydumper + myloader" "$database.extrepl" "$database.mydumper" "${bars[1]}"
within "  floor: its own LOAD DATA INFILE, index" "$database.extrepl" "$database.floor" "${bars[2]}"

# Comparing both sides beside copying them: the rows of the copy, without a link.
# shellcheck shell=bash
database=rows$((${BENCH_ROWS:-2000000} / 1000))k
sysbench_tables "$database" 4 $((${BENCH_ROWS:-2000000} / 4))
manifest preferred "$database" >"$WORK/verify.yaml"

for ((i = 0; i < RUNS; i++)); do
	empty_target
	timed verify.copy by_extrepl "$database"
	arrived "$database"
	timed verify.verify "$EXTREPL" verify -f "$WORK/verify.yaml"
done
empty_target
within "verify of ${BENCH_ROWS:-2000000} rows: the copy of them" verify.verify verify.copy 0.25

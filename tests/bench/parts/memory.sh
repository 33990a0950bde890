# Peak memory of the whole process, with 8 threads.
# shellcheck shell=bash
peak() {
	COPY_THREADS=8 COPY_MEASURE=%M timed "$1.copy" by_extrepl "$1"
	sample "$1.peak" "$(calculate "$(cat "$WORK/measured") / 1024")"
}

sysbench_tables memory_rows 16 20000
# Some 8 MB a blob: a fifth more and InnoDB's redo log would have to be larger.
blobs memory_blobs 8 6 8192
tiny_tables "tiny${BENCH_TABLES:-2000}" "${BENCH_TABLES:-2000}"
for database in memory_rows memory_blobs "tiny${BENCH_TABLES:-2000}"; do
	for ((i = 0; i < RUNS; i++)); do
		empty_target
		peak "$database"
		arrived "$database"
	done
done
empty_target
at_most "peak memory, 8 threads: rows of 200 bytes" "$(printf %.1f "$(median memory_rows.peak)")" MiB 64
at_most "  8 blobs of 8 MiB at once (64 MiB in flight)" "$(printf %.1f "$(median memory_blobs.peak)")" MiB 128
at_most "  ${BENCH_TABLES:-2000} tables" "$(printf %.1f "$(median "tiny${BENCH_TABLES:-2000}.peak")")" MiB 64

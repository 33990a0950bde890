# An application that constantly writes to the source.
# shellcheck shell=bash disable=SC2034,SC2154 # the files of lib/ share variables

# Transactions over several tables, each with inserts, an update and a delete.
writer_statements() {
	local i

	for ((i = 1; ; i++)); do
		[[ -e $WORK/writing ]] || return 0
		echo "BEGIN;
			INSERT INTO customer (name, email) VALUES ('w$i', 'w$i@example.com');
			INSERT INTO purchase (customer_id, amount) VALUES (LAST_INSERT_ID(), $i % 100);
			UPDATE customer SET name = 'W$i' WHERE email = 'w$((i / 2))@example.com';
			DELETE FROM purchase WHERE amount = $(((i + 50) % 100)) LIMIT 1;
			INSERT INTO journal VALUES ($i, 'no key here');
			COMMIT;"
		pause 0.01
	done
}

# The same transactions also write to a second table, without a key.
writer_begins() {
	on source "CREATE TABLE repltest.journal (n INT, note VARCHAR(40))"
	touch "$WORK/writing"
	writer_statements | client source --database=repltest & writer=$!
	rows_soon 5
}

rows_soon() {
	local least=$1 deadline=$((SECONDS + MOMENT)) answer trouble

	until asks source "SELECT COUNT(*) FROM repltest.journal" && ((answer >= least)); do
		((SECONDS < deadline)) || return 1
		pause 0.05
	done
}

# Returns after its last transaction: all its writes are committed then.
writer_ends() {
	rm -f "$WORK/writing"
	wait "$writer" || wrong "the writer failed"
}

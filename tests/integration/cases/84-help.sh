# Help and messages that need no server.
# shellcheck shell=bash disable=SC2154 # variables of lib/

fresh

it "help fits 80 columns, for every command, and names its options"
for command in plan apply status observe verify check schema version; do
	extrepl help "$command"
	expect_status 0
	expect_output "usage: extrepl $command"
	awk 'length > 80 { wide = 1; print } END { exit wide }' "$WORK/out" >"$WORK/wide" || wrong_run "wider than 80 columns: $(cat "$WORK/wide")"
	cp "$WORK/out" "$WORK/by-help"
	extrepl "$command" --help
	expect_status 0
	diff "$WORK/by-help" "$WORK/out" >/dev/null || wrong_run "--help says something else than help $command"
done

it "without a command it lists them all"
extrepl
expect_status 0
for command in plan apply status observe verify check schema version help; do
	expect_output "$command "
done

it "--help runs nothing of the command, whatever else is said"
remember
extrepl apply -f replication.yaml --help
expect_output "usage: extrepl apply"
expect_refused 0

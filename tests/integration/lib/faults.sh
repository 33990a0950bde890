# A proxy to both servers that fails, or does something else, at one chosen statement of extrepl.
# shellcheck shell=bash disable=SC2034,SC2154 # the files of lib/ share variables

FAULTS=$WORK/faults

# faults_begin CHANGE...: the manifest uses the proxy; the replication link does not.
faults_begin() {
	mkdir -p "$FAULTS"
	python3 "$INTEGRATION/fault_proxy.py" "$FAULTS" "$SOURCE_PORT" "$TARGET_PORT" >"$FAULTS/ports" & proxy=$!
	until read -r source_way target_way <"$FAULTS/ports"; do pause 0.05; done
	through=(".source.tls.mode = \"disabled\" | .target.tls.mode = \"disabled\""
		".source.port = $source_way | .target.port = $target_way"
		".replication.source = { host: \"127.0.0.1\", port: $SOURCE_PORT }"
		".cutover.back = { host: \"127.0.0.1\", port: $TARGET_PORT }" '.cutover.verify_within = "0s"')
	manifest "${through[@]}" "$@"
}

faults_end() { kill "$proxy"; }

# with_fault AT WHEN COMMAND ARGS...: see fault_proxy.py; ARGS are the arguments of extrepl.
with_fault() {
	echo "$1 $2 $3" >"$FAULTS/fault"
	rm -f "$FAULTS/fault.done"
	: >"$FAULTS/statements"
	echo reset >"$FAULTS/reset"
	fault="$2 statement $1 of extrepl ${*:4}: $3"
	extrepl_begins "${@:4}"
	echo "$pid" >"$FAULTS/pid"
	extrepl_ends
	rm -f "$FAULTS/fault"
}

expect_fault() { [[ -e $FAULTS/fault.done ]] || wrong_run "there was no statement $1"; }

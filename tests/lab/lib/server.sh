# One server process: starts it, stops it, and checks whether it runs. $1 is its folder.
# shellcheck shell=bash

# In seconds. A server that needs longer is broken, not slow.
readonly START_TIMEOUT=60
readonly STOP_TIMEOUT=60

# Only this server: another process may have its pid now.
server_running() {
	local folder=$1 pid='' arguments=() argument tries

	{ read -r pid <"$folder/pid"; } 2>/dev/null || return 1
	# A process during exec has no arguments; neither has a dead one.
	for ((tries = 0; tries < 50 && ${#arguments[@]} == 0; tries++)); do
		((tries == 0)) || pause 0.01
		{ mapfile -d '' arguments <"/proc/$pid/cmdline"; } 2>/dev/null || return 1
		! process_is_dead "$pid" || return 1
	done
	for argument in "${arguments[@]}"; do
		[[ $argument != "--defaults-file=$folder/my.cnf" ]] || return 0
	done
	return 1
}

# Whether it has ended, even if its parent has not reaped it.
process_is_dead() {
	local stat=''

	{ read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
	[[ ${stat##*) } == [ZX]* ]]
}

# Starts the process and returns at once. The process gets its own session and none of this shell's descriptors: it
# must survive a closed terminal, and must not keep a pipe on our output open.
server_launch() {
	local folder=$1 server=$2 program

	program=$SERVERS/$server/lab-bin/$(server_program "$(flavour_of "$server")")
	(
		exec </dev/null >>"$folder/server.log" 2>&1
		for descriptor in /proc/self/fd/*; do
			descriptor=${descriptor##*/}
			((descriptor < 3)) || eval "exec $descriptor>&-"
		done
		TZ=${LAB_TZ:-UTC} exec setsid "$program" "--defaults-file=$folder/my.cnf"
	) &
	echo $! >"$folder/pid"
	disown
	# Until exec, the process does not look like the server.
	wait_until "$START_TIMEOUT" server_running_or_no_process "$folder" $!
}

server_running_or_no_process() {
	server_running "$1" || ! kill -0 "$2" 2>/dev/null
}

# server_await FOLDER CLIENT...: waits until the client can log in or the process has died.
server_await() {
	local folder=$1 port
	shift

	port=$(server_option "$folder" port)
	wait_until "$START_TIMEOUT" server_answers_or_died "$folder" "$port" "$@" || true
	if ! server_running "$folder" || ! server_answers "$@"; then
		say "$folder: the server did not come up; the end of its log:"
		tail -n 20 "$folder/server.log" >&2
		return 1
	fi
}

server_answers() { "$@" --execute "DO 0" </dev/null >/dev/null 2>&1; }

# A server listens when it is ready. Trying clients before that would take CPU time from its start.
server_answers_or_died() {
	local folder=$1 port=$2
	shift 2
	! server_running "$folder" || { port_listens "$port" && server_answers "$@"; }
}

# server_stop FOLDER [SIGNAL]: does nothing if the server does not run.
server_stop() {
	local folder=$1 signal=${2:-TERM}

	if server_running "$folder"; then
		kill -s "$signal" "$(<"$folder/pid")" 2>/dev/null || true
		wait_until "$STOP_TIMEOUT" server_gone "$folder" ||
			die "$folder: the server did not stop within $STOP_TIMEOUT s"
	fi
	rm -f "$folder/pid"
	server_forget_socket "$folder"
}

# A killed server leaves its socket's lock file. The next one would take a dead process that is not yet reaped for
# its owner.
server_forget_socket() {
	local socket

	socket=$(server_option "$1" socket 2>/dev/null) || true
	[[ ! $socket ]] || rm -f "$socket" "$socket.lock"
}

# server_option FOLDER NAME: prints a value of the server's option file.
server_option() { option_of "$1/my.cnf" "$2"; }

server_gone() { ! server_running "$1"; }

# Below the range that the kernel uses for outgoing connections. The folder's name decides where the search starts, so
# a lab tends to get the same ports again, and labs that run side by side get different ones.
server_find_port() {
	local folder=$1 port tried

	port=$(($(cksum <<<"$folder" | cut -d' ' -f1) % 12000 + 20000))
	for ((tried = 0; tried < 500; tried++)); do
		if port_free "$port"; then
			echo "$port"
			return
		fi
		port=$((port < 32000 ? port + 1 : 20000))
	done
	die "found no free port"
}

port_listens() { { : <>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; }

# A lab that is starting does not listen yet, but its option file has its port.
port_free() {
	! port_listens "$1" &&
		! grep -qsFx "port=$1" "$LABS"/*/*/my.cnf
}

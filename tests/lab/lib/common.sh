# Paths, names and messages of the lab.
# shellcheck shell=bash

# Starts no process for what the shell can do itself: a test calls the lab's commands hundreds of times.
REPO=${LAB_HOME%/tests/lab}
SERVERS=${EXTREPL_LAB_SERVERS:-$REPO/build/servers}
[[ $SERVERS == /* ]] || SERVERS=$PWD/$SERVERS
LABS=$REPO/build/lab
# shellcheck disable=SC2034 # for the files that are read after this one
readonly REPO SERVERS LABS

say() { printf 'lab: %s\n' "$*" >&2; }

die() {
	say "$*"
	exit 1
}

die_usage() {
	say "$*"
	exit 64
}

# The names of flavours are also the names of folders and files.
require_flavour() {
	[[ ${1:-} == mysql || ${1:-} == mariadb ]] || die_usage "not a flavour: '${1:-}' (mysql or mariadb)"
}

# A server to unpack: FLAVOUR, in the release that this machine's package sources have, or FLAVOUR-RELEASE, one of $RELEASES.
readonly RELEASES=(mariadb-10.5 mariadb-11.8 mysql-5.6)

require_server() {
	local release

	for release in mysql mariadb "${RELEASES[@]}"; do
		[[ ${1:-} != "$release" ]] || return 0
	done
	die_usage "no such server: '${1:-}' (mysql, mariadb, ${RELEASES[*]})"
}

flavour_of() { echo "${1%%-*}"; }
# release_of mariadb-10.5: prints 10.5; nothing for the machine's own release.
release_of() { [[ $1 != *-* ]] || echo "${1#*-}"; }

require_side() {
	[[ ${1:-} == source || ${1:-} == target ]] || die_usage "not a server of a lab: '${1:-}' (source or target)"
}

# Holds a lock file while the function runs. A server started during this must not inherit the lock,
# so server_start closes every inherited descriptor.
with_lock() {
	local file=$1
	shift
	[[ -d ${file%/*} ]] || mkdir -p "${file%/*}"
	(
		# Removing a lab removes its lock file, too: it may be gone after the wait.
		until exec 9>"$file" && flock 9 && [[ $file -ef /proc/self/fd/9 ]]; do :; done
		"$@"
	)
}

# Waits until a command succeeds: wait_until SECONDS COMMAND...
wait_until() {
	local deadline=$((SECONDS + $1))
	shift
	until "$@"; do
		((SECONDS < deadline)) || return 1
		pause 0.05
	done
}

# option_of FILE NAME: prints a value of an option file.
option_of() {
	local line

	while IFS= read -r line; do
		[[ $line != "$2="* ]] || echo "${line#*=}"
	done <"$1"
}

# No base64 and no shell metacharacters: the password goes through option files, SQL and env files.
random_password() {
	od -An -N12 -tx1 /dev/urandom | tr -d ' \n'
}

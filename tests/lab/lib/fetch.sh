# Gets real servers: unpacks each into $SERVERS/FLAVOUR, or into $SERVERS/FLAVOUR-RELEASE if the release is not the
# machine's own, with wrappers in its lab-bin/. client_library.sh gets MySQL's client library.
# shellcheck shell=bash

# Raise it when the unpacked content changes: older caches are then made again.
readonly FETCH_FORMAT=3

# The programs that get a wrapper, by the name that each flavour uses.
programs_of() {
	case $1 in
	mysql)   echo mysqld mysql mysqldump mysqlbinlog mysqladmin ;;
	mariadb) echo mariadbd mariadb mariadb-dump mariadb-binlog mariadb-admin ;;
	esac
}

lab_fetch() {
	local what=${1:-all}

	case $what in
	all)
		fetch_server mysql
		fetch_server mariadb
		for what in "${RELEASES[@]}"; do
			fetch_server "$what"
		done
		fetch_client_library
		;;
	libmysqlclient) fetch_client_library ;;
	*)
		require_server "$what"
		fetch_server "$what"
		;;
	esac
}

fetch_server() {
	local server=$1

	if ! fetched "$server"; then
		with_lock "$SERVERS/.$server.lock" fetch_server_locked "$server"
	fi
}

fetched() { unpacked "$1" && template_ready "$1"; }
unpacked() {
	local format=''

	{ read -r format <"$SERVERS/$1/.complete"; } 2>/dev/null || return 1
	[[ $format == "$FETCH_FORMAT" ]]
}

# Another run may have done this while this one waited for the lock.
fetch_server_locked() {
	local server=$1

	unpacked "$server" || unpack_server "$server"
	template_ready "$server" || template_make "$server"
}

unpack_server() {
	local server=$1

	rm -rf "$(template_of "$server")"
	unpack "$server"
	say "$("$SERVERS/$server/lab-bin/$(server_program "$(flavour_of "$server")")" --no-defaults --version |
		sed 's/^.* Ver /version /')"
}

# unpack NAME[-RELEASE]: makes $SERVERS/NAME[-RELEASE] with unpack_NAME and finish_NAME, completely or not at all.
unpack() {
	local name=$1 new=$SERVERS/.$1.new

	say "fetching $name (once; kept in $SERVERS)"
	rm -rf "$new" "${SERVERS:?}/$name"
	mkdir -p "$new/root"
	"unpack_${name%%-*}" "$new/apt" "$new/root" "$(release_of "$name")"
	"finish_${name%%-*}" "$new/root" "$(release_of "$name")"
	echo "$FETCH_FORMAT" >"$new/root/.complete"
	mv "$new/root" "$SERVERS/$name"
	rm -rf "$new"
}

finish_mysql() { if [[ $2 == 5.6 ]]; then finish_mysql_56 "$1"; else write_wrappers mysql "$1"; fi; }
finish_mariadb() { write_wrappers mariadb "$1"; }

server_program() { if [[ $1 == mysql ]]; then echo mysqld; else echo mariadbd; fi; }
client_program() { echo "$1"; }

# Debian's stable suites have no MySQL server. There it unpacks the one of the unstable suite, with its own
# libraries, because it needs newer ones than the machine's.
unpack_mysql() {
	local apt=$1 root=$2 release=$3 server

	if [[ $release == 5.6 ]]; then
		unpack_mysql_56 "$apt" "$root"
		return
	fi
	apt_open "$apt/own"
	if server=$(apt_first_of "$apt/own" mysql-server-core-8.4 mysql-server-core-8.0 mysql-server-core); then
		apt_unpack "$apt/own" "$root" "$server" "${server/server/client}"
	else
		apt_open "$apt/sid" sid
		apt_unpack "$apt/sid" "$root" mysql-server-core mysql-client-core
	fi
}

# mariadb-client contains mariadb-dump. The stand-in for RDS needs the CONNECT engine (see
# rds/mariadb/15-replica-status.sql), whose package depends on an installed server. Other releases come from other
# suites of Debian.
unpack_mariadb() {
	local apt=$1 root=$2 release=$3

	case $release in
	10.5)
		apt_open "$apt/bullseye" bullseye
		apt_unpack "$apt/bullseye" "$root" mariadb-server-core-10.5 mariadb-client-core-10.5 \
			libodbc1 libxml2 -- mariadb-client-10.5 mariadb-server-10.5 mariadb-plugin-connect
		;;
	11.8)
		apt_open "$apt/trixie" trixie
		apt_unpack "$apt/trixie" "$root" mariadb-server-core mariadb-client-core \
			libodbc2 libxml2 -- mariadb-client mariadb-plugin-connect
		;;
	*)
		apt_open "$apt/own"
		apt_unpack "$apt/own" "$root" mariadb-server-core mariadb-client-core \
			libodbc2 libxml2 -- mariadb-client mariadb-plugin-connect
		;;
	esac
}

# A wrapper runs its program through the root's own loader and libraries, even if the root is moved. It starts no
# other process: tests run thousands of clients.
write_wrappers() {
	local flavour=$1 root=$2 program path loader libraries named

	mkdir -p "$root/lab-bin"
	loader=$(cd "$root" && find . -path '*lib/*' -name 'ld-linux*.so.*' -print -quit)
	[[ $loader ]] || die "the packages of $flavour hold no dynamic loader"
	# shellcheck disable=SC2016 # the wrapper's variable
	libraries=$(cd "$root" && find . -path '*lib/*' -name '*.so*' -printf '%h\n' | sort -u |
		{ grep -E '/lib/([^/]+|mysql/private)$' || true; } | sed 's|^|$root/|' | paste -sd:)
	for program in $(programs_of "$flavour"); do
		named="--argv0 \"$program\" "
		# An older loader has no --argv0.
		"$root/$loader" --help 2>/dev/null | grep -q -- --argv0 || named=''
		path=$(cd "$root" && find ./usr/sbin ./usr/bin -name "$program" -print -quit)
		[[ $path ]] || die "the packages of $flavour hold no $program"
		cat >"$root/lab-bin/$program" <<-END
			#!/bin/sh
			root=\${0%/*}/..
			exec "\$root/$loader" --library-path "$libraries" $named"\$root/$path" "\$@"
		END
		chmod +x "$root/lab-bin/$program"
	done
}

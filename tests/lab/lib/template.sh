# An initialised data directory for each server: initialising takes seconds, copying does not.
# shellcheck shell=bash

# The servers refuse to run as root without --user, and accept it only from root.
RUN_AS=()
[[ $EUID -ne 0 ]] || RUN_AS=(--user=root)

template_of() { echo "$SERVERS/$1.template"; }

# The folder of a server's messages, charsets and scripts.
share_of() {
	local folder=$SERVERS/$1/usr/share/mysql

	[[ ! -e $SERVERS/$1/usr/share/mariadb/mysql_system_tables.sql && ! -e $SERVERS/$1/usr/share/mariadb/mariadb_system_tables.sql ]] ||
		folder=$SERVERS/$1/usr/share/mariadb
	echo "$folder"
}

template_ready() { [[ -e $(template_of "$1")/.complete ]]; }

template_make() {
	local server=$1 folder

	folder=$(template_of "$server")
	rm -rf "$folder" "$folder.new"
	mkdir -p "$folder.new"
	"template_fill_$(flavour_of "$server")" "$folder.new" "$server" 2>"$folder.log" ||
		die "initialising a data directory failed; the end of $folder.log:"$'\n'"$(tail -n 20 "$folder.log")"
	# Each server needs its own identity. Certificates are made for each lab.
	rm -f "$folder.new"/{auto.cnf,ca.pem,ca-key.pem,server-cert.pem,server-key.pem,client-cert.pem,client-key.pem}
	# A shared cache may belong to root: everybody may copy from it. It contains no secrets.
	chmod -R a+rX "$folder.new"
	touch "$folder.new/.complete"
	mv "$folder.new" "$folder"
	rm -f "$folder.log"
}

# root@localhost has an empty password here; it gets a real one when a lab starts.
template_fill_mysql() {
	local root=$SERVERS/$2

	if [[ $2 == mysql-5.6 ]]; then
		template_fill_mysql_56 "$1"
		return
	fi
	"$root/lab-bin/mysqld" --no-defaults "${RUN_AS[@]}" --initialize-insecure \
		--basedir="$root/usr" --lc-messages-dir="$root/usr/share/mysql" \
		--secure-file-priv= --datadir="$1" --innodb-redo-log-capacity=8M --innodb-use-native-aio=OFF
}

# mariadb-install-db runs its programs without the private root's loader. So this does the same: runs the scripts for
# the system tables, one after the other, in a bootstrapping server.
template_fill_mariadb() {
	local root=$SERVERS/$2 scripts name=mysql
	scripts=$(share_of "$2")
	[[ ! -e $scripts/mariadb_system_tables.sql ]] || name=mariadb

	{
		# A bootstrapping server accepts one statement per line.
		printf '%s;\n' "CREATE DATABASE mysql" "USE mysql" "SET @auth_root_socket = NULL"
		cat "$scripts/$name"_{system_tables,performance_tables,system_tables_data}.sql \
			"$scripts/maria_add_gis_sp_bootstrap.sql" "$scripts/${name}_sys_schema.sql"
		# Keep only what a lab's accounts are made from: no other root, no anonymous user.
		printf '%s;\n' "USE mysql" "DELETE FROM global_priv WHERE Host <> 'localhost' OR User = ''" \
			"DELETE FROM proxies_priv WHERE Host <> 'localhost'"
	} | "$root/lab-bin/mariadbd" --no-defaults "${RUN_AS[@]}" --bootstrap \
		--basedir="$root/usr" --lc-messages-dir="$scripts" \
		--datadir="$1" --innodb-log-file-size=32M --enforce-storage-engine= >&2
}

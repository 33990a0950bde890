# The option file and certificates of one server. $1 is always the server's folder:
# build/lab/NAME/source or build/lab/NAME/target.
# shellcheck shell=bash

# config_write FOLDER SERVER SIDE PORT SOCKET RAW
config_write() {
	local folder=$1 server=$2 side=$3 port=$4 socket=$5 raw=$6 flavour
	flavour=$(flavour_of "$server")

	mkdir -p "$folder/conf.d" "$folder/tmp"
	echo "$server" >"$folder/server"
	{
		echo "[mysqld]"
		config_common "$folder" "$server" "$port" "$socket"
		if [[ $side == source ]]; then
			config_source "$flavour" "$raw"
		else
			config_target "$flavour"
		fi
		# The last option wins: a file put in there changes the server at its next start.
		echo "!includedir $folder/conf.d"
	} >"$folder/my.cnf"
}

config_common() {
	local folder=$1 server=$2 port=$3 socket=$4 root=$SERVERS/$2 share
	share=$(share_of "$server")

	cat <<-END
		basedir=$root/usr
		lc_messages_dir=$share
		character_sets_dir=$share/charsets
		plugin_dir=$root/usr/lib/mysql/plugin
		datadir=$folder/data
		tmpdir=$folder/tmp
		pid_file=$folder/server.pid
		socket=$socket
		port=$port
		bind_address=127.0.0.1
		secure_file_priv=
		innodb_buffer_pool_size=${LAB_BUFFER_POOL:-128M}
		ssl_ca=$folder/tls/ca.pem
		ssl_cert=$folder/tls/server.pem
		ssl_key=$folder/tls/server.key
	END
	# Only root may use `user`; others get a warning.
	[[ $EUID -ne 0 ]] || echo user=root
	[[ $server == mysql ]] && config_small_mysql
	# Its TLS does not support certificates that are made today.
	[[ $server != mysql-5.6 ]] || echo skip_ssl
}

# With its defaults, MySQL needs half a gigabyte and twice the time to start and stop. It would not start where the kernel has
# no asynchronous requests left; all containers of a machine share them.
config_small_mysql() {
	cat <<-END
		innodb_use_native_aio=OFF
		mysqlx=OFF
		innodb_fast_shutdown=2
		innodb_redo_log_capacity=32M
		innodb_log_buffer_size=4M
		performance_schema_digests_size=100
		performance_schema_error_size=0
		performance_schema_events_stages_history_long_size=10
		performance_schema_events_statements_history_long_size=10
		performance_schema_events_transactions_history_long_size=10
		performance_schema_events_waits_history_long_size=10
	END
}

config_source() {
	local flavour=$1 raw=$2

	if [[ $raw == no ]]; then
		printf '%s\n' log_bin=db001-bin server_id=205 binlog_format=ROW
	else
		echo server_id=1
		[[ $flavour == mariadb ]] || echo skip_log_bin
	fi
}

# The settings of an RDS instance with its default parameter group, except log_bin_trust_function_creators
# and local_infile, which the owner may set on RDS.
config_target() {
	cat <<-END
		server_id=807509301
		log_bin=mysql-bin-changelog
		relay_log=relaylog
		default_time_zone=+00:00
		skip_name_resolve=ON
		local_infile=1
		log_bin_trust_function_creators=1
		replicate_ignore_table=mysql.rds_sysinfo
		replicate_ignore_table=mysql.rds_history
		replicate_ignore_table=mysql.rds_replication_status
	END
	if [[ $1 == mysql ]]; then
		cat <<-END
			replicate_ignore_table=mysql.rds_monitor
			replicate_ignore_table=mysql.rds_configuration
			binlog_format=ROW
			gtid_mode=OFF_PERMISSIVE
			enforce_gtid_consistency=ON
			partial_revokes=ON
		END
	else
		printf '%s\n' binlog_format=MIXED log_slave_updates=ON plugin_load_add=ha_connect.so
	fi
}

# A CA for this server, and a certificate for both names that clients use. The certificates that MySQL
# generates name no host, so verify-identity could not be tested with them.
config_make_certificates() {
	local tls=$1/tls

	mkdir -p "$tls"
	cat >"$tls/openssl.cnf" <<-END
		[req]
		distinguished_name=name
		[name]
		[ca]
		basicConstraints=critical,CA:TRUE
		keyUsage=critical,keyCertSign,cRLSign
		[server]
		basicConstraints=CA:FALSE
		subjectAltName=IP:127.0.0.1,DNS:localhost
	END
	{
		openssl req -x509 -config "$tls/openssl.cnf" -extensions ca -days 30 -subj "/CN=extrepl lab CA" \
			-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$tls/ca.key" -out "$tls/ca.pem"
		openssl req -new -config "$tls/openssl.cnf" -subj "/CN=127.0.0.1" \
			-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$tls/server.key" -out "$tls/server.csr"
		openssl x509 -req -in "$tls/server.csr" -CA "$tls/ca.pem" -CAkey "$tls/ca.key" -set_serial 2 \
			-days 30 -extfile "$tls/openssl.cnf" -extensions server -out "$tls/server.pem"
	} >"$tls/log" 2>&1 || die "making certificates failed: $(tail -n 3 "$tls/log")"
}

# Gets MySQL's own client library, to build extrepl with it where the machine has MariaDB's: unpacks it
# into $SERVERS/libmysqlclient, with a file for pkg-config in its pkgconfig/.
# shellcheck shell=bash

fetch_client_library() {
	if ! unpacked libmysqlclient; then
		with_lock "$SERVERS/.libmysqlclient.lock" fetch_client_library_locked
	fi
}

fetch_client_library_locked() {
	unpacked libmysqlclient || unpack libmysqlclient
}

# From the same suite as the MySQL server. The package of the client programs contains the plugin that
# logs in to a MariaDB account with a native password.
unpack_libmysqlclient() {
	local apt=$1 root=$2 state=$1/own library

	apt_open "$state"
	if ! apt_first_of "$state" libmysqlclient-dev >/dev/null; then
		state=$apt/sid
		apt_open "$state" sid
	fi
	library=$(apt-cache -c "$state/apt.conf" depends libmysqlclient-dev |
		sed -n 's/^ *Depends: \(libmysqlclient[0-9][^ ]*\)$/\1/p' | head -n 1)
	[[ $library ]] || die "the package libmysqlclient-dev does not say which library it is for"
	apt_unpack "$state" "$root" "$library" -- libmysqlclient-dev mysql-client-core
	rm -rf "${root:?}"/{usr/bin,usr/sbin,usr/share,etc}
}

# Programs linked with it run through the root's own loader and use the root's own libraries, because the
# library may need a newer libc than the machine's. The search path must be the old kind (DT_RPATH), which
# also applies to the libraries of libraries.
finish_libmysqlclient() {
	local root=$1 loader folder

	loader=$(cd "$root" && find . -path '*lib/*' -name 'ld-linux*.so.*' -print -quit)
	folder=$(cd "$root" && find . -path '*lib/*' -name libmysqlclient.so -printf '%h\n' -quit)
	[[ $loader && $folder ]] || die "the packages of libmysqlclient hold no loader, or no library"
	mkdir -p "$root/pkgconfig"
	cat >"$root/pkgconfig/mysqlclient.pc" <<-END
		root=\${pcfiledir}/..
		folder=\${root}/$folder
		Name: mysqlclient
		Description: MySQL client library, unpacked
		Version: 0
		Cflags: -I\${root}/usr/include/mysql -I\${root}/usr/include
		Libs: \${folder}/libmysqlclient.so -Wl,--allow-shlib-undefined -Wl,--disable-new-dtags -Wl,-rpath,\${folder} -Wl,--dynamic-linker=\${root}/$loader
	END
}

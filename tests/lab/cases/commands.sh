# The lab's commands: up, down, restart, labs side by side, and that nothing remains.
# shellcheck shell=bash

test_commands() {
	local flavour=$1 name=$2 pid

	does "comes up" lab up "$flavour" --name "$name" --scale 0.02
	does "comes up beside another, raw, with direct grants" \
		lab up "$flavour" --name "$name-2" --raw-source --empty-source-db --grants direct
	use "$name-2"
	does "says so when it is up already" lab up "$flavour" --name "$name-2"
	answers_to source "a raw source has no binlog and server_id 1" "SELECT @@log_bin, @@server_id" $'0\t1'
	answers_to source "and an empty one no database" "SHOW DATABASES LIKE 'repltest'" ""
	is "direct grants are no role" "$(on target "SHOW GRANTS FOR awsuser" | grep -c 'GRANT SELECT, .*SUPER\|role' || true)" 0

	printf '%s\n' "[mysqld]" log_bin=db001-bin server_id=205 >"$SOURCE_CONF_D/test.cnf"
	does "restarts" lab restart "$name-2" source
	answers_to source "and has read conf.d" "SELECT @@log_bin, @@server_id" $'1\t205'
	pid=$SOURCE_PID
	use "$name-2"
	does_not "runs under another pid" test "$pid" = "$SOURCE_PID"
	echo "no_such_option=1" >>"$SOURCE_CONF_D/test.cnf"
	does_not "tells when a server does not come back" lab restart "$name-2" source
	rm "$SOURCE_CONF_D/test.cnf"
	does "starts again" lab start "$name-2" source
	does "kills" lab kill "$name-2" target
	does_not "notices on up that a server is dead" lab up "$flavour" --name "$name-2"
	does "starts what was killed" lab start "$name-2" target
	does "goes down" lab down "$name-2"
	does "goes down twice" lab down "$name-2"
	does_not "has forgotten it" lab sql "$name-2" source -e "SELECT 1"

	use "$name"
	answers_to source "the other one is still there" "SELECT @@server_id, @@log_bin_basename LIKE '%/db001-bin'" $'205\t1'
	answers_to source "with its sample" "SELECT COUNT(*) FROM repltest.customer" 3
	does "takes TCP connections with a verified certificate" verified_client
	does "keeps its passwords to itself" private_files
}

verified_client() {
	local verify=--ssl-mode=VERIFY_IDENTITY

	[[ ${FLAVOUR:?} == mysql ]] || verify=--ssl-verify-server-cert
	MYSQL_PWD=$TARGET_PASSWORD "$MYSQL_CLIENT" --no-defaults --host=127.0.0.1 --port="$TARGET_PORT" \
		--user="$TARGET_USER" "$verify" --ssl-ca="$TARGET_CA" --execute "DO 0"
}

# No file with a password is readable by others, and no password is in a process's arguments.
private_files() {
	local readable

	readable=$(grep -rl --include='*.cnf' --include=env "$TARGET_PASSWORD" "$LAB_DIR" |
		xargs -I{} find {} -perm /077)
	[[ ! $readable ]] && ! grep -qs -e "$TARGET_PASSWORD" -e "$SOURCE_PASSWORD" /proc/[0-9]*/cmdline
}

# The last cases: nothing remains.
test_down() {
	local name=$2 sockets

	sockets=$(dirname "$SOURCE_SOCKET")
	does "goes down with a link that runs" lab down "$name"
	does_not "leaves no process" grep -qs "$LAB_DIR/" /proc/[0-9]*/cmdline
	does_not "leaves no data" test -e "$LAB_DIR"
	does_not "leaves no socket" test -e "$sockets"
}

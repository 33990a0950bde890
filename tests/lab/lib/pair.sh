# A lab: the pair of servers, its folder build/lab/NAME, and the env file that describes it.
# shellcheck shell=bash

# Sets the variables of the env file; README.md documents them.
pair_load() {
	local name=${1:-}

	[[ $name && -f $LABS/$name/env ]] || die "no lab called '$name' is up (lab status lists them)"
	# shellcheck source=/dev/null
	. "$LABS/$name/env"
}

lab_up() {
	local flavour=${1:-} name grants='' raw=no empty=no scale=0.1 shape='' source='' target=''

	require_flavour "$flavour"
	shift
	name=$flavour
	while (($#)); do
		case $1 in
		--name)            name=${2:-}; shift ;;
		--grants)          grants=${2:-}; shift ;;
		--scale)           scale=${2:-}; shift ;;
		--as)              shape=${2:-}; shift ;;
		--source)          source=-${2:-}; shift ;;
		--target)          target=-${2:-}; shift ;;
		--raw-source)      raw=yes ;;
		--empty-source-db) empty=yes ;;
		*)                 die_usage "no such option of up: $1" ;;
		esac
		shift
	done
	[[ $name =~ ^[A-Za-z0-9][A-Za-z0-9_-]*$ ]] || die_usage "not a name: '$name'"
	[[ $scale =~ ^[0-9]+(\.[0-9]+)?$ ]] || die_usage "not a factor: '$scale'"
	grants=${grants:-$(default_grants "$flavour")}
	[[ -f $LAB_HOME/rds/$flavour/grants/$grants.sql ]] ||
		die_usage "$flavour has no form of grants called '$grants'"
	shape=${shape:-$(default_shape "$flavour")}
	shape_names "$flavour" "$shape" >/dev/null || die_usage "$flavour has no shape called '$shape'"

	require_server "$flavour$source"
	require_server "$flavour$target"
	[[ $target != -5.6 ]] || die_usage "RDS has no MySQL 5.6: it can be a source only"

	fetch_server "$flavour"
	fetch_server "$flavour$source"
	fetch_server "$flavour$target"
	with_lock "$LABS/.$name.lock" pair_up "$flavour" "$name" "$grants" "$raw" "$empty" "$scale" "$shape" \
		"$flavour$source" "$flavour$target"
}

default_shape() { if [[ $1 == mysql ]]; then echo rds84; else echo rdsmariadb; fi; }
default_grants() { if [[ $1 == mysql ]]; then echo role; else echo direct; fi; }

pair_up() {
	local flavour=$1 name=$2 grants=$3 raw=$4 empty=$5 scale=$6 shape=$7
	local folder=$LABS/$2

	if [[ -e $folder ]]; then
		grep -qsFx "FLAVOUR=$flavour" "$folder/env" || die "lab $name is there, but not as $flavour: lab down $name"
		pair_answers "$name" || die "lab $name is there but does not answer: lab down $name"
		say "$name is up already; nothing changed"
		pair_summary "$name"
		return
	fi
	trap 'pair_abandon "$name"' EXIT
	trap 'exit 130' INT TERM HUP
	pair_make "$@"
	pair_write_env "$flavour" "$name"
	trap - EXIT INT TERM HUP
	pair_summary "$name"
}

# Stops what works on the lab, then removes it.
pair_abandon() {
	local jobs

	jobs=$(jobs -p)
	# shellcheck disable=SC2086
	[[ ! $jobs ]] || kill $jobs 2>/dev/null || true
	wait
	pair_remove "$1"
}

pair_make() {
	local flavour=$1 name=$2 grants=$3 raw=$4 empty=$5 scale=$6 shape=$7
	local folder=$LABS/$2 sockets side
	local -A server=([source]=$8 [target]=$9)

	mkdir -p "$folder"
	# A socket's path may have about 100 bytes; a build folder's path is often longer.
	sockets=$(mktemp -d /tmp/extrepl-lab.XXXXXX)
	echo "$sockets" >"$folder/sockets"
	for side in source target; do
		config_write "$folder/$side" "${server[$side]}" "$side" "$(server_find_port "$folder/$side")" \
			"$sockets/$side" "$raw"
	done
	in_parallel pair_bring_up "$name" "$grants" "$empty" "$scale" "$shape"
}

# Runs a function for both sides at once: in_parallel FUNCTION ARGS... calls FUNCTION SIDE ARGS...
in_parallel() {
	local function=$1 source target failed=0
	shift

	"$function" source "$@" & source=$!
	"$function" target "$@" & target=$!
	wait "$source" || failed=1
	wait "$target" || failed=1
	return "$failed"
}

pair_bring_up() {
	local side=$1 name=$2 grants=$3 empty=$4 scale=$5 shape=$6
	local folder=$LABS/$2/$1 socket password rdsadmin server
	server=$(<"$folder/server")
	socket=$(<"$LABS/$name/sockets")/$side
	password=$(random_password)

	config_make_certificates "$folder" &
	cp -r --reflink=auto "$(template_of "$server")" "$folder/data"
	chmod -R u+rwX,go-rwx "$folder/data"
	rm "$folder/data/.complete"
	wait $!
	server_launch "$folder" "$server"
	server_await "$folder" fresh_client "$server" "$socket"

	client_write_account "$LABS/$name/$side.cnf" "$(admin_of "$side")" "$password" \
		host=127.0.0.1 "port=$(pair_port "$name" "$side")"
	if [[ $side == source ]]; then
		accounts_source "$server" "$socket" "$password" "$empty"
	else
		rdsadmin=$(random_password)
		client_write_account "$LABS/$name/rdsadmin.cnf" rdsadmin "$rdsadmin" "socket=$socket"
		accounts_target "$server" "$socket" "$rdsadmin" "$password" "$grants" "$scale" "$shape"
	fi
}

admin_of() { if [[ $1 == source ]]; then echo root; else echo awsuser; fi; }
pair_port() { server_option "$LABS/$1/$2" port; }

# Makes the env file from the servers' option files, so it is also right after a restart.
pair_write_env() {
	local flavour=$1 name=$2 folder=$LABS/$2 side prefix

	{
		cat <<-END
			FLAVOUR=$flavour
			LAB_NAME=$name
			LAB_DIR='$folder'
			MYSQL_CLIENT='$(client_of "$flavour")'
		END
		for side in source target; do
			prefix=${side^^}
			cat <<-END
				${prefix}_HOST=127.0.0.1
				${prefix}_PORT=$(pair_port "$name" "$side")
				${prefix}_SOCKET='$(<"$folder/sockets")/$side'
				${prefix}_USER=$(admin_of "$side")
				${prefix}_PASSWORD=$(account_password "$folder/$side.cnf")
				${prefix}_CA='$folder/$side/tls/ca.pem'
				${prefix}_CONF_D='$folder/$side/conf.d'
				${prefix}_PID=$(cat "$folder/$side/pid" 2>/dev/null || true)
			END
		done
		cat <<-END
			TARGET_ROOT_USER=rdsadmin
			TARGET_ROOT_PASSWORD=$(account_password "$folder/rdsadmin.cnf")
		END
	} >"$folder/env.new"
	chmod 600 "$folder/env.new"
	mv "$folder/env.new" "$folder/env"
}

account_password() { option_of "$1" password; }

pair_answers() {
	local name=$1 folder=$LABS/$1

	[[ -f $folder/env ]] && pair_server_answers "$name" source && pair_server_answers "$name" target
}

pair_server_answers() {
	local name=$1 side=$2

	server_running "$LABS/$name/$side" && server_answers pair_client "$name" "$side"
}

# Runs a client as the administrator of a side, over its socket: rdsadmin on the target.
pair_client() {
	local name=$1 side=$2 account=$2
	shift 2
	[[ $side == source ]] || account=rdsadmin
	(
		pair_load "$name"
		"$(client_of "$(<"$LAB_DIR/$side/server")")" --defaults-file="$LAB_DIR/$account.cnf" --batch "$@"
	)
}

pair_summary() {
	local name=$1

	(
		pair_load "$name"
		# shellcheck disable=SC2153 # from the env file
		echo "lab $name: $FLAVOUR"
		echo "  source  $SOURCE_HOST:$SOURCE_PORT  user $SOURCE_USER"
		echo "  target  $TARGET_HOST:$TARGET_PORT  user $TARGET_USER (stand-in for RDS)"
		echo "  env     $LAB_DIR/env"
	)
}

lab_server() {
	local verb=$1 name=${2:-} side=${3:-}

	require_side "$side"
	pair_load "$name"
	with_lock "$LABS/.$name.lock" pair_server "$verb" "$name" "$side"
}

pair_server() {
	local verb=$1 name=$2 side=$3 folder=$LABS/$2/$3

	case $verb in
	stop) server_stop "$folder" TERM ;;
	kill) server_stop "$folder" KILL ;;
	restart) server_stop "$folder" TERM ;;
	esac
	if [[ $verb == restart || $verb == start ]]; then
		if ! server_running "$folder"; then
			: >"$folder/server.log"
			server_launch "$folder" "$(<"$folder/server")"
		fi
		server_await "$folder" pair_client "$name" "$side"
	fi
	pair_write_env "$FLAVOUR" "$name"
}

# Gives the same servers the procedures of another shape: much faster than another pair. MySQL only.
lab_reshape() {
	local name=${1:-} shape=${2:-}

	pair_load "$name"
	[[ $FLAVOUR == mysql ]] || die_usage "$FLAVOUR has one shape only"
	shape_names "$FLAVOUR" "$shape" >/dev/null || die_usage "$FLAVOUR has no shape called '$shape'"
	with_lock "$LABS/.$name.lock" pair_reshape "$name" "$shape"
}

pair_reshape() {
	local name=$1 shape=$2 scale
	scale=$(pair_client "$name" target --skip-column-names --execute "SELECT value FROM mysql.lab_settings")

	{
		echo "SET sql_log_bin = 0; USE mysql;"
		pair_client "$name" target --skip-column-names --execute "$(sql_drop_stand_in)"
		stand_in "$FLAVOUR" "$shape" "$scale"
	} | pair_client "$name" target
}

lab_down() {
	local name=${1:-}

	if [[ $name == --all ]]; then
		for name in $(pair_names); do
			with_lock "$LABS/.$name.lock" pair_remove "$name"
		done
		return
	fi
	# Without a name: the only lab that exists.
	if [[ ! $name ]]; then
		name=$(pair_names)
		[[ $name != *$'\n'* ]] || die_usage "several labs are up; name one, or --all"
		[[ $name ]] || return 0
	fi
	[[ $name =~ ^[A-Za-z0-9][A-Za-z0-9_-]*$ ]] || die_usage "not a name: '$name'"
	with_lock "$LABS/.$name.lock" pair_remove "$name"
}

pair_names() { find "$LABS" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' 2>/dev/null | sort; }

# The data is deleted, so an orderly shutdown is of no use.
pair_remove() {
	local name=$1 folder=$LABS/$1 sockets

	server_stop "$folder/source" KILL
	server_stop "$folder/target" KILL
	sockets=$(cat "$folder/sockets" 2>/dev/null) || true
	[[ $sockets != /tmp/extrepl-lab.* ]] || rm -rf "$sockets"
	rm -rf "${folder:?}"
	rm -f "$LABS/.$name.lock"
}

lab_status() {
	local name side state

	for name in $(pair_names); do
		[[ ! -f $LABS/$name/env ]] || pair_summary "$name"
		for side in source target; do
			state="does not run"
			! server_running "$LABS/$name/$side" || state="runs, but does not answer"
			! pair_server_answers "$name" "$side" || state="answers"
			echo "  $side of $name $state"
		done
	done
}

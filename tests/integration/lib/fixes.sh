# What a check prints as its fix, and how a user would do it: read by its words, nothing else is known of the check.
# shellcheck shell=bash disable=SC2034,SC2154 # the files of lib/ share variables

readonly FIXES=$INTEGRATION/kinds/fixes.txt
filters=()

checks_of_program() { sed -nE 's/^\t\{ "([a-z0-9-]+)",.*/\1/p' "$REPO/pkg/plan/checks.c" | sort; }
checks_of_table() { sed -nE 's/^([a-z0-9-]+) .*/\1/p' "$FIXES" | sort; }
followed_checks() { sed -nE "s/^([a-z0-9-]+) followed .*\b$FLAVOUR\b.*/\1/p" "$FIXES"; }

# make_fire CHECK: what the table says below its line.
make_fire() {
	local line who what in=''

	while IFS= read -r line; do
		[[ $line == $'\t'* ]] || { [[ $line == "$1 "* ]] && in=yes || in=''; continue; }
		[[ $in ]] || continue
		line=${line#$'\t'} who=${line%% *} what=${line#* }
		case $who in
		manifest) filters+=("$what") ;;
		target) client rdsadmin -e "$what" || wrong "$1: $what" ;;
		*) client source -e "$what" || wrong "$1: $what" ;;
		esac
	done <"$FIXES"
}

# set_parameter SIDE NAME OTHER VALUE: on the target the parameter group; the lab's is SET GLOBAL.
set_parameter() {
	local who=$1 name=$2 other=$3 value=$4

	[[ $who == source ]] || who=rdsadmin
	[[ $value =~ ^[0-9]+$ || $value == "''" ]] || value="'$value'"
	on "$who" "SET GLOBAL $name = $value" 2>/dev/null ||
		{ [[ $other ]] && on "$who" "SET GLOBAL $other = $value"; }
}

# follow_fix SIDE FIX: false where its words are none of those that are known.
follow_fix() {
	local side=$1 fix=$2 sql key

	if [[ $fix =~ ^set\ ([a-z_-]+)(\ \(([a-z_]+)\))?\ to\ ([A-Za-z0-9_\']+)(,|\;|\ by|\ in|$) ]]; then
		[[ $fix != *"parameter group"* && $fix != *target.parameters* ]] || side=target
		set_parameter "$side" "${BASH_REMATCH[1]}" "${BASH_REMATCH[3]}" "${BASH_REMATCH[4]}"
	elif [[ $fix =~ ^set\ ([a-z_.]+):\ ([a-z0-9]+) ]]; then
		key=${BASH_REMATCH[1]} sql=${BASH_REMATCH[2]}
		[[ $sql =~ ^(true|false|[0-9]+)$ ]] || sql="\"$sql\""
		filters+=(".$key = $sql")
	elif [[ $fix =~ ^take\ out\ ([a-z_.]+): ]]; then
		filters+=("del(.${BASH_REMATCH[1]})")
	elif [[ $fix =~ ^(SET|ALTER|DROP|XA|CREATE|GRANT)\  ]]; then
		sql=$(sed -E 's/ (on the (source|target)|for the time of)\b.*//; s/(;|,) or .*//' <<<"$fix")
		[[ $fix != *" on the target"* ]] || side=target
		[[ $fix != *" on the source"* ]] || side=source
		[[ $side == source ]] || side=rdsadmin
		client "$side" -e "$sql" 2>"$WORK/refused" || { wrong "$(cat "$WORK/refused")"; return 1; }
	else
		return 1
	fi
}

# follow_fixes CHECK: of each of its findings in $WORK/fired.
follow_fixes() {
	local side fix

	while IFS=$'\t' read -r side fix; do
		follow_fix "$side" "$fix" || wrong "$1: cannot be done as it is printed: $fix"
	done < <(jq -r ".plans[].checks[] | select(.check == \"$1\") | [.side, (.fix | sub(\", or accept it:.*\"; \"\"))] | join(\"\t\")" "$WORK/fired" | sort -u)
}

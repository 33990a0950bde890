# Follows the fix that a check prints as a user would do it: uses only the text of the fix, and knows nothing else of the check.
# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # the files of lib/ share variables

readonly FIXES=$INTEGRATION/kinds/fixes.txt
filters=()

checks_of_program() { sed -nE 's/^\t\{ "([a-z0-9-]+)",.*/\1/p' "$REPO/pkg/plan/checks.c" | sort; }
checks_of_table() { sed -nE 's/^([a-z0-9-]+) .*/\1/p' "$FIXES" | sort; }
restarted_checks() { sed -nE "s/^([a-z0-9-]+) restarted .*\b$FLAVOUR\b.*/\1/p" "$FIXES"; }
followed_checks() { sed -nE "s/^([a-z0-9-]+) followed .*\b$FLAVOUR\b.*/\1/p" "$FIXES"; }

# make_fire CHECK: does what kinds/fixes.txt has below the check.
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

# set_parameter SIDE NAME OTHER VALUE: on the target in the parameter group; in the lab that is SET GLOBAL.
set_parameter() {
	local who=$1 name=$2 other=$3 value=$4

	[[ $who == source ]] || who=rdsadmin
	[[ $value =~ ^[0-9]+$ || $value == "''" ]] || value="'$value'"
	on "$who" "SET GLOBAL $name = $value" 2>/dev/null ||
		{ [[ $other ]] && on "$who" "SET GLOBAL $other = $value"; }
}

# follow_fix SIDE FIX: false if the text has no known form.
follow_fix() {
	local side=$1 fix=$2 sql key

	if [[ $fix =~ ^set\ ([a-z_-]+)(\ \(([a-z_]+)\))?\ to\ ([A-Za-z0-9_\']+)(,|\;|\ by|\ in|\ while|$) ]]; then
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

# follow_fixes CHECK [HOW]: follows the fix of each finding in $WORK/fired; HOW is the function to use (follow_fix).
follow_fixes() {
	local side fix

	while IFS=$'\t' read -r side fix; do
		"${2:-follow_fix}" "$side" "$fix" || wrong "$1: cannot be done as it is printed: $fix"
	done < <(jq -r ".plans[].checks[] | select(.check == \"$1\") | [.side, (.fix | sub(\", or accept it:.*\"; \"\"))] | join(\"\t\")" "$WORK/fired" | sort -u)
}

option_file() { if [[ $1 == source ]]; then echo "$SOURCE_CONF_D/fixes.cnf"; else echo "$TARGET_CONF_D/fixes.cnf"; fi; }

# write_options CHECK: writes what kinds/fixes.txt has below the check into the option files.
write_options() {
	local line in='' who

	while IFS= read -r line; do
		[[ $line == $'\t'* ]] || { [[ $line == "$1 "* ]] && in=yes || in=''; continue; }
		[[ $in ]] || continue
		line=${line#$'\t'} who=${line%% *}
		[[ -e $(option_file "$who") ]] || echo '[mysqld]' >"$(option_file "$who")"
		echo "${line#* }" >>"$(option_file "$who")"
	done <"$FIXES"
}

# take_option SIDE PATTERN: removes these lines from the option file; false if there is none.
take_option() {
	grep -Eq "^($2)" "$(option_file "$1")" && sed -Ei "/^($2)/d" "$(option_file "$1")"
}

# follow_in_options SIDE FIX: like follow_fix, but in the option file, before a restart.
follow_in_options() {
	local side=$1 fix=$2 rest pair

	if [[ $fix =~ ^remove\ the\ filter\ from\ the\ parameter\ group ]]; then
		take_option "$side" replicate_
	elif [[ $fix =~ ^take\ (.*)\ out\ of\ the ]]; then
		take_option "$side" "${BASH_REMATCH[1]// and /|}"
	elif [[ $fix =~ ^write\ ([a-z_]+)=([A-Z]+)\ under\ \[mysqld\] ]]; then
		take_option "$side" "${BASH_REMATCH[1]}" && echo "${BASH_REMATCH[1]}=${BASH_REMATCH[2]}" >>"$(option_file "$side")"
	elif [[ $fix =~ ^set\ .*,\ then\ reboot\ the\ instance$ ]]; then
		rest=${fix#set }
		rest=${rest%% by target.parameters*} rest=${rest%% in the parameter group*}
		while IFS= read -r pair; do
			[[ $pair =~ ^([a-z_-]+)(\ \(([a-z_]+)\))?\ to\ ([A-Za-z0-9_]+)$ ]] || return 1
			take_option "$side" "${BASH_REMATCH[1]//-/_}${BASH_REMATCH[3]:+|${BASH_REMATCH[3]}}" || return 1
			echo "${BASH_REMATCH[3]:-${BASH_REMATCH[1]//-/_}}=${BASH_REMATCH[4]}" >>"$(option_file "$side")"
		done <<<"${rest// and /$'\n'}"
	else
		return 1
	fi
}

# restart_both: restarts both servers with the current option files.
restart_both() {
	lab restart "$PAIR" source >/dev/null
	lab restart "$PAIR" target >/dev/null
	use "$PAIR"
}

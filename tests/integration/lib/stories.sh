# Cases as files: the stories of tests/cases, each an SQL script for the source with a header. tests/cases/README.md
# documents the header.
# shellcheck shell=bash disable=SC2034,SC2154 # the files of lib/ share variables

readonly STORIES=$REPO/tests/cases
# All databases to compare, without the servers' own and extrepl's.
readonly STORY_DATABASES="NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema', 'extrepl')"

declare -A story=()

# story_read FILE: reads its header into the array `story`; a repeated key has one value per line.
story_read() {
	local line key value

	story=([right]='' [when]=always)
	[[ -r $1 ]] || { wrong "there is no $1"; return 1; }
	while IFS= read -r line && [[ $line == '-- '* ]]; do
		[[ $line =~ ^--\ ([a-z][a-z-]*):\ (.+)$ ]] || { wrong "$1: not understood: $line"; return 1; }
		key=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
		case $key in
		right | when) story[$key]=$value ;;
		what | flavours | source | target | manifest | fix-source | fix-target | fix-manifest | later | compare | verify)
			story[$key]+=${story[$key]:+$'\n'}$value
			;;
		*) wrong "$1: there is no key $key"; return 1 ;;
		esac
	done <"$1"
	for key in what flavours right; do
		[[ ${story[$key]:-} ]] || { wrong "$1 has no line '-- $key:'"; return 1; }
	done
	story_is_known "$1"
}

story_is_known() {
	[[ ${story[right]} == equal || ${story[right]} == "plan says "* || ${story[right]} == "apply says "* ]] ||
		{ wrong "$1: right is 'equal', 'plan says TEXT' or 'apply says TEXT', not: ${story[right]}"; return 1; }
	[[ ${story[when]} == always || ${story[when]} == long ]] ||
		{ wrong "$1: when is always or long, not: ${story[when]}"; return 1; }
}

story_is_ours() { [[ " ${story[flavours]} " == *" $FLAVOUR "* ]]; }

# A story with its own servers, manifest or outcome gets its own apply.
story_is_alone() {
	local key

	for key in source target manifest fix-source fix-target fix-manifest later verify; do
		[[ ! ${story[$key]:-} ]] || return 0
	done
	[[ ${story[right]} != equal ]]
}

# ---- the servers' globals: read before, restored after

# Settings for a session whose answers do not depend on the globals. Names first, because literals may be UCS-2.
readonly STORY_SESSION="SET NAMES utf8mb4; SET SESSION /*!80000 max_execution_time = 0, */ /*M!100101 max_statement_time = 0, */ sql_mode = '',
	sql_select_limit = 18446744073709551615, sql_big_selects = 1, autocommit = 1, completion_type = 0,
	lock_wait_timeout = 60, sql_safe_updates = 0, character_set_filesystem = 'binary'"
# Variables that change by themselves, or that a story changes.
readonly MOVING='^(gtid_|timestamp|server_uid|last_insert_id|identity|pseudo_|rand_seed|in_transaction|error_count|warning_count|insert_id|innodb_buffer_pool_load|innodb_buffer_pool_dump)'

story_globals() { in_session "$1" raw "$STORY_SESSION; SHOW GLOBAL VARIABLES" | grep -vE "$MOVING"; }

remember_globals() {
	story_globals source >"$WORK/globals.source"
	story_globals rdsadmin >"$WORK/globals.rdsadmin"
}

# set_globals: turns the output of SHOW VARIABLES, one variable per line, into statements.
set_globals() {
	local name value

	while IFS=$'\t' read -r name value; do
		[[ $value =~ ^(-?[0-9]+(\.[0-9]+)?|DEFAULT)$ ]] || value="'$(sed "s/\\\\/\\\\\\\\/g; s/'/''/g" <<<"$value")'"
		echo "SET GLOBAL $name = $value;"
	done
}

restore_globals() {
	local account

	for account in source rdsadmin; do
		# Read-only variables follow those that can be set, so a refusal counts only if a difference remains.
		{
			echo "$STORY_SESSION;"
			story_globals "$account" | diff "$WORK/globals.$account" - | sed -n 's/^< //p' | set_globals
		} | client "$account" --force 2>/dev/null || true
		story_globals "$account" | diff "$WORK/globals.$account" - >"$WORK/diff" ||
			wrong "globals of $account are not as they were:" "$(cat "$WORK/diff")"
	done
}

# Sets the globals of tests/integration/sessions/failed.txt on both sides.
set_failed_globals() {
	local list=$INTEGRATION/sessions/failed.txt

	{ printf '%s;\n' "$STORY_SESSION"; sed -nE 's/^(both|source) +(.*)$/\2;/p' "$list"; } | client source --comments ||
		wrong "the source takes not all of $list"
	{ printf '%s;\n' "$STORY_SESSION"; sed -nE 's/^(both|target) +(.*)$/\2;/p' "$list"; } | client rdsadmin --comments ||
		wrong "the target takes not all of $list"
}

# ---- running a story

story_load() {
	client source --comments <"$1" >"$WORK/loaded" 2>&1 ||
		wrong "$1 cannot be loaded:" "$(tail -n 3 "$WORK/loaded")"
}

# story_does ACCOUNT KEY: runs the SQL of that key.
story_does() {
	[[ ! ${story[$2]:-} ]] || on "$1" "${story[$2]//$'\n'/;}" >/dev/null || wrong "$2: ${story[$2]}"
}

story_manifest() {
	local filters=()

	[[ ! ${story[manifest]:-} ]] || mapfile -t -O 0 filters <<<"${story[manifest]}"
	[[ ! ${1:-} ]] || filters+=("$1")
	manifest "${filters[@]}"
}

# The expected text is in the plan, or in apply's output.
story_is_told() {
	local text=${story[right]#* says }

	extrepl "${story[right]%% says *}"
	says "$WORK/out" "$text" || says "$WORK/err" "$text" || wrong_run "nobody says: $text"
}

# Both sides are equal, by the servers' own output.
expect_equal_story() {
	local differences line

	differences=$(DATABASES=$STORY_DATABASES compare_torture) || wrong "the sides differ:" "$differences"
	[[ ${story[compare]:-} ]] || return 0
	while IFS= read -r line; do
		expect_same "$line" "$(on rdsadmin "$line" 2>&1)" "$(on source "$line" 2>&1)"
	done <<<"${story[compare]}"
}

# apply makes both sides equal, including later changes; verify confirms it, and a second apply does nothing.
story_ends_equal() {
	extrepl apply
	expect_status 0
	[[ $status == 0 ]] || return 0
	story_does source later
	[[ ! ${story[later]:-} ]] || extrepl apply
	extrepl apply
	expect_error "In sync: nothing to do."
	extrepl verify
	if [[ ${story[verify]:-} ]]; then
		expect_output "${story[verify]}"
	else
		expect_status 0
	fi
}

# tell FILE: runs a story that needs its own servers.
tell() {
	reset_source & local source=$!
	reset_target
	wait "$source"
	remember_globals
	story_load "$1"
	story_does source source
	story_does rdsadmin target
	story_manifest
	if [[ ${story[right]} != equal ]]; then
		story_is_told
		story_does source fix-source
		story_does rdsadmin fix-target
		story_manifest "${story[fix-manifest]:-}"
	fi
	if [[ ${story[right]} == equal || ${story[fix-source]:-}${story[fix-target]:-}${story[fix-manifest]:-} ]]; then
		story_ends_equal
		restore_globals
		[[ $status != 0 ]] || caught_up
		expect_equal_story
	else
		restore_globals
	fi
}

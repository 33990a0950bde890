# The cases of tests/cases: databases and servers with which tools like this one have failed. Cases that need no servers of
# their own share one apply, with all globals under which extrepl ever failed (sessions/failed.txt). Each other case has its
# own apply, most of them only with EXTREPL_LONG=1.
# shellcheck shell=bash disable=SC1091,SC2154 # variables of lib/

. "$INTEGRATION/lib/stories.sh"

shared=() alone=()
it "each case says what it is, where it applies and what is right"
for file in "$STORIES"/*.sql; do
	# STORY=name: runs only that one, however long it takes.
	[[ ! ${STORY:-} || ${file##*/} == "$STORY"* ]] || continue
	story_read "$file" || continue
	story_is_ours || continue
	[[ ${EXTREPL_LONG:-}${STORY:-} || ${story[when]} == always ]] || continue
	if story_is_alone; then alone+=("$file"); else shared+=("$file"); fi
done

if ((${#shared[@]})); then
	it "cases that need no settings arrive together, under the globals of sessions/failed.txt: ${#shared[@]}"
	reset_source & source=$!
	reset_target
	wait "$source"
	remember_globals
	compared=''
	for file in "${shared[@]}"; do
		story_read "$file"
		compared+=${story[compare]:+${story[compare]}$'\n'}
		story_load "$file"
	done
	restore_globals
	story=()
	story[compare]=${compared%$'\n'}
	manifest
	[[ ${STORY:-} ]] || set_failed_globals
	story_ends_equal
	[[ $status != 0 ]] || caught_up
	restore_globals
	expect_equal_story
fi

for file in "${alone[@]}"; do
	story_read "$file"
	it "${story[what]%%$'\n'*}"
	tell "$file"
done

# --replace-copy requests one copy: the first of the run, also if it resumes an interrupted one.
# shellcheck shell=bash disable=SC2154 # variables of lib/

[[ ${EXTREPL_LONG:-} ]] || return 0

expect_copies() { expect_same "copies made" "$(grep -c 'all counted on the target' "$WORK/err" || true)" "$1"; }

fresh
it "where nothing was copied yet, one copy is made"
extrepl apply --replace-copy --allow target-data
expect_status 0
expect_copies 1
expect_equal_sides

it "interrupted, the same command goes on, and makes one"
extrepl_begins apply --replace-copy --allow target-data
extrepl_says "a new copy was requested"
kill -INT "$pid" 2>/dev/null || true
extrepl_ends
extrepl apply --replace-copy --allow target-data
expect_status 0
expect_copies 1
expect_equal_sides
expect_in_sync

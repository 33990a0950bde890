# Every variable that a session inherits from its server's globals is known. sessions/search.py tests whether it does harm;
# the whole search runs only with EXTREPL_LONG=1.
# shellcheck shell=bash disable=SC2154 # variables of lib/

it "a session of each kind takes over what inherited.txt has, and nothing else"
fresh
unlisted=$("$INTEGRATION/sessions/inherited.py" "$PAIR" 2>&1) || wrong "$unlisted"

if [[ ${EXTREPL_LONG:-} ]]; then
	it "every value of every variable that a session could take over: plan, apply and verify are right, or the plan names it"
	fresh
	WORK=$WORK/search "$INTEGRATION/sessions/search.py" "$PAIR" rounds >"$WORK/searched" 2>&1 ||
		wrong "$(grep -A 30 '^FAULT' "$WORK/searched")" "$(tail -n 5 "$WORK/searched")"
fi

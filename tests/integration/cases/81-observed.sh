# plan --observed plans offline, from the output of observe.
# shellcheck shell=bash disable=SC2154 # variables of lib/

same_plan_offline() {
	extrepl observe
	expect_status 0
	cp "$WORK/out" "$WORK/observed.yaml"
	extrepl plan
	cp "$WORK/out" "$WORK/live"
	env -u SOURCE_PASSWORD -u RDS_PASSWORD -u REPL_PASSWORD true
	(unset SOURCE_PASSWORD RDS_PASSWORD REPL_PASSWORD; extrepl plan --observed observed.yaml; exit "$status") || wrong_run "it failed"
	diff "$WORK/live" "$WORK/out" >"$WORK/diff" || wrong "the plans differ:" "$(cat "$WORK/diff")"
}

fresh
it "the same plan from observed facts: an empty target"
same_plan_offline

it "the same plan from observed facts: in sync"
extrepl apply
same_plan_offline

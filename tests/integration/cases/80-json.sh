# Output for programs: JSON of every command, exit statuses, plan ids.
# shellcheck shell=bash

fresh
it "plan -o json has the documented keys"
extrepl plan -o json --detailed-exitcode
expect_status 2
expect_json '.format == "extrepl/plan/1" and .exit == 2 and (.extrepl | type) == "string"'
expect_json '.plans | length == 1'
expect_json '.plans[0] | [has("manifest","name","outcome","id","observed_at","source","target","steps","checks","counts","consents","error")] | all'
expect_json '.plans[0].name == "db001-to-rds001" and .plans[0].outcome == "changes" and .plans[0].error == null'
expect_json '[.plans[0].steps[].step] == ["source.settings","source.account","target.copy","target.link","target.replication","target.health"]'
expect_json '[.plans[0].steps[] | has("step","verdict","change","reason","differences","actions","consent","after","fixes")] | all'
expect_json '[.plans[0].steps[].actions[] | has("on","kind","text")] | all'
expect_json '[.plans[0].checks[] | has("check") and has("severity") and has("fix")] | all'
expect_json '.plans[0].counts | [has("done","todo","wait","blocked","pending")] | all'
id=$(jq -r '.plans[0].id' "$WORK/out")

it "the same world makes the same plan id, another world another"
extrepl plan -o json
expect_json ".plans[0].id == \"$id\""
on source "SET sql_log_bin = 0; CREATE USER repl@'%' IDENTIFIED BY 'another'"
remember
extrepl apply --plan-id "$id"
expect_refused 3
expect_error "the plan is no longer the one that was reviewed"

it "a plan that was reviewed is applied"
extrepl plan -o json --allow source-password
id=$(jq -r '.plans[0].id' "$WORK/out")
extrepl apply --plan-id "$id" -o json --allow source-password
expect_status 0
expect_json '.format == "extrepl/plan/1" and .exit == 0 and .plans[0].outcome == "in-sync"'
expect_equal_sides

it "status -o json tells of both servers and the link"
extrepl status -o json
expect_status 0
expect_json '.format == "extrepl/status/1" and .exit == 0'
expect_json '.statuses[0] | .healthy and .link.receiver == "Yes" and .link.applier == "Yes" and .link.lag_seconds == 0 and .copy.state == "complete"'

it "errors are JSON, too"
SOURCE_PASSWORD=wrong extrepl plan -o json
expect_status 77
expect_json '.exit == 77 and (.plans[0].error.message | test("access denied"))'

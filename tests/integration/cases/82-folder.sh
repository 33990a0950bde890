# Several manifests in one run.
# shellcheck shell=bash disable=SC2154 # variables of lib/

replicating
manifest_named second.yaml '.name = "second"' '.source.admin.password.env = "SECOND_PASSWORD"' '.target.endpoint = "localhost"'
export SECOND_PASSWORD=$SOURCE_PASSWORD
mkdir "$WORK/folder"
mv "$WORK/second.yaml" "$WORK/replication.yaml" "$WORK/folder"

it "plan -f FOLDER plans each manifest"
extrepl plan -f folder
expect_status 0
expect_output "db001-to-rds001"
expect_output "In sync: 6 of 6 steps in place."
expect_output "second"

it "one that fails does not hide the other"
SECOND_PASSWORD=wrong extrepl plan -f folder -o json
expect_status 77
expect_json '[.plans[] | .error != null] == [false, true]'

it "an apply of several ends with what became of each"
SECOND_PASSWORD=wrong extrepl apply -f folder
expect_status 77
expect_output "2 manifests: db001-to-rds001 in sync (0) second a login or a query was denied (77)"

it "check goes on after a file that is wrong"
echo 'version: 1' >"$WORK/folder/broken.yaml"
extrepl check -f folder
expect_status 78
expect_error "broken.yaml"
expect_output "replication.yaml: db001-to-rds001: valid"
expect_output "second.yaml: second: valid"
expect_output "2 valid, 1 wrong"
rm "$WORK/folder/broken.yaml"

it "the first of a folder does not hold up the second; what they say stays in order"
(cd "$WORK/folder" && mv second.yaml aside && jq '.source.admin.password = {command: ["sh", "-c", "touch first-is-on; until test -e second-is-on; do sleep 0.1; done; echo $SOURCE_PASSWORD"]}' replication.yaml >first.yaml &&
	mv replication.yaml aside2 &&
	jq '.source.admin.password = {command: ["sh", "-c", "touch second-is-on; echo $SOURCE_PASSWORD"]}' aside >second.yaml)
extrepl apply -f folder
expect_status 3
expect_error "db001-to-rds001 target.health"
expect_output "2 manifests: db001-to-rds001 in sync (0) second blocked: a human must act (3)"
rm -f "$WORK/second-is-on"
extrepl status -f folder
expect_status 0
expect_output "db001-to-rds001 source"
expect_output "2 manifests: db001-to-rds001 healthy (0) second healthy (0)"
[[ $(grep -nE '^(db001-to-rds001|second)$' "$WORK/out" | cut -d: -f2 | xargs) == "db001-to-rds001 second" ]] ||
	wrong_run "the results are not in the order of the manifests"

it "an interrupt ends those at work, and what was not begun is named"
rm "$WORK/second-is-on" "$WORK/first-is-on"
extrepl_begins apply -f folder --jobs 1
until [[ -e $WORK/first-is-on ]]; do pause 0.1; done
kill -INT "$pid"
extrepl_ends
expect_status 130
expect_error "db001-to-rds001: interrupted"
expect_output "second not begun (130)"

it "--plan-id of several manifests says whose plan each is"
extrepl apply -f folder --plan-id 0123456789ab
expect_status 64
expect_hint "Write --plan-id NAME=ID for each of them."
extrepl apply -f folder --plan-id second=0123456789ab
expect_status 64
expect_error "--plan-id gives no id for db001-to-rds001"

it "a reviewed plan of each is applied, by the ids that the text shows"
touch "$WORK/second-is-on"
on target "CALL mysql.rds_stop_replication()" >/dev/null
extrepl plan -f folder
expect_status 0
expect_output "2 manifests: db001-to-rds001 changes are pending (2) second blocked: a human must act (3)"
id=$(sed -n 's/^Plan id: //p' "$WORK/out")
extrepl apply -f folder --plan-id db001-to-rds001=0123456789abcdef --plan-id second=0123456789abcdef
expect_status 3
expect_error "db001-to-rds001: the plan is no longer the one that was reviewed: its id is now $id"
expect_link Replica_SQL_Running No
extrepl apply -f folder/first.yaml --plan-id "db001-to-rds001=$id"
expect_status 0
rm "$WORK/folder/aside" "$WORK/folder/aside2"
mv "$WORK/folder/first.yaml" "$WORK/folder/replication.yaml"

it "the same target twice is refused before anything runs"
jq '.name = "third"' "$WORK/folder/replication.yaml" >"$WORK/folder/third.yaml"
extrepl plan -f folder
expect_status 78
expect_error "third.yaml: the same target and channel as in"

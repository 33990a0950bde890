# Several manifests in one run.
# shellcheck shell=bash

replicating
manifest_named second.yaml '.name = "second"' '.source.admin.password.env = "SECOND_PASSWORD"' '.target.endpoint = "localhost"'
export SECOND_PASSWORD=$SOURCE_PASSWORD
mkdir "$WORK/folder"
mv "$WORK/second.yaml" "$WORK/replication.yaml" "$WORK/folder"

it "plan -f FOLDER plans each manifest"
extrepl plan -f folder
expect_status 0
expect_output "db001-to-rds001"
expect_output "In sync: 6 of 6 hold."
expect_output "second"

it "one that fails does not hide the other"
SECOND_PASSWORD=wrong extrepl plan -f folder -o json
expect_status 77
expect_json '[.plans[] | .error != null] == [false, true]'

it "an apply of several ends with what became of each"
SECOND_PASSWORD=wrong extrepl apply -f folder
expect_status 77
expect_output "2 manifests: db001-to-rds001 in sync (0) second a login or a look was denied (77)"

it "check goes on after a file that is wrong"
echo 'version: 1' >"$WORK/folder/broken.yaml"
extrepl check -f folder
expect_status 78
expect_error "broken.yaml"
expect_output "replication.yaml: db001-to-rds001: valid"
expect_output "second.yaml: second: valid"
expect_output "2 valid, 1 wrong"
rm "$WORK/folder/broken.yaml"

it "the same target twice is refused before anything runs"
jq '.name = "third"' "$WORK/folder/replication.yaml" >"$WORK/folder/third.yaml"
extrepl plan -f folder
expect_status 78
expect_error "third.yaml: the same target and channel as in"

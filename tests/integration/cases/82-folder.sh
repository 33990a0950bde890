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

it "the same target twice is refused before anything runs"
jq '.name = "third"' "$WORK/folder/replication.yaml" >"$WORK/folder/third.yaml"
extrepl plan -f folder
expect_status 78
expect_error "third.yaml: the same target and channel as in"

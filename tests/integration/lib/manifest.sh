# The manifest of the pair in use. JSON is YAML, so a case changes it with jq.
# shellcheck shell=bash disable=SC2034,SC2154 # the files of lib/ share variables

# manifest [FILTER...]: writes replication.yaml, e.g. manifest '.target.port = 1'
manifest() { manifest_named replication.yaml "$@"; }

manifest_named() {
	local file=$1 filters='.' filter
	shift
	for filter in "$@"; do
		filters+=" | $filter"
	done
	jq "$filters" >"$WORK/$file" <<-END
		{
			"version": 1,
			"name": "db001-to-rds001",
			"source": {
				"host": "$SOURCE_HOST",
				"port": $SOURCE_PORT,
				"admin": { "user": "root", "password": { "env": "SOURCE_PASSWORD" } },
				"server_id": 205,
				"log_bin": "db001-bin",
				"config": {
					"file": "$SOURCE_CONF_D/extrepl.cnf",
					"restart": ["$REPO/tests/lab/lab", "restart", "$LAB_NAME", "source"],
					"timeout": "30s"
				},
				"replication_user": { "name": "repl", "password": { "env": "REPL_PASSWORD" } }
			},
			"target": {
				"endpoint": "$TARGET_HOST",
				"port": $TARGET_PORT,
				"admin": { "user": "$TARGET_USER", "password": { "env": "RDS_PASSWORD" } }
			},
			"copy": { "definers": "admin" },
			"replication": { "timeout": "20s" }
		}
	END
}

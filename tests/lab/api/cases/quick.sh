# Each action once, with AWS's own library in one process, and one call of its command line: for every `make check`.
# shellcheck shell=bash disable=SC2153 # what is named API_ comes from its file

test_quick() {
	local line

	api_up --page 50
	api_do '{"secrets": {"quick": "hunter2"}}'
	"$API_HOME/api" python "$API_HOME/quick.py" "$API_URL" "$API_ACCOUNT" >"$WORK/quick" 2>"$WORK/errors" ||
		not_ok "AWS's library is answered to the end" "$(cat "$WORK/errors")"
	while read -r line; do
		if [[ $line == 'ok '* ]]; then ok "${line#ok }"; else not_ok "${line#not ok }" ''; fi
	done <"$WORK/quick"
	is "AWS's command line finds the instance" \
		"$(cli rds describe-db-instances --db-instance-identifier rds001 --query 'DBInstances[0].DBInstanceIdentifier' --output text)" rds001
	api_down
}

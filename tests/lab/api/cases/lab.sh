# The stand-in with a real server: SQL shows what RDS applies and reboots.
# shellcheck shell=bash

test_lab() {
	local flavour

	sql_sessions_begin "${EXTREPL_BUILD:-$REPO/build}"
	for flavour in mysql mariadb; do
		test_lab_of "$flavour"
	done
}

test_lab_of() {
	local flavour=$1 lab=api-$$-$1 family group=extrepl-lab

	labs+=("$lab")
	LAB_BUFFER_POOL=32M "$LAB_HOME/lab" up "$flavour" --name "$lab" --empty-source-db >/dev/null
	api_up --lab "$lab"
	remember_secret "$API_SECRET_ACCESS_KEY"
	use "$lab"
	family=$(cli rds describe-db-instances --db-instance-identifier rds001 --output text \
		--query 'DBInstances[0].DBParameterGroups[0].DBParameterGroupName')
	does "$flavour: a group for it" drive create-group "$group" "${family#default.}"
	does "$flavour: is taken" drive use-group rds001 "$group"
	gives "$flavour: and waits for a reboot" group_status=pending-reboot drive await rds001 3000 20000
	does "$flavour: which comes" drive reboot rds001
	gives "$flavour: and is over" group_status=in-sync drive await rds001 3000 60000 in-sync
	becomes "$flavour: the server answers again" target "SELECT @@GLOBAL.local_infile" 1
	does "$flavour: a dynamic parameter" drive set "$group" local_infile=0 innodb_ft_min_token_size=5
	becomes "$flavour: runs on the server by itself" target "SELECT @@GLOBAL.local_infile" 0
	answers "$flavour: a static one does not" "SELECT @@GLOBAL.innodb_ft_min_token_size" 3
	gives "$flavour: it waits for a reboot" group_status=pending-reboot drive await rds001 3000 20000
	does "$flavour: that is real" drive reboot rds001
	gives "$flavour: and waited for" group_status=in-sync drive await rds001 3000 60000 in-sync
	becomes "$flavour: then it runs" target "SELECT @@GLOBAL.innodb_ft_min_token_size" 5
	answers "$flavour: and the other one still" "SELECT @@GLOBAL.local_infile" 0
	does "$flavour: a value for all that is true" drive set "$group" read_only=1
	becomes "$flavour: the target is read-only" target "SELECT @@GLOBAL.read_only" 1
	api_down
	"$LAB_HOME/lab" down "$lab" >/dev/null
}

# Another tool's backup holds a lock on the whole source: nothing hangs, and extrepl reports who holds the lock.
# shellcheck shell=bash disable=SC1091,SC2154 # variables of lib/

. "$INTEGRATION/kills/holder.sh"

fresh
if is_mysql; then
	locks=("LOCK INSTANCE FOR BACKUP")
	[[ ! ${EXTREPL_LONG:-} ]] || locks+=("FLUSH TABLES WITH READ LOCK")
else
	locks=("FLUSH TABLES WITH READ LOCK")
	[[ ! ${EXTREPL_LONG:-} ]] || locks+=("BACKUP STAGE START; BACKUP STAGE BLOCK_DDL" "BACKUP STAGE START; BACKUP STAGE BLOCK_COMMIT")
fi

for lock in "${locks[@]}"; do
	it "while a backup has sent $lock, plan ends, and apply names the lock"
	on source "SET sql_log_bin = 0; DROP USER IF EXISTS repl@'%'"
	holds source "SELECT CONNECTION_ID(); $lock"
	extrepl plan --detailed-exitcode
	expect_status 2
	! is_mysql || expect_output "source-backup-lock session"
	extrepl apply
	expect_status 4
	expect_error "another session holds a lock that this statement waited for"
	expect_hint "Is it a backup? "
	expect_error "of root@localhost"

	it "and nothing that was given up is carried out later"
	lets_go
	expect_row source "SELECT COUNT(*) FROM mysql.user WHERE user = 'repl'" 0
	expect_row source "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'CREATE USER%'" 0
done

it "when the lock is gone, the next apply works"
extrepl apply
expect_status 0

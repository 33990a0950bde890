# The copy carries each kind of object that a server can have, or the plan names it: kinds/catalogue.txt says which.
# shellcheck shell=bash disable=SC2016,SC2154 # variables of lib/

catalogue=$INTEGRATION/kinds/catalogue.txt

it "every table of information_schema has been looked at: one that is new is not in kinds/catalogue.txt"
for account in source rdsadmin; do
	unknown=$(comm -23 <(on "$account" "SELECT UPPER(table_name) FROM information_schema.tables
		WHERE table_schema = 'information_schema'" | LC_ALL=C sort -u) <(sed '/^#/d; s/ .*//' "$catalogue" | LC_ALL=C sort -u))
	[[ ! $unknown ]] || wrong "nobody has looked at:" "$unknown"
done

it "every check that the catalogue names exists"
while read -r _ _ check; do
	grep -q "{ \"$check\"," "$REPO/pkg/plan/checks.c" || wrong "there is no check $check"
done < <(grep -E '^[^#]\S* named ' "$catalogue")

fresh
client source <<-'END'
	CREATE DATABASE kinds;
	USE kinds;
	CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(10));
	INSERT INTO t VALUES (1, 'a');
	CREATE SERVER fs FOREIGN DATA WRAPPER mysql OPTIONS (HOST '127.0.0.1', DATABASE 'd', USER 'u');
END
on source "CREATE DATABASE kept"
names=(foreign-server)
if is_mysql; then
	client source <<-'END'
		USE kinds;
		CREATE LIBRARY lib LANGUAGE JAVASCRIPT AS 'export function a() { return 1 }';
		CREATE FUNCTION js() RETURNS INT DETERMINISTIC LANGUAGE JAVASCRIPT AS 'return 1';
		CREATE TABLESPACE fast ADD DATAFILE 'fast.ibd';
		CREATE TABLE in_fast (id INT PRIMARY KEY) TABLESPACE fast;
		CREATE SPATIAL REFERENCE SYSTEM 1000000 NAME 'own' DEFINITION
			'GEOGCS["own",DATUM["own",SPHEROID["own",6378137,298.257]],PRIMEM["G",0],UNIT["d",0.0174532925],AXIS["Lat",NORTH],AXIS["Lon",EAST]]';
		CREATE JSON RELATIONAL DUALITY VIEW dual_view AS SELECT JSON_DUALITY_OBJECT('_id': id, 'name': name) FROM t;
		CREATE RESOURCE GROUP batch TYPE = USER;
		ALTER DATABASE kept READ ONLY = 1;
	END
	names+=(foreign-language tablespace reference-system resource-group database-options)
else
	elsewhere=$(mktemp -d)
	client source <<-END
		USE kinds;
		CREATE TABLE outside (id INT PRIMARY KEY) ENGINE = InnoDB DATA DIRECTORY = '$elsewhere';
		CREATE SEQUENCE seq START WITH 5;
		CREATE TABLE history (id INT PRIMARY KEY) WITH SYSTEM VERSIONING;
		CREATE TABLE booked (id INT, s DATE, e DATE, PERIOD FOR p (s, e), UNIQUE (id, p WITHOUT OVERLAPS));
		SET sql_mode = ORACLE;
		DELIMITER //
		CREATE PACKAGE pack AS FUNCTION one RETURN INT; END//
		CREATE PACKAGE BODY pack AS FUNCTION one RETURN INT AS BEGIN RETURN 1; END; END//
		CREATE PROCEDURE oracle_mode(a INT) AS BEGIN SELECT a; END//
	END
	names+=(data-directory system-versioned)
fi

it "what the copy does not carry is named by the plan, before anything is done"
extrepl plan -o json
for check in "${names[@]}"; do
	expect_json "[.plans[].checks[].check] | index(\"$check\") != null"
done

it "the rest arrives as it is, once that is gone"
if is_mysql; then
	client source <<-'END'
		USE kinds;
		ALTER TABLE in_fast TABLESPACE = innodb_file_per_table; DROP TABLESPACE fast;
		DROP SPATIAL REFERENCE SYSTEM 1000000; DROP RESOURCE GROUP batch;
		ALTER DATABASE kept READ ONLY = 0;
	END
else
	on source "DROP TABLE kinds.outside; ALTER TABLE kinds.history DROP SYSTEM VERSIONING"
	rm -r "$elsewhere"
fi
on source "DROP SERVER fs"
extrepl apply
expect_status 0
expect_equal_sides
extrepl verify
expect_status 0
! is_mysql || expect_row target "SELECT COUNT(*) FROM information_schema.json_duality_views WHERE table_schema = 'kinds'" 1
! is_mysql || expect_row target "SELECT COUNT(*) FROM information_schema.libraries WHERE library_schema = 'kinds'" 1
is_mysql || expect_row target "SELECT GROUP_CONCAT(routine_name ORDER BY 1) FROM information_schema.routines WHERE routine_schema = 'kinds'" \
	"oracle_mode,pack,pack"
is_mysql || expect_row target "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'kinds' AND table_type = 'SEQUENCE'" 1

# The copy carries every definition, and verify sees each property that somebody changes on the target.
# shellcheck shell=bash disable=SC2154,SC2016 # variables of lib/; the backquotes are the servers'

fresh

# What both flavours have, then what only one has.
common="
	CREATE DATABASE def CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci; CREATE DATABASE def2;
	USE def;
	CREATE TABLE words (id INT AUTO_INCREMENT PRIMARY KEY, w VARCHAR(255) NOT NULL DEFAULT 'ab' COMMENT 'a word', n INT(5) ZEROFILL, i INT,
		d DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), v VARBINARY(9) DEFAULT X'0AFF', g INT AS (i + 1), s INT AS (i + 2) STORED,
		KEY w (w), KEY pre (w(20)), KEY two (i DESC, n) COMMENT 'both', UNIQUE KEY u (i, n), FULLTEXT KEY f (w), CONSTRAINT c CHECK (i < 100)) COMMENT 'all';
	CREATE TABLE parent (id INT PRIMARY KEY, c INT, KEY (c)) STATS_PERSISTENT = 1;
	CREATE TABLE child (id INT PRIMARY KEY, p INT, CONSTRAINT fk FOREIGN KEY (p) REFERENCES parent (id) ON DELETE CASCADE);
	CREATE TABLE parts (id INT PRIMARY KEY, t TEXT) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10) COMMENT = 'low', PARTITION p1 VALUES LESS THAN (20));
	CREATE TABLE packed (id INT PRIMARY KEY, t TEXT) ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 4;
	CREATE TABLE plain (id INT PRIMARY KEY, a VARCHAR(10), b INT);
	CREATE TABLE counted (id INT AUTO_INCREMENT PRIMARY KEY);
	INSERT INTO words (w, i) VALUES ('one', 1), ('two', 2); INSERT INTO counted VALUES (7), (8);
	CREATE ALGORITHM = MERGE VIEW checked AS SELECT id, i FROM words WHERE i < 50 WITH LOCAL CHECK OPTION;
	CREATE SQL SECURITY INVOKER VIEW invoked AS SELECT id FROM plain;
	CREATE FUNCTION f (a VARCHAR(20) CHARACTER SET latin1, b INT) RETURNS VARCHAR(30) CHARACTER SET utf8mb4 DETERMINISTIC COMMENT 'adds' RETURN CONCAT(a, b);
	CREATE PROCEDURE p (IN a INT, OUT b TEXT) SQL SECURITY INVOKER READS SQL DATA SELECT 1 INTO b;
	SET sql_mode = 'ANSI_QUOTES'; CREATE PROCEDURE quoted () SELECT 1; SET sql_mode = DEFAULT;
	SET NAMES latin1; CREATE PROCEDURE latin () SELECT 1; SET NAMES utf8mb4;
	CREATE TRIGGER one BEFORE INSERT ON plain FOR EACH ROW SET NEW.b = 1;
	CREATE TRIGGER two BEFORE INSERT ON plain FOR EACH ROW SET NEW.b = NEW.b * 2;
	CREATE TRIGGER three BEFORE UPDATE ON plain FOR EACH ROW SET NEW.b = NEW.b + 1;
	SET time_zone = '+03:00';
	CREATE EVENT daily ON SCHEDULE EVERY 1 DAY STARTS '2036-01-01 04:00:00' ENDS '2036-02-01 04:00:00' COMMENT 'each day' DO DELETE FROM plain;
	CREATE EVENT off ON SCHEDULE AT '2036-01-01 04:00:00' ON COMPLETION PRESERVE DISABLE DO DELETE FROM plain;
	SET time_zone = 'SYSTEM'; CREATE EVENT here ON SCHEDULE EVERY 1 HOUR STARTS '2036-01-01 04:00:00' DO DELETE FROM plain;
	SET time_zone = '+00:00'; SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci;
	CREATE PROCEDURE conn () SELECT 1; CREATE VIEW conn AS SELECT 'a' AS a; CREATE TRIGGER conn AFTER DELETE ON plain FOR EACH ROW SET @b = 1;
	CREATE EVENT conn ON SCHEDULE EVERY 1 DAY STARTS '2036-01-01 04:00:00' DISABLE DO DELETE FROM plain; SET NAMES utf8mb4;
	SET timestamp = UNIX_TIMESTAMP('2020-01-01 00:00:00');
	CREATE EVENT bygone ON SCHEDULE AT '2020-06-01 00:00:00' ON COMPLETION NOT PRESERVE DISABLE DO DELETE FROM plain;
	CREATE EVENT ended ON SCHEDULE EVERY 1 DAY STARTS '2020-01-02 00:00:00' ENDS '2020-03-01 00:00:00' DISABLE DO DELETE FROM plain;
	SET timestamp = DEFAULT"
if is_mysql; then
	own="
		ALTER TABLE plain ADD h INT INVISIBLE, ADD e INT DEFAULT (1 + 1), ADD pt POINT NOT NULL SRID 4326, ADD KEY hidden (b) INVISIBLE, ADD KEY fun ((b * 2)),
			ADD CONSTRAINT loose CHECK (b <> 3) NOT ENFORCED;
		INSERT INTO parent VALUES (1, 1), (2, 1), (3, 2); ANALYZE TABLE parent UPDATE HISTOGRAM ON c WITH 8 BUCKETS;
		SET default_collation_for_utf8mb4 = utf8mb4_general_ci;
		CREATE FUNCTION same_word (a VARCHAR(20) CHARACTER SET utf8mb4, b VARCHAR(20) CHARACTER SET utf8mb4) RETURNS TINYINT DETERMINISTIC RETURN a = b;
		CREATE FUNCTION mixed (a VARCHAR(20) CHARACTER SET utf8mb4, b VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci) RETURNS TINYINT DETERMINISTIC RETURN a = 'a ';
		SET default_collation_for_utf8mb4 = DEFAULT;
		ALTER TABLE parent SECONDARY_ENGINE_ATTRIBUTE = '{\"a\": 1}'"
else
	own="
		ALTER TABLE plain ADD h INT INVISIBLE, ADD e INT DEFAULT (1 + 1), ADD z TEXT COMPRESSED, ADD q VARCHAR(9) CHECK (q <> 'x'), ADD KEY hidden (b) IGNORED;
		ALTER DATABASE def COMMENT 'of the company';
		CREATE SEQUENCE seq START WITH 10 MINVALUE 1 MAXVALUE 1000 INCREMENT BY 5 CACHE 3 CYCLE; DO NEXTVAL(seq);
		SET sql_mode = ORACLE; CREATE PACKAGE pack AS FUNCTION one RETURN INT; END; SET sql_mode = DEFAULT"
fi
# Statements that contain a semicolon are sent separately.
made() { on source "SET NAMES utf8mb4; USE def; $1"; }
it "what a source may define is there after an apply, and equal"
on source "SET GLOBAL log_bin_trust_function_creators = 1; $common"
if is_mysql; then
	made "$own" >/dev/null
else
	made "${own%%SET sql_mode = ORACLE*}"
	printf '%s\n' "SET sql_mode = ORACLE;" "DELIMITER //" "CREATE PACKAGE def.pack AS FUNCTION one RETURN INT; END//" | client source
fi
extrepl apply
expect_status 0
extrepl verify
expect_status 0
expect_equal_sides
for event in bygone ended; do
	[[ $(on rdsadmin "SELECT COUNT(*) FROM information_schema.events WHERE event_name = '$event'") == 1 ]] || wrong "the event $event is not on the target"
done
! is_mysql || [[ $(on rdsadmin "SELECT def.same_word('a', 'a '), def.mixed('a', 'a')") == $'1\t1' ]] || wrong "a function answers otherwise"

it "no column of information_schema is unknown"
unknown=$(SOURCE_HOST=$SOURCE_HOST SOURCE_PORT=$SOURCE_PORT SOURCE_USER=$SOURCE_USER SOURCE_PASSWORD=$SOURCE_PASSWORD "${EXTREPL%/*}/tests/catalog_driver") || wrong "neither compared nor left out with a reason: $unknown"

# ---- each property changed separately: SQL on the target | what verify must report | SQL that undoes it
changes() {
	cat <<-'END'
		ALTER TABLE def.words COMMENT = 'other' | table `def`.`words`: comment: all on the source, other on the target | ALTER TABLE def.words COMMENT = 'all'
		ALTER TABLE def.words MODIFY w VARCHAR(255) NOT NULL DEFAULT 'ac' COMMENT 'a word' | column `w`, default | ALTER TABLE def.words MODIFY w VARCHAR(255) NOT NULL DEFAULT 'ab' COMMENT 'a word'
		ALTER TABLE def.words MODIFY i INT COMMENT 'new' | column `i`, comment | ALTER TABLE def.words MODIFY i INT
		ALTER TABLE def.words MODIFY v VARBINARY(9) DEFAULT X'0AFE' | column `v` | ALTER TABLE def.words MODIFY v VARBINARY(9) DEFAULT X'0AFF'
		ALTER TABLE def.words DROP g, ADD g INT AS (i + 3) AFTER v | column `g`, expression | ALTER TABLE def.words DROP g, ADD g INT AS (i + 1) AFTER v
		ALTER TABLE def.words DROP KEY pre, ADD KEY pre (w(19)) | index `pre`, length of the prefix: 20 on the source, 19 on the target | ALTER TABLE def.words DROP KEY pre, ADD KEY pre (w(20))
		ALTER TABLE def.words DROP KEY two, ADD KEY two (i, n) COMMENT 'none' | index `two`, comment | ALTER TABLE def.words DROP KEY two, ADD KEY two (i DESC, n) COMMENT 'both'
		ALTER TABLE def.words DROP KEY u, ADD KEY u (i, n) | index `u`, not unique | ALTER TABLE def.words DROP KEY u, ADD UNIQUE KEY u (i, n)
		ALTER TABLE def.words DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (i < 101) | check `c` | ALTER TABLE def.words DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (i < 100)
		ALTER TABLE def.parent STATS_PERSISTENT = 0 | table `def`.`parent`: options | ALTER TABLE def.parent STATS_PERSISTENT = 1
		ALTER TABLE def.child DROP FOREIGN KEY fk; ALTER TABLE def.child ADD CONSTRAINT fk FOREIGN KEY (p) REFERENCES def.parent (id) | foreign key `fk` | ALTER TABLE def.child DROP FOREIGN KEY fk; ALTER TABLE def.child ADD CONSTRAINT fk FOREIGN KEY (p) REFERENCES def.parent (id) ON DELETE CASCADE
		ALTER TABLE def.parts REORGANIZE PARTITION p0, p1 INTO (PARTITION p0 VALUES LESS THAN (11) COMMENT = 'low', PARTITION p1 VALUES LESS THAN (20)) | partition `p0`, values: 10 on the source, 11 on the target | ALTER TABLE def.parts REORGANIZE PARTITION p0, p1 INTO (PARTITION p0 VALUES LESS THAN (10) COMMENT = 'low', PARTITION p1 VALUES LESS THAN (20))
		ALTER TABLE def.packed ROW_FORMAT = DYNAMIC KEY_BLOCK_SIZE = 0 | row format: Compressed on the source, Dynamic on the target | ALTER TABLE def.packed ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 4
		ALTER TABLE def.plain MODIFY a VARCHAR(11) COLLATE utf8mb4_bin AFTER b | column `a`, collation | ALTER TABLE def.plain MODIFY a VARCHAR(10) AFTER id
		ALTER TABLE def.plain MODIFY h INT | column `h`, extra | ALTER TABLE def.plain MODIFY h INT INVISIBLE
		ALTER TABLE def.plain MODIFY e INT DEFAULT (1 + 2) | column `e`, default | ALTER TABLE def.plain MODIFY e INT DEFAULT (1 + 1)
		ALTER TABLE def.counted AUTO_INCREMENT = 4711 | AUTO_INCREMENT: 9 on the source, 4711 on the target | ALTER TABLE def.counted AUTO_INCREMENT = 9
		ALTER ALGORITHM = MERGE VIEW def.checked AS SELECT id, i FROM def.words WHERE i < 50 | view `def`.`checked`: check option: LOCAL on the source, NONE on the target | ALTER ALGORITHM = MERGE VIEW def.checked AS SELECT id, i FROM def.words WHERE i < 50 WITH LOCAL CHECK OPTION
		ALTER SQL SECURITY DEFINER VIEW def.invoked AS SELECT id FROM def.plain | view `def`.`invoked`: security | ALTER SQL SECURITY INVOKER VIEW def.invoked AS SELECT id FROM def.plain
		ALTER FUNCTION def.f COMMENT 'other' | stored function `def`.`f`: comment | ALTER FUNCTION def.f COMMENT 'adds'
		ALTER PROCEDURE def.p SQL SECURITY DEFINER CONTAINS SQL | stored procedure `def`.`p`: data access | ALTER PROCEDURE def.p SQL SECURITY INVOKER READS SQL DATA
		DROP PROCEDURE def.quoted; CREATE PROCEDURE def.quoted () SELECT 1 | stored procedure `def`.`quoted`: sql_mode | SET sql_mode = 'ANSI_QUOTES'; DROP PROCEDURE def.quoted; CREATE PROCEDURE def.quoted () SELECT 1
		DROP PROCEDURE def.latin; CREATE PROCEDURE def.latin () SELECT 1 | stored procedure `def`.`latin`: character_set_client | SET NAMES latin1; DROP PROCEDURE def.latin; CREATE PROCEDURE def.latin () SELECT 1
		DROP TRIGGER def.one; CREATE TRIGGER one BEFORE INSERT ON plain FOR EACH ROW SET NEW.b = 1 | trigger `def`.`two`: order: 2 on the source, 1 on the target | DROP TRIGGER def.one; CREATE TRIGGER one BEFORE INSERT ON plain FOR EACH ROW PRECEDES two SET NEW.b = 1
		DROP TRIGGER def.three; CREATE TRIGGER three AFTER UPDATE ON plain FOR EACH ROW SET @a = 1 | trigger `def`.`three`: timing: BEFORE | DROP TRIGGER def.three; CREATE TRIGGER three BEFORE UPDATE ON plain FOR EACH ROW SET NEW.b = NEW.b + 1
		SET time_zone = '+05:00'; ALTER EVENT def.daily ON SCHEDULE EVERY 1 DAY STARTS '2036-01-01 06:00:00' ENDS '2036-02-01 06:00:00' | event `def`.`daily`: time zone: +03:00 | SET time_zone = '+03:00'; ALTER EVENT def.daily ON SCHEDULE EVERY 1 DAY STARTS '2036-01-01 04:00:00' ENDS '2036-02-01 04:00:00'
		SET time_zone = '+03:00'; ALTER EVENT def.here ON SCHEDULE EVERY 1 HOUR STARTS '2036-01-01 07:00:00' | event `def`.`here`: time zone | SET time_zone = 'SYSTEM'; ALTER EVENT def.here ON SCHEDULE EVERY 1 HOUR STARTS '2036-01-01 04:00:00'
		ALTER EVENT def.off ON COMPLETION PRESERVE ENABLE | event `def`.`off`: status: DISABLED on the source, ENABLED on the target | ALTER EVENT def.off ON COMPLETION PRESERVE DISABLE
		ALTER EVENT def.daily ON COMPLETION PRESERVE | event `def`.`daily`: on completion | ALTER EVENT def.daily ON COMPLETION NOT PRESERVE
		DROP PROCEDURE def.conn; CREATE PROCEDURE def.conn () SELECT 1 | stored procedure `def`.`conn`: collation_connection | SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci; DROP PROCEDURE def.conn; CREATE PROCEDURE def.conn () SELECT 1
		SET NAMES latin1; CREATE OR REPLACE VIEW def.conn AS SELECT 'a' AS a | view `def`.`conn`: collation_connection | SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci; CREATE OR REPLACE VIEW def.conn AS SELECT 'a' AS a
		DO 0 | view `def`.`conn`: character_set_client | DO 0
		SET NAMES latin1; SET sql_mode = 'ANSI_QUOTES'; DROP TRIGGER def.conn; CREATE TRIGGER conn AFTER DELETE ON plain FOR EACH ROW SET @b = 1 | trigger `def`.`conn`: collation_connection | SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci; DROP TRIGGER def.conn; CREATE TRIGGER conn AFTER DELETE ON plain FOR EACH ROW SET @b = 1
		DO 0 | trigger `def`.`conn`: character_set_client | DO 0
		DO 0 | trigger `def`.`conn`: sql_mode | DO 0
		SET NAMES latin1; SET sql_mode = 'ANSI_QUOTES'; DROP EVENT def.conn; CREATE EVENT def.conn ON SCHEDULE EVERY 1 DAY STARTS '2036-01-01 04:00:00' DISABLE DO DELETE FROM plain | event `def`.`conn`: collation_connection | SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci; DROP EVENT def.conn; CREATE EVENT def.conn ON SCHEDULE EVERY 1 DAY STARTS '2036-01-01 04:00:00' DISABLE DO DELETE FROM plain
		DO 0 | event `def`.`conn`: character_set_client | DO 0
		DO 0 | event `def`.`conn`: sql_mode | DO 0
		DROP EVENT def.bygone | event `def`.`bygone` is over | SET timestamp = UNIX_TIMESTAMP('2020-01-01 00:00:00'); CREATE EVENT def.bygone ON SCHEDULE AT '2020-06-01 00:00:00' ON COMPLETION NOT PRESERVE DISABLE DO DELETE FROM plain
		ALTER DATABASE def2 COLLATE utf8mb4_bin | database `def2`: collation | ALTER DATABASE def2 COLLATE @def2@
	END
	! is_mysql || cat <<-'END'
		ALTER TABLE def.plain ALTER INDEX hidden VISIBLE | index `hidden`, visible | ALTER TABLE def.plain ALTER INDEX hidden INVISIBLE
		ALTER TABLE def.plain DROP KEY fun, ADD KEY fun ((b * 3)) | index `fun`, expression | ALTER TABLE def.plain DROP KEY fun, ADD KEY fun ((b * 2))
		ALTER TABLE def.plain ALTER CHECK loose ENFORCED | check `loose` | ALTER TABLE def.plain ALTER CHECK loose NOT ENFORCED
		ALTER TABLE def.plain MODIFY pt POINT NOT NULL SRID 3857 | column `pt`, SRID: 4326 on the source, 3857 on the target | ALTER TABLE def.plain MODIFY pt POINT NOT NULL SRID 4326
		ALTER TABLE def.parent SECONDARY_ENGINE_ATTRIBUTE = '{"a": 2}' | secondary engine attribute | ALTER TABLE def.parent SECONDARY_ENGINE_ATTRIBUTE = '{"a": 1}'
		ANALYZE TABLE def.parent DROP HISTOGRAM ON c | histogram of column `c`: present on the source, NULL on the target | ANALYZE TABLE def.parent UPDATE HISTOGRAM ON c WITH 8 BUCKETS
		DROP FUNCTION def.same_word; CREATE FUNCTION def.same_word (a VARCHAR(20) CHARACTER SET utf8mb4, b VARCHAR(20) CHARACTER SET utf8mb4) RETURNS TINYINT DETERMINISTIC RETURN a = b | stored function `def`.`same_word`: parameter 1, collation: utf8mb4_general_ci | SET default_collation_for_utf8mb4 = utf8mb4_general_ci; DROP FUNCTION def.same_word; CREATE FUNCTION def.same_word (a VARCHAR(20) CHARACTER SET utf8mb4, b VARCHAR(20) CHARACTER SET utf8mb4) RETURNS TINYINT DETERMINISTIC RETURN a = b
		ALTER DATABASE def2 ENCRYPTION = 'Y' | encryption: NO on the source, YES on the target | ALTER DATABASE def2 ENCRYPTION = 'N'
		CREATE LIBRARY def.lib LANGUAGE JAVASCRIPT AS $$ export function f(n) {return n} $$ | library `def`.`lib` is extra on the target | DROP LIBRARY def.lib
	END
	is_mysql || cat <<-'END'
		ALTER TABLE def.plain ALTER INDEX hidden NOT IGNORED | index `hidden`, ignored | ALTER TABLE def.plain ALTER INDEX hidden IGNORED
		ALTER TABLE def.plain MODIFY z TEXT | column `z`, type | ALTER TABLE def.plain MODIFY z TEXT COMPRESSED
		ALTER TABLE def.plain MODIFY q VARCHAR(9) CHECK (q <> 'y') | column `q` | ALTER TABLE def.plain MODIFY q VARCHAR(9) CHECK (q <> 'x')
		ALTER TABLE def.words MODIFY n INT(6) ZEROFILL | column `n`, type | ALTER TABLE def.words MODIFY n INT(5) ZEROFILL
		ALTER DATABASE def COMMENT 'other' | database `def`: comment | ALTER DATABASE def COMMENT 'of the company'
		DO NEXTVAL(def.seq); DO NEXTVAL(def.seq); DO NEXTVAL(def.seq) | sequence `def`.`seq`: next value: 25 on the source, 40 on the target | ALTER SEQUENCE def.seq RESTART WITH 25
	END
}

# sides COLUMN: 1 the changes, 3 the way back.
apply_changes() {
	local text='' change
	while IFS='|' read -r -a change; do
		text+="USE def; SET sql_mode = DEFAULT, time_zone = '+00:00', timestamp = DEFAULT; SET NAMES utf8mb4; ${change[$1]//@def2@/$def2};"$'\n'
	done < <(changes)
	on rdsadmin "SET sql_log_bin = 0, foreign_key_checks = 0; $text" >/dev/null
}
def2=$(on source "SELECT default_collation_name FROM information_schema.schemata WHERE schema_name = 'def2'")

it "each property that is changed on the target is named"
apply_changes 0
extrepl verify -o json
expect_status 1
jq -r '.verifications[0] | (.definitions[] | .object as $o | if .fault == "different" then .details[] | "\($o): \(.)" else "\($o) is \(.fault) on the target" end),
	(.ended_events[] | "\(.) is over")' "$WORK/out" >"$WORK/named"
while IFS='|' read -r -a change; do
	expected=${change[1]# }
	grep -qF -- "${expected% }" "$WORK/named" || wrong "not named: ${expected% }, after: ${change[0]}" "$(grep -F -- "${expected%%:*}" "$WORK/named")"
done < <(changes)

it "changed back, the sides are equal again"
apply_changes 2
extrepl verify
expect_status 0
expect_no_output "is over"

# Definitions made by sessions of other character sets, with letters of theirs: each is copied, and gives the same values.
# shellcheck shell=bash disable=SC2016,SC2154 # backquotes of SQL; variables of lib/

# The session's character set, iconv's name of it, a letter. In sjis, gbk and big5 its second byte is a backslash; MySQL
# itself cannot read a view with such a letter.
charsets=(
	"latin1 CP1252 é"
	"cp1251 CP1251 ж"
	"latin2 ISO-8859-2 ł"
	"sjis SHIFT-JIS ソ"
	"gbk GBK 縗"
	"big5 BIG5 功"
	"euckr EUC-KR 가"
	"utf8mb3 UTF-8 é"
	"utf8mb4 UTF-8 é"
	"binary UTF-8 é"
)

# print_definitions CHARSET LETTER
print_definitions() {
	local letter=$2 in_view=$2

	! is_mysql || [[ $1 != @(sjis|gbk|big5) ]] || in_view=a
	cat <<-SQL
		CREATE DATABASE made_$1 CHARACTER SET utf8mb4; USE made_$1;
		CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20), l VARCHAR(20) CHARACTER SET $1 DEFAULT '$letter',
			e ENUM ('$letter', 'b') CHARACTER SET $1, u ENUM ('$letter', 'z') DEFAULT '$letter' COMMENT 'it is $letter',
			g VARCHAR(60) AS (CONCAT(a, '$letter')), s VARCHAR(60) AS (IF(a = '$letter', '$letter', l)) STORED,
			h VARCHAR(60) DEFAULT (CONCAT('$letter', 'x')), b VARBINARY(20) AS (CONCAT('$letter', id)),
			CHECK (a <> '${letter}q')) COMMENT 'table $letter';
		INSERT INTO t (id, a, e) VALUES (1, '$letter', '$letter'), (2, 'z', 'b');
		CREATE TABLE named (\`column $letter\` INT, KEY \`key $letter\` (\`column $letter\`));
		CREATE VIEW v AS SELECT a, '$in_view' AS literal, CONCAT(a, '$in_view') AS c FROM t WHERE a <> '${in_view}q';
		CREATE FUNCTION f (p VARCHAR(10)) RETURNS VARCHAR(20) DETERMINISTIC COMMENT 'f $letter' RETURN CONCAT(p, '$letter');
		CREATE PROCEDURE p () COMMENT 'p $letter' SELECT '$letter', f('a');
		CREATE TRIGGER before_insert BEFORE INSERT ON t FOR EACH ROW SET NEW.a = CONCAT('$letter', NEW.a);
		CREATE EVENT e ON SCHEDULE EVERY 1 YEAR DISABLE COMMENT 'e $letter' DO INSERT INTO named VALUES (LENGTH('$letter'));
	SQL
	! is_mysql || echo "CREATE TABLE k (a VARCHAR(20), KEY k ((CONCAT(a, '$letter')))); INSERT INTO k VALUES ('$letter');"
}

# What the definitions give, of rows that were copied and of new ones.
print_values() {
	local row

	for row in "${charsets[@]}"; do
		echo "USE made_${row%% *}; SET sql_log_bin = 0; INSERT INTO t (id, a) VALUES (3, 'new');
			SELECT id, HEX(a), HEX(l), HEX(e), HEX(u), HEX(g), HEX(s), HEX(h), HEX(b) FROM t ORDER BY id;
			SELECT HEX(literal), HEX(c) FROM v ORDER BY c; SELECT HEX(f('a'));"
	done
}

fresh
for row in "${charsets[@]}"; do
	read -r charset encoding letter <<<"$row"
	print_definitions "$charset" "$letter" | iconv --from-code=UTF-8 --to-code="$encoding" |
		client source --default-character-set="$charset"
done

it "definitions made by sessions of other character sets are copied, and verify finds no difference"
extrepl apply
expect_status 0
expect_equal_sides
extrepl verify
expect_status 0
expect_output "Equal"

it "they give the same values on both sides"
expect_same "values" "$(print_values | client rdsadmin)" "$(print_values | client source)"

it "verify names a letter that differs in such an expression"
on rdsadmin "SET sql_log_bin = 0; ALTER TABLE made_latin1.t MODIFY g VARCHAR(60) AS (CONCAT(a, 'è'))"
extrepl verify
expect_status 1
expect_output "column \`g\`"

# Searches for what generated columns may depend on: combines expressions with settings of the session that wrote the rows.
# Each combination is a column of its own table; the copy must make it equal, or report it.
# shellcheck shell=bash disable=SC2154 # variables of lib/

# The expressions: over ts TIMESTAMP, d DATETIME(3), n INT, u INT UNSIGNED, c CHAR(9), s VARCHAR(30), f DOUBLE, t TIME(3).
searched_expressions() {
	cat <<-'SQL'
		n / 7
		n / u
		100.0 / u
		DATE(ts)
		HOUR(ts)
		UNIX_TIMESTAMP(ts)
		DATE_FORMAT(d, '%W %M')
		MONTHNAME(d)
		DAYNAME(d)
		WEEK(d)
		YEARWEEK(d)
		LENGTH(c)
		CONCAT('<', c, '>')
		CAST(s AS DATE)
		CAST(s AS DATETIME)
		CAST(s AS SIGNED)
		CAST(s AS DECIMAL(10, 2))
		CAST(d AS DATETIME)
		CAST(t AS TIME)
		STR_TO_DATE(s, '%Y-%m-%d')
		HEX(AES_ENCRYPT(s, 'key'))
		INET6_ATON(s)
		FROM_UNIXTIME(u)
		CONVERT_TZ(d, '+00:00', 'SYSTEM')
		LOWER(s)
		HEX(n)
		CONCAT(n, f)
		FORMAT(f, 2)
		s || 'x'
		NOT n BETWEEN 1 AND 5
		n - u
		REPEAT(s, 3)
		CHAR_LENGTH(CONCAT(n, s))
	SQL
}

# The settings of the writing session.
searched_settings() {
	printf '%s\n' "time_zone = '+00:00'" "time_zone = '+09:00'" "time_zone = '-03:30'" "div_precision_increment = 12" \
		"div_precision_increment = 0" "lc_time_names = 'de_DE'" "default_week_format = 3" "sql_mode = 'PAD_CHAR_TO_FULL_LENGTH'" \
		"sql_mode = 'NO_ZERO_DATE,NO_ZERO_IN_DATE'" "sql_mode = 'ALLOW_INVALID_DATES'" \
		"sql_mode = 'ANSI'"
	if is_mysql; then
		# MariaDB refuses such a table in a session without that mode (1901), and the copy reports it.
		printf '%s\n' "sql_mode = 'NO_UNSIGNED_SUBTRACTION'" "block_encryption_mode = 'aes-256-ecb'" "sql_mode = 'TIME_TRUNCATE_FRACTIONAL'"
	else
		printf '%s\n' "sql_mode = 'TIME_ROUND_FRACTIONAL'" "sql_mode = 'EMPTY_STRING_IS_NULL'"
	fi
}

searched_type() {
	case $1 in
	*/*) echo "DECIMAL(30, 15)" ;;
	*) echo "VARCHAR(200) CHARACTER SET utf8mb4" ;;
	esac
}

# SQL: the session that writes, with that setting.
searched_session() {
	echo "SET SESSION sql_mode = '', time_zone = '+00:00', div_precision_increment = 4, lc_time_names = 'en_US', default_week_format = 0;
		SET NAMES utf8mb4; SET SESSION $1;"
}

# searched_table NAME MORE: SQL for a table with the columns of the expressions and more, and for its rows.
searched_table() {
	echo "CREATE TABLE $1 (id INT PRIMARY KEY, ts TIMESTAMP NULL, d DATETIME(3), n INT, u INT UNSIGNED, c CHAR(9), s VARCHAR(30), f DOUBLE, t TIME(3), $2);
		INSERT IGNORE INTO $1 (id, ts, d, n, u, c, s, f, t) VALUES
			(1, '2024-03-01 02:00:00', '2024-12-30 23:59:59.987', 3, 7, 'a', '2011-02-31', 0.1, '10:11:12.987'),
			(2, '2024-03-01 22:30:00', '2024-01-01 00:00:00.5', -5, 11, 'b c', '12abc', 1e30, '-01:00:00.5'),
			(3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (4, '2024-07-15 12:00:00', '2026-11-29', 2, 3, '', '', -2, '0');"
}

# Creates the database `found`: one table for each expression and setting that the server accepts, or for each
# $searched_step-th.
searched_tables() {
	local expression setting number=0 sql="DROP DATABASE IF EXISTS found; CREATE DATABASE found CHARACTER SET utf8mb4; USE found;"

	while read -r setting; do
		while read -r expression; do
			((++number % searched_step == 0)) || continue
			sql+="$(searched_session "$setting") $(searched_table "t$number" \
				"g $(searched_type "$expression") GENERATED ALWAYS AS ($expression) STORED") FLUSH TABLES;"
		done < <(searched_expressions)
	done < <(searched_settings)
	printf '%s' "$sql" | client source --force >/dev/null 2>"$WORK/refused"
}

# The content of both sides, one line per table: name, checksum of the generated values.
searched_values() {
	client "$1" -N <<-SQL | client "$1" -N | sort
		SELECT CONCAT('SELECT ''', table_name, ''', COUNT(*), SUM(CRC32(CONCAT_WS('':'', id, g, g IS NULL))) FROM found.', table_name, ';')
		FROM information_schema.tables WHERE table_schema = 'found'
	SQL
}

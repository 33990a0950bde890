# Searches for what keys over computed values may depend on: the expressions and settings of generated_search.sh, by shapes
# of keys. Each combination is a key of its own table.
# shellcheck shell=bash disable=SC2154 # variables of lib/

# The key of a shape over the expression, and the column that it needs.
searched_key() {
	local column

	column="g $(searched_type "$1") GENERATED ALWAYS AS ($1) VIRTUAL"
	case $2 in
	0) echo "$column, KEY k (g)" ;;
	1) echo "$column, KEY k (n, g)" ;;
	2) echo "g VARCHAR(200) CHARACTER SET utf8mb4 GENERATED ALWAYS AS ($1) VIRTUAL, KEY k (g(3))" ;;
	3) echo "KEY k (($1))" ;;
	4) echo "KEY k (n, ($1))" ;;
	5) echo "j JSON DEFAULT ('[7, 8]'), KEY k ((CAST(j AS UNSIGNED ARRAY)), ($1))" ;;
	esac
}

# SQL: the literal of the expression's value, of the expression's own type.
searched_literal() {
	case $1 in
	*/* | HOUR* | WEEK* | YEARWEEK* | LENGTH* | *SIGNED* | *DECIMAL* | NOT* | "n - u" | CHAR_LENGTH*) echo "CAST($1 AS CHAR)" ;;
	INET6*) echo "CONCAT('0x', HEX($1))" ;;
	*) echo "QUOTE(CONVERT($1 USING utf8mb4))" ;;
	esac
}

# SQL whose result is SQL: a statement for each row, which finds the row by the key.
searched_lookups() {
	local table=$1 expression=$2 shape=$3 before=''

	case $shape in
	0 | 1) echo "SELECT 'SELECT ''$table'', id, n, g FROM $table FORCE INDEX (k);'"; return ;;
	2) echo "SELECT CONCAT('SELECT ''$table'', id FROM $table FORCE INDEX (k) WHERE g = ', QUOTE(g), ';') FROM $table WHERE g IS NOT NULL"; return ;;
	4) before="n = ', n, ' AND " ;;
	5) before="7 MEMBER OF (j) AND " ;;
	esac
	printf '%s' "SELECT CONCAT('SELECT ''$table'', id FROM $table FORCE INDEX (k) WHERE $before', REPLACE(e.expression, '\\\\''', ''''), ' = ', $(searched_literal "$expression"), ';')
		FROM $table, information_schema.statistics e WHERE e.table_schema = 'keyed' AND e.table_name = '$table' AND e.expression NOT LIKE '% array)' AND ($expression) IS NOT NULL"
}

# Creates the database `keyed`: a table with a key for each expression and setting, or for each $searched_step-th; the
# shape of the key changes from one to the next. $WORK/lookups: what to ask both sides.
searched_keys() {
	local expression setting shape number=0 made=0 shapes=3
	local sql="DROP DATABASE IF EXISTS keyed; CREATE DATABASE keyed CHARACTER SET utf8mb4; USE keyed;"

	! is_mysql || shapes=6
	while read -r setting; do
		while read -r expression; do
			((++number % searched_step == 0)) || continue
			# No query uses a key over these.
			[[ $expression != "NOT "* && $expression != "s ||"* ]] || continue
			shape=$((made++ % shapes))
			sql+="$(searched_session "$setting") $(searched_table "t$number" "$(searched_key "$expression" $shape)")
				$(searched_lookups "t$number" "$expression" $shape); FLUSH TABLES;"
		done < <(searched_expressions)
	done < <(searched_settings)
	printf '%s' "$sql" | client source -N -r --force >"$WORK/lookups" 2>"$WORK/refused"
}

# What the keys of one side find.
searched_answers() { { echo "SET sql_mode = 'ALLOW_INVALID_DATES'; USE keyed;"; cat "$WORK/lookups"; } | client "$1" -N --force 2>/dev/null | sort; }

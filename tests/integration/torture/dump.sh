#!/usr/bin/env bash
# Prints everything in the torture databases of one side, with the server's own client and nothing of extrepl:
#   dump.sh CLIENT-COMMAND...      a client that reads SQL from its input and prints tab-separated lines
# Values are hexadecimal, so that no terminal or charset can change them. DATABASES: other databases, as a condition on a name.
set -euo pipefail

client=("$@")
settings="SET time_zone='+00:00', sql_mode='', group_concat_max_len=10000000"
sql() { "${client[@]}" --batch --skip-column-names --max-allowed-packet=1G --default-character-set=utf8mb4 --init-command="$settings"; }
[[ $(sql <<<'SELECT VERSION()') == *MariaDB* ]] || settings+=", information_schema_stats_expiry=0"

# of COLUMN: a condition: the column names one of the databases.
of() { echo "CAST($1 AS BINARY) ${DATABASES:-LIKE 'tor%'}"; }

# One SELECT for each table or view: every column, also generated ones, as a value that shows all its bits.
value="CASE
  WHEN data_type IN ('float','double') THEN CONCAT('CONCAT_WS(\"/\",', q, '*1e0,', q, '*7e-1,', q, ')')
  WHEN data_type IN ('bit','enum','set') THEN CONCAT('CONCAT_WS(\"/\",', q, '+0,HEX(', q, '))')
  WHEN data_type = 'json' THEN CONCAT('CONCAT_WS(\"/\",JSON_TYPE(', q, '),HEX(CAST(', q, ' AS CHAR)),(SELECT GROUP_CONCAT(JSON_TYPE(v)) FROM JSON_TABLE(JSON_ARRAY(', q, '),\"\$**[*]\" COLUMNS(v JSON PATH \"\$\")) x),(SELECT GROUP_CONCAT(JSON_TYPE(v)) FROM JSON_TABLE(', q, ',\"\$**.*\" COLUMNS(v JSON PATH \"\$\")) x))')
  WHEN data_type LIKE 'long%' THEN CONCAT('CONCAT_WS(\"/\",LENGTH(', q, '),SHA2(', q, ',512))')
  WHEN data_type IN ('uuid','inet4','inet6') THEN q
  WHEN (data_type LIKE '%int' AND data_type NOT LIKE '%point') OR data_type IN ('decimal','year','date','time','datetime','timestamp') THEN q
  ELSE CONCAT('HEX(', q, ')') END"
selects=$(sql <<END
SELECT CONCAT('SELECT ', QUOTE(CONCAT(MIN(table_schema), '.', MIN(table_name))), ', ',
              GROUP_CONCAT($value ORDER BY ordinal_position), ' FROM ',
              CONCAT('\`', REPLACE(MIN(table_schema), '\`', '\`\`'), '\`.\`', REPLACE(MIN(table_name), '\`', '\`\`'), '\`'), ';')
FROM (SELECT c.*, CONCAT('\`', REPLACE(column_name, '\`', '\`\`'), '\`') AS q FROM information_schema.columns c
      JOIN information_schema.tables t ON BINARY t.table_schema = c.table_schema AND BINARY t.table_name = c.table_name
      WHERE $(of c.table_schema) AND $(of t.table_schema) AND t.table_type <> 'SEQUENCE') x
GROUP BY BINARY table_schema, BINARY table_name ORDER BY BINARY table_schema, BINARY table_name;
END
)
echo "== rows"
printf '%s\n' "$selects" | sed 's/\\t/\t/g; s/\\n/\n/g; s/\\\\/\\/g' | sql | LC_ALL=C sort

echo "== definitions"
shows=$(sql <<END
SELECT CONCAT('SHOW CREATE ', w, ' \`', REPLACE(d, '\`', '\`\`'), '\`.\`', REPLACE(n, '\`', '\`\`'), '\`;') FROM (
  SELECT table_schema d, table_name n, IF(table_type = 'SEQUENCE', 'SEQUENCE', 'TABLE') w FROM information_schema.tables WHERE $(of table_schema)
  UNION ALL SELECT routine_schema, routine_name, routine_type FROM information_schema.routines WHERE $(of routine_schema)
  UNION ALL SELECT trigger_schema, trigger_name, 'TRIGGER' FROM information_schema.triggers WHERE $(of trigger_schema)
  UNION ALL SELECT event_schema, event_name, 'EVENT' FROM information_schema.events WHERE $(of event_schema)
) x ORDER BY w, BINARY d, BINARY n;
SELECT CONCAT('SHOW CREATE DATABASE \`', REPLACE(schema_name, '\`', '\`\`'), '\`;') FROM information_schema.schemata WHERE $(of schema_name) ORDER BY 1;
END
)
printf '%s\n' "$shows" | sed 's/\\t/\t/g; s/\\n/\n/g; s/\\\\/\\/g' | sql

echo "== order of triggers"
sql <<END
SELECT trigger_schema, trigger_name, event_object_table, action_timing, event_manipulation, action_order
FROM information_schema.triggers WHERE $(of trigger_schema) ORDER BY 1, 2;
SELECT event_schema, event_name, status, time_zone, sql_mode FROM information_schema.events WHERE $(of event_schema) ORDER BY 1, 2;
END
echo "== parameters, and what tables are made with"
sql <<END
SELECT specific_schema, specific_name, routine_type, ordinal_position, parameter_name, dtd_identifier, collation_name
FROM information_schema.parameters WHERE $(of specific_schema) ORDER BY BINARY specific_schema, BINARY specific_name, routine_type, ordinal_position;
SELECT table_schema, table_name, engine, row_format, table_collation
FROM information_schema.tables WHERE $(of table_schema) ORDER BY BINARY table_schema, BINARY table_name;
END
for sequence in $(sql <<<"SELECT CONCAT('\`', table_schema, '\`.\`', REPLACE(table_name, '\`', '\`\`'), '\`') FROM information_schema.tables WHERE table_type = 'SEQUENCE' AND $(of table_schema)"); do
	echo "== sequence $sequence"
	sql <<<"SELECT * FROM $sequence"
done

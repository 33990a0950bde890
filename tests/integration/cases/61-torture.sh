# The copy is exact: every type at its edges, every charset, odd names, generated and hidden columns, programs.
# What is compared are the servers' own words, by torture/dump.sh.
# shellcheck shell=bash disable=SC2154 # variables of lib/

torture=(torture "tor\`t'u\"r\\e.2 ü")

expect_equal_torture() {
	local differences

	differences=$("$INTEGRATION/torture/compare.sh" "$PAIR" 2>&1) || wrong "the sides differ:" "$differences"
}

reset_source
reset_target
cat "$INTEGRATION/torture/common.sql" "$INTEGRATION/torture/$FLAVOUR.sql" |
	client source --default-character-set=utf8mb4 --comments

it "every type, charset and name arrives bit for bit"
copies -L -c 1 -d admin "${torture[@]}"
expect_status 0
expect_equal_torture

it "and by INSERT, where LOAD DATA LOCAL is not allowed"
on rdsadmin "SET GLOBAL local_infile = 0, GLOBAL max_allowed_packet = 67108864"
copies -L -c 1 -r -d admin "${torture[@]}"
on rdsadmin "SET GLOBAL local_infile = 1"
expect_status 0
expect_equal_torture

it "the comparison sees one changed bit"
on target "UPDATE torture.reals SET d = d + 2e-17 WHERE id = 1"
! "$INTEGRATION/torture/compare.sh" "$PAIR" >/dev/null || wrong "the last bit of a DOUBLE was not seen"

# Keys from one database into the other: whoever resets the pair would trip over them.
for side in source rdsadmin; do
	on $side "SET foreign_key_checks = 0; DROP DATABASE torture; DROP DATABASE \`tor\`\`t'u\"r\\e.2 ü\`"
done

# Generated columns with many expressions, written with many settings: each value is equal on the target, or reported.
# shellcheck shell=bash disable=SC1091,SC2034,SC2154 # variables of lib/

# The whole search takes minutes. The short one takes every 19th combination: all settings, and most expressions.
searched_step=19 least=15
[[ ! ${EXTREPL_LONG:-} ]] || searched_step=1 least=100
. "$INTEGRATION/generated_search.sh"
. "$INTEGRATION/keys_search.sh"

reset_source
reset_target
searched_tables

it "each generated value is equal on the target, or its column is named"
copies -g -t 2 found
expect_status 0
searched_values source >"$WORK/source.values"
searched_values target >"$WORK/target.values"
(($(wc -l <"$WORK/source.values") > least)) || wrong "few tables were made:" "$(head -20 "$WORK/refused")"
join -t "$(printf '\t')" -j 1 -v 1 "$WORK/source.values" "$WORK/target.values" >"$WORK/lacking"
[[ ! -s $WORK/lacking ]] || wrong "tables are lacking: $(cat "$WORK/lacking")"
comm -23 "$WORK/source.values" "$WORK/target.values" | cut -f1 | while read -r table; do
	grep -qF "\`found\`.\`$table\` has a different value" "$WORK/err" || echo "$table"
done >"$WORK/unnamed"
[[ ! -s $WORK/unnamed ]] || wrong "other values, unsaid:" "$(cat "$WORK/unnamed")"

it "and so is what the keys of generated values find"
searched_keys
copies -g -t 2 keyed
expect_status 0
searched_answers source >"$WORK/source.answers"
searched_answers target >"$WORK/target.answers"
(($(wc -l <"$WORK/source.answers") > least)) || wrong "few keys were made:" "$(head -20 "$WORK/refused")"
{ comm -23 "$WORK/source.answers" "$WORK/target.answers"; comm -13 "$WORK/source.answers" "$WORK/target.answers"; } | cut -f1 | sort -u |
	while read -r table; do
		grep -qF "of \`keyed\`.\`$table\` has a different value" "$WORK/err" || echo "$table"
	done >"$WORK/unnamed"
[[ ! -s $WORK/unnamed ]] || wrong "other answers, unsaid:" "$(cat "$WORK/unnamed")"
! grep "were not compared" "$WORK/err" >"$WORK/unasked" || wrong "keys that were not asked:" "$(cat "$WORK/unasked")"

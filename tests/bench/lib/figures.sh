# Figures: times taken, their medians, and the rows of the table that is printed.
# shellcheck shell=bash disable=SC2154 # what run and the other files set

say() { printf '%s\n' "$*" >&2; }

machine() {
	local memory
	memory=$(awk '/^MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo)
	echo "$(date -u '+%F %R') UTC, $(nproc) cores, $memory GiB, load $(cut -d' ' -f1 /proc/loadavg)," \
		"$FLAVOUR $(on source 'SELECT VERSION()'), $RUNS runs, $THREADS threads"
}

# sample NAME VALUE: one more value of what NAME measures.
sample() { echo "$2" >>"$SAMPLES/$FLAVOUR.$1"; }

# timed NAME COMMAND...: its seconds are a sample. What it says is shown only when it fails.
timed() {
	local name=$1 from=$EPOCHREALTIME to
	shift

	"$@" >"$WORK/said" 2>&1 </dev/null || {
		say "$* failed:"
		tail -n 20 "$WORK/said" >&2
		return 1
	}
	to=$EPOCHREALTIME
	sample "$name" "$(calculate "$to - $from")"
}

# median NAME: of its samples.
median() {
	sort -g "$SAMPLES/$FLAVOUR.$1" | awk '{ v[NR] = $1 } END { if (!NR) exit 1; print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

calculate() { awk "BEGIN { printf \"%.6f\", $1 }"; }
holds() { awk "BEGIN { exit !($1) }"; }

headings() {
	say
	printf '%-8s %-44s %11s %11s %7s %8s  %s\n' server what extrepl other ratio bar met
}

# row WHAT OURS OTHER RATIO BAR MET: as they are printed; a place for what is not there is "-".
row() { printf '%-8s %-44s %11s %11s %7s %8s  %s\n' "$FLAVOUR" "$@"; }

shown() { awk "BEGIN { v = $1; printf (v < 1 ? \"%.3f $2\" : \"%.2f $2\"), v }"; }

# faster WHAT OURS OTHER [BAR]: samples of seconds; the other's time is to be at least BAR times ours.
faster() { ratio_row "$1" "$(median "$2")" "$(median "$3")" "$(calculate "$(median "$3") / $(median "$2")")" '>=' "${4:-}"; }

# within WHAT OURS OTHER [BAR]: ours is to be at most BAR times the other's.
within() { ratio_row "$1" "$(median "$2")" "$(median "$3")" "$(calculate "$(median "$2") / $(median "$3")")" '<=' "${4:-}"; }

ratio_row() {
	local what=$1 ours=$2 other=$3 ratio=$4 relation=$5 bar=$6

	row "$what" "$(shown "$ours" s)" "$(shown "$other" s)" "$(printf %.2f "$ratio")" \
		"${bar:+$relation $bar}" "$(met "$ratio" "$relation" "$bar")"
}

# at_most WHAT VALUE UNIT [BAR [OTHER]]: a figure with a bar of its own; the other's is for comparison.
at_most() {
	row "$1" "$2 $3" "${5:+$5 $3}" - "${4:+<= $4}" "$(met "$2" '<=' "${4:-}")"
}

met() {
	if [[ ! $3 ]]; then
		echo -
	elif holds "$1 $2 $3"; then
		echo yes
	else
		echo NO
	fi
}

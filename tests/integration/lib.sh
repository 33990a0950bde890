# The functions that integration cases are written with. Every case's process sources it, with INTEGRATION, REPO and EXTREPL
# set.
# shellcheck shell=bash source-path=SCRIPTDIR

readonly INTEGRATION REPO EXTREPL

. "$REPO/tests/lab/lib/pause.sh"
. "$INTEGRATION/lib/assert.sh"
. "$REPO/tests/lab/lib/sessions.sh"
. "$INTEGRATION/lib/sql.sh"
. "$INTEGRATION/lib/pair.sh"
. "$INTEGRATION/lib/manifest.sh"
. "$INTEGRATION/lib/program.sh"
. "$INTEGRATION/lib/world.sh"
. "$INTEGRATION/lib/equal.sh"
. "$INTEGRATION/lib/writer.sh"
. "$INTEGRATION/lib/cutover.sh"
. "$INTEGRATION/lib/faults.sh"
. "$INTEGRATION/lib/copies.sh"
. "$INTEGRATION/lib/aws.sh"

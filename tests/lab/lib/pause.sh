# pause SECONDS: a sleep that starts no process. Those who wait for something wait a hundred times.
# shellcheck shell=bash

# A pipe that nobody writes to.
exec {PAUSE_PIPE}<> <(:)

pause() { read -rt "$1" -u "$PAUSE_PIPE" || true; }

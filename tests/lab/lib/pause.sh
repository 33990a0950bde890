# pause SECONDS: a sleep that starts no process, because loops that wait call it hundreds of times.
# shellcheck shell=bash

# Reads from a pipe that nobody writes to.
exec {PAUSE_PIPE}<> <(:)

pause() { read -rt "$1" -u "$PAUSE_PIPE" || true; }

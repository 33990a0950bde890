# Wrong passwords and closed ports: each has its own message, and nothing changes.
# shellcheck shell=bash

fresh
remember

it "a wrong source password: 77"
SOURCE_PASSWORD=wrong extrepl apply
expect_refused 77
expect_error "source 127.0.0.1:$SOURCE_PORT: access denied for 'root' (1045)"
expect_hint "The password came from the environment variable SOURCE_PASSWORD."

it "a wrong target password: 77"
RDS_PASSWORD=wrong extrepl apply
expect_refused 77
expect_error "target 127.0.0.1:$TARGET_PORT: access denied for 'awsuser' (1045)"
expect_hint "The password came from the environment variable RDS_PASSWORD."

it "a secret that is not there: 78"
manifest '.source.admin.password.env = "NO_SUCH_SECRET"'
extrepl apply
expect_refused 78
expect_error "source.admin.password: the environment variable NO_SUCH_SECRET is not set"

it "a closed source port: 69"
manifest '.source.port = 1'
extrepl apply
expect_refused 69
expect_error "source 127.0.0.1:1:"
expect_error "hint: "

it "a closed target port: 69"
manifest '.target.port = 1'
extrepl apply
expect_refused 69
expect_error "target 127.0.0.1:1:"
expect_error "hint: "

it "plan and status tell the same"
extrepl plan
expect_refused 69
extrepl status
expect_refused 69

it "a port behind which every connection is closed at once: 69, and nobody is said to have waited"
python3 -c 'import socket
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    listener.accept()[0].close()' >"$WORK/closing" & closing=$!
until [[ -s $WORK/closing ]]; do pause 0.01; done
manifest ".target.port = $(<"$WORK/closing")"
extrepl apply
expect_refused 69
expect_error "the connection ended before the login"
kill "$closing"

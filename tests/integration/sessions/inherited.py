#!/usr/bin/env python3
"""Sees what a session of extrepl takes over from the globals of its server, against the list of what it may: inherited.txt.

usage: inherited.py LAB

The globals of LAB's source are set to all other values that they take, a few hundred at once and then the next ones, and a
session of each kind says what it has (tests/integration/session_driver.c). What follows the globals and is not in the list, or
is in the list and follows none, is printed. Exit status 1: there was some.
"""
import os
import subprocess
import sys

import search
import values

DRIVER = os.path.join(os.path.dirname(search.EXTREPL), "tests", "session_driver")
# Of each session its own, or no session's.
OWN = ("pseudo_thread_id", "timestamp", "rand_seed1", "rand_seed2", "last_gtid", "error_count", "warning_count", "in_transaction",
       "proxy_user", "external_user", "statement_id")


def sessions(server):
    """{(variable, kind): value}"""
    env = server.env
    names = ("SOURCE_HOST", "SOURCE_PORT", "SOURCE_USER", "SOURCE_PASSWORD")
    done = subprocess.run([DRIVER], stdout=subprocess.PIPE, env=dict(env, **{name: env[name] for name in names}), check=True)
    found = {}
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        name, kind, value = (line.split("\t") + ["", ""])[:3]
        if name not in OWN:
            found[name, kind] = value
    return found


def allowed(known):
    """{(variable, kind)} of inherited.txt, of the variables that sessions of this server have."""
    found = set()
    with open(os.path.join(search.HERE, "inherited.txt"), encoding="utf-8") as file:
        for line in file:
            words = line.split()
            if words and not line.startswith("#") and words[0] in known:
                kinds = words[1].split(",") if len(words) > 1 else ["look", "read", "write", "verify"]
                found |= {(words[0], kind) for kind in kinds}
    return found


def main():
    server = search.Server(search.environment(sys.argv[1]), "source")
    found = values.all_values(server)
    before, usual = server.globals(), sessions(server)
    inherited = set()
    try:
        for number in range(max(len(statements) for statements in found.values())):
            server.ask("".join(statements[number % len(statements)] + ";\n" for statements in found.values()), force=True)
            # A global that is the server's alone is shown as every session's: it is none's.
            inherited |= {key for key, value in sessions(server).items()
                          if value != usual.get(key) and any(name.split(":")[0] == key[0] for name in found)}
    finally:
        server.restore(before)
    listed = allowed({name.split(":")[0] for name in found})
    for name, kind in sorted(inherited - listed):
        print(f"a session to {kind} takes over {name}, and inherited.txt does not say why it may")
    for name, kind in sorted(listed - inherited):
        print(f"inherited.txt has {name}, which no session to {kind} takes over")
    return 0 if inherited == listed else 1


if __name__ == "__main__":
    sys.exit(main())

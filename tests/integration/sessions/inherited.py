#!/usr/bin/env python3
"""Sees what a session of extrepl takes over from the globals of its server, against the list of what it may: inherited.txt.

usage: inherited.py LAB

The globals of LAB's source are set to all other values that they take, a few hundred at once and then the next ones, and a
session of each kind says what it has (tests/integration/session_driver.c). What follows the globals and is not in the list, or
is in the list and follows none, is printed. So is what init_connect can change for good of what no global tells: the server's
own value is meant, or a part of it. Exit status 1: there was some.
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


# {variable: (what init_connect sets, the kinds of sessions that must not keep it)}: no global, or none that is tried, moves these,
# or what a session has follows the global on purpose.
ALL = ("look", "read", "write", "verify")
CONNECT = {
    "div_precision_increment": ("9", ("look", "read", "verify")),
    "lc_time_names": ("'ja_JP'", ("look", "read", "verify")),
    "sql_big_selects": ("0", ALL),
    "sql_log_bin": ("0", ("look", "write", "verify")),
}
CONNECT_MYSQL = {
    "default_table_encryption": ("1", ("look", "write")),
    "optimizer_switch": ("'derived_merge=off,subquery_to_derived=on'", ALL),
    "use_secondary_engine": ("'FORCED'", ("read", "write", "verify")),
}
CONNECT_MARIADB = {
    "max_session_mem_used": ("100000000", ALL),
}


def sessions(server, **account):
    """{(variable, kind): value}"""
    done = subprocess.run([DRIVER], stdout=subprocess.PIPE, env=dict(server.env, **account), check=True)
    found = {}
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        name, kind, value = (line.split("\t") + ["", ""])[:3]
        if name not in OWN:
            found[name, kind] = value
    return found


def kept_from_connect(server, usual):
    """[(variable, kind)] that a session of an account without SUPER keeps from init_connect."""
    changed = dict(CONNECT, **(CONNECT_MYSQL if server.mysql else CONNECT_MARIADB))
    rights = "SYSTEM_VARIABLES_ADMIN, TABLE_ENCRYPTION_ADMIN" if server.mysql else "BINLOG ADMIN"
    connect = "SET " + ", ".join(f"SESSION {name} = {value}" for name, (value, _) in changed.items())
    server.ask("SET sql_log_bin = 0; CREATE USER inherits@'%' IDENTIFIED BY 'inherits-Pw-1';"
               f"GRANT {rights} ON *.* TO inherits@'%'; SET GLOBAL init_connect = \"{connect}\"")
    try:
        now = sessions(server, SOURCE_USER="inherits", SOURCE_PASSWORD="inherits-Pw-1")
    finally:
        server.ask("SET sql_log_bin = 0; SET GLOBAL init_connect = ''; DROP USER inherits@'%'")
    return sorted((name, kind) for name, (_, kinds) in changed.items() for kind in kinds if now[name, kind] != usual[name, kind])


def allowed(known):
    """{(variable, kind)} of inherited.txt, of the variables that sessions of this server have."""
    found = set()
    with open(os.path.join(search.HERE, "inherited.txt"), encoding="utf-8") as file:
        for line in file:
            words = line.split()
            if words and not line.startswith("#") and words[0] in known:
                kinds = words[1].split(",") if len(words) > 1 else list(ALL)
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
    kept = kept_from_connect(server, usual)
    for name, kind in kept:
        print(f"a session to {kind} keeps what init_connect set {name} to")
    return 0 if inherited == listed and not kept else 1


if __name__ == "__main__":
    sys.exit(main())

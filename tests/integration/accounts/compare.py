#!/usr/bin/env python3
"""Are the accounts of the source on the target, with what can be there?

usage: compare.py LOGINS
Reads SHOW GRANTS and SHOW CREATE USER of both servers in its own way, and logs in for real. What the target lacks must be
refused to its master user when he tries to grant it. Says each difference, and how much was compared.
"""
import json
import os
import re
import subprocess
import sys

ENV = os.environ
MYSQL = ENV["FLAVOUR"] == "mysql"
ON_DATABASE = {"SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "REFERENCES", "INDEX", "ALTER", "CREATE TEMPORARY TABLES",
               "LOCK TABLES", "EXECUTE", "CREATE VIEW", "SHOW VIEW", "CREATE ROUTINE", "ALTER ROUTINE", "EVENT", "TRIGGER"}
ON_TABLE = {"SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "REFERENCES", "INDEX", "ALTER", "CREATE VIEW", "SHOW VIEW", "TRIGGER"}
ON_ROUTINE = {"EXECUTE", "ALTER ROUTINE"}
ON_ALL = ON_DATABASE | {"RELOAD", "SHUTDOWN", "PROCESS", "FILE", "SHOW DATABASES", "SUPER", "REPLICATION SLAVE", "BINLOG MONITOR",
                        "CREATE USER", "CREATE TABLESPACE"}
if not MYSQL:
    for level in ON_DATABASE, ON_TABLE, ON_ALL:
        level.add("DELETE HISTORY")
    ON_ALL |= {"BINLOG ADMIN", "BINLOG REPLAY", "CONNECTION ADMIN", "FEDERATED ADMIN", "READ_ONLY ADMIN", "REPLICATION SLAVE ADMIN",
               "REPLICATION MASTER ADMIN", "SET USER", "SLAVE MONITOR"}
wrong = 0
compared = 0
lacking = {}


def say(*words):
    global wrong
    wrong += 1
    print(*words)


def run(account, sql, options=()):
    """Rows as lists of texts; or the error's text."""
    done = subprocess.run([ENV["MYSQL_CLIENT"], f"--defaults-file={ENV['LAB_DIR']}/{account}.cnf", "--default-character-set=utf8mb4",
                           "--batch", "--raw", "--skip-column-names", *options, "-e", sql], capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def login(side, user, password):
    """What a login as this account sees of itself, or the number of the error."""
    where = ENV["SOURCE_PORT"] if side == "source" else ENV["TARGET_PORT"]
    tls = ["--ssl-mode=REQUIRED"] if MYSQL else ["--ssl"]
    done = subprocess.run([ENV["MYSQL_CLIENT"], "--no-defaults", "-h127.0.0.1", f"-P{where}", "--protocol=TCP", f"-u{user}", *tls, "--batch",
                           "--skip-column-names", "-e", "SELECT CURRENT_USER(), CURRENT_ROLE(), (SELECT VARIABLE_VALUE <> '' FROM "
                           + ("performance_schema" if MYSQL else "information_schema") + ".session_status WHERE VARIABLE_NAME = 'Ssl_cipher')"],
                          env={**ENV, "MYSQL_PWD": password}, capture_output=True, check=False)
    if done.returncode == 0:
        return done.stdout.decode("utf-8", "replace")
    return re.findall(r"ERROR (\d+)", done.stderr.decode("utf-8", "replace"))[:1]


def split(listed):
    """At commas outside brackets and backquotes."""
    parts, part, depth, quoted = [], "", 0, False
    for letter in listed:
        quoted ^= letter == "`"
        depth += (letter == "(" and not quoted) - (letter == ")" and not quoted)
        if letter == "," and depth == 0 and not quoted:
            parts.append(part.strip())
            part = ""
        else:
            part += letter
    return parts + [part.strip()]


QUOTED = r"`(?:[^`]|``)*`"
GRANTED = re.compile(rf"^(GRANT|REVOKE) (.*?) ON ((?:PROCEDURE |FUNCTION )?(?:\*\.\*|{QUOTED}\.(?:\*|{QUOTED})|{QUOTED}@{QUOTED})) (?:TO|FROM) ({QUOTED}(?:@{QUOTED})?)(.*)$")
ROLES = re.compile(rf"^GRANT ({QUOTED}(?:@{QUOTED})?(?:, ?{QUOTED}(?:@{QUOTED})?)*) TO ({QUOTED}(?:@{QUOTED})?)( WITH ADMIN OPTION)?$")


def grants(side, name):
    found = set()
    for line in run(side, f"SHOW GRANTS FOR {name}")[0].splitlines():
        line = re.sub(r" IDENTIFIED (BY|VIA) .*?(?= WITH GRANT OPTION|$)", "", line)
        match = ROLES.match(line)
        if match and match[2] == name:
            for role in re.findall(rf"{QUOTED}(?:@{QUOTED})?", match[1]):
                found.add(("role", role, ""))
                if match[3]:
                    found.add(("admin", role, ""))
            continue
        match = GRANTED.match(line)
        if not match or match[4] != name:
            continue
        verb, privileges, thing, tail = match[1], match[2], match[3], match[5]
        dynamic = False
        for privilege in split(privileges):
            dynamic = MYSQL and bool(re.fullmatch(r"[A-Z0-9]+_[A-Z0-9_]+", privilege))
            columns = re.match(r"^([A-Z ]+?) \((.*)\)$", privilege)
            if columns:
                found |= {(verb, f"{columns[1]} ({column})", thing) for column in split(columns[2])}
            elif privilege in ("ALL PRIVILEGES", "ALL"):
                level = ON_ALL if thing == "*.*" else ON_ROUTINE if thing[0] in "PF" else ON_DATABASE if thing.endswith(".*") else ON_TABLE
                found |= {(verb, one, thing) for one in level}
            elif privilege != "USAGE":
                found.add((verb, privilege, thing))
                if dynamic and "WITH GRANT OPTION" in tail:
                    found.add((verb, privilege + " with its option", thing))
        if "WITH GRANT OPTION" in tail and not dynamic:
            found.add((verb, "GRANT OPTION", thing))
    return found


def refused(name, grant):
    """Whether the target's master user is refused it, or it is one of those that are left out on purpose."""
    verb, privilege, thing = grant
    if verb == "REVOKE" or privilege == "PROXY":
        return True
    if verb in ("role", "admin"):
        return False
    if re.match(r"^(PROCEDURE |FUNCTION )?`mysql`", thing):
        return True
    if MYSQL and re.match(r"^`(?:[^`\\]|\\.)*%", thing):
        return True
    plain = privilege.replace(" with its option", "")
    option = " WITH GRANT OPTION" if plain != privilege or privilege == "GRANT OPTION" else ""
    plain = "USAGE" if privilege == "GRANT OPTION" else plain
    return "ERROR" in run("target", f"GRANT {plain} ON {thing} TO {name}{option}")[1]


def created(side, name):
    """SHOW CREATE USER without hashes, as a set of words in their order."""
    line = run(side, ("SET print_identified_with_as_hex = ON; " if MYSQL else "") + f"SHOW CREATE USER {name}")[0].strip()
    return line


def quoted(value):
    return "`" + value.replace("`", "``") + "`"


def names(side):
    where = "is_role" if not MYSQL else "'N'"
    out = run(side, f"SELECT HEX(User), HEX(Host), {where} FROM mysql.user")[0]
    for row in out.splitlines():
        user, host, role = row.split("\t")
        user, host = bytes.fromhex(user).decode(), bytes.fromhex(host).decode()
        yield quoted(user) if role == "Y" else f"{quoted(user)}@{quoted(host)}"


OWN = re.compile(r"^`(root|repl|mysql\.[a-z]*|mariadb\.sys|PUBLIC|rds[a-z_]*|awsuser)`")


def as_on_target(grant):
    """A name of a database means itself where partial_revokes is on."""
    verb, privilege, thing = grant
    if MYSQL and re.match(rf"^{QUOTED}\.\*$", thing):
        thing = thing.replace("\\_", "_").replace("\\%", "%")
    return verb, privilege, thing


there = set(names("rdsadmin"))
for one in sorted(names("source")):
    if OWN.match(one):
        continue
    if one not in there:
        say(one, "is not on the target")
        continue
    source, target = grants("source", one), grants("rdsadmin", one)
    compared += len(source) + 1
    expected = {as_on_target(grant): grant for grant in source}
    for grant in sorted(set(expected) - target):
        known = (grant[1], "" if grant[2] != "*.*" else grant[2])
        if grant[2] == "*.*" and lacking.get(known):
            continue
        if not refused(one, expected[grant]):
            say(one, "lacks", *grant)
        lacking[known] = True
    for grant in sorted(target - set(expected)):
        if not (grant[0] == "REVOKE" and grant[2] == "`mysql`.*"):
            say(one, "has more:", *grant)
    if "@`" in one and created("source", one) != created("rdsadmin", one):
        say(one, "is another:\n ", created("source", one), "\n ", created("rdsadmin", one))

tried = 0
for line in open(sys.argv[1], encoding="utf-8"):
    account = json.loads(line)
    # Whether 127.0.0.1 is called localhost is a setting of each server.
    if account["host"] == "localhost":
        continue
    for password in filter(None, [account["password"], account["older"]]):
        results = [login(side, account["user"], password) for side in ("source", "target")]
        tried += isinstance(results[0], str)
        if results[0] != results[1]:
            say(account["user"], "logs in otherwise:", *results)
print(f"compared {compared}, logged in {tried}, {wrong} differences")
sys.exit(wrong > 0)

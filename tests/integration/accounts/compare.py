#!/usr/bin/env python3
"""Are the accounts of the source on the target, with what can be there?

usage: compare.py LOGINS PLAN
Reads SHOW GRANTS and SHOW CREATE USER of both servers in its own way, and logs in for real. What the target lacks must
be refused to its master user when he tries to grant it, or mean another thing there; and PLAN, the plan's JSON before
the accounts were made, must have named it. Says each difference, and how much was compared.
"""
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

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


def say(*words):
    global wrong
    wrong += 1
    print(*words)


def run(account, sql):
    """All that is printed, with the error of each statement in its place."""
    done = subprocess.run([ENV["MYSQL_CLIENT"], f"--defaults-file={ENV['LAB_DIR']}/{account}.cnf", "--default-character-set=utf8mb4",
                           "--batch", "--raw", "--skip-column-names", "--force", "--unbuffered"], input=sql.encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout.decode("utf-8", "replace")


def answers(account, statements):
    """A text for each statement: its rows, or its error. One client sends them all."""
    if not statements:
        return []
    script = "SET sql_quote_show_create = 1;\n" if not MYSQL else "SET print_identified_with_as_hex = ON;\n"
    script += "".join(f"SELECT '@@{i}';\n{one};\n" for i, one in enumerate(statements))
    parts = re.split(r"^@@\d+\n", run(account, script), flags=re.M)
    assert len(parts) == len(statements) + 1, (account, len(parts), len(statements), parts[0])
    return parts[1:]


def login(side, user, password):
    """What a login as this account sees of itself, or the number of the error."""
    where = ENV["SOURCE_PORT"] if side == "source" else ENV["TARGET_PORT"]
    tls = ["--ssl-mode=REQUIRED"] if MYSQL else ["--ssl"]
    schema = "performance_schema" if MYSQL else "information_schema"
    done = subprocess.run([ENV["MYSQL_CLIENT"], "--no-defaults", "-h127.0.0.1", f"-P{where}", "--protocol=TCP", f"-u{user}", *tls, "--batch",
                           "--skip-column-names", "-e", "SELECT CURRENT_USER(), CURRENT_ROLE(), (SELECT VARIABLE_VALUE <> '' FROM "
                           f"{schema}.session_status WHERE VARIABLE_NAME = 'Ssl_cipher')"],
                          env={**ENV, "MYSQL_PWD": password}, capture_output=True, check=False)
    if done.returncode == 0:
        return done.stdout.decode("utf-8", "replace")
    # MariaDB's refusal of one plugin (1698) is not told from that of another (1045).
    return re.findall(r"ERROR (\d+)|(expired)", done.stderr.decode("utf-8", "replace").replace("ERROR 1698", "ERROR 1045"))[:1]


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


def grants(text, name):
    found = set()
    for line in text.splitlines():
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


def as_grant(name, grant):
    """The statement by which the target's master user would grant it."""
    _, privilege, thing = grant
    plain = privilege.replace(" with its option", "")
    option = " WITH GRANT OPTION" if plain != privilege or privilege == "GRANT OPTION" else ""
    plain = "USAGE" if privilege == "GRANT OPTION" else plain
    return f"GRANT {plain} ON {thing} TO {name}{option}"


def is_another_thing(grant):
    """It cannot be there, or would mean something else there."""
    verb, privilege, thing = grant
    return privilege == "PROXY" or re.match(r"^(PROCEDURE |FUNCTION )?`mysql`", thing) or (
        MYSQL and target_is_literal and not source_is_literal and re.match(r"^`(?:[^`\\]|\\.)*%", thing)) or (
        verb == "REVOKE" and not target_is_literal)


def is_planned(label, grant):
    """The plan has a line on this account that names the privilege and the object."""
    verb, privilege, thing = grant
    words = {"role": f"ROLE {privilege}", "admin": f"ADMIN OPTION FOR {privilege}"}.get(verb)
    if words is None:
        if privilege.endswith(" with its option"):
            privilege = "GRANT OPTION FOR " + privilege.removesuffix(" with its option")
        words = ("REPLICATION CLIENT" if privilege == "BINLOG MONITOR" else privilege)
    for note in notes:
        if not note.startswith(f"{label} goes without "):
            continue
        listed = note[len(label) + len(" goes without "):]
        for part in listed.split("; "):
            if words in part and (thing == "" or f" ON {thing}" in part or words.startswith("GRANT OPTION FOR")):
                return True
    return False


def as_created(line):
    """MariaDB's unix_socket is left out, and one way to log in has two spellings."""
    if MYSQL or line is None:
        return line
    line = re.sub(r" unix_socket OR | OR unix_socket\b", lambda at: " " if at[0].startswith(" unix") else "", line)
    return re.sub(r"IDENTIFIED VIA mysql_native_password USING ('[^']*')(?! OR)", r"IDENTIFIED BY PASSWORD \1", line)


def quoted(value):
    return "`" + value.replace("`", "``") + "`"


def label_of(user, host):
    text = [part.replace("\\", "\\\\").replace("'", "''") for part in (user, host)]
    return f"'{text[0]}'@'{text[1]}'"


def names(side):
    where = "is_role" if not MYSQL else "'N'"
    out = run(side, f"SELECT HEX(User), HEX(Host), {where} FROM mysql.user;")
    for row in out.splitlines():
        user, host, role = row.split("\t")
        user, host = bytes.fromhex(user).decode(), bytes.fromhex(host).decode()
        yield (quoted(user), quoted(user)) if role == "Y" else (f"{quoted(user)}@{quoted(host)}", label_of(user, host))


OWN = re.compile(r"^`(root|repl|mysql\.[a-z]*|mariadb\.sys|rds[a-z_]*|awsuser)`")


def as_on_target(grant):
    """Patterns are names where partial_revokes is on."""
    verb, privilege, thing = grant
    if MYSQL and target_is_literal and not source_is_literal and re.match(rf"^{QUOTED}\.\*$", thing):
        thing = thing.replace("\\_", "_").replace("\\%", "%")
    return verb, privilege, thing


def is_literal(side):
    return MYSQL and run(side, "SELECT @@GLOBAL.partial_revokes;").strip() == "1"


source_is_literal, target_is_literal = is_literal("source"), is_literal("rdsadmin")
with open(sys.argv[2], encoding="utf-8") as plan:
    notes = [note for step in json.load(plan)["plans"][0]["steps"] if step["step"] == "target.accounts" for note in step["notes"]]
left_out = set(json.loads(line)["name"] for line in open(sys.argv[1], encoding="utf-8") if json.loads(line).get("left_out"))
there = {name for name, _ in names("rdsadmin")}
listed = [(name, label) for name, label in sorted(names("source")) if not OWN.match(name) and name not in left_out]
shown = {}
for side in "source", "rdsadmin":
    asked = [name for name, _ in listed if name in there]
    statements = [f"SHOW GRANTS FOR {name}" for name in asked] + [f"SHOW CREATE USER {name}" for name in asked if "@`" in name]
    shown[side] = dict(zip(statements, answers(side, statements)))

with open(sys.argv[1], encoding="utf-8") as logins:
    accounts = [json.loads(line) for line in logins]
given = {account["name"] for account in accounts if account.get("new")}
tries = []
for name, label in listed:
    if name not in there:
        say(name, "is not on the target")
        continue
    source, target = (grants(shown[side][f"SHOW GRANTS FOR {name}"], name) for side in ("source", "rdsadmin"))
    compared += len(source) + 1
    expected = {as_on_target(grant): grant for grant in source}
    for grant in sorted(set(expected) - target):
        if not is_planned(label, expected[grant]):
            say(name, "lacks, and the plan did not say so:", *expected[grant])
        elif grant[0] in ("role", "admin"):
            say(name, "lacks the role", grant[1])
        elif not is_another_thing(expected[grant]):
            tries.append((name, expected[grant]))
    for grant in sorted(target - set(expected)):
        if not (grant[0] == "REVOKE" and grant[2] == "`mysql`.*"):
            say(name, "has more:", *grant)
    created = [as_created(shown[side].get(f"SHOW CREATE USER {name}")) for side in ("source", "rdsadmin")]
    if created[0] != created[1] and name not in given:
        say(name, "is another:\n ", *created)
for (name, grant), answer in zip(tries, answers("target", [as_grant(*one) for one in tries])):
    if "ERROR" not in answer:
        say(name, "lacks what can be granted:", *grant)


def try_login(account):
    results = []
    for password in filter(None, [account["password"], account.get("older")]):
        expected = login("source", account["user"], password)
        results.append((account["user"], expected, login("target", account["user"], account.get("new") or password)))
    return results


# Whether 127.0.0.1 is called localhost is a setting of each server.
to_try = [account for account in accounts if account["host"] != "localhost" and not account.get("left_out")]
with ThreadPoolExecutor(2) as pool:
    tried = [result for results in pool.map(try_login, to_try) for result in results]
for user, expected, got in tried:
    if expected != got:
        say(user, "logs in otherwise:", expected, got)
succeeded = sum(isinstance(expected, str) for _, expected, _ in tried)
print(f"compared {compared}, refused {len(tries)}, logged in {succeeded}, {wrong} differences")
sys.exit(wrong > 0)

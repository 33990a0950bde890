#!/usr/bin/env python3
"""Accounts and grants at random, as SQL for a source.

usage: make.py SEED FLAVOUR COUNT LOGINS
LOGINS gets a line of JSON an account: its name as servers print it, user, host and password; `older`: another password
that works as well; `new`: the one for accounts.passwords, as it cannot keep its own; `left_out`: for accounts.exclude.
On MySQL every third seed is a source with partial_revokes.
"""
import json
import random
import sys

seed, flavour, count, logins = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
mysql = flavour == "mysql"
literal = mysql and seed % 3 == 0
rng = random.Random(seed)

ODD = ["o'brien", 'say"hi"', "at@home", "two words", "übung", "日本", "back`tick", "per%cent", "under_score", "semi;colon", "UPPER", "trail ",
       "back\\slash", "tab\tin", "a, b", "(x)", "IDENTIFIED BY", "thirty-two letters long is most"[:30]]
HOSTS = ["%", "%", "%", "127.0.0.1", "127.0.0.%", "127.0.0.0/255.255.255.0", "10.%", "localhost", "app.example.com", "App.Example.Com",
         "::1", "fe80::%", "%.example.com", "a-host-name-of-many-letters.in-a-domain.of-some-depth.example.org"]
STATIC = ["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "REFERENCES", "INDEX", "ALTER", "CREATE TEMPORARY TABLES",
          "LOCK TABLES", "EXECUTE", "CREATE VIEW", "SHOW VIEW", "CREATE ROUTINE", "ALTER ROUTINE", "EVENT", "TRIGGER"]
GLOBAL = STATIC + ["PROCESS", "RELOAD", "FILE", "SUPER", "SHUTDOWN", "REPLICATION CLIENT", "REPLICATION SLAVE", "SHOW DATABASES", "CREATE USER"]
DYNAMIC = ["XA_RECOVER_ADMIN", "ROLE_ADMIN", "BACKUP_ADMIN", "SHOW_ROUTINE", "CONNECTION_ADMIN", "SESSION_VARIABLES_ADMIN"]
TABLE = ["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "REFERENCES", "INDEX", "ALTER", "CREATE VIEW", "SHOW VIEW", "TRIGGER"]
DATABASES = ["acc", "acc_two", "acc%pct", "not yet made"]


def text(value):
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def name(value):
    return "`" + value.replace("`", "``") + "`"


def some(values, least=1):
    return rng.sample(values, rng.randint(least, min(len(values), 6)))


def database():
    shown = rng.choice(DATABASES)
    return name(shown if literal else shown.replace("_", "\\_").replace("%", "\\%"))


if mysql:
    print(f"SET GLOBAL partial_revokes = {'ON' if literal else 'OFF'};")
print("CREATE DATABASE IF NOT EXISTS acc; CREATE DATABASE IF NOT EXISTS acc_two; CREATE DATABASE IF NOT EXISTS `acc%pct`;")
print("CREATE TABLE IF NOT EXISTS acc.t (a INT PRIMARY KEY, `b c` INT, d INT); CREATE TABLE IF NOT EXISTS acc_two.`odd ``t` (a INT PRIMARY KEY);")
print("CREATE PROCEDURE IF NOT EXISTS acc.p() SELECT 1;" if not mysql else "DROP PROCEDURE IF EXISTS acc.p; CREATE PROCEDURE acc.p() SELECT 1;")
print("DROP FUNCTION IF EXISTS acc.f; CREATE FUNCTION acc.f() RETURNS INT DETERMINISTIC NO SQL RETURN 1;")

roles = []
for i in range(rng.randint(2, 4)):
    role = f"{rng.choice(['reader', 'the role', 'räder', 'r`q'])}{i}"
    # On MySQL a role is an account, and may have a host of its own.
    host = rng.choice(["%", "localhost", "10.%"])
    shown = f"{text(role)}@{text(host)}" if mysql else name(role)
    print(f"CREATE ROLE {shown};")
    roles.append(shown)

accounts = []
for i in range(count):
    user = rng.choice(ODD + ["app", "report", "cron", "batch"]) + (str(i) if rng.random() < 0.9 else f"-{i}")
    if i == 0 and rng.random() < 0.3:
        user = ""
    host = rng.choice(HOSTS)
    plain = i == 1
    if plain:
        # One at least logs in.
        host = "127.0.0.%"
    if user == "":
        # Nearer, it would take the logins of all others.
        host = "10.9.%"
    password = f"Pw-{seed}-{i}-" + "".join(rng.choice("abcXYZ0189!#'\"\\ ") for _ in range(8)) + "x"
    shown = f"{text(user)}@{text(host)}"
    logins_line = {"name": name(user) + "@" + name(host.lower()), "user": user, "host": host, "password": password}
    identified = f"IDENTIFIED BY {text(password)}"
    if plain:
        pass
    elif rng.random() < 0.1 and user != "":
        identified, logins_line["password"] = "", None
    elif mysql and rng.random() < 0.15:
        identified = f"IDENTIFIED WITH sha256_password BY {text(password)}"
    elif not mysql and rng.random() < 0.3:
        hashed = f"mysql_native_password USING PASSWORD({text(password)})"
        identified = "IDENTIFIED VIA " + rng.choice([f"{hashed} OR unix_socket", f"unix_socket OR {hashed}", hashed, "unix_socket"])
        if identified.endswith("VIA unix_socket"):
            logins_line["password"] = None
            logins_line.update({"new": password + "-new"} if rng.random() < 0.5 else {"left_out": True})
    line = f"CREATE USER {shown} {identified}"
    if rng.random() < 0.5 and not plain:
        line += " REQUIRE " + rng.choice(["NONE", "SSL", "SSL", "SSL", "X509", "SUBJECT '/CN=app'",
                                          "ISSUER '/CN=it''s a CA' AND CIPHER 'TLS_AES_256_GCM_SHA384'"])
    if rng.random() < 0.4:
        limits = ["MAX_QUERIES_PER_HOUR 1000", "MAX_UPDATES_PER_HOUR 77", "MAX_CONNECTIONS_PER_HOUR 50", f"MAX_USER_CONNECTIONS {rng.randint(2, 9)}"]
        line += " WITH " + " ".join(some(limits + ([] if mysql else ["MAX_STATEMENT_TIME 2.5"])))
    if rng.random() < 0.4 and not plain:
        line += " PASSWORD EXPIRE " + rng.choice(["NEVER", "INTERVAL 90 DAY", "DEFAULT", ""])
    if rng.random() < 0.15 and not plain:
        line += " ACCOUNT LOCK"
    if mysql:
        if rng.random() < 0.3:
            line += " PASSWORD HISTORY 5 PASSWORD REUSE INTERVAL 365 DAY"
        if rng.random() < 0.2:
            line += " PASSWORD REQUIRE CURRENT" + rng.choice(["", " OPTIONAL"])
        if rng.random() < 0.3:
            line += " FAILED_LOGIN_ATTEMPTS 4 PASSWORD_LOCK_TIME " + rng.choice(["3", "UNBOUNDED"])
        if rng.random() < 0.3:
            line += rng.choice([" COMMENT 'it''s \"app\"'", """ ATTRIBUTE '{"team": "a", "n": 1}'"""])
    print(line + ";")
    accounts.append(shown)
    if mysql and rng.random() < 0.25 and identified.startswith("IDENTIFIED BY"):
        logins_line["older"] = password
        logins_line["password"] = password + "-new"
        print(f"ALTER USER {shown} IDENTIFIED BY {text(password + '-new')} RETAIN CURRENT PASSWORD;")
    with open(logins, "a" if i else "w", encoding="utf-8") as out:
        out.write(json.dumps(logins_line) + "\n")

for shown in accounts + roles:
    option = " WITH GRANT OPTION" if rng.random() < 0.3 else ""
    choices = [
        lambda: f"GRANT {', '.join(some(GLOBAL))} ON *.* TO {shown}{option}",
        lambda: f"GRANT ALL ON *.* TO {shown}{option}",
        lambda: f"GRANT {', '.join(some(STATIC))} ON {database()}.* TO {shown}{option}",
        lambda: f"GRANT ALL PRIVILEGES ON {database()}.* TO {shown}{option}",
        lambda: f"GRANT SELECT, INSERT ON `acc{'_two' if literal else chr(92) + '_%'}`.* TO {shown}",
        lambda: f"GRANT INSERT ON acc.`not yet made` TO {shown}",
        lambda: f"GRANT CREATE, SELECT ON acc.`t` TO {shown}",
        lambda: f"GRANT SELECT ON acc_two.* TO {shown}",
        lambda: f"GRANT {', '.join(some(TABLE))} ON acc.t TO {shown}{option}",
        lambda: f"GRANT SELECT (a, `b c`), UPDATE (d), REFERENCES (a) ON acc.t TO {shown}",
        lambda: f"GRANT ALL ON acc_two.`odd ``t` TO {shown}",
        lambda: f"GRANT EXECUTE ON PROCEDURE acc.p TO {shown}{option}",
        lambda: f"GRANT ALTER ROUTINE, EXECUTE ON FUNCTION acc.f TO {shown}",
        lambda: f"GRANT SELECT ON mysql.user TO {shown}",
        lambda: f"GRANT USAGE ON acc.* TO {shown} WITH GRANT OPTION",
    ]
    if mysql:
        choices += [lambda: f"GRANT {', '.join(some(DYNAMIC))} ON *.* TO {shown}{option}"] * 2
    if not literal:
        # Meant as a name, and as a pattern of two names.
        choices += [lambda: f"GRANT DELETE ON acc_two.* TO {shown}", lambda: f"GRANT DELETE ON `acc%`.* TO {shown}"]
    else:
        choices += [lambda: f"GRANT SELECT, INSERT, UPDATE ON *.* TO {shown}; REVOKE INSERT, UPDATE ON acc.* FROM {shown};"
                            f" REVOKE SELECT ON acc_two.* FROM {shown}"] * 2
    if shown in accounts:
        choices.append(lambda: f"GRANT PROXY ON {rng.choice(accounts)} TO {shown}")
    for grant in rng.choices(choices, k=rng.randint(0, 5)):
        print(grant() + ";")
    if shown in roles and rng.random() < 0.5:
        continue
    granted = []
    for role in rng.sample(roles, rng.randint(0, 2)):
        # Roles of roles go one way, or they would be a circle.
        if shown in roles and roles.index(role) >= roles.index(shown):
            continue
        print(f"GRANT {role} TO {shown}{rng.choice(['', ' WITH ADMIN OPTION'])};")
        granted.append(role)
    if shown in accounts and granted and rng.random() < 0.7:
        default = rng.choice(["ALL", ", ".join(granted), granted[0]]) if mysql else granted[0]
        print(f"SET DEFAULT ROLE {default} {'TO' if mysql else 'FOR'} {shown};")

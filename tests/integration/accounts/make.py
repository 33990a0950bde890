#!/usr/bin/env python3
"""Accounts and grants at random, as SQL for a source.

usage: make.py SEED FLAVOUR COUNT LOGINS
LOGINS gets a line of JSON an account: its user, host and password.
"""
import json
import random
import sys

seed, flavour, count, logins = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
mysql = flavour == "mysql"
rng = random.Random(seed)

ODD = ["o'brien", 'say"hi"', "at@home", "two words", "übung", "日本", "back`tick", "per%cent", "under_score", "semi;colon", "UPPER", "trail "]
HOSTS = ["%", "%", "%", "127.0.0.1", "127.0.0.%", "127.0.0.0/255.255.255.0", "10.%", "localhost", "app.example.com"]
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
    return name(shown.replace("_", "\\_").replace("%", "\\%"))


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
    if user == "":
        # Nearer, it would take the logins of all others.
        host = "10.9.%"
    password = f"Pw-{seed}-{i}-" + "".join(rng.choice("abcXYZ0189!#'\"\\ ") for _ in range(8)) + "x"
    shown = f"{text(user)}@{text(host)}"
    line = f"CREATE USER {shown} IDENTIFIED BY {text(password)}"
    if rng.random() < 0.5:
        line += " REQUIRE " + rng.choice(["NONE", "SSL", "SSL", "SSL", "X509", "SUBJECT '/CN=app'"])
    if rng.random() < 0.4:
        line += " WITH MAX_QUERIES_PER_HOUR 1000 MAX_USER_CONNECTIONS %d" % rng.randint(2, 9)
    if rng.random() < 0.4:
        line += " PASSWORD EXPIRE " + rng.choice(["NEVER", "INTERVAL 90 DAY", "DEFAULT"])
    if rng.random() < 0.15:
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
    logins_line = {"user": user, "host": host, "password": password, "older": None}
    if mysql and rng.random() < 0.25:
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
        lambda: f"GRANT SELECT, INSERT ON `acc\\_%`.* TO {shown}",
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
    for grant in rng.choices(choices, k=rng.randint(0, 5)):
        print(grant() + ";")
    if shown in roles and rng.random() < 0.5:
        continue
    for role in rng.sample(roles, rng.randint(0, 2)):
        # Roles of roles go one way, or they would be a circle.
        if shown in roles and roles.index(role) >= roles.index(shown):
            continue
        print(f"GRANT {role} TO {shown}{rng.choice(['', ' WITH ADMIN OPTION'])};")
        if shown in accounts and rng.random() < 0.6:
            print(f"SET DEFAULT ROLE {role} {'TO' if mysql else 'FOR'} {shown};")

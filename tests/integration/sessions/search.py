#!/usr/bin/env python3
"""Sets the servers' globals to every other value that a session could inherit, and sees that nothing comes of it.

usage: search.py LAB list                 every statement that sets one, a line each
       search.py LAB rounds [--only N]    many at once; a variable's values take turns, so there are few rounds
       search.py LAB run < lines          those, all at once on both servers; `source: SET ...` and `target: SET ...` on one

Each run sets them. extrepl must see both servers as before, but for these globals; then come plan, apply, a few changes on the
source, apply again and verify. It is right when both sides are equal by torture/dump.sh, verify says equal, and the second apply
has nothing to do. What the plan blocks, or could not see, naming the variable, is told and left out. A run that is not right is
halved until the values are found. Exit status 1: there were some.
"""
import argparse
import difflib
import hashlib
import json
import os
import re
import subprocess
import sys
import time

import values

HERE = os.path.dirname(os.path.abspath(__file__))
REPO = os.path.abspath(os.path.join(HERE, "..", "..", ".."))
EXTREPL = os.environ.get("EXTREPL", os.path.join(REPO, "build", "extrepl"))
MOVING = ("ssl_", "tls_", "admin_", "gtid_", "timestamp", "innodb_buffer_pool", "server_uid")
# The driver's own sessions: SET NAMES by itself, since literals may be UCS-2 before.
OWN_SESSION = ["SET NAMES utf8mb4", "ROLLBACK AND NO CHAIN NO RELEASE", "SET SESSION TRANSACTION READ WRITE",
               "SET SESSION sql_mode = '', sql_select_limit = 18446744073709551615, max_join_size = 18446744073709551615",
               "SET SESSION sql_big_selects = 1, autocommit = 1, completion_type = 0, lc_messages = 'en_US', lock_wait_timeout = 30",
               "SET SESSION wait_timeout = 1000, net_read_timeout = 60, net_write_timeout = 60, sql_safe_updates = 0, character_set_filesystem = 'binary'"]
OWN_MARIADB = ["SET SESSION max_session_mem_used = 9223372036854775807", "SET SESSION tmp_disk_table_size = 18446744073709551615", "SET SESSION max_statement_time = 0", "SET SESSION idle_transaction_timeout = 0"]
OWN_MYSQL = ["SET SESSION max_execution_time = 0", "SET SESSION range_optimizer_max_mem_size = 0"]


def environment(lab):
    """What `lab up` wrote for shells, and this process's own."""
    env = dict(os.environ, LC_ALL="C")
    shell = subprocess.run(["bash", "-c", 'set -a; . "$1"; env -0', "-", os.path.join(REPO, "build", "lab", lab, "env")],
                           stdout=subprocess.PIPE, check=True)
    env.update(entry.split("=", 1) for entry in shell.stdout.decode().split("\0") if "=" in entry)
    return env


class Server:
    def __init__(self, env, account):
        self.env, self.account = env, account
        self.mysql = env["FLAVOUR"] == "mysql"

    def client(self, sql, force):
        command = [self.env["MYSQL_CLIENT"], f"--defaults-file={self.env['LAB_DIR']}/{self.account}.cnf",
                   "--default-character-set=utf8mb4", "--batch", "--raw", "--skip-column-names"] + (["--force"] if force else [])
        first = ";\n".join((OWN_MYSQL if self.mysql else OWN_MARIADB) + OWN_SESSION) + ";\n"
        return subprocess.run(command, input=(first + sql).encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.env, check=False)

    def ask(self, sql, force=False):
        answer = self.client(sql, force)
        if answer.returncode != 0 and not force:
            raise RuntimeError(f"{self.account}: {sql[:300]}: {answer.stderr.decode('utf-8', 'replace')}")
        return answer.stdout.decode("utf-8", "replace").splitlines()

    def globals(self):
        return {name: value for name, _, value in (line.partition("\t") for line in self.ask("SHOW GLOBAL VARIABLES"))
                if not name.startswith(MOVING)}

    def restore(self, before):
        """Put back what is other than before: twice, since max_join_size changes sql_big_selects."""
        left = []
        for _ in range(2):
            now = self.globals()
            left = [name for name, value in before.items() if now.get(name) != value]
            if not left:
                return
            self.ask("".join(f"SET GLOBAL {name} = DEFAULT;\nSET GLOBAL {name} = {values.quoted(before[name])};\n" for name in left),
                     force=True)
        now = self.globals()
        left = [name for name in left if now.get(name) != before[name]]
        if left:
            print(f"# {self.account} keeps {left}", flush=True)


class Search:
    def __init__(self, lab):
        self.lab, self.runs, self.faults, self.told = lab, 0, [], set()
        self.env = environment(lab)
        self.source, self.target = Server(self.env, "source"), Server(self.env, "rdsadmin")
        self.mysql = self.source.mysql
        self.work = os.environ.get("WORK") or f"/tmp/extrepl-search-{lab}"
        os.makedirs(self.work, exist_ok=True)
        self.manifest = os.path.join(self.work, "search.yaml")

    def begin(self):
        self.source.ask("SET sql_log_bin = 0; DROP DATABASE IF EXISTS repltest;")
        for name in ("everything.sql", f"everything-{self.env['FLAVOUR']}.sql"):
            with open(os.path.join(HERE, name), encoding="utf-8") as script:
                self.source.ask(script.read())
        with open(os.path.join(HERE, "changes.sql"), encoding="utf-8") as script:
            self.changes = script.read()
        self.before = self.source.globals(), self.target.globals()
        self.administrator()
        self.reset()
        self.usual = self.facts()

    def administrator(self):
        """One whom init_connect concerns: root is not. The target's has a backslash in the replication user's password to send."""
        rights = ("SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES, RELOAD, PROCESS, CREATE USER, REPLICATION SLAVE,"
                  " REPLICATION CLIENT, SHOW DATABASES")
        more = "XA_RECOVER_ADMIN, SYSTEM_VARIABLES_ADMIN, SHOW_ROUTINE" if self.mysql else (
            "BINLOG MONITOR, BINLOG ADMIN, REPLICATION MASTER ADMIN, SLAVE MONITOR")
        self.source.ask("SET sql_log_bin = 0; DROP USER IF EXISTS searcher@'%'; CREATE USER searcher@'%' IDENTIFIED BY 'searcher-Pw-1';"
                        f"GRANT {rights} ON *.* TO searcher@'%' WITH GRANT OPTION; GRANT {more} ON *.* TO searcher@'%'")
        env = self.env
        with open(self.manifest, "w", encoding="utf-8") as file:
            file.write(f"""version: 1
name: db001-to-rds001
source:
  host: {env['SOURCE_HOST']}
  port: {env['SOURCE_PORT']}
  admin: {{ user: searcher, password: {{ command: [echo, searcher-Pw-1] }} }}
  replication_user: {{ name: repl, password: {{ command: [printf, '%s', 'back\\slash-4711'] }} }}
target:
  endpoint: {env['TARGET_HOST']}
  port: {env['TARGET_PORT']}
  admin: {{ user: {env['TARGET_USER']}, password: {{ env: TARGET_PASSWORD }} }}
copy: {{ definers: admin, chunk_size: 1MiB }}
replication: {{ timeout: 20s }}
""")

    def reset(self):
        forget = "RESET BINARY LOGS AND GTIDS" if self.mysql else "RESET MASTER; SET GLOBAL gtid_slave_pos = ''"
        self.target.ask("SET sql_log_bin = 0, foreign_key_checks = 0; STOP REPLICA; RESET REPLICA ALL;"
                        "DROP DATABASE IF EXISTS everything; DROP DATABASE IF EXISTS repltest; DROP DATABASE IF EXISTS extrepl;"
                        f"TRUNCATE mysql.rds_history; TRUNCATE mysql.rds_replication_status; {forget}")
        self.source.ask("SET sql_log_bin = 0; DROP USER IF EXISTS repl@'%'")

    def extrepl(self, *words):
        try:
            done = subprocess.run([EXTREPL, *words, "-f", self.manifest], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  stdin=subprocess.DEVNULL, env=self.env, timeout=150, check=False)
        except subprocess.TimeoutExpired:
            return 124, "no end within 150 s"
        return done.returncode, done.stdout.decode("utf-8", "replace")

    def facts(self):
        """What extrepl sees of both servers, in no order, without what the globals themselves change and what moves by itself."""
        kept, section = [], ""
        for line in self.extrepl("observe")[1].splitlines():
            if section and (line.startswith(section + "- ") or line.startswith(section + "  ")):
                continue
            section = re.sub("[a-z]+:$", "", line) if re.match(" *(variables|collations):$", line) else ""
            if not section and not re.match(r" *((observed_at|utc_offset|bytes|binlog_position|size|gtid_set|client|- file): |detail: [0-9]+$)", line):
                kept.append(line)
        return sorted(kept)

    def caught_up(self):
        status = self.source.ask("SHOW BINARY LOG STATUS" if self.mysql else "SHOW MASTER STATUS")[0].split("\t")
        wait = "SOURCE_POS_WAIT" if self.mysql else "MASTER_POS_WAIT"
        answer = self.target.ask(f"SELECT {wait}('{status[0]}', {status[1]}, 20)")
        return "" if answer and re.fullmatch("[0-9]+", answer[0]) else f"the target does not get to {status[:2]}: {answer}"

    def compare(self):
        done = subprocess.run([os.path.join(HERE, "..", "torture", "compare.sh"), self.lab], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, env=dict(self.env, DATABASES="IN ('everything')", WIDTH="300"), check=False)
        return done.stdout.decode("utf-8", "replace")

    def told_by(self, items):
        """The items that a blocked plan names: by a check that is about their side, or in the words of a step that is blocked."""
        told = set()
        said = self.extrepl("plan", "-o", "json", "-q")[1]
        for plan in json.JSONDecoder().raw_decode(said[said.index("{"):])[0]["plans"]:
            for check in plan["checks"]:
                if check["severity"] == "error":
                    told |= {item for item in items if names(check, item[1]) and
                             (item[0] == check["side"] or f"the {item[0]}" in check["message"])}
            for step in plan["steps"]:
                if step["verdict"] == "blocked":
                    told |= {item for item in items if names(step, item[1])}
        return [item for item in items if item in told]

    def try_under(self, items):
        """Under these settings: what is wrong, and what the plan blocks for."""
        seen = "\n".join(line for line in difflib.unified_diff(self.usual, self.facts(), n=1, lineterm=""))
        if seen:
            return f"facts that are not seen as they are:\n{seen}", [item for item in items if names(seen, item[1])]
        status, plan = self.extrepl("plan", "--detailed-exitcode")
        if status == 3:
            return plan, self.told_by(items)
        if status != 2:
            return f"plan: {status}\n{plan}", []
        status, text = self.extrepl("apply")
        if status != 0:
            return f"apply: {status}\n{text}", []
        try:
            self.source.ask(self.changes)
            late = self.caught_up()
        except RuntimeError as error:
            late = f"changes: {error}"
        if late:
            return late + "\n" + self.extrepl("status")[1], []
        status, text = self.extrepl("apply")
        if status != 0 or "nothing to do" not in text:
            return f"apply again: {status}\n{text}", []
        status, text = self.extrepl("verify")
        return ("" if status == 0 and "Equal" in text else f"verify: {status}\n{text}"), []

    def run(self, items):
        """items: (side, variable, statement). What is wrong, or nothing; and the items that are left."""
        while True:
            self.runs += 1
            began = time.time()
            self.reset()
            for side, server in (("source", self.source), ("target", self.target)):
                server.ask("".join(statement + ";\n" for where, _, statement in items if where == side), force=True)
            try:
                wrong, told = self.try_under(items)
            finally:
                # A running applier keeps binlog_format as it is.
                self.target.ask("STOP REPLICA", force=True)
                self.source.restore(self.before[0])
                self.target.restore(self.before[1])
            if not told:
                if not wrong:
                    wrong = self.compare()
                print(f"# {len(items)} values, {time.time() - began:.1f} s: {'wrong' if wrong else 'right'}", flush=True)
                return wrong, items
            self.told.update((name, statement) for _, name, statement in told)
            print(f"# told by the plan: {', '.join(sorted({name for _, name, _ in told}))}", flush=True)
            items = [item for item in items if item not in told]

    def search(self, items, halve=True):
        wrong, items = self.run(items)
        if not wrong:
            return
        if halve and len(items) > 1:
            half, before = len(items) // 2, len(self.faults)
            self.search(items[:half])
            self.search(items[half:])
            if len(self.faults) > before:
                return
        self.faults.append(items)
        found = os.path.join(self.work, f"fault-{len(self.faults)}")
        with open(found, "w", encoding="utf-8") as file:
            file.writelines(f"{side}: {statement}\n" for side, _, statement in items)
        print(f"FAULT {len(items)} values, in {found}: " + "; ".join(f"{side}: {statement}" for side, _, statement in items[:6]), flush=True)
        print("  " + "\n  ".join(wrong.strip().splitlines()[-30:]), flush=True)


def names(said, variable):
    """Whether what is said has the variable's name."""
    return re.search(r"\b%s\b" % re.escape(variable.split(":")[0]), json.dumps(said)) is not None


def is_in(name, number):
    """Whether a flag is turned in this round: in about half of them."""
    return hashlib.md5(name.encode()).digest()[number % 16] & 1 == 1


def rounds_of(found):
    """Twice as many as the variable with most values has: first the same on both sides, then others."""
    count = max(len(statements) for statements in found.values())
    for number in range(2 * count):
        items = []
        for shift, side in ((0, "source"), (number // count, "target")):
            at = number + shift
            for name, statements in found.items():
                if ":" in name:
                    if is_in(name, at) or at == 0:
                        items.append((side, name, statements[0]))
                elif at % (len(statements) + number // count) < len(statements):
                    items.append((side, name, statements[at % (len(statements) + number // count)]))
        # Next to each other for the halves, and flags of a list in their order.
        yield sorted(items, key=lambda item: item[1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lab")
    parser.add_argument("what", choices=["list", "rounds", "run"])
    parser.add_argument("--only", type=int)
    parser.add_argument("--without", default="", help="variables, with commas between")
    parser.add_argument("--whole", action="store_true", help="do not halve")
    options = parser.parse_args()
    search = Search(options.lab)
    if options.what == "run":
        search.begin()
        items = []
        for line in sys.stdin:
            found = re.fullmatch(r"(?:(source|target): )?(SET GLOBAL (\w+) .*)", line.strip())
            if found:
                items += [(side, found[3], found[2]) for side in ("source", "target") if found[1] in (None, side)]
        tried = {(name, statement) for _, name, statement in items}
        search.search(items, halve=not options.whole)
    else:
        found = values.all_values(search.target)
        for name in options.without.split(","):
            found = {key: value for key, value in found.items() if key != name and key.split(":")[0] != name}
        if options.what == "list":
            print("\n".join(statement for statements in found.values() for statement in statements))
            return 0
        search.begin()
        tried = set()
        for number, items in enumerate(rounds_of(found)):
            tried |= {(name, statement) for _, name, statement in items}
            if options.only in (None, number):
                print(f"# round {number}", flush=True)
                search.search(items, halve=not options.whole)
    search.reset()
    print(f"{len({name.split(':')[0] for name, _ in tried})} variables, {len(tried)} values, {search.runs} runs, "
          f"{len(search.told)} told by the plan, {len(search.faults)} faults")
    return 1 if search.faults else 0


if __name__ == "__main__":
    sys.exit(main())

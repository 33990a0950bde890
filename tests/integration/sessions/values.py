"""What a session can inherit from a server's globals: every variable with a session value, and the other values it takes."""
import re

# Variables that are not tried, and why not.
LEFT_OUT = {
    "server_id": "says who the server is: pairing has its own tests",
    "gtid_domain_id": "says who the server is: pairing has its own tests",
    "gtid_seq_no": "is the next transaction's number",
    "pseudo_thread_id": "is the session's own",
    "timestamp": "moves by itself",
    "rand_seed1": "moves by itself",
    "rand_seed2": "moves by itself",
    "last_insert_id": "is the session's own",
    "insert_id": "is the session's own",
    "identity": "is the session's own",
    "max_user_connections": "a login's limit: no session inherits it",
    "sql_slave_skip_counter": "is the applier's",
    "max_relay_log_size": "is the applier's",
    "debug_sync": "is for debugging the server",
    "default_master_connection": "names the link of a session: it has no global value",
    "innodb_tmpdir": "is a folder of the server's machine",
    "innodb_ft_user_stopword_table": "is a table that there must be",
    "default_table_encryption": "without a keyring nobody can make a table (3185)",
    "max_session_mem_used": "8 KiB refuses what every client begins with; 2^64 - 1 counts as negative, and refuses everything",
    "connect_work_size": "is the engine's by which the stand-in for RDS shows a replica's status",
    "max_allowed_packet": "a kibibyte ends every client of that server",
}

# Values of variables that are text.
TEXTS = {
    "default_collation_for_utf8mb4": ["utf8mb4_general_ci"],
    "block_encryption_mode": ["aes-256-cbc"],
    "default_storage_engine": ["MyISAM", "MEMORY"],
    "storage_engine": ["MyISAM"],
    "default_tmp_storage_engine": ["MyISAM"],
    "enforce_storage_engine": ["MyISAM", "MEMORY"],
    "lc_messages": ["de_DE", "fr_FR", "ja_JP", "ru_RU"],
    "lc_time_names": ["de_DE", "ja_JP"],
    "time_zone": ["+09:30", "-11:00"],
    "session_track_system_variables": ["*", ""],
    "system_versioning_asof": ["2001-01-01 00:00:00"],
    "optimizer_trace": ["enabled=on", "one_line=on"],
    "external_table_secondary_storage_engine": [],
    "external_table_storage_engine": [],
    "character_set_collations": ["utf8mb4=utf8mb4_bin"],
}
CHARSETS = ["latin1", "ucs2", "utf16", "binary", "sjis", "utf8mb3"]
COLLATIONS = ["latin1_bin", "ucs2_general_ci", "utf8mb4_bin", "binary", "utf16_general_ci"]
NUMBERS = ["0", "1", "1024", "4294967295", "18446744073709551615"]
# Lists of flags: each flag is tried as a variable of its own, added to the list.
LISTS = ("sql_mode", "old_mode")
# init_connect is no session's value, but makes it what it is.
CONNECT = [
    "SET autocommit = 0",
    "START TRANSACTION",
    "USE information_schema",
    "SET sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH'), character_set_results = latin1",
    "SET NAMES latin1, completion_type = 2, sql_select_limit = 1",
    "SET SESSION TRANSACTION READ ONLY, ISOLATION LEVEL SERIALIZABLE",
    "SET lock_wait_timeout = 1, wait_timeout = 2, net_write_timeout = 1, insert_id = 7",
]


def quoted(value):
    return value if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) else "'" + value.replace("'", "''") + "'"


def is_number(value):
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) is not None


def candidates(name, value):
    """As SQL. Of those, the server takes some."""
    if name in TEXTS:
        return ["'" + text + "'" for text in TEXTS[name]]
    if name.startswith("character_set_"):
        return ["'" + charset + "'" for charset in CHARSETS]
    if name.startswith("collation_"):
        return ["'" + collation + "'" for collation in COLLATIONS]
    if is_number(value) and value not in ("0", "1"):
        return NUMBERS
    return NUMBERS + [str(number) for number in range(2, 6)]


def session_variables(server):
    """Those with a session value and a global one that can be set, and the global's."""
    names = [line.split("\t")[0] for line in server.ask("SHOW SESSION VARIABLES")]
    probe = "".join(f"SELECT '{name}', @@GLOBAL.{name}, @@SESSION.{name} IS NULL;\n" for name in names)
    found = {}
    for line in server.ask(probe, force=True):
        parts = line.split("\t")
        if len(parts) >= 3 and parts[0] in names and parts[0] not in LEFT_OUT and not parts[0].startswith("wsrep_"):
            found[parts[0]] = parts[1]
    return found


def taken(server, variables):
    """{variable: [value as SQL]}: of the candidates those that the server takes, once each."""
    sql, result = "", {}
    for name, value in variables.items():
        for candidate in candidates(name, value):
            sql += (f"SET GLOBAL {name} = {candidate};\nSELECT '{name}', \"{candidate}\", @@GLOBAL.{name};\n"
                    f"SET GLOBAL {name} = DEFAULT;\nSET GLOBAL {name} = {quoted(value)};\n")
    seen = {(name, value) for name, value in variables.items()}
    for line in server.ask(sql, force=True):
        name, candidate, now = line.split("\t")
        if (name, now) not in seen:
            seen.add((name, now))
            result.setdefault(name, []).append(candidate)
    return result


def flags_of(server, name, value):
    """[statement that turns one flag of a list over]"""
    if "=on" in value or "=off" in value:
        return [f"SET GLOBAL {name} = '{flag}={'off' if state == 'on' else 'on'}'"
                for flag, state in (part.split("=") for part in value.split(","))]
    sql = "".join(f"SET GLOBAL {name} = {1 << bit}; SELECT @@GLOBAL.{name}; SET GLOBAL {name} = '';\n" for bit in range(40))
    flags = sorted(set(",".join(server.ask(sql + f"SET GLOBAL {name} = '{value}'", force=True)).split(",")) - {""})
    known = value.split(",")
    return [f"SET GLOBAL {name} = REPLACE(@@GLOBAL.{name}, '{flag}', '')" if flag in known else
            f"SET GLOBAL {name} = CONCAT(@@GLOBAL.{name}, ',{flag}')" for flag in flags]


def all_values(server):
    """{variable: [statement]}; each flag of a list counts as a variable called name:flag."""
    variables = session_variables(server)
    lists = {name: value for name, value in variables.items() if name in LISTS or "=on" in value or "=off" in value}
    for name in lists:
        if name in TEXTS:
            continue
        del variables[name]
    found = {name: [f"SET GLOBAL {name} = {value}" for value in values] for name, values in taken(server, variables).items()}
    for name, value in lists.items():
        if name not in TEXTS:
            for statement in flags_of(server, name, value):
                found[name + ":" + re.findall(r"[A-Za-z_0-9]+", statement)[-2 if "=" in statement.split("= ")[1] else -1]] = [statement]
    found["init_connect"] = ["SET GLOBAL init_connect = '" + statement.replace("'", "''") + "'" for statement in CONNECT]
    return dict(sorted(found.items()))

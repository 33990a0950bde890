"""Parameters of a parameter group, and what a value of one must be."""
from .model import Fault

# name: (apply type, modifiable, data type, allowed values, value that RDS sets; None: the engine's own default)
KNOWN = {
    "autocommit": ("dynamic", True, "boolean", "0,1", None),
    "binlog_format": ("dynamic", True, "string", "ROW,STATEMENT,MIXED", "MIXED"),
    "binlog_row_image": ("dynamic", True, "string", "full,minimal,noblob", None),
    "character_set_server": ("dynamic", True, "string", "utf8mb3,utf8mb4,latin1,binary", None),
    "collation_server": ("dynamic", True, "string", None, None),
    "connect_timeout": ("dynamic", True, "integer", "2-31536000", None),
    "datadir": ("static", False, "string", None, "/rdsdbdata/db/"),
    "enforce_gtid_consistency": ("static", True, "string", "OFF,ON,WARN", None),
    "event_scheduler": ("dynamic", True, "string", "ON,OFF", None),
    "explicit_defaults_for_timestamp": ("dynamic", True, "boolean", "0,1", "1"),
    "general_log": ("dynamic", True, "boolean", "0,1", None),
    "gtid-mode": ("static", True, "string", "OFF,OFF_PERMISSIVE,ON_PERMISSIVE,ON", "OFF_PERMISSIVE"),
    "innodb_buffer_pool_size": ("static", True, "integer", "5242880-18446744073709547520",
                                "{DBInstanceClassMemory*3/4}"),
    "innodb_flush_log_at_trx_commit": ("dynamic", True, "integer", "0-2", None),
    "innodb_ft_min_token_size": ("static", True, "integer", "0-16", None),
    "innodb_lock_wait_timeout": ("dynamic", True, "integer", "1-1073741824", None),
    "innodb_sort_buffer_size": ("static", True, "integer", "65536-67108864", None),
    "innodb_strict_mode": ("dynamic", True, "boolean", "0,1", None),
    "innodb_thread_concurrency": ("dynamic", True, "integer", "0-1000", None),
    "local_infile": ("dynamic", True, "boolean", "0,1", "1"),
    "log_bin_trust_function_creators": ("dynamic", True, "boolean", "0,1", None),
    "long_query_time": ("dynamic", True, "float", "0-31536000", None),
    "lower_case_table_names": ("static", True, "integer", "0,1", None),
    "max_allowed_packet": ("dynamic", True, "integer", "1024-1073741824", None),
    "max_connections": ("dynamic", True, "integer", "1-100000", "{DBInstanceClassMemory/12582880}"),
    "performance_schema": ("static", True, "boolean", "0,1", "0"),
    "port": ("static", False, "integer", "1150-65535", None),
    "read_only": ("dynamic", True, "boolean", "0,1,{TrueIfReplica}", "{TrueIfReplica}"),
    "replicate-do-db": ("dynamic", True, "string", None, None),
    "replicate-ignore-db": ("dynamic", True, "string", None, None),
    "replicate-ignore-table": ("dynamic", True, "string", None, None),
    "replicate-wild-ignore-table": ("dynamic", True, "string", None, None),
    "require_secure_transport": ("dynamic", True, "boolean", "0,1", None),
    "server_id": ("static", False, "integer", "1-4294967295", "{ServerId}"),
    "skip_name_resolve": ("static", True, "boolean", "0,1", None),
    "slow_query_log": ("dynamic", True, "boolean", "0,1", None),
    "socket": ("static", False, "string", None, "/tmp/mysql.sock"),
    "sql_mode": ("dynamic", True, "list", None, None),
    "sync_binlog": ("dynamic", True, "integer", "0-4294967295", "1"),
    "time_zone": ("dynamic", True, "string", None, None),
    "tmpdir": ("static", False, "string", None, "/rdsdbdata/tmp/"),
    "wait_timeout": ("dynamic", True, "integer", "1-31536000", None),
}
# Enough for several pages.
KNOWN.update({f"loose_filler_{number:03}": ("static", False, "string", None, None) for number in range(120)})


def describe(name, set_by_user, waiting):
    """As DescribeDBParameters tells one."""
    apply_type, modifiable, data_type, allowed, value = KNOWN[name]
    told = {
        "ParameterName": name,
        "Description": f"The parameter {name}",
        "Source": "user" if name in set_by_user else "system" if value is not None else "engine-default",
        "ApplyType": apply_type,
        "DataType": data_type,
        "IsModifiable": modifiable,
        "ApplyMethod": waiting.get(name, "pending-reboot"),
        "SupportedEngineModes": [],
    }
    value = set_by_user.get(name, value)
    if value is not None:
        told["ParameterValue"] = value
    if allowed is not None:
        told["AllowedValues"] = allowed
    return told


def check(name, value, method):
    """Refuses as RDS does."""
    if name not in KNOWN:
        raise Fault("InvalidParameterValue", f"Could not find parameter with name: {name}")
    apply_type, modifiable, data_type, allowed, _ = KNOWN[name]
    if not modifiable:
        raise Fault("InvalidParameterValue", f"The parameter {name} cannot be modified.")
    if apply_type == "static" and method == "immediate":
        raise Fault("InvalidParameterCombination", f"cannot use immediate apply method for static parameter ({name})")
    if allowed is not None and not _fits(value, data_type, allowed):
        raise Fault("InvalidParameterValue",
                    f"Invalid parameter value: {value} for: {name} allowed values are: {allowed}")


def _fits(value, data_type, allowed):
    if data_type not in ("integer", "float"):
        return value in allowed.split(",")
    for part in allowed.split(","):
        low, _, high = part.partition("-")
        try:
            if float(low) <= float(value) <= float(high or low):
                return True
        except ValueError:
            pass
    return False

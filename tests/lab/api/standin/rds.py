"""The control plane of RDS: one instance, parameter groups, snapshots, and the time that everything takes.

As on RDS, a change that was asked for does not show at once: for `lag` seconds the instance still says "available". What
takes `delay` seconds happens in a thread, and hooks make it happen on a real server.
"""
import datetime
import re
import subprocess
import threading
import time

from . import parameters
from .keys import now
from .model import Fault

FAMILIES = ["mysql5.7", "mysql8.0", "mysql8.4", "mysql9.7", "mariadb10.11", "mariadb11.4", "aurora-mysql8.0"]


class Group:
    def __init__(self, name, family, description):
        self.name, self.family, self.description = name, family, description
        self.values = {}     # as set by ModifyDBParameterGroup
        self.methods = {}    # and how

    def tell(self, account, region):
        return {
            "DBParameterGroupName": self.name,
            "DBParameterGroupFamily": self.family,
            "Description": self.description,
            "DBParameterGroupArn": f"arn:aws:rds:{region}:{account}:pg:{self.name}",
        }


class Rds:
    def __init__(self, settings, log):
        self.settings, self.log = settings, log
        self.lock = threading.RLock()
        self.lag, self.delay, self.page = settings.lag, settings.delay, settings.page
        self.groups = {f"default.{name}": Group(f"default.{name}", name, f"Default parameter group for {name}")
                       for name in FAMILIES}
        self.snapshots, self.clusters = {}, {}
        self.running = {}    # the parameters that the server runs with, as far as users set them
        self.status, self.group_status, self.pending = "available", "in-sync", {}
        self.extra = {}      # whatever a test wants the instance to say
        self.group = f"default.{settings.family}"

    # --- what happens by and by ---

    def later(self, *steps):
        """Steps (seconds before it, function) in a thread."""
        def work():
            for seconds, step in steps:
                time.sleep(seconds)
                step()      # without the lock: a hook restarts a server, and meanwhile RDS answers
        threading.Thread(target=work, daemon=True).start()

    def set_status(self, status):
        self.log(f"instance {self.settings.instance}: {self.status} -> {status}")
        self.status = status

    def hook(self, what, changed):
        """The real server's turn: HOOK apply|reboot NAME..., with NAME=VALUE of all that users set on standard input."""
        self.running = dict(self.groups[self.group].values) if what == "reboot" else {**self.running, **changed}
        if not self.settings.hook:
            return
        values = {name: "0" if value == "{TrueIfReplica}" else value for name, value in self.running.items()}
        lines = "".join(f"{name}={value}\n" for name, value in sorted(values.items()))
        done = subprocess.run([self.settings.hook, what, *changed], input=lines, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self.log(f"hook {what} {' '.join(changed)}: exit status {done.returncode} {done.stdout.strip()}")
        if done.returncode != 0:
            self.set_status("incompatible-parameters")

    # --- instances ---

    def instance(self, name):
        if name != self.settings.instance:
            raise Fault("DBInstanceNotFoundFault", f"DBInstance {name} not found.", 404)

    def need_available(self):
        if self.status != "available":
            raise Fault("InvalidDBInstanceState",
                        f"Database instance {self.settings.instance} is not in available state.")

    def tell(self):
        settings = self.settings
        told = {
            "DBInstanceIdentifier": settings.instance,
            "DBInstanceArn": f"arn:aws:rds:{settings.region}:{settings.account}:db:{settings.instance}",
            "DbiResourceId": "db-STANDINSTANDINSTANDIN",
            "DBInstanceClass": "db.t4g.medium",
            "DBInstanceStatus": self.status,
            "Engine": settings.engine,
            "EngineVersion": settings.engine_version,
            "MasterUsername": "awsuser",
            "Endpoint": {"Address": settings.address, "Port": settings.port, "HostedZoneId": "Z1R25G3KIG2GBW"},
            "AllocatedStorage": 100,
            "MaxAllocatedStorage": 1000,
            "BackupRetentionPeriod": 7,
            "MultiAZ": False,
            "PubliclyAccessible": True,
            "IAMDatabaseAuthenticationEnabled": False,
            "CACertificateIdentifier": "rds-ca-rsa2048-g1",
            "InstanceCreateTime": datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc),
            "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-0123456789abcdef0", "Status": "active"}],
            "DBParameterGroups": [{"DBParameterGroupName": self.group, "ParameterApplyStatus": self.group_status}],
            "PendingModifiedValues": self.pending,
        }
        told.update(self.extra)
        return told

    def DescribeDBInstances(self, params):
        if "DBInstanceIdentifier" in params:
            self.instance(params["DBInstanceIdentifier"])
        # Others of the account come before it, so that it is not always on the first page.
        others = [] if "DBInstanceIdentifier" in params else [
            {"DBInstanceIdentifier": f"other-{number}", "DBInstanceStatus": "available",
             "Endpoint": {"Address": f"other-{number}.invalid", "Port": 3306}} for number in range(3)]
        return self.paged("DBInstances", others + [self.tell()], params)

    def DescribeDBClusters(self, params):
        name = params.get("DBClusterIdentifier")
        if name is not None and name not in self.clusters:
            raise Fault("DBClusterNotFoundFault", f"DBCluster {name} not found.", 404)
        return self.paged("DBClusters", [self.clusters[name]] if name else list(self.clusters.values()), params)

    def ModifyDBInstance(self, params):
        self.instance(params["DBInstanceIdentifier"])
        self.need_available()
        group = params.get("DBParameterGroupName", self.group)
        if group not in self.groups:
            raise Fault("DBParameterGroupNotFoundFault", f"DBParameterGroup not found: {group}", 404)
        if self.groups[group].family != self.settings.family:
            raise Fault("InvalidParameterCombination", f"The parameter group {group} is of another family.")
        plain = {name: params[name] for name in ("BackupRetentionPeriod", "MultiAZ") if name in params}
        changed = group != self.group

        def begin():
            self.set_status("modifying")
            self.group, self.pending = group, plain
            if changed:
                self.group_status = "applying"

        def end():
            self.extra.update(plain)
            self.pending = {}
            if changed:
                self.group_status = "pending-reboot"
            self.set_status("available")
        self.later((self.lag, begin), (self.delay, end))
        return {"DBInstance": self.tell()}

    def RebootDBInstance(self, params):
        self.instance(params["DBInstanceIdentifier"])
        self.need_available()

        def end():
            self.hook("reboot", {})
            self.group_status = "in-sync"
            if self.status == "rebooting":
                self.set_status("available")
        self.later((self.lag, lambda: self.set_status("rebooting")), (self.delay, end))
        return {"DBInstance": {**self.tell(), "DBInstanceStatus": "rebooting"}}

    # --- parameter groups ---

    def the_group(self, name):
        if name not in self.groups:
            raise Fault("DBParameterGroupNotFoundFault", f"DBParameterGroup not found: {name}", 404)
        return self.groups[name]

    def DescribeDBParameterGroups(self, params):
        groups = [self.the_group(params["DBParameterGroupName"])] if "DBParameterGroupName" in params else \
            list(self.groups.values())
        told = [group.tell(self.settings.account, self.settings.region) for group in groups]
        return self.paged("DBParameterGroups", told, params)

    def CreateDBParameterGroup(self, params):
        name = params["DBParameterGroupName"]
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) or len(name) > 255:
            raise Fault("InvalidParameterValue", f"The parameter DBParameterGroupName is not a valid identifier: {name}")
        if name in self.groups:
            raise Fault("DBParameterGroupAlreadyExistsFault", f"Parameter group {name} already exists")
        if params["DBParameterGroupFamily"] not in FAMILIES:
            raise Fault("InvalidParameterValue",
                        f"ParameterGroupFamily {params['DBParameterGroupFamily']} is not a valid parameter group family")
        self.groups[name] = Group(name, params["DBParameterGroupFamily"], params["Description"])
        return {"DBParameterGroup": self.groups[name].tell(self.settings.account, self.settings.region)}

    def DescribeDBParameters(self, params):
        group = self.the_group(params["DBParameterGroupName"])
        told = [parameters.describe(name, group.values, group.methods) for name in sorted(parameters.KNOWN)]
        if "Source" in params:
            told = [item for item in told if item["Source"] == params["Source"]]
        for wanted in params.get("Filters", []):
            if wanted["Name"] != "parameter-name":
                raise Fault("InvalidParameterValue", f"Unrecognized filter name: {wanted['Name']}")
            told = [item for item in told if item["ParameterName"] in wanted["Values"]]
        return self.paged("Parameters", told, params)

    def ModifyDBParameterGroup(self, params):
        group = self.the_group(params["DBParameterGroupName"])
        wanted = params["Parameters"]
        if group.name.startswith("default."):
            raise Fault("InvalidParameterValue", f"Cannot modify a default parameter group: {group.name}")
        if len(wanted) > 20:
            raise Fault("InvalidParameterValue", "A maximum of 20 parameters can be modified in a single request.")
        for item in wanted:
            parameters.check(item["ParameterName"], item.get("ParameterValue", ""), item.get("ApplyMethod", ""))
        for item in wanted:
            group.values[item["ParameterName"]] = item["ParameterValue"]
            group.methods[item["ParameterName"]] = item["ApplyMethod"]
        if group.name == self.group:
            self.apply({item["ParameterName"]: item["ParameterValue"] for item in wanted
                        if item["ApplyMethod"] == "immediate"},
                       any(item["ApplyMethod"] != "immediate" for item in wanted))
        return {"DBParameterGroupName": group.name}

    def apply(self, at_once, with_reboot):
        def begin():
            if self.group_status == "in-sync" and at_once:
                self.group_status = "applying"

        def end():
            if at_once:
                self.hook("apply", at_once)
            if with_reboot:
                self.group_status = "pending-reboot"
            elif self.group_status == "applying":
                self.group_status = "in-sync"
        self.later((self.lag, begin), (self.delay, end))

    # --- snapshots ---

    def CreateDBSnapshot(self, params):
        self.instance(params["DBInstanceIdentifier"])
        self.need_available()
        name = params["DBSnapshotIdentifier"]
        if not re.fullmatch(r"[A-Za-z](-?[A-Za-z0-9])*", name) or len(name) > 255:
            raise Fault("InvalidParameterValue", f"The parameter DBSnapshotIdentifier is not a valid identifier: {name}")
        if name in self.snapshots:
            raise Fault("DBSnapshotAlreadyExistsFault", f"Cannot create the snapshot because one named {name} exists")
        snapshot = {
            "DBSnapshotIdentifier": name,
            "DBInstanceIdentifier": self.settings.instance,
            "Engine": self.settings.engine,
            "Status": "creating",
            "PercentProgress": 0,
            "SnapshotType": "manual",
            "SnapshotCreateTime": now().replace(microsecond=0),
        }
        self.snapshots[name] = snapshot

        def end():
            snapshot.update(Status="available", PercentProgress=100)
            self.set_status("available")
        self.later((self.lag, lambda: self.set_status("backing-up")),
                   (self.delay / 2, lambda: snapshot.update(PercentProgress=50)), (self.delay / 2, end))
        return {"DBSnapshot": dict(snapshot)}

    def DescribeDBSnapshots(self, params):
        found = list(self.snapshots.values())
        if "DBSnapshotIdentifier" in params:
            found = [item for item in found if item["DBSnapshotIdentifier"] == params["DBSnapshotIdentifier"]]
            if not found:
                raise Fault("DBSnapshotNotFoundFault", f"DBSnapshot {params['DBSnapshotIdentifier']} not found.", 404)
        if "DBInstanceIdentifier" in params:
            found = [item for item in found if item["DBInstanceIdentifier"] == params["DBInstanceIdentifier"]]
        return self.paged("DBSnapshots", found, params)

    def paged(self, name, items, params):
        size = min(params.get("MaxRecords", 100), self.page)
        begin = 0
        if "Marker" in params:
            if not params["Marker"].startswith("next/+="):
                raise Fault("InvalidParameterValue", "The Marker is not valid")
            begin = int(params["Marker"].removeprefix("next/+="))
        page = {name: items[begin:begin + size]}
        if begin + size < len(items):
            page["Marker"] = f"next/+={begin + size}"
        return page

"""The stand-in, asked by AWS's own library in one process: each action that extrepl uses, once, and wrong requests.

quick.py URL ACCOUNT: prints a line each, "ok SENTENCE" or "not ok SENTENCE: what it was".
"""
import os
import sys
import time

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

URL, ACCOUNT = sys.argv[1:]
SESSION = botocore.session.get_session()
GROUP, INSTANCE = "quick", "rds001"


def client(service):
    return SESSION.create_client(service, region_name=os.environ["AWS_REGION"], endpoint_url=URL,
                                 config=Config(retries={"max_attempts": 1}))


def say(sentence, got, wanted):
    print(f"ok {sentence}" if got == wanted else f"not ok {sentence}: {got!r}, not {wanted!r}", flush=True)


def refusal(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "taken"


def spoilt(change):
    """A client whose requests are changed on their way, behind the signature."""
    made = client("rds")
    made.meta.events.register("before-send.rds", lambda request, **_: change(request))
    return made.describe_db_instances


def wrong_signature(request):
    header = request.headers["Authorization"].decode()
    request.headers["Authorization"] = header[:-1] + ("0" if header[-1] != "0" else "1")


def wrong_body(request):
    request.body = request.body.replace(b"2014-10-31", b"2014-10-32") if isinstance(request.body, bytes) else \
        request.body.replace("2014-10-31", "2014-10-32")


def unsigned_header(request):
    request.headers["X-Amz-Foo"] = "bar"


def refuses():
    for what, change in (("a wrong byte in the signature", wrong_signature), ("a wrong byte in the body", wrong_body),
                         ("an x-amz- header that is not signed", unsigned_header)):
        say(f"{what} is refused", refusal(spoilt(change)), "SignatureDoesNotMatch")


def answers():
    rds, sts, secrets = client("rds"), client("sts"), client("secretsmanager")
    family = rds.describe_db_parameter_groups(
        DBParameterGroupName="default.mysql8.4")["DBParameterGroups"][0]["DBParameterGroupFamily"]
    say("DescribeDBParameterGroups", family, "mysql8.4")
    say("DescribeDBInstances", rds.describe_db_instances(DBInstanceIdentifier=INSTANCE)
        ["DBInstances"][0]["DBInstanceIdentifier"], INSTANCE)
    say("DescribeDBClusters", rds.describe_db_clusters()["DBClusters"], [])
    pages = rds.get_paginator("describe_db_parameters").paginate(DBParameterGroupName="default.mysql8.4")
    say("DescribeDBParameters, all pages", sum(len(page["Parameters"]) for page in pages), 162)
    made = rds.create_db_parameter_group(DBParameterGroupName=GROUP, DBParameterGroupFamily=family, Description=GROUP)
    say("CreateDBParameterGroup", made["DBParameterGroup"]["DBParameterGroupName"], GROUP)
    value = {"ParameterName": "local_infile", "ParameterValue": "0", "ApplyMethod": "immediate"}
    say("ModifyDBParameterGroup",
        rds.modify_db_parameter_group(DBParameterGroupName=GROUP, Parameters=[value])["DBParameterGroupName"], GROUP)
    say("a default group cannot be changed",
        refusal(rds.modify_db_parameter_group, DBParameterGroupName="default.mysql8.4", Parameters=[value]),
        "InvalidParameterValue")
    say("CreateDBSnapshot", rds.create_db_snapshot(DBSnapshotIdentifier=GROUP, DBInstanceIdentifier=INSTANCE)
        ["DBSnapshot"]["DBSnapshotIdentifier"], GROUP)
    say("DescribeDBSnapshots", rds.describe_db_snapshots()["DBSnapshots"][0]["DBSnapshotIdentifier"], GROUP)
    say("sts:GetCallerIdentity", sts.get_caller_identity()["Arn"].endswith(":user/extrepl"), True)
    say("sts:AssumeRole", sts.assume_role(RoleArn=f"arn:aws:iam::{ACCOUNT}:role/copy", RoleSessionName=GROUP)
        ["AssumedRoleUser"]["Arn"].endswith(f"/copy/{GROUP}"), True)
    say("secretsmanager:GetSecretValue", secrets.get_secret_value(SecretId="quick")["SecretString"], "hunter2")


def changes():
    """Behind the snapshot, which keeps the instance busy."""
    rds = client("rds")
    say("ModifyDBInstance", once_available(rds.modify_db_instance, DBParameterGroupName=GROUP, ApplyImmediately=True),
        INSTANCE)
    say("RebootDBInstance", once_available(rds.reboot_db_instance), INSTANCE)


def once_available(change, **arguments):
    """The instance is busy for a while after each change, and may become so a moment after it was seen available."""
    while True:
        try:
            return change(DBInstanceIdentifier=INSTANCE, **arguments)["DBInstance"]["DBInstanceIdentifier"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "InvalidDBInstanceState":
                raise
        time.sleep(0.1)


refuses()
answers()
changes()

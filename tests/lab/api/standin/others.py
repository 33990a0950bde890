"""The security token service, Secrets Manager, and the metadata that containers and instances are told."""
import json
import secrets

from .keys import now
from .model import Fault

ROLE_SECONDS = 3600


class Sts:
    def __init__(self, settings, keys):
        self.settings, self.keys = settings, keys

    def role(self, params):
        account = self.settings.account
        name = params["RoleArn"].rpartition("/")[2]
        if params["RoleArn"] != f"arn:aws:iam::{account}:role/{name}" or name == "forbidden":
            raise Fault("AccessDenied", f"User is not authorized to perform: sts:AssumeRole on resource: "
                                        f"{params['RoleArn']}", 403)
        if name == "external" and params.get("ExternalId") != self.settings.external_id:
            raise Fault("AccessDenied", "the external id is wrong", 403)
        who = f"arn:aws:sts::{account}:assumed-role/{name}/{params['RoleSessionName']}"
        key = self.keys.make(who, params.get("DurationSeconds", ROLE_SECONDS))
        return {
            "Credentials": {"AccessKeyId": key.id, "SecretAccessKey": key.secret, "SessionToken": key.token,
                            "Expiration": key.expires.replace(microsecond=0)},
            "AssumedRoleUser": {"AssumedRoleId": f"AROASTANDIN:{params['RoleSessionName']}", "Arn": who},
        }

    def AssumeRole(self, params, _key):
        return self.role(params)

    def AssumeRoleWithWebIdentity(self, params, _key):
        if params["WebIdentityToken"] != self.settings.web_identity:
            raise Fault("InvalidIdentityToken", "The web identity token that was passed could not be validated")
        return self.role(params)

    def GetCallerIdentity(self, _params, key):
        return {"UserId": key.id, "Account": self.settings.account, "Arn": key.who}


class SecretsManager:
    def __init__(self, settings):
        self.settings, self.secrets = settings, {}

    def GetSecretValue(self, params, _key):
        name = params["SecretId"]
        if name.startswith("arn:"):
            name = name.rpartition(":")[2][:-7]      # without the six letters that AWS adds
        if name not in self.secrets:
            raise Fault("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
        value = self.secrets[name]
        told = {
            "ARN": f"arn:aws:secretsmanager:{self.settings.region}:{self.settings.account}:secret:{name}-AbCdEf",
            "Name": name,
            "VersionId": "00000000-0000-0000-0000-000000000001",
            "VersionStages": ["AWSCURRENT"],
            "CreatedDate": now().replace(microsecond=0),
        }
        if isinstance(value, str):
            told["SecretString"] = value
        elif isinstance(value, dict):
            told["SecretString"] = json.dumps(value)
        return told


class Metadata:
    """(status, body) of what is asked without a signature; None for a path that is not metadata."""

    ROLES = "/latest/meta-data/iam/security-credentials/"

    def __init__(self, settings, keys):
        self.settings, self.keys = settings, keys
        self.tokens, self.role = set(), "extrepl-instance"

    def answer(self, method, path, headers):
        if path == "/container/credentials" and method == "GET":
            if headers.get("Authorization") != self.settings.container_token:
                return 401, b'{"message": "unauthorized"}'
            return 200, self.key_document("arn:aws:sts::1:assumed-role/task/1")
        if path == "/latest/api/token" and method == "PUT":
            if not headers.get("X-aws-ec2-metadata-token-ttl-seconds", "").isdigit():
                return 400, b""
            self.tokens.add(token := secrets.token_urlsafe(40) + "==")
            return 200, token.encode()
        if path.startswith(self.ROLES) and method == "GET":
            if headers.get("X-aws-ec2-metadata-token") not in self.tokens:
                return 401, b""
            if path == self.ROLES and self.role:
                return 200, self.role.encode()
            if self.role and path == self.ROLES + self.role:
                return 200, self.key_document("arn:aws:sts::1:assumed-role/instance/i-1")
            return 404, b""
        return None

    def key_document(self, who):
        return json.dumps({"Code": "Success", "Type": "AWS-HMAC",
                           **self.keys.make(who, ROLE_SECONDS).document("Token")}).encode()

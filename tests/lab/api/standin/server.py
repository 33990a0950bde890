"""The server: tells services apart, checks every signature, does what a test asks it to do wrong."""
import argparse
import copy
import json
import os
import random
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from . import model
from .keys import Clock, Keys, now
from .model import Fault, Service
from .others import Metadata, SecretsManager, Sts
from .rds import Rds

MOST_BODY = 1 << 20


class Request:
    def __init__(self, method, path, headers, body):
        self.method, self.path, self.headers, self.body = method, path, headers, body


class Standin:
    def __init__(self, settings):
        self.settings = settings
        self.keys = Keys(settings.region)
        self.rds = Rds(settings, self.log)
        self.sts = Sts(settings, self.keys)
        self.secrets = SecretsManager(settings)
        self.metadata = Metadata(settings, self.keys)
        self.models = {name: Service(name) for name in ("rds", "sts", "secretsmanager")}
        self.calls, self.disturbances, self.denied = [], [], set()
        self.lock = threading.Lock()

    def log(self, text):
        print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)

    # --- one request ---

    def answer(self, request):
        """(status, content type, body)."""
        if request.path.startswith("/-/"):
            return 200, "application/json", json.dumps(self.control(request)).encode()
        told = self.metadata.answer(request.method, request.path, request.headers)
        if told:
            self.note("metadata", f"{request.method} {request.path}", {}, None)
            return told[0], "application/json", told[1]
        target = request.headers.get("X-Amz-Target")
        return self.answer_json(request, target) if target else self.answer_query(request)

    def answer_query(self, request):
        service, operation = self.models["rds"], None
        try:
            key, name = None, "sts"
            if request.headers.get("Authorization") or b"WebIdentity" not in request.body:
                key, name = self.keys.verify(request)
            service = self.models.get(name)
            if service is None or service.protocol != "query":
                service = self.models["rds"]
                raise Fault("SignatureDoesNotMatch", "Credential should be scoped to correct service.", 403)
            if (request.method, request.path) != ("POST", "/"):
                raise Fault("InvalidAction", "only POST / is known")
            operation, params = model.parse_query(service, request.body)
            if key is None and operation.name != "AssumeRoleWithWebIdentity":
                raise Fault("MissingAuthenticationToken", "Request is missing Authentication Token", 403)
            disturbed = self.admit(name, operation.name, params, key)
            if disturbed:
                return disturbed
            result = self.act(name, operation.name, params, key)
            return 200, "text/xml", model.write_query(service, operation, result)
        except Fault as fault:
            code, status = service.fault(operation, fault)
            self.log(f"refused: {code}: {fault.message.splitlines()[0]}")
            return status, "text/xml", model.write_query_fault(service, code, fault.message, status)

    def answer_json(self, request, target):
        service = self.models["secretsmanager"]
        try:
            key, name = self.keys.verify(request)
            if name != service.name or request.headers.get("Content-Type") != "application/x-amz-json-1.1":
                raise Fault("InvalidSignatureException", "Credential should be scoped to correct service.", 403)
            operation, params = model.parse_json(service, target, request.body)
            disturbed = self.admit(name, operation.name, params, key)
            if disturbed:
                return disturbed
            result = self.secrets.GetSecretValue(params, key)
            return 200, "application/x-amz-json-1.1", model.write_json(service, operation, result)
        except Fault as fault:
            self.log(f"refused: {fault.code}: {fault.message.splitlines()[0]}")
            document = {"__type": f"com.amazonaws.secretsmanager#{fault.code}", "Message": fault.message}
            return fault.status, "application/x-amz-json-1.1", json.dumps(document).encode()

    def act(self, service, action, params, key):
        if service == "sts":
            return getattr(self.sts, action)(params, key)
        with self.rds.lock:
            method = getattr(self.rds, action, None)
            if method is None:
                raise Fault("InvalidAction", f"the stand-in has no {action}")
            # What it tells of goes on changing.
            return copy.deepcopy(method(params))

    def note(self, service, action, params, key):
        with self.lock:
            self.calls.append({"service": service, "action": action, "params": params,
                               "who": key.who if key else None})
        self.log(f"{service} {action}" + (f" by {key.who}" if key else ""))

    def admit(self, service, action, params, key):
        """Notes the call; refuses it, or answers it wrongly, when a test asked for that."""
        self.note(service, action, {name: value for name, value in params.items() if "Token" not in name}, key)
        name = f"{service}:{action}"
        if name in self.denied:
            raise Fault("AccessDenied" if service != "secretsmanager" else "AccessDeniedException",
                        f"User: {key.who} is not authorized to perform: {name} on resource: * because no "
                        f"identity-based policy allows the {name} action", 403)
        with self.lock:
            disturbance = next((item for item in self.disturbances if item["action"] in (name, "*")), None)
            if disturbance is None:
                return None
            disturbance["count"] -= 1
            if disturbance["count"] <= 0:
                self.disturbances.remove(disturbance)
        time.sleep(disturbance.get("hang", 0))
        if "code" in disturbance:
            raise Fault(disturbance["code"], disturbance.get("message", "as a test asked for"),
                        disturbance.get("status", 400))
        if "status" in disturbance:
            return disturbance["status"], "text/html", disturbance.get("body", "").encode()
        return None

    # --- what tests ask for ---

    def control(self, request):
        """/-/calls and /-/state tell; /-/do takes a JSON object whose members are the methods below."""
        if request.path == "/-/calls":
            return self.calls
        if request.path == "/-/state":
            with self.rds.lock:
                return {"status": self.rds.status, "group": self.rds.group, "group_status": self.rds.group_status,
                        "running": self.rds.running, "snapshots": list(self.rds.snapshots)}
        for name, value in json.loads(request.body).items():
            getattr(self, "do_" + name)(value)
        return {"done": True}

    def do_forget_calls(self, _value):
        self.calls.clear()

    def do_disturb(self, value):
        """{"action": "rds:DescribeDBInstances" or "*", "count": 1, and "code", "status", "body", "hang"}"""
        self.disturbances.append({"count": 1, **value})

    def do_calm(self, _value):
        self.disturbances.clear()
        self.denied.clear()

    def do_deny(self, value):
        self.denied |= set(value)

    def do_clock(self, value):
        Clock.ahead = value

    def do_expire(self, _value):
        self.keys.expire_all()

    def do_secrets(self, value):
        self.secrets.secrets.update(value)

    def do_instance(self, value):
        with self.rds.lock:
            self.rds.extra.update(value)

    def do_status(self, value):
        with self.rds.lock:
            self.rds.set_status(value)

    def do_clusters(self, value):
        with self.rds.lock:
            self.rds.clusters = value

    def do_role(self, value):
        self.metadata.role = value

    def do_timing(self, value):
        for name in ("lag", "delay", "page"):
            setattr(self.rds, name, value.get(name, getattr(self.rds, name)))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    standin = None

    def handle_request(self):
        length = int(self.headers.get("Content-Length", 0))
        if length > MOST_BODY:
            self.send_error(413)
            return
        request = Request(self.command, self.path, self.headers, self.rfile.read(length))
        try:
            status, kind, body = self.standin.answer(request)
        except Exception as error:  # a fault of the stand-in itself: a test must see it
            self.standin.log(f"the stand-in itself is wrong: {error!r}")
            status, kind, body = 501, "text/plain", repr(error).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = handle_request

    def date_time_string(self, timestamp=None):
        return super().date_time_string(timestamp or now().timestamp())

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True


def listen():
    """Below the ports that the system gives away by itself, so that none is taken between two starts."""
    for _ in range(200):
        try:
            return Server(("127.0.0.1", random.randrange(20000, 32000)), Handler)
        except OSError:
            continue
    sys.exit("no port is free")


def arguments():
    parser = argparse.ArgumentParser(prog="standin", description=__doc__)
    parser.add_argument("--env", required=True, help="the file to write, for shells to read")
    parser.add_argument("--region", default="eu-west-1")
    parser.add_argument("--account", default="123456789012")
    parser.add_argument("--instance", default="rds001")
    parser.add_argument("--address", default="rds001.c1a2b3c4d5e6.eu-west-1.rds.amazonaws.com")
    parser.add_argument("--port", type=int, default=3306)
    parser.add_argument("--engine", default="mysql")
    parser.add_argument("--engine-version", default="8.4.3")
    parser.add_argument("--family", default="mysql8.4")
    parser.add_argument("--lag", type=float, default=0.2, help="seconds until a change shows")
    parser.add_argument("--delay", type=float, default=0.5, help="seconds that it then takes")
    parser.add_argument("--page", type=int, default=100, help="the most items on a page")
    parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"), help="speak https with these files")
    parser.add_argument("--hook", help="run as HOOK apply|reboot NAME..., NAME=VALUE lines on standard input")
    return parser.parse_args()


def main():
    settings = arguments()
    settings.external_id = "external-id-of-the-stand-in"
    settings.web_identity = "eyJ.web-identity-of-the-stand-in." + "w" * 700
    settings.container_token = "Bearer container-token-of-the-stand-in"
    standin = Standin(settings)
    user = standin.keys.make(f"arn:aws:iam::{settings.account}:user/extrepl")
    Handler.standin = standin
    server = listen()
    url = f"{'https' if settings.tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    if settings.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*settings.tls)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    lines = {
        "API_URL": url,
        "API_PID": os.getpid(),
        "API_ACCOUNT": settings.account,
        "API_INSTANCE": settings.instance,
        "API_ACCESS_KEY_ID": user.id,
        "API_SECRET_ACCESS_KEY": user.secret,
        "API_REGION": settings.region,
        "API_EXTERNAL_ID": settings.external_id,
        "API_WEB_IDENTITY": settings.web_identity,
        "API_CONTAINER_TOKEN": settings.container_token,
    }
    with open(settings.env + ".new", "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        file.writelines(f"{name}='{value}'\n" for name, value in lines.items())
    os.rename(settings.env + ".new", settings.env)
    server.serve_forever()


if __name__ == "__main__":
    main()

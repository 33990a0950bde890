#!/usr/bin/env python3
"""A way to a server by IAM's tokens, as RDS has it: TLS, then the password in clear by mysql_clear_password, which must be
a token for this very host, port and user. Whoever has one is logged in to the server behind with the account's password.

usage: iam_gate.py REGION    prints the port that it listens on, then a line for each login: accepted or refused, and why

From the environment, as tests/lab/lab and tests/lab/api write it: TARGET_SOCKET, TARGET_USER, TARGET_PASSWORD, TARGET_CA,
API_ACCESS_KEY_ID, API_SECRET_ACCESS_KEY.
"""
import datetime
import hashlib
import hmac
import os
import select
import socket
import ssl
import struct
import sys
import threading
from urllib.parse import parse_qs

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

# Facts of MySQL's protocol: capabilities, and the beginnings of packets.
CLIENT_CONNECT_WITH_DB, CLIENT_SSL, CLIENT_PLUGIN_AUTH = 0x8, 0x800, 0x80000
OK, MORE, SWITCH, ERROR = 0x00, 0x01, 0xFE, 0xFF
FAST_IS_ENOUGH, WHOLE_PASSWORD = b"\x03", b"\x04"

LONGEST = datetime.timedelta(minutes=15)


class Refused(Exception):
    pass


def say(text):
    """A line at once: print() may write its end apart, and another thread's line between the two."""
    os.write(sys.stdout.fileno(), f"{text}\n".encode())


class Packets:
    """Of one connection, in the phase of logging in."""

    def __init__(self, connection):
        self.connection, self.sequence = connection, 0

    def read(self):
        head = self._exactly(4)
        self.sequence = head[3] + 1
        return self._exactly(int.from_bytes(head[:3], "little"))

    def write(self, payload):
        self.connection.sendall(len(payload).to_bytes(3, "little") + bytes([self.sequence & 255]) + payload)
        self.sequence += 1

    def _exactly(self, count):
        data = b""
        while len(data) < count:
            more = self.connection.recv(count - len(data))
            if not more:
                raise ConnectionError("the connection ended")
            data += more
        return data


def check_token(token, host, user, region):
    """Worked out with botocore's own signer."""
    place, _, query = token.partition("/?")
    query, _, signature = query.partition("&X-Amz-Signature=")
    said = {name: values[0] for name, values in parse_qs(query, strict_parsing=True).items()}
    if place != host or said["Action"] != "connect" or said["DBUser"] != user:
        raise Refused(f"it is for {said['DBUser']} at {place}, not for {user} at {host}")
    signed_at = datetime.datetime.strptime(said["X-Amz-Date"], "%Y%m%dT%H%M%SZ")
    if not datetime.timedelta() <= datetime.datetime.utcnow() - signed_at <= LONGEST or said["X-Amz-Expires"] != "900":
        raise Refused(f"it is of {said['X-Amz-Date']} for {said['X-Amz-Expires']} s")
    if said["X-Amz-Credential"].split("/")[0] != os.environ["API_ACCESS_KEY_ID"]:
        raise Refused("it is of an unknown key")
    request = AWSRequest("GET", f"https://{host}/?{query}")
    request.context["timestamp"] = said["X-Amz-Date"]
    signer = SigV4Auth(Credentials(os.environ["API_ACCESS_KEY_ID"], os.environ["API_SECRET_ACCESS_KEY"]), "rds-db", region)
    right = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
    if not hmac.compare_digest(right, signature):
        raise Refused("its signature is wrong")


def xor(left, right):
    return bytes(a ^ b for a, b in zip(left, right))


def scramble(plugin, password, salt):
    salt = salt[:20]
    if plugin == b"mysql_native_password":
        once = hashlib.sha1(password).digest()
        return xor(once, hashlib.sha1(salt + hashlib.sha1(once).digest()).digest())
    once = hashlib.sha256(password).digest()
    return xor(once, hashlib.sha256(hashlib.sha256(once).digest() + salt).digest())


def greeting_parts(greeting):
    """(salt, plugin) of a server's first packet."""
    behind = greeting.index(b"\0", 1) + 5                   # behind the version and the connection's number
    salt = greeting[behind:behind + 8] + greeting[behind + 27:behind + 39]
    return salt, greeting[behind + 40:].rstrip(b"\0")


def text_at(packet, at):
    end = packet.index(b"\0", at)
    return packet[at:end], end + 1


def behind_answer(response):
    """(user, what follows the answer) of a client's HandshakeResponse41."""
    user, at = text_at(response, 32)
    return user, response[at + 1 + response[at]:]


def login_behind(server, greeting, response):
    """The server's last word on a login with the client's own settings, but the account's password, and in clear."""
    password = os.environ["TARGET_PASSWORD"].encode()
    salt, plugin = greeting_parts(greeting)
    flags = struct.unpack("<I", response[:4])[0]
    user, rest = behind_answer(response)
    database = b""
    if flags & CLIENT_CONNECT_WITH_DB:
        name, at = text_at(rest, 0)
        database, rest = name + b"\0", rest[at:]
    if flags & CLIENT_PLUGIN_AUTH:
        _, at = text_at(rest, 0)
        rest = plugin + b"\0" + rest[at:]
    answer = scramble(plugin, password, salt)
    server.write(struct.pack("<I", flags & ~CLIENT_SSL) + response[4:32] + user + b"\0" + bytes([len(answer)]) + answer +
                 database + rest)
    while True:
        word = server.read()
        if word[0] == SWITCH:
            plugin, at = text_at(word, 1)
            server.write(scramble(plugin, password, word[at:]))
        elif word[0] == MORE and word[1:] == WHOLE_PASSWORD:
            server.write(password + b"\0")                  # a socket of the machine is as good as TLS
        elif word[0] != MORE:
            return word


def relay(client, server):
    while True:
        ready = [client] if client.pending() else select.select([client, server], [], [])[0]
        for one in ready:
            data = one.recv(65536)
            if not data:
                return
            (server if one is client else client).sendall(data)


def serve(connection, host, region):
    backend = socket.socket(socket.AF_UNIX)
    backend.connect(os.environ["TARGET_SOCKET"])
    client, server = Packets(connection), Packets(backend)
    greeting = server.read()
    client.write(greeting)
    if not struct.unpack("<I", client.read()[:4])[0] & CLIENT_SSL:
        raise ConnectionError("no TLS")
    folder = os.path.dirname(os.environ["TARGET_CA"])
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(f"{folder}/server.pem", f"{folder}/server.key")
    client.connection = tls.wrap_socket(connection, server_side=True)
    response = client.read()
    user = behind_answer(response)[0].decode()
    client.write(bytes([SWITCH]) + b"mysql_clear_password\0")
    token = client.read().rstrip(b"\0").decode()
    try:
        if user != os.environ["TARGET_USER"]:
            raise Refused(f"{user} has no IAM authentication")
        check_token(token, host, user, region)
    except (Refused, KeyError, ValueError) as why:
        say(f"refused: {why}")
        client.write(bytes([ERROR]) + struct.pack("<H", 1045) + f"#28000Access denied for user '{user}'@'%'".encode())
        return
    word = login_behind(server, greeting, response)
    say("accepted" if word[0] == OK else f"the server behind refused: {word[9:]}")
    client.write(word)
    relay(client.connection, backend)


def serve_and_close(connection, host, region):
    try:
        serve(connection, host, region)
    except OSError as why:
        say(f"lost: {why}")
    finally:
        connection.close()


listener = socket.create_server(("127.0.0.1", 0))
here = "127.0.0.1:%d" % listener.getsockname()[1]
say(listener.getsockname()[1])
while True:
    accepted, _ = listener.accept()
    threading.Thread(target=serve_and_close, args=(accepted, here, sys.argv[1]), daemon=True).start()

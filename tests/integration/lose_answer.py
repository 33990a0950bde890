#!/usr/bin/env python3
"""A proxy to a server that loses the answer to the Nth COMMIT: the connection ends instead.

usage: lose_answer.py HOST PORT NTH [PATTERN [COMMAND]]

Prints the port that it listens on; the link must be in clear. With PATTERN only statements count that it is found in. With
COMMAND (for a shell) the statement does not reach the server: COMMAND is run instead, then the connection ends.
"""
import re
import socket
import subprocess
import sys
import threading

host, port, nth = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
pattern = re.compile(sys.argv[4].encode() if len(sys.argv) > 4 else b"", re.S)
command = sys.argv[5] if len(sys.argv) > 5 else None
lock = threading.Lock()
commits = 0


def is_the_one(packet):
    global commits
    if not packet.endswith(b"COMMIT") or not pattern.search(packet):
        return False
    with lock:
        commits += 1
        return commits == nth


def end(*sockets):
    for one in sockets:
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def questions(client, server, lost):
    try:
        while data := client.recv(65536):
            if is_the_one(data):
                lost.set()
                if command is not None:
                    subprocess.run(command, shell=True, check=False, stdout=subprocess.DEVNULL)
                    break
            server.sendall(data)
    except OSError:
        pass
    end(client, server)


def answers(client, server, lost):
    try:
        while (data := server.recv(65536)) and not lost.is_set():
            client.sendall(data)
    except OSError:
        pass
    if lost.is_set():
        print("lost", flush=True)
    end(client, server)


listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    client, _ = listener.accept()
    pair = (client, socket.create_connection((host, port)), threading.Event())
    for work in (questions, answers):
        threading.Thread(target=work, args=pair, daemon=True).start()

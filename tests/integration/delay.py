#!/usr/bin/env python3
"""A slow proxy to a server: all data waits for this many milliseconds in each direction.

usage: delay.py HOST PORT MILLISECONDS    prints the port that it listens on
"""
import queue
import socket
import sys
import threading
import time

host, port, delay = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]) / 1000


def receive(one, line):
    try:
        while data := one.recv(65536):
            line.put((time.monotonic() + delay, data))
    except OSError:
        pass
    line.put((time.monotonic() + delay, b""))


def send(line, other):
    while True:
        due, data = line.get()
        time.sleep(max(0.0, due - time.monotonic()))
        try:
            if not data:
                other.shutdown(socket.SHUT_WR)
                return
            other.sendall(data)
        except OSError:
            return


listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    client, _ = listener.accept()
    server = socket.create_connection((host, port))
    for one, other in ((client, server), (server, client)):
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line = queue.Queue()
        threading.Thread(target=receive, args=(one, line), daemon=True).start()
        threading.Thread(target=send, args=(line, other), daemon=True).start()

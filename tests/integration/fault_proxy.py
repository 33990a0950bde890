#!/usr/bin/env python3
"""A proxy to both servers of a pair that fails at one chosen statement.

usage: fault_proxy.py FOLDER SOURCE_PORT TARGET_PORT

Prints the two ports that it listens on. Connections through it are in clear, so that it sees what is sent. Each
statement is written to FOLDER/queries; each that changes something is counted and written to FOLDER/statements; a file FOLDER/reset begins the count again. When FOLDER/fault says "N WHEN COMMAND",
then at the Nth statement (or, where N is /TEXT/ with _ for blanks, at the first with this text; /FIRST/THEN/: at the first with THEN after one with FIRST) COMMAND is run (by a shell, and waited for): WHEN is "before" it reaches the server, or "after"
the server has answered and before extrepl gets the answer. Several lines: one fault after the other. The command "drop" ends that connection instead.
"""

import os
import re
import select
import socket
import subprocess
import sys
import threading

folder, *ports = sys.argv[1:]
reads = re.compile(r"^\(?\s*(SELECT|SHOW|DO|SET (SESSION|NAMES|character)|SET sql_mode|KILL|XA RECOVER$|ROLLBACK AND NO CHAIN)", re.I)
lock = threading.Lock()
count = 0


def fault():
    try:
        with open(f"{folder}/fault") as file:
            number, when, command = file.readline().strip().split(" ", 2)
        return number, when, command
    except (OSError, ValueError):
        return "0", "", ""


def fault_done():
    with open(f"{folder}/fault") as file:
        rest = file.readlines()[1:]
    os.rename(f"{folder}/fault", f"{folder}/fault.done")
    if rest:
        with open(f"{folder}/fault", "w") as file:
            file.writelines(rest)


seen_first = False


def is_there(at, number, text):
    global seen_first
    if not at.startswith("/"):
        return number == int(at)
    *first, then = at.replace("_", " ").strip("/").split("/")
    text = text.replace("_", " ")
    if then in text and (seen_first or not first):
        seen_first = False
        return True
    seen_first = seen_first or (bool(first) and first[0] in text)
    return False


def note(side, text):
    """The number of this statement; 0: it only reads."""
    global count
    with lock, open(f"{folder}/queries", "a") as file:
        file.write(f"{side} {' '.join(text.split())[:4000]}\n")
    # GET_LOCK keeps a second run away, so it counts; so does a statement that begins with a read and then changes something.
    first = text.split(";")[0]
    if reads.match(first) and "GET_LOCK" not in text and "_WAIT" not in text and "WAIT_FOR" not in text and ";" not in text.strip(" ;"):
        return 0
    parts = [part.strip() for part in text.split("\n;\n")]
    if all(reads.match(part) for part in parts) and "GET_LOCK" not in text and "_WAIT" not in text and "WAIT_FOR" not in text:
        return 0
    with lock:
        if os.path.exists(f"{folder}/reset"):
            os.remove(f"{folder}/reset")
            count = 0
        count += 1
        with open(f"{folder}/statements", "a") as file:
            file.write(f"{count} {side} {' '.join(text.split())[:160]}\n")
        return count


def relay(side, client, port):
    server = socket.create_connection(("127.0.0.1", port))
    pending = b""
    due = None  # what to do after the server has answered
    try:
        while True:
            ready, _, _ = select.select([client, server], [], [])
            if server in ready:
                data = server.recv(1 << 16)
                if not data:
                    return
                if due is not None:
                    if due == "drop":
                        return
                    subprocess.run(due, shell=True, check=False)
                    due = None
                client.sendall(data)
            if client in ready:
                data = client.recv(1 << 16)
                if not data:
                    return
                pending += data
                while len(pending) >= 4:
                    length = int.from_bytes(pending[:3], "little")
                    if len(pending) < 4 + length:
                        break
                    packet, pending = pending[: 4 + length], pending[4 + length :]
                    # A command has sequence number 0; 3 is COM_QUERY.
                    if packet[3] == 0 and length > 1 and packet[4] == 3:
                        text = packet[5:].decode("utf-8", "replace")
                        number = note(side, text)
                        at, when, command = fault()
                        if number and is_there(at, number, text):
                            fault_done()
                            if when == "before":
                                if command == "drop":
                                    return
                                subprocess.run(command, shell=True, check=False)
                            else:
                                due = command
                    server.sendall(packet)
    except OSError:
        pass
    finally:
        for end in (client, server):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()


def handle(side, client, port):
    try:
        relay(side, client, port)
    except OSError:
        client.close()


def accept(side, listener, port):
    while True:
        client, _ = listener.accept()
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=handle, args=(side, client, port), daemon=True).start()


listeners = []
for side, port in zip(("source", "target"), ports):
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    listeners.append(listener)
    threading.Thread(target=accept, args=(side, listener, int(port)), daemon=True).start()
print(*(listener.getsockname()[1] for listener in listeners), flush=True)
threading.Event().wait()

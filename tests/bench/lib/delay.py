#!/usr/bin/env python3
"""A way to servers that are further off: what goes through it takes half a round trip longer in either direction.

usage: delay.py MILLISECONDS PORT...    prints the ports that it listens on, one for each PORT of 127.0.0.1
"""
import asyncio
import socket
import sys

half = float(sys.argv[1]) / 2000


async def relay(reader, writer):
    queue = asyncio.Queue()

    async def deliver():
        while True:
            due, data = await queue.get()
            await asyncio.sleep(max(0, due - asyncio.get_running_loop().time()))
            if not data:
                writer.close()
                return
            writer.write(data)
            await writer.drain()

    delivering = asyncio.create_task(deliver())
    try:
        while data := await reader.read(1 << 16):
            queue.put_nowait((asyncio.get_running_loop().time() + half, data))
    except OSError:
        pass
    queue.put_nowait((0, b""))
    await asyncio.gather(delivering, return_exceptions=True)


async def serve(port):
    async def accept(reader, writer):
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", port)
        for one in (writer, there_writer):
            one.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.gather(relay(reader, there_writer), relay(there_reader, writer))

    return await asyncio.start_server(accept, "127.0.0.1", 0)


async def main():
    servers = [await serve(int(port)) for port in sys.argv[2:]]
    print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


asyncio.run(main())

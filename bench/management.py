#!/usr/bin/env python3
"""How many signed PostToConnection requests a server on one core answers, and what each costs.

    bench/management.py [--belfry build/release/belfry] [--seconds 5] [--callers 32] [--bytes 200]

The server is held on one core; this program, on another, keeps one request in flight on each keep-alive connection.
Requests are as boto3 signs them, each with an invocation id of its own, to sockets whose messages are read and thrown
away. Cost is CPU of the whole server process, user and system.
"""

import argparse
import base64
import contextlib
import datetime
import hashlib
import hmac
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ACCESS_KEY, SECRET_KEY = "AKIDBENCH", secrets.token_hex(20)
JWT_SECRET = secrets.token_hex(32)
SOCKETS = 8
PLACE_FOR_ID = b"00000000-0000-4000-8000-000000000000"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def configuration(directory, port):
    file = directory / "belfry.toml"
    file.write_text(f"""[server]
listen = "127.0.0.1:{port}"
data_dir = "{directory}"
[auth.jwt]
hs256_secret = "{JWT_SECRET}"
[[auth.aws_keys]]
access_key_id = "{ACCESS_KEY}"
secret_access_key = "{SECRET_KEY}"
[limits]
connections_per_user = 0
connect_attempts_per_minute_per_ip = 0
[store]
url = "memory:"
[log]
level = "warning"
""", encoding="utf-8")
    return file


@contextlib.contextmanager
def server_on_one_core(belfry):
    cores = sorted(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory(prefix="belfry-bench-") as place:
        port = free_port()
        command = [belfry, "serve", "--config", configuration(Path(place), port)]
        server = subprocess.Popen(command, preexec_fn=lambda: os.sched_setaffinity(0, cores[:1]))
        os.sched_setaffinity(0, cores[1:] or cores)
        try:
            wait_until_open(port, server)
            yield server, port
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_until_open(port, server):
    for _ in range(400):
        if server.poll() is not None:
            sys.exit("management: the server ended at once")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.025)
    sys.exit("management: the server does not listen")


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def jwt(user):
    now = int(time.time())
    claims = {"sub": user, "iat": now, "exp": now + 3600}
    text = encoded(b'{"alg":"HS256"}') + b"." + encoded(json.dumps(claims).encode())
    return (text + b"." + encoded(hmac.digest(JWT_SECRET.encode(), text, "sha256"))).decode()


def open_socket(port):
    """A WebSocket and its connection's id."""
    made = socket.create_connection(("127.0.0.1", port))
    made.sendall(
        f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n"
        f"Authorization: Bearer {jwt('bench')}\r\n\r\n".encode()
    )
    received = b""
    while b'"connected"' not in received or not received.endswith(b"}"):
        chunk = made.recv(65536)
        if not chunk:
            sys.exit(f"management: no WebSocket: {received[:300]!r}")
        received += chunk
    greeting = json.loads(received[received.index(b'{"id"') :])
    made.setblocking(False)
    return made, greeting["payload"]["connectionId"]


def signed_request(port, connection_id, body):
    path = f"/prod/@connections/{connection_id}"
    host = f"127.0.0.1:{port}"
    stamp = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    scope = f"{stamp[:8]}/us-east-1/execute-api/aws4_request"
    canonical = "\n".join([
        "POST", path.replace("@", "%40"), "", f"host:{host}", f"x-amz-date:{stamp}", "", "host;x-amz-date",
        hashlib.sha256(body).hexdigest(),
    ])  # fmt: skip
    text = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = ("AWS4" + SECRET_KEY).encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    return (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: identity\r\nUser-Agent: Boto3/1.43.11\r\n"
        f"X-Amz-Date: {stamp}\r\nAuthorization: AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/{scope}, "
        f"SignedHeaders=host;x-amz-date, Signature={signature}\r\namz-sdk-invocation-id: "
    ).encode() + PLACE_FOR_ID + f"\r\namz-sdk-request: attempt=1\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def drain(sockets):
    for each in sockets:
        with contextlib.suppress(BlockingIOError):
            while each.recv(1 << 20):
                pass


def run(port, pid, asked):
    sockets, ids = zip(*(open_socket(port) for _ in range(SOCKETS)))
    body = b"x" * asked.bytes
    requests = [signed_request(port, ids[i % SOCKETS], body) for i in range(asked.callers)]
    halves = [request.split(PLACE_FOR_ID) for request in requests]
    callers = [socket.create_connection(("127.0.0.1", port)) for _ in range(asked.callers)]
    for caller in callers:
        caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    number, answered, tail = 0, 0, str(uuid.uuid4())[8:].encode()
    used, began = cpu_seconds(pid), time.monotonic()
    while time.monotonic() - began < asked.seconds:
        for caller, (head, rest) in zip(callers, halves):
            number += 1
            caller.sendall(head + b"%08x" % number + tail + rest)
        for caller in callers:
            answer = caller.recv(4096)
            if not answer.startswith(b"HTTP/1.1 200 "):
                sys.exit(f"management: {answer[:500]!r}")
            answered += 1
        drain(sockets)
    took = time.monotonic() - began
    return answered / took, (cpu_seconds(pid) - used) / answered * 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--belfry", type=Path, default=ROOT / "build/release/belfry")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--callers", type=int, default=32)
    parser.add_argument("--bytes", type=int, default=200)
    asked = parser.parse_args()
    with server_on_one_core(asked.belfry.resolve()) as (server, port):
        rate, micros = run(port, server.pid, asked)
    print(f"POST /@connections, {asked.callers} callers, {asked.bytes} bytes: {rate:,.0f} a second, "
          f"{micros:.1f} us server CPU each, so {1e6 / micros:,.0f} a second on a core of its own")


if __name__ == "__main__":
    main()

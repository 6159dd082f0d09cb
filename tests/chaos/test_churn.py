"""Ten connects a second for a minute, ended in every way: afterwards nothing is left over."""

import os
import threading
import time

import pytest

from support.deadline import eventually
from support.ws import WebSocket, request_bytes

SECONDS = float(os.environ.get("BELFRY_CHURN_SECONDS", "60"))
PER_SECOND = 10
MEMORY_BOUND = 24 * 1024 * 1024


@pytest.fixture
def server(serve_release):
    return serve_release({"limits": {"connections_per_user": 0}})


def cut_handshake(server, user, rng):
    raw = request_bytes("/ws", "x", "dGhlIHNhbXBsZSBub25jZQ==", {"Authorization": f"Bearer {server.jwt(user)}"})
    ws = WebSocket.dial(server.port)
    ws.send_raw(raw[: rng.randrange(len(raw) + 1)])
    ws.reset()


def one_visit(server, user, rng):
    """Connects, does a little, and leaves in one of many ways."""
    way = rng.choice(["close", "abort", "reset", "half frame", "violation", "cut handshake", "refused", "unread"])
    if way == "cut handshake":
        return cut_handshake(server, user, rng)
    if way == "refused":
        return WebSocket.dial(server.port).abort()
    client = server.connect(user, greeted=way != "unread")
    if way == "close":
        client.ping()
        client.close()
    elif way == "reset":
        client.ws.reset()
    elif way == "half frame":
        client.ws.send_raw(b"\x81\xfe\x00")
    elif way == "violation":
        client.ws.send_raw(b"\xff\xff\xff\xff")
        client.expect_close(1002)
    client.abort()


def settled(server):
    return server.connections() == 0


def test_churn_leaves_no_connection_descriptor_or_memory(server, rng):
    service = server.service()
    for number in range(100):  # so that what is made once is made before the measuring
        one_visit(server, f"churn-{number % 20}", rng)
    eventually(lambda: settled(server), "the first connections are gone")
    descriptors, memory = server.fd_count(), server.resident_bytes()

    pause, started = threading.Event(), time.monotonic()
    for number in range(int(SECONDS * PER_SECOND)):
        user = f"churn-{number % 20}"
        if number % 5 == 0:
            service.publish(user, f"n {number}")
        one_visit(server, user, rng)
        pause.wait(max(0.0, started + (number + 1) / PER_SECOND - time.monotonic()))

    eventually(lambda: settled(server), "every connection is gone", 20)
    metrics = server.metrics()
    assert metrics.value("belfry_connections_per_user_count") == 0
    eventually(lambda: server.fd_count() <= descriptors + 1, "every descriptor is closed", 10)
    grown = server.resident_bytes() - memory
    print(f"memory grew by {grown} bytes over {int(SECONDS * PER_SECOND)} connections")
    assert grown < MEMORY_BOUND
    connected = len(server.events("websocket:connected"))
    eventually(lambda: len(server.events("websocket:disconnected")) == connected, "every connection's end is logged")


def test_idle_handshakes_are_ended_by_the_server(server):
    """A peer that connects and says nothing, or half a request, does not stay for ever."""
    before = server.fd_count()
    idle = [WebSocket.dial(server.port) for _ in range(5)]
    for ws in idle[:3]:
        ws.send_raw(b"GET /ws HTTP/1.1\r\nHost: x\r\n")
    for ws in idle:
        ws.expect_end(timeout=60)
    eventually(lambda: server.fd_count() <= before, "the descriptors are closed")

"""Calls of handlers when something breaks: each is made once, and each connection that came to be is told its end."""

import json
import socket
import threading
import time

import pytest

from support.deadline import eventually
from support.gateway_handlers import INVOKE, GatewayHandlers
from support.ws import Refused, WebSocket, request_bytes

CHURNING_CLIENTS = 8
CONNECTIONS_EACH = 10


@pytest.fixture
def handlers():
    made = GatewayHandlers()
    yield made
    made.end()


def routes(handlers, **changes):
    keys = {"$connect": "connect", "$disconnect": "disconnect", "$default": "default"}
    integrations = {key: handlers.invoke_url(name) for key, name in keys.items()}
    return {"routes": {"stage": "prod", "timeout_seconds": 29, "integrations": integrations, **changes}}


def ask_to_connect(server):
    """A handshake whose answer is not waited for."""
    ws = WebSocket.dial(server.port)
    ws.send_raw(request_bytes("/prod", f"127.0.0.1:{server.port}", "dGhlIHNhbXBsZSBub25jZQ=="))
    return ws


class DiesOnTheSecondRequest:
    """Answers the first request of a connection, takes the second one and ends the connection without a word."""

    def __init__(self):
        self.bodies = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def end(self):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                self._take(stream)
                answer = b'{"statusCode":200}'
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(answer) + answer)
                self._take(stream)

    def _take(self, stream):
        length = 0
        while (line := stream.readline()) not in (b"\r\n", b""):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        if length:
            self.bodies.append(json.loads(stream.read(length)))


def test_a_handler_that_ends_its_connection_is_not_asked_again(serve):
    handler = DiesOnTheSecondRequest()
    url = f"http://127.0.0.1:{handler.port}" + INVOKE.format("connect")
    server = serve({"routes": {"stage": "prod", "concurrency": 1, "integrations": {"$connect": url}}})
    WebSocket.connect(server.port, "/prod").close()
    with pytest.raises(Refused) as refused:
        WebSocket.connect(server.port, "/prod")
    assert refused.value.status == 502
    assert len(handler.bodies) == 2
    handler.end()


def test_a_client_that_leaves_while_its_handler_decides_is_told_as_lost(serve, handlers):
    released = threading.Event()
    handlers.on["connect"] = lambda _: released.wait(10) and {"statusCode": 200}
    server = serve(routes(handlers))
    ws = ask_to_connect(server)
    (asked,) = handlers.expect("$connect")
    ws.reset()
    released.set()
    (told,) = handlers.expect("$disconnect", asked["requestContext"]["connectionId"])
    assert told["requestContext"]["disconnectStatusCode"] == 1006
    eventually(lambda: server.connections() == 0, "its place is free again")


def test_the_server_ends_in_time_while_handlers_hang(serve, handlers):
    released = threading.Event()
    handlers.on["default"] = lambda _: released.wait(30)
    handlers.on["connect"] = lambda event: (
        {"statusCode": 200} if event.get("queryStringParameters") else released.wait(30)
    )
    server = serve(routes(handlers))
    ws = WebSocket.connect(server.port, "/prod?at=once")
    try:
        for _ in range(40):
            ws.send_text("work")
        handlers.expect("$default", count=16)
        asking = ask_to_connect(server)
        handlers.expect("$connect", count=2)
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < 15
        asking.abort()
    finally:
        released.set()


def test_every_connection_is_told_once_that_it_came_and_once_that_it_went(serve, handlers):
    server = serve(routes(handlers))
    ways = [WebSocket.close, WebSocket.abort, WebSocket.reset]

    def come_and_go(number):
        for turn in range(CONNECTIONS_EACH):
            ws = WebSocket.connect(server.port, "/prod")
            ws.send_text("hello")
            ways[(number + turn) % len(ways)](ws)

    clients = [threading.Thread(target=come_and_go, args=(number,)) for number in range(CHURNING_CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    count = CHURNING_CLIENTS * CONNECTIONS_EACH
    came = handlers.expect("$connect", count=count)
    went = handlers.expect("$disconnect", count=count)
    ids = [{event["requestContext"]["connectionId"] for event in events} for events in (came, went)]
    assert ids[0] == ids[1] and len(ids[0]) == count
    eventually(lambda: server.connections() == 0, "all are gone")


def test_a_full_server_asks_no_handler_and_a_refusal_takes_no_place(serve, handlers):
    server = serve({**routes(handlers), "limits": {"connections": 1}})
    with WebSocket.connect(server.port, "/prod"):
        with pytest.raises(Refused) as refused:
            WebSocket.connect(server.port, "/prod")
        assert refused.value.status == 503
        handlers.expect("$connect", count=1)
    eventually(lambda: server.connections() == 0, "the place is free")
    handlers.on["connect"] = lambda _: {"statusCode": 401}
    for _ in range(3):
        with pytest.raises(Refused) as refused:
            WebSocket.connect(server.port, "/prod")
        assert refused.value.status == 401


def test_attempts_from_one_address_are_limited_before_a_handler_is_asked(serve, handlers):
    server = serve({**routes(handlers), "limits": {"connect_attempts_per_minute_per_ip": 2}})
    for _ in range(2):
        WebSocket.connect(server.port, "/prod").close()
    with pytest.raises(Refused) as refused:
        WebSocket.connect(server.port, "/prod")
    assert refused.value.status == 429
    handlers.expect("$connect", count=2)

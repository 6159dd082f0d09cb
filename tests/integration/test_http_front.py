"""HTTP/1.1 itself (RFC 9110 and 9112), as far as careless and hostile peers try it."""

import socket

import pytest

from support.api import as_bytes
from support.settings import SERVICE_KEY
from support.ws import WebSocket


def exchange(server, raw, answers=1):
    """Sends the bytes and returns the responses, read to their Content-Length."""
    with WebSocket.dial(server.port) as peer:
        peer.send_raw(raw)
        return [peer.read_response() for _ in range(answers)]


def publish_head(extra):
    return (
        f"POST /notifications HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {SERVICE_KEY}\r\n"
        f"Content-Type: application/json\r\n{extra}\r\n"
    ).encode()


def body_for(user):
    return as_bytes({"userId": user, "type": "new_like", "title": "x"})


def chunked(data, size):
    parts = [data[i : i + size] for i in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize("size", [1, 10, 1000])
def test_a_chunked_body_is_read(server, user, size):
    (answer,) = exchange(server, publish_head("Transfer-Encoding: chunked\r\n") + chunked(body_for(user), size))
    assert answer.status == 202


def test_a_request_may_come_byte_by_byte(server, user):
    body = body_for(user)
    with WebSocket.dial(server.port) as peer:
        peer.send_bytewise(publish_head(f"Content-Length: {len(body)}\r\n") + body)
        assert peer.read_response().status == 202


def test_requests_in_one_segment_are_answered_in_order(server):
    raw = b"".join(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Request-Id: r%d\r\n\r\n" % n for n in range(10))
    answers = exchange(server, raw, 10)
    assert [(a.status, a.header("x-request-id")) for a in answers] == [(200, f"r{n}") for n in range(10)]


BAD = {
    "two lengths": "Content-Length: 5\r\nContent-Length: 6\r\n",
    "length and chunked": "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
    "a negative length": "Content-Length: -1\r\n",
    "a length that is none": "Content-Length: five\r\n",
    "a header without a colon": "nonsense\r\n",
    "a blank before the colon": "X-Y : 1\r\n",
}


@pytest.mark.parametrize("case", BAD)
def test_a_malformed_request_is_400_and_ends_the_connection(server, case):
    with WebSocket.dial(server.port) as peer:
        peer.send_raw(publish_head(BAD[case]) + b"hello")
        assert peer.read_response().status == 400
        peer.expect_end()


def test_a_malformed_chunk_is_400(server):
    (answer,) = exchange(server, publish_head("Transfer-Encoding: chunked\r\n") + b"zz\r\nhello\r\n0\r\n\r\n")
    assert answer.status == 400


def test_a_connection_is_closed_when_the_client_says_so(server):
    with WebSocket.dial(server.port) as peer:
        peer.send_raw(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert peer.read_response().status == 200
        peer.expect_end()


def test_http_1_0_is_answered_and_closed(server):
    with WebSocket.dial(server.port) as peer:
        peer.send_raw(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert peer.read_response().status == 200
        peer.expect_end()


def test_a_client_that_waits_for_100_is_told_to_go_on(server, user):
    body = body_for(user)
    with WebSocket.dial(server.port) as peer:
        peer.send_raw(publish_head(f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\n"))
        assert peer.read_response().status == 100
        peer.send_raw(body)
        assert peer.read_response().status == 202


def test_a_long_target_is_refused(server):
    (answer,) = exchange(server, b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
    assert answer.status in (400, 404, 414, 431)


def test_an_id_in_a_path_may_be_percent_encoded(server, service, user):
    notification_id = service.publish(user)
    encoded = "".join(f"%{ord(c):02X}" for c in notification_id)
    server.user(user).request("POST", f"/notifications/{encoded}/read").expect(200)


def test_a_half_closed_peer_still_gets_its_answer(server):
    with WebSocket.dial(server.port) as peer:
        peer.send_raw(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        peer.sock.shutdown(socket.SHUT_WR)
        assert peer.read_response().status == 200


def test_a_hundred_connections_at_once(server):
    peers = [WebSocket.dial(server.port) for _ in range(100)]
    for peer in peers:
        peer.send_raw(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert [peer.read_response().status for peer in peers] == [200] * 100
    for peer in peers:
        peer.abort()

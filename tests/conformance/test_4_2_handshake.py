"""RFC 6455 sections 4.2.1 and 4.2.2: what a server must see in an opening handshake, and what it answers."""

import base64

import pytest

from echoing import echoes, expect_message
from support.frames import CLOSE, TEXT, close_payload, encode
from support.ws import WebSocket, accept_for, request_bytes

KEY = "dGhlIHNhbXBsZSBub25jZQ=="


def handshake(echo_server, raw):
    ws = echo_server.dial()
    ws.send_raw(raw)
    return ws, ws.read_response()


def plain(echo_server, **how):
    return request_bytes("/", f"127.0.0.1:{echo_server.port}", KEY, **how)


def test_4_2_2_the_accept_value_is_the_one_of_the_rfc_example(echo_server):
    ws, response = handshake(echo_server, plain(echo_server))
    assert response.status_line.startswith("HTTP/1.1 101")
    assert response.header("sec-websocket-accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
    ws.abort()


def test_4_2_2_every_key_gets_its_own_accept_value(echo_server):
    for number in range(8):
        key = base64.b64encode(bytes([number] * 16)).decode()
        ws, response = handshake(echo_server, request_bytes("/", "localhost", key))
        assert response.header("sec-websocket-accept") == accept_for(key)
        ws.abort()


@pytest.mark.parametrize(
    "replace",
    [
        {"upgrade": "WebSocket"},
        {"upgrade": "WEBSOCKET"},
        {"connection": "upgrade"},
        {"connection": "keep-alive, Upgrade"},
        {"connection": "Upgrade,keep-alive"},
        {"connection": "foo , uPGRADE"},
        {"upgrade": "h2c, websocket"},
    ],
    ids=lambda r: "=".join(*r.items()),
)
def test_4_2_1_tokens_are_found_in_any_case_and_in_a_list(echo_server, replace):
    ws, response = handshake(echo_server, plain(echo_server, replace=replace))
    assert response.status == 101
    echoes(ws)
    ws.abort()


def test_4_2_1_header_names_are_found_in_any_case(echo_server):
    raw = plain(echo_server)
    for name in (b"Host", b"Upgrade", b"Connection", b"Sec-WebSocket-Key", b"Sec-WebSocket-Version"):
        raw = raw.replace(name + b":", name.upper() + b":")
    ws, response = handshake(echo_server, raw)
    assert response.status == 101
    ws.abort()


@pytest.mark.parametrize("path", ["/", "/?a=b&c=d", "/?", "http://127.0.0.1/"])
def test_4_2_1_the_request_target_may_have_a_query_or_be_absolute(echo_server, path):
    ws, response = handshake(echo_server, request_bytes(path, "127.0.0.1", KEY))
    assert response.status == 101
    ws.abort()


METHODS = {
    "POST": {400, 405},
    "PUT": {400, 405},
    "DELETE": {400, 405},
    "FOO": {400, 405, 501},
    "HEAD": {400, 405, 426},
    "OPTIONS": {200, 204, 400, 405},  # answered as HTTP has it, and not upgraded
}


@pytest.mark.parametrize("method", METHODS)
def test_4_2_1_another_method_than_get_is_not_upgraded(echo_server, method):
    ws = echo_server.dial()
    ws.send_raw(plain(echo_server, method=method))
    # The answer to HEAD has no body, whatever its Content-Length says: only the status line is read here.
    status_line = ws.sock.recv(4096).split(b"\r\n")[0]
    assert int(status_line.split(b" ")[1]) in METHODS[method], status_line
    ws.abort()


@pytest.mark.parametrize("version", ["HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTP/1.1"])
def test_4_2_1_another_http_version_than_1_1_is_refused(echo_server, version):
    ws = echo_server.dial()
    ws.send_raw(plain(echo_server, version=version))
    answer = ws.sock.recv(4096)
    assert b" 101 " not in answer, answer
    assert answer == b"" or answer.split(b" ")[1][:1] in (b"4", b"5"), answer
    ws.abort()


@pytest.mark.parametrize("missing", ["upgrade", "connection", "sec-websocket-key", "sec-websocket-version"])
def test_4_2_1_a_missing_header_is_refused(echo_server, missing):
    ws, response = handshake(echo_server, plain(echo_server, without={missing}))
    assert response.status in (400, 426), response.status_line
    ws.abort()


def test_4_2_1_a_missing_host_is_refused(echo_server):
    ws, response = handshake(echo_server, plain(echo_server, without={"host"}))
    assert response.status == 400
    ws.abort()


@pytest.mark.parametrize(
    "replace",
    [
        {"upgrade": "foo"},
        {"upgrade": "websockets"},
        {"upgrade": ""},
        {"connection": "keep-alive"},
        {"connection": "close"},
        {"connection": "Upgraded"},
        {"connection": ""},
    ],
    ids=lambda r: "=".join(*r.items()),
)
def test_4_2_1_a_wrong_upgrade_or_connection_is_refused(echo_server, replace):
    ws, response = handshake(echo_server, plain(echo_server, replace=replace))
    assert response.status in (400, 426), response.status_line
    ws.abort()


@pytest.mark.parametrize(
    "key",
    [
        "",
        "AQID",
        base64.b64encode(b"x" * 15).decode(),
        base64.b64encode(b"x" * 17).decode(),
        "dGhlIHNhbXBsZSBub25jZQ",
        "!!!!IHNhbXBsZSBub25jZQ==",
        "dGhlIHNhbXBsZSBub25jZQ==AAAA",
    ],
    ids=["empty", "short", "15 bytes", "17 bytes", "no padding", "not base64", "behind the padding"],
)
def test_4_2_1_a_key_that_is_not_16_bytes_in_base64_is_refused(echo_server, key):
    ws, response = handshake(echo_server, request_bytes("/", "localhost", key))
    assert response.status == 400
    ws.abort()


def test_11_3_1_the_key_must_not_come_twice(echo_server):
    ws, response = handshake(echo_server, plain(echo_server, headers=[("Sec-WebSocket-Key", KEY)]))
    assert response.status == 400
    ws.abort()


@pytest.mark.parametrize("version", ["8", "7", "0", "12", "14", "255", "013", "1", "x", "13.0"])
def test_4_4_another_version_is_answered_426_with_the_one_we_speak(echo_server, version):
    ws, response = handshake(echo_server, plain(echo_server, replace={"sec-websocket-version": version}))
    assert response.status == 426, response.status_line
    assert response.header("sec-websocket-version") == "13"
    ws.abort()


@pytest.mark.parametrize(
    "offer",
    [
        "permessage-deflate",
        "permessage-deflate; client_max_window_bits",
        "x-webkit-deflate-frame",
        "foo, bar; baz=1",
    ],
)
def test_9_1_an_extension_that_is_not_taken_is_not_echoed(echo_server, offer):
    with echo_server.connect(headers={"Sec-WebSocket-Extensions": offer}) as ws:
        assert ws.response.header("sec-websocket-extensions") is None
        echoes(ws)


@pytest.mark.parametrize("protocols", [("foo",), ("foo", "bar")])
def test_4_2_2_a_subprotocol_that_is_not_known_is_not_echoed(echo_server, protocols):
    with echo_server.connect(protocols=protocols) as ws:
        assert ws.response.header("sec-websocket-protocol") is None
        echoes(ws)


def test_4_2_2_unknown_headers_are_ignored(echo_server):
    with echo_server.connect(headers={"X-Strange": "1", "Origin": "http://example.test", "Cookie": "a=b"}) as ws:
        echoes(ws)


def test_4_2_1_a_handshake_may_come_byte_by_byte(echo_server):
    with echo_server.dial() as ws:
        ws.send_bytewise(plain(echo_server))
        assert ws.read_response().status == 101
        echoes(ws)


def test_4_2_1_a_refused_request_does_not_hurt_the_next_connection(echo_server):
    ws, response = handshake(echo_server, b"\x00\x01\x02 nonsense\r\n\r\n")
    assert response.status == 400
    ws.abort()
    with echo_server.connect() as other:
        echoes(other)


def test_4_2_1_an_endless_header_is_refused(echo_server):
    with echo_server.dial() as ws:
        try:
            ws.send_raw(b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 200_000 + b"\r\n\r\n")
        except ConnectionError:
            return  # refused while we were still sending
        answer = ws.sock.recv(4096)
        assert answer == b"" or answer.split(b" ")[1] in (b"400", b"431"), answer


# Section 4.1 lets a client send only after the 101; a hasty one, or a proxy that joins segments, does not wait.


@pytest.mark.parametrize("count", [1, 2, 10])
def test_4_1_frames_in_the_segment_of_the_request_are_not_lost(echo_server, count):
    early = b"".join(encode(TEXT, b"early %d" % i) for i in range(count))
    with echo_server.connect(early=early) as ws:
        for i in range(count):
            expect_message(ws, TEXT, b"early %d" % i)
        echoes(ws)


@pytest.mark.parametrize("cut", range(1, 9))
def test_4_1_a_part_of_a_frame_in_the_segment_of_the_request_is_not_lost(echo_server, cut):
    whole = encode(TEXT, b"cut")
    with echo_server.connect(early=whole[:cut]) as ws:
        ws.send_raw(whole[cut:])
        expect_message(ws, TEXT, b"cut")


def test_4_1_a_large_frame_may_begin_in_the_segment_of_the_request(echo_server):
    payload = b"x" * 100_000
    with echo_server.connect(early=encode(TEXT, payload)) as ws:
        expect_message(ws, TEXT, payload)


def test_4_1_a_close_in_the_segment_of_the_request_is_answered(echo_server):
    with echo_server.connect(early=encode(CLOSE, close_payload(1000))) as ws:
        assert ws.recv_frame().close_code == 1000
        ws.expect_end()


def test_4_1_a_violation_in_the_segment_of_the_request_fails_the_connection(echo_server):
    with echo_server.connect(early=encode(TEXT, b"x", masked=False)) as ws:
        assert ws.recv_frame().close_code == 1002
        ws.expect_end()


def test_4_2_2_two_hundred_connections_are_served_side_by_side(echo_server):
    sockets = [echo_server.connect() for _ in range(200)]
    for number, ws in enumerate(sockets):
        ws.send_frame(TEXT, b"%d" % number)
    for number, ws in enumerate(sockets):
        expect_message(ws, TEXT, b"%d" % number)
        ws.abort()


def test_4_2_1_a_peer_that_hangs_up_in_the_handshake_hurts_nobody(echo_server):
    raw = plain(echo_server)
    for cut in (1, 10, len(raw) // 2, len(raw) - 1, len(raw)):
        ws = WebSocket.dial(echo_server.port)
        ws.send_raw(raw[:cut])
        ws.reset()
    with echo_server.connect() as ws:
        echoes(ws)

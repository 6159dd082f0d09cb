"""RFC 6455 sections 5.5.1 and 7: the close frame, its codes, and the end of the connection."""

import pytest

from echoing import echoes, fails
from support.frames import CLOSE, PING, TEXT, close_payload, encode

VALID = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4001, 4999]
INVALID = [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 10000, 65535]


@pytest.mark.parametrize("code", VALID)
def test_7_4_a_valid_code_is_answered_with_the_same(ws, code):
    ws.send_close(code)
    frame = ws.recv_frame()
    assert (frame.opcode, frame.close_code) == (CLOSE, code), frame
    ws.expect_end()


@pytest.mark.parametrize("code", INVALID)
def test_7_4_a_code_that_must_not_be_sent_fails(ws, code):
    ws.send_close(code)
    fails(ws, 1002)


@pytest.mark.parametrize("code", [999, 1005, 2000])
def test_7_4_a_code_that_must_not_be_sent_fails_with_a_reason_too(ws, code):
    ws.send_close(code, b"a reason")
    fails(ws, 1002)


def test_5_5_1_a_close_without_a_code_is_answered(ws):
    ws.send_frame(CLOSE, b"")
    frame = ws.recv_frame()
    assert frame.opcode == CLOSE
    assert frame.payload == b"" or frame.close_code == 1000
    ws.expect_end()


def test_5_5_1_a_close_with_half_a_code_fails(ws):
    ws.send_frame(CLOSE, b"\x03")
    fails(ws, 1002)


@pytest.mark.parametrize(
    "reason", [b"", b"bye", "Grüße, κόσμε".encode(), b"x" * 123], ids=["none", "ascii", "utf-8", "123 bytes"]
)
def test_5_5_1_a_reason_is_accepted(ws, reason):
    ws.send_close(1000, reason)
    frame = ws.recv_frame()
    assert (frame.opcode, frame.close_code) == (CLOSE, 1000)
    ws.expect_end()


@pytest.mark.parametrize("reason", [b"\xff", b"ok \xc0\xaf", b"\xed\xa0\x80", b"cut \xe2\x82"], ids=lambda r: r.hex())
def test_5_5_1_a_reason_that_is_not_utf8_fails(ws, reason):
    ws.send_close(1000, reason)
    fails(ws, 1007)


def test_5_5_1_a_reason_over_123_bytes_fails(ws):
    ws.send_close(1000, b"x" * 124)
    fails(ws, 1002)


def test_5_5_1_nothing_is_answered_behind_a_close(ws):
    ws.send_raw(encode(CLOSE, close_payload(1000)) + encode(PING, b"late") + encode(TEXT, b"late"))
    assert ws.recv_frame().opcode == CLOSE
    rest = ws.sock.recv(100)
    assert rest == b"", rest


def test_5_5_1_a_second_close_is_passed_over(ws):
    ws.send_raw(encode(CLOSE, close_payload(1000)) + encode(CLOSE, close_payload(1001)))
    assert ws.recv_frame().close_code == 1000
    ws.expect_end()


def test_5_5_1_what_came_before_a_close_is_answered_before_it(ws):
    ws.send_raw(encode(TEXT, b"last words") + encode(CLOSE, close_payload(1000)))
    assert ws.recv_frame().payload == b"last words"
    assert ws.recv_frame().opcode == CLOSE
    ws.expect_end()


def test_5_5_1_a_large_answer_is_sent_whole_before_the_close(ws):
    payload = b"z" * (4 * 1024 * 1024)
    ws.send_raw(encode(TEXT, payload) + encode(CLOSE, close_payload(1000)))
    assert ws.recv_frame().payload == payload
    assert ws.recv_frame().opcode == CLOSE
    ws.expect_end()


def test_7_1_1_the_server_ends_the_tcp_connection_first(ws):
    ws.send_close(1000)
    assert ws.recv_frame().opcode == CLOSE
    ws.expect_end(timeout=3)  # we keep our side open and wait


def test_7_1_1_a_close_may_come_byte_by_byte(ws):
    ws.send_bytewise(encode(CLOSE, close_payload(1000, b"slowly")))
    assert ws.recv_frame().close_code == 1000
    ws.expect_end()


def test_7_1_7_a_failed_connection_ends_though_we_say_nothing_more(ws):
    ws.send_frame(TEXT, b"x", rsv=1)
    assert ws.recv_frame().close_code == 1002
    ws.expect_end(timeout=8)


@pytest.mark.parametrize("how", ["abort", "reset"])
def test_7_2_an_end_without_a_close_frame_hurts_nobody(echo_server, how):
    for _ in range(20):
        ws = echo_server.connect()
        echoes(ws)
        getattr(ws, how)()
    with echo_server.connect() as other:
        echoes(other)


def test_7_2_a_half_closed_connection_ends(ws):
    ws.sock.shutdown(1)
    ws.expect_end()

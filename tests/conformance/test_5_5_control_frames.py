"""RFC 6455 sections 5.5.2 and 5.5.3: ping and pong."""

import pytest

from echoing import echoes, expect_message, fails, ping_answered
from support.frames import CLOSE, PING, PONG, TEXT, encode


@pytest.mark.parametrize("size", [0, 1, 2, 64, 124, 125])
def test_5_5_3_a_pong_carries_the_payload_of_its_ping(ws, size):
    ping_answered(ws, bytes(range(256))[256 - size :] if size else b"")


def test_5_5_3_a_ping_may_carry_any_bytes(ws):
    ping_answered(ws, b"\x00\xff\xfe\xc0\x80")


def test_5_5_3_pings_are_answered_in_order(ws):
    for i in range(10):
        ws.send_frame(PING, b"%d" % i)
    assert [ws.recv_frame().payload for _ in range(10)] == [b"%d" % i for i in range(10)]


def test_5_5_3_of_many_pings_at_once_the_last_is_answered(ws):
    ws.send_raw(b"".join(encode(PING, b"%d" % i) for i in range(1000)))
    payload = None
    while payload != b"999":
        frame = ws.recv_frame()
        assert frame.opcode == PONG
        payload = frame.payload
    echoes(ws)


def test_5_5_2_a_ping_may_come_byte_by_byte(ws):
    ws.send_bytewise(encode(PING, b"slowly"))
    frame = ws.recv_frame()
    assert (frame.opcode, frame.payload) == (PONG, b"slowly")


@pytest.mark.parametrize("payload", [b"", b"unasked", b"x" * 125], ids=["empty", "short", "125 bytes"])
def test_5_5_3_an_unasked_pong_is_passed_over(ws, payload):
    ws.send_frame(PONG, payload)
    ping_answered(ws, b"next")


@pytest.mark.parametrize("size", [126, 127, 1000, 65536])
@pytest.mark.parametrize("opcode", [PING, PONG, CLOSE], ids=["ping", "pong", "close"])
def test_5_5_a_control_frame_over_125_bytes_fails(ws, opcode, size):
    ws.send_frame(opcode, b"x" * size)
    fails(ws, 1002)


@pytest.mark.parametrize("form", [16, 64])
def test_5_5_a_short_ping_with_a_long_length_fails(ws, form):
    ws.send_frame(PING, b"x", length_form=form)
    fails(ws, 1002)


def test_5_5_2_pings_and_messages_take_turns(ws):
    for i in range(20):
        ping_answered(ws, b"p%d" % i)
        ws.send_frame(TEXT, b"t%d" % i)
        expect_message(ws, TEXT, b"t%d" % i)

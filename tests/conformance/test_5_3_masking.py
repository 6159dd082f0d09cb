"""RFC 6455 section 5.3: client-to-server masking; section 5.1: who must and who must not mask."""

import pytest

from echoing import expect_message, fails
from support.frames import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, close_payload, encode

KEYS = [b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x01\x02\x03\x04", b"\x80\x00\x00\x00", b"\x00\x00\x00\x80"]


@pytest.mark.parametrize("key", KEYS, ids=lambda k: k.hex())
def test_5_3_any_key_is_undone(ws, key):
    ws.send_frame(TEXT, b"masked with any key", key=key)
    expect_message(ws, TEXT, b"masked with any key")


def test_5_3_any_length_is_undone_to_its_last_byte(ws):
    payload = bytes(range(256))
    for size in range(0, 70):
        ws.send_frame(BINARY, payload[:size])
        expect_message(ws, BINARY, payload[:size])


@pytest.mark.parametrize("cut", range(1, 10))
def test_5_3_the_key_keeps_step_when_a_payload_comes_in_parts(ws, cut):
    payload = bytes(range(200))
    whole = encode(BINARY, payload)
    ws.send_raw(whole[: 8 + cut])
    ws.send_raw(whole[8 + cut :])
    expect_message(ws, BINARY, payload)


def test_5_3_each_fragment_has_its_own_key(ws):
    ws.send_frame(TEXT, b"one ", fin=False, key=b"abcd")
    ws.send_frame(CONTINUATION, b"two ", fin=False, key=b"\0\0\0\0")
    ws.send_frame(CONTINUATION, b"three", key=b"\xff\x00\xff\x00")
    expect_message(ws, TEXT, b"one two three")


UNMASKED = {
    "text": (TEXT, b"hello"),
    "empty text": (TEXT, b""),
    "binary": (BINARY, b"\1\2"),
    "ping": (PING, b"p"),
    "empty ping": (PING, b""),
    "pong": (PONG, b"p"),
    "close": (CLOSE, close_payload(1000)),
    "empty close": (CLOSE, b""),
    "long text": (TEXT, b"x" * 300),
    "very long binary": (BINARY, b"x" * 70_000),
}


@pytest.mark.parametrize("case", UNMASKED)
def test_5_1_an_unmasked_frame_fails(ws, case):
    opcode, payload = UNMASKED[case]
    ws.send_frame(opcode, payload, masked=False)
    fails(ws, 1002)


def test_5_1_an_unmasked_continuation_fails(ws):
    ws.send_frame(TEXT, b"a", fin=False)
    ws.send_frame(CONTINUATION, b"b", masked=False)
    fails(ws, 1002)


def test_5_1_the_server_masks_nothing(ws):
    ws.send_frame(TEXT, b"text")
    ws.send_frame(PING, b"ping")
    ws.send_frame(CLOSE, close_payload(1000))
    assert [ws.recv_frame().masked for _ in range(3)] == [False, False, False]

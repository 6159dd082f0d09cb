"""RFC 6455 section 5.4: fragmentation."""

import pytest

from echoing import echoes, expect_message, fails
from support.frames import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, close_payload, encode

KINDS = {"text": TEXT, "binary": BINARY}


def send_fragments(ws, opcode, parts):
    for number, part in enumerate(parts):
        ws.send_frame(CONTINUATION if number else opcode, part, fin=number == len(parts) - 1)


@pytest.mark.parametrize(
    "parts",
    [
        (b"a", b"b"),
        (b"", b"b"),
        (b"a", b""),
        (b"", b""),
        (b"", b"", b""),
        (b"a", b"", b"c"),
        (b"", b"b", b""),
        (b"x" * 125, b"y" * 126),
        (b"x" * 65535, b"y" * 65536, b"z"),
        tuple(b"%d," % i for i in range(1000)),
    ],
    ids=lambda p: "+".join(str(len(x)) for x in p) if len(p) < 10 else f"{len(p)} parts",
)
@pytest.mark.parametrize("kind", KINDS)
def test_5_4_fragments_make_one_message(ws, kind, parts):
    send_fragments(ws, KINDS[kind], parts)
    expect_message(ws, KINDS[kind], b"".join(parts))
    echoes(ws)


@pytest.mark.parametrize("kind", KINDS)
def test_5_4_fragments_in_one_segment_make_one_message(ws, kind):
    opcode = KINDS[kind]
    ws.send_raw(encode(opcode, b"a", fin=False) + encode(CONTINUATION, b"b", fin=False) + encode(CONTINUATION, b"c"))
    expect_message(ws, opcode, b"abc")


def test_5_4_fragments_may_come_byte_by_byte(ws):
    ws.send_bytewise(
        encode(TEXT, b"frag", fin=False) + encode(CONTINUATION, b"", fin=False) + encode(CONTINUATION, b"ment")
    )
    expect_message(ws, TEXT, b"fragment")


def test_5_4_a_message_of_a_mebibyte_in_fragments_of_1024(ws):
    parts = [bytes([65 + i % 26]) * 1024 for i in range(1024)]
    send_fragments(ws, TEXT, parts)
    expect_message(ws, TEXT, b"".join(parts))


@pytest.mark.parametrize("kind", KINDS)
def test_5_4_a_ping_between_fragments_is_answered_at_once(ws, kind):
    ws.send_frame(KINDS[kind], b"a", fin=False)
    ws.send_frame(PING, b"between")
    pong = ws.recv_frame()
    assert (pong.opcode, pong.payload) == (PONG, b"between")
    ws.send_frame(CONTINUATION, b"b")
    expect_message(ws, KINDS[kind], b"ab")


def test_5_4_a_ping_between_all_fragments_in_one_segment(ws):
    ws.send_raw(
        b"".join(
            encode(CONTINUATION if i else TEXT, b"%d" % i, fin=i == 9) + encode(PING, b"p%d" % i) for i in range(10)
        )
    )
    pongs, message = [], None
    while len(pongs) < 10 or message is None:
        frame = ws.recv_frame()
        if frame.opcode == PONG:
            pongs.append(frame.payload)
        else:
            message = frame.payload
    assert pongs == [b"p%d" % i for i in range(10)]
    assert message == b"0123456789"


def test_5_4_a_pong_between_fragments_is_passed_over(ws):
    ws.send_frame(TEXT, b"a", fin=False)
    ws.send_frame(PONG, b"unasked")
    ws.send_frame(CONTINUATION, b"b")
    expect_message(ws, TEXT, b"ab")


def test_5_4_a_close_between_fragments_is_answered(ws):
    ws.send_frame(TEXT, b"a", fin=False)
    ws.send_frame(CLOSE, close_payload(1000))
    frame = ws.recv_frame()
    assert (frame.opcode, frame.close_code) == (CLOSE, 1000)
    ws.expect_end()


@pytest.mark.parametrize("fin", [True, False], ids=["final", "not final"])
@pytest.mark.parametrize("payload", [b"", b"x"], ids=["empty", "with payload"])
def test_5_4_a_continuation_of_nothing_fails(ws, fin, payload):
    ws.send_frame(CONTINUATION, payload, fin=fin)
    fails(ws, 1002)


def test_5_4_a_continuation_behind_a_whole_message_fails(ws):
    echoes(ws)
    ws.send_frame(CONTINUATION, b"more")
    fails(ws, 1002)


def test_5_4_a_continuation_behind_a_fragmented_message_fails(ws):
    send_fragments(ws, TEXT, [b"a", b"b"])
    expect_message(ws, TEXT, b"ab")
    ws.send_frame(CONTINUATION, b"more")
    fails(ws, 1002)


@pytest.mark.parametrize("fin", [True, False], ids=["final", "not final"])
@pytest.mark.parametrize("second", KINDS)
@pytest.mark.parametrize("first", KINDS)
def test_5_4_a_new_message_inside_of_a_message_fails(ws, first, second, fin):
    ws.send_frame(KINDS[first], b"a", fin=False)
    ws.send_frame(KINDS[second], b"b", fin=fin)
    fails(ws, 1002)


@pytest.mark.parametrize("opcode", [PING, PONG, CLOSE], ids=["ping", "pong", "close"])
def test_5_5_a_fragmented_control_frame_fails(ws, opcode):
    ws.send_frame(opcode, b"", fin=False)
    fails(ws, 1002)


def test_5_4_a_peer_that_vanishes_inside_of_a_message_hurts_nobody(ws, echo_server):
    ws.send_frame(TEXT, b"a", fin=False)
    ws.reset()
    with echo_server.connect() as other:
        echoes(other)

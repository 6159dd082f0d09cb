"""RFC 7692: permessage-deflate as `ws_echo --deflate` speaks it, against Python's zlib."""

import random
import zlib

import pytest

from echoing import MAX_MESSAGE, echoes, expect_message, fails, ping_answered
from support.frames import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, close_payload, encode

EXTENSIONS = "Sec-WebSocket-Extensions"
TAKEN = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
RSV1 = 4
TAIL = b"\x00\x00\xff\xff"
LONG = b"the same words again and again; " * 40


def deflated(payload, level=9, window=15):
    packer = zlib.compressobj(level, zlib.DEFLATED, -window)
    return (packer.compress(payload) + packer.flush(zlib.Z_SYNC_FLUSH))[: -len(TAIL)]


def inflated(payload):
    """Each message has a window of its own."""
    return zlib.decompressobj(-15).decompress(payload + TAIL)


@pytest.fixture
def deflate_ws(deflate_server):
    with deflate_server.connect(headers={EXTENSIONS: "permessage-deflate; client_max_window_bits"}) as ws:
        assert ws.response.header(EXTENSIONS) == TAKEN
        yield ws


def send_packed(ws, payload, opcode=TEXT, **how):
    ws.send_frame(opcode, deflated(payload, **how), rsv=RSV1)


def expect_packed(ws, opcode, payload):
    frame = ws.recv_frame()
    assert (frame.opcode, frame.fin, frame.rsv, frame.masked) == (opcode, True, RSV1, False), frame[:4]
    assert len(frame.payload) < len(payload)
    assert inflated(frame.payload) == payload


@pytest.mark.parametrize(
    "offer, answer",
    [
        ("permessage-deflate", TAKEN),
        ("permessage-deflate; client_max_window_bits", TAKEN),
        ("permessage-deflate; client_max_window_bits=9", TAKEN),
        ("permessage-deflate; server_no_context_takeover; client_no_context_takeover", TAKEN),
        ('permessage-deflate; server_max_window_bits="15"', TAKEN + "; server_max_window_bits=15"),
        ("permessage-deflate; server_max_window_bits=10, permessage-deflate", TAKEN),
        ("permessage-deflate; unheard_of, foo, permessage-deflate; client_no_context_takeover", TAKEN),
        ("permessage-deflate; server_max_window_bits=10", None),
        ("permessage-deflate; server_max_window_bits", None),
        ("permessage-deflate; client_max_window_bits=16", None),
        ("permessage-deflate; client_no_context_takeover; client_no_context_takeover", None),
        ("permessage-deflate; client_max_window_bits=", None),
        ("x-webkit-deflate-frame", None),
    ],
)
def test_7_1_the_first_offer_that_fits_is_taken(deflate_server, offer, answer):
    with deflate_server.connect(headers={EXTENSIONS: offer}) as ws:
        assert ws.response.header(EXTENSIONS) == answer
        echoes(ws)


def test_7_1_without_an_offer_nothing_is_compressed(deflate_server):
    with deflate_server.connect() as ws:
        assert ws.response.header(EXTENSIONS) is None
        ws.send_frame(TEXT, LONG)
        frame = ws.recv_frame()
        assert (frame.rsv, frame.payload) == (0, LONG)


@pytest.mark.parametrize(
    "payload",
    [
        bytes([0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]),
        bytes([0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00]),
        bytes([0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00]),
        bytes([0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00]),
    ],
    ids=["one block", "no compression", "a final block", "two blocks"],
)
def test_7_2_3_the_examples_say_hello(deflate_ws, payload):
    deflate_ws.send_frame(TEXT, payload, rsv=RSV1)
    expect_message(deflate_ws, TEXT, b"Hello")


def test_7_2_3_1_the_example_may_be_fragmented(deflate_ws):
    deflate_ws.send_frame(TEXT, bytes([0xF2, 0x48, 0xCD]), fin=False, rsv=RSV1)
    deflate_ws.send_frame(CONTINUATION, bytes([0xC9, 0xC9, 0x07, 0x00]))
    expect_message(deflate_ws, TEXT, b"Hello")


def test_7_2_3_2_a_message_must_not_refer_to_the_one_before(deflate_ws):
    deflate_ws.send_frame(TEXT, bytes([0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]), rsv=RSV1)
    expect_message(deflate_ws, TEXT, b"Hello")
    deflate_ws.send_frame(TEXT, bytes([0xF2, 0x00, 0x11, 0x00, 0x00]), rsv=RSV1)
    fails(deflate_ws, 1002)


def test_7_2_3_6_an_empty_message_is_one_byte(deflate_ws):
    deflate_ws.send_frame(TEXT, b"\x00", rsv=RSV1)
    expect_message(deflate_ws, TEXT, b"")


@pytest.mark.parametrize("size", [64, 125, 126, 1000, 65535, 65536, 1_000_000])
@pytest.mark.parametrize("opcode", [TEXT, BINARY], ids=["text", "binary"])
def test_7_2_messages_go_both_ways_compressed(deflate_ws, opcode, size):
    payload = (LONG * (size // len(LONG) + 1))[:size]
    for _ in range(2):
        send_packed(deflate_ws, payload, opcode)
        expect_packed(deflate_ws, opcode, payload)


@pytest.mark.parametrize("window", range(9, 16))
@pytest.mark.parametrize("level", [0, 1, 9])
def test_7_2_2_any_window_and_level_of_the_client_is_read(deflate_ws, level, window):
    payload = LONG * 50
    send_packed(deflate_ws, payload, level=level, window=window)
    expect_packed(deflate_ws, TEXT, payload)


def test_6_1_plain_messages_are_read_between_compressed_ones(deflate_ws):
    deflate_ws.send_frame(TEXT, LONG)
    expect_packed(deflate_ws, TEXT, LONG)
    send_packed(deflate_ws, LONG)
    expect_packed(deflate_ws, TEXT, LONG)


def test_6_1_short_messages_are_sent_plain(deflate_ws):
    send_packed(deflate_ws, b"x" * 63)
    frame = deflate_ws.recv_frame()
    assert (frame.rsv, frame.payload) == (0, b"x" * 63)


def test_6_1_what_does_not_shrink_is_sent_plain(deflate_ws):
    payload = random.Random(7).randbytes(5000)
    send_packed(deflate_ws, payload, BINARY)
    frame = deflate_ws.recv_frame()
    assert (frame.rsv, frame.payload) == (0, payload)


def test_6_1_fragments_may_be_cut_anywhere_with_pings_between(deflate_ws):
    packed = deflated(LONG)
    for cut in range(len(packed) + 1):
        deflate_ws.send_frame(TEXT, packed[:cut], fin=False, rsv=RSV1)
        ping_answered(deflate_ws, b"between")
        deflate_ws.send_frame(CONTINUATION, packed[cut:])
        expect_packed(deflate_ws, TEXT, LONG)


def test_6_1_a_compressed_message_may_come_byte_by_byte(deflate_ws):
    deflate_ws.send_bytewise(encode(TEXT, deflated(LONG), rsv=RSV1))
    expect_packed(deflate_ws, TEXT, LONG)


def test_6_1_a_compressed_message_may_come_with_the_handshake(deflate_server):
    early = encode(TEXT, deflated(LONG), rsv=RSV1)
    with deflate_server.connect(headers={EXTENSIONS: "permessage-deflate"}, early=early) as ws:
        expect_packed(ws, TEXT, LONG)


@pytest.mark.parametrize("opcode", [PING, PONG, CLOSE], ids=["ping", "pong", "close"])
def test_6_1_rsv1_on_a_control_frame_fails(deflate_ws, opcode):
    deflate_ws.send_frame(opcode, close_payload(1000) if opcode == CLOSE else b"x", rsv=RSV1)
    fails(deflate_ws, 1002)


def test_6_1_rsv1_on_a_continuation_fails(deflate_ws):
    packed = deflated(LONG)
    deflate_ws.send_frame(TEXT, packed[:5], fin=False, rsv=RSV1)
    deflate_ws.send_frame(CONTINUATION, packed[5:], rsv=RSV1)
    fails(deflate_ws, 1002)


@pytest.mark.parametrize("rsv", [1, 2, 3, 5, 6, 7])
def test_6_1_the_other_reserved_bits_fail(deflate_ws, rsv):
    deflate_ws.send_frame(TEXT, deflated(LONG), rsv=rsv)
    fails(deflate_ws, 1002)


def test_6_1_rsv1_fails_where_the_offer_was_not_taken(deflate_server):
    with deflate_server.connect(headers={EXTENSIONS: "permessage-deflate; server_max_window_bits=8"}) as ws:
        send_packed(ws, LONG)
        fails(ws, 1002)


@pytest.mark.parametrize(
    "payload",
    [b"", b"\xff", b"\xff\xff\xff\xff", deflated(LONG)[:-3], deflated(LONG) + b"\x07" * 9],
    ids=["empty", "bad block", "bad blocks", "cut short", "rubbish behind"],
)
def test_7_2_2_what_cannot_be_unpacked_fails(deflate_ws, payload):
    deflate_ws.send_frame(TEXT, payload, rsv=RSV1)
    fails(deflate_ws, 1002)


@pytest.mark.parametrize("text", [b"bad \xff", b"\xe2\x82", b"\xed\xa0\x80" * 40])
def test_8_1_compressed_text_must_be_utf8(deflate_ws, text):
    send_packed(deflate_ws, text)
    fails(deflate_ws, 1007)


def test_a_message_of_the_limit_is_unpacked(deflate_ws):
    payload = bytes(MAX_MESSAGE)
    send_packed(deflate_ws, payload, BINARY)
    expect_packed(deflate_ws, BINARY, payload)


def test_a_bomb_is_stopped_at_the_limit(deflate_server, deflate_ws):
    before = deflate_server.resident_bytes()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(1024)) + packer.flush(zlib.Z_SYNC_FLUSH)
    assert len(bomb) < MAX_MESSAGE
    deflate_ws.send_frame(BINARY, bomb[: -len(TAIL)], rsv=RSV1)
    deflate_ws.expect_close(1009)
    assert deflate_server.resident_bytes() - before < 10 * MAX_MESSAGE


def test_many_connections_compress_side_by_side(deflate_server):
    sockets = [deflate_server.connect(headers={EXTENSIONS: "permessage-deflate"}) for _ in range(50)]
    for number, ws in enumerate(sockets):
        send_packed(ws, b"%d " % number * 100)
    for number, ws in enumerate(sockets):
        expect_packed(ws, TEXT, b"%d " % number * 100)
        ws.abort()

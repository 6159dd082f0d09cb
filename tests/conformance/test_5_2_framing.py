"""RFC 6455 section 5.2: the base framing, and section 5.6: data frames."""

import pytest

from echoing import echoes, expect_message, fails
from support.frames import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, encode

KIB, MIB = 1024, 1024 * 1024
SIZES = [0, 1, 2, 124, 125, 126, 127, 128, 1000, 4095, 4096, 65534, 65535, 65536, 65537, 200_000, MIB, 16 * MIB]
KINDS = {"text": TEXT, "binary": BINARY}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_5_2_a_payload_of_each_length_comes_back(ws, kind, size):
    payload = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    ws.send_frame(KINDS[kind], payload)
    expect_message(ws, KINDS[kind], payload)


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 300])
@pytest.mark.parametrize("kind", KINDS)
def test_5_2_a_frame_may_come_byte_by_byte(ws, kind, size):
    payload = bytes(range(32, 127)) * 4
    ws.send_bytewise(encode(KINDS[kind], payload[:size]))
    expect_message(ws, KINDS[kind], payload[:size])


@pytest.mark.parametrize(
    "size,cuts", [(5, range(1, 11)), (200, range(1, 10)), (70_000, (1, 2, 3, 9, 10, 13, 14, 15, 40_000))]
)
def test_5_2_a_frame_may_be_cut_anywhere(ws, size, cuts):
    payload = b"abcdefg" * (size // 7 + 1)
    for cut in cuts:
        whole = encode(BINARY, payload[:size])
        ws.send_raw(whole[:cut])
        ws.send_raw(whole[cut:])
        expect_message(ws, BINARY, payload[:size])


def test_5_2_many_frames_in_one_segment_come_back_in_order(ws):
    ws.send_raw(b"".join(encode(TEXT, b"m%d" % i) for i in range(500)))
    for i in range(500):
        expect_message(ws, TEXT, b"m%d" % i)


def test_5_2_the_answer_uses_the_shortest_form_of_length(ws):
    for size in (125, 126, 65535, 65536):
        ws.send_frame(BINARY, b"z" * size)
        first = ws.sock.recv(2, 0x2)  # MSG_PEEK
        assert first[1] == (size if size < 126 else 126 if size < 65536 else 127)
        expect_message(ws, BINARY, b"z" * size)


@pytest.mark.parametrize("size", [0, 5, 125])
@pytest.mark.parametrize("form", [16, 64])
def test_5_2_a_length_in_a_longer_form_than_needed_fails(ws, form, size):
    ws.send_frame(TEXT, b"x" * size, length_form=form)
    fails(ws, 1002)


@pytest.mark.parametrize("size", [126, 65535])
def test_5_2_a_length_of_16_bits_in_64_fails(ws, size):
    ws.send_frame(TEXT, b"x" * size, length_form=64)
    fails(ws, 1002)


@pytest.mark.parametrize("length", [1 << 63, (1 << 63) + 5, (1 << 64) - 1])
def test_5_2_a_length_with_its_top_bit_set_fails(ws, length):
    ws.send_frame(BINARY, b"", length_form=64, claimed_length=length)
    fails(ws, 1002)


@pytest.mark.parametrize("length", [16 * MIB + 1, 1 << 32, (1 << 63) - 1])
def test_7_4_1_a_frame_over_the_limit_is_1009_before_its_payload_comes(ws, length):
    ws.send_frame(BINARY, b"", length_form=64, claimed_length=length)
    frame = ws.recv_frame()
    assert (frame.opcode, frame.close_code) == (CLOSE, 1009)
    ws.abort()


def test_7_4_1_fragments_that_add_up_over_the_limit_are_1009(ws):
    ws.send_frame(BINARY, b"x" * (16 * MIB - 10), fin=False)
    ws.send_frame(CONTINUATION, b"y" * 11)
    frame = ws.recv_frame()
    assert (frame.opcode, frame.close_code) == (CLOSE, 1009)
    ws.abort()


RSV_KINDS = {"text": TEXT, "binary": BINARY, "ping": PING, "pong": PONG, "close": CLOSE}


@pytest.mark.parametrize("rsv", range(1, 8))
@pytest.mark.parametrize("kind", RSV_KINDS)
def test_5_2_a_reserved_bit_without_an_extension_fails(ws, kind, rsv):
    ws.send_frame(RSV_KINDS[kind], b"", rsv=rsv)
    fails(ws, 1002)


@pytest.mark.parametrize("rsv", [1, 2, 4])
def test_5_2_a_reserved_bit_in_a_continuation_fails(ws, rsv):
    ws.send_frame(TEXT, b"a", fin=False)
    ws.send_frame(CONTINUATION, b"b", rsv=rsv)
    fails(ws, 1002)


@pytest.mark.parametrize("payload", [b"", b"payload"], ids=["empty", "with payload"])
@pytest.mark.parametrize("opcode", [3, 4, 5, 6, 7, 11, 12, 13, 14, 15])
def test_5_2_a_reserved_opcode_fails(ws, opcode, payload):
    ws.send_frame(opcode, payload)
    fails(ws, 1002)


@pytest.mark.parametrize("opcode", [3, 7, 11, 15])
def test_5_2_a_reserved_opcode_fails_inside_of_a_message(ws, opcode):
    ws.send_frame(TEXT, b"a", fin=False)
    ws.send_frame(opcode, b"")
    fails(ws, 1002)


def test_5_2_what_came_before_a_violation_is_still_answered(ws):
    ws.send_raw(encode(TEXT, b"good") + encode(TEXT, b"bad", rsv=4))
    expect_message(ws, TEXT, b"good")
    fails(ws, 1002)


def test_7_1_7_what_comes_behind_a_violation_is_not_answered(ws):
    ws.send_raw(encode(3, b"") + encode(TEXT, b"late") + encode(PING, b"late"))
    fails(ws, 1002)


def test_5_6_text_and_binary_take_turns(ws):
    for i in range(50):
        opcode = (TEXT, BINARY)[i % 2]
        ws.send_frame(opcode, b"%d" % i)
        expect_message(ws, opcode, b"%d" % i)


def test_5_6_binary_may_hold_any_byte(ws):
    ws.send_frame(BINARY, bytes(range(256)) * 3)
    expect_message(ws, BINARY, bytes(range(256)) * 3)


def test_5_6_a_client_that_only_sends_at_first_gets_all_in_the_end(ws):
    payload = b"q" * (64 * KIB)
    for _ in range(8):
        ws.send_frame(BINARY, payload)
    for _ in range(8):
        expect_message(ws, BINARY, payload)
    echoes(ws)

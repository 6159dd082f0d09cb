"""RFC 6455 section 8.1: text that is not UTF-8 fails the connection, as soon as that is certain."""

import pytest

from echoing import echoes, expect_message, fails
from support.frames import BINARY, CONTINUATION, PING, TEXT, encode

VALID = {
    "ascii": b"Hello",
    "every ascii": bytes(range(128)),
    "two bytes": "\u00e4\u0080\u07ff".encode(),
    "three bytes": "\u0800\u20ac\uffff".encode(),
    "four bytes": "\U00010000\U0001f600\U0010ffff".encode(),
    "before the surrogates": b"\xed\x9f\xbf",
    "behind the surrogates": b"\xee\x80\x80",
    "bom": b"\xef\xbb\xbf",
    "noncharacters": b"\xef\xbf\xbe\xef\xbf\xbf\xf0\x9f\xbf\xbf",
    "greek": "κόσμε".encode(),
    "mixed, long": "aä€😀".encode() * 5000,
    "nul": b"\0",
}
INVALID = {
    "lone continuation": b"\x80",
    "lone continuation bf": b"\xbf",
    "ff": b"\xff",
    "fe": b"\xfe",
    "overlong /": b"\xc0\xaf",
    "overlong nul": b"\xc0\x80",
    "c1": b"\xc1\xbf",
    "overlong three": b"\xe0\x80\xaf",
    "overlong three high": b"\xe0\x9f\xbf",
    "overlong four": b"\xf0\x80\x80\xaf",
    "overlong four high": b"\xf0\x8f\xbf\xbf",
    "first surrogate": b"\xed\xa0\x80",
    "last surrogate": b"\xed\xbf\xbf",
    "surrogate pair": b"\xed\xa0\xbd\xed\xb8\x80",
    "over 10ffff": b"\xf4\x90\x80\x80",
    "f5": b"\xf5\x80\x80\x80",
    "five bytes": b"\xf8\x88\x80\x80\x80",
    "six bytes": b"\xfc\x84\x80\x80\x80\x80",
    "two bytes broken": b"\xc3a",
    "three bytes broken": b"\xe2\x82a",
    "four bytes broken": b"\xf0\x9f\x98a",
    "start behind start": b"\xe2\xe2",
    "rfc's own": b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80edited",
}
TRUNCATED = [b"\xc3", b"\xe2", b"\xe2\x82", b"\xf0", b"\xf0\x9f", b"\xf0\x9f\x98"]


@pytest.mark.parametrize("case", VALID)
def test_8_1_valid_text_comes_back(ws, case):
    ws.send_frame(TEXT, VALID[case])
    expect_message(ws, TEXT, VALID[case])


@pytest.mark.parametrize("case", VALID)
def test_8_1_valid_text_may_be_cut_inside_of_a_character(ws, case):
    text = VALID[case][:200]
    text = text.decode(errors="ignore").encode()
    for number in range(len(text)):
        ws.send_frame(CONTINUATION if number else TEXT, text[number : number + 1], fin=False)
    ws.send_frame(CONTINUATION, b"")
    expect_message(ws, TEXT, text)


@pytest.mark.parametrize("case", INVALID)
def test_8_1_invalid_text_fails(ws, case):
    ws.send_frame(TEXT, INVALID[case])
    fails(ws, 1007)


@pytest.mark.parametrize("case", INVALID)
def test_8_1_invalid_text_behind_valid_text_fails(ws, case):
    ws.send_frame(TEXT, b"valid at first " * 10 + INVALID[case] + b" and again")
    fails(ws, 1007)


@pytest.mark.parametrize("case", INVALID)
def test_8_1_invalid_text_fails_across_fragments_of_one_byte(ws, case):
    data = INVALID[case]
    ws.send_raw(
        encode(TEXT, b"", fin=False)
        + b"".join(encode(CONTINUATION, data[i : i + 1], fin=False) for i in range(len(data)))
    )
    fails(ws, 1007)


@pytest.mark.parametrize("position", range(0, 20))
def test_8_1_an_invalid_byte_fails_at_once_though_the_frame_goes_on(ws, position):
    payload = b"a" * position + b"\xff"
    ws.send_raw(encode(TEXT, payload, claimed_length=100))
    fails(ws, 1007)


@pytest.mark.parametrize(
    "bad,good",
    [(b"\xed\xa0", 1), (b"\xf4\x90", 1), (b"\xe0\x80", 1), (b"\xc0", 0), (b"\xf5", 0), (b"\xe2\x28", 1)],
    ids=lambda v: v.hex() if isinstance(v, bytes) else None,
)
def test_8_1_a_character_fails_at_its_first_impossible_byte(ws, bad, good):
    ws.send_frame(TEXT, bad[:good], fin=False)
    ws.send_frame(PING, b"so far so good")
    assert ws.recv_frame().payload == b"so far so good"
    ws.send_frame(CONTINUATION, bad[good:], fin=False)
    fails(ws, 1007)


@pytest.mark.parametrize("data", TRUNCATED, ids=lambda d: d.hex())
def test_8_1_a_message_that_ends_inside_of_a_character_fails(ws, data):
    ws.send_frame(TEXT, b"ok " + data)
    fails(ws, 1007)


@pytest.mark.parametrize("data", TRUNCATED, ids=lambda d: d.hex())
def test_8_1_a_fragmented_message_that_ends_inside_of_a_character_fails(ws, data):
    ws.send_frame(TEXT, data, fin=False)
    ws.send_frame(CONTINUATION, b"")
    fails(ws, 1007)


def test_8_1_a_ping_inside_of_a_cut_character_is_no_fault(ws):
    ws.send_frame(TEXT, b"\xe2", fin=False)
    ws.send_frame(PING, b"\xff\xff")
    assert ws.recv_frame().payload == b"\xff\xff"
    ws.send_frame(CONTINUATION, b"\x82\xac")
    expect_message(ws, TEXT, "€".encode())


@pytest.mark.parametrize("case", ["ff", "first surrogate", "overlong /"])
def test_8_1_binary_is_not_looked_at(ws, case):
    ws.send_frame(BINARY, INVALID[case])
    expect_message(ws, BINARY, INVALID[case])
    echoes(ws)


def test_8_1_each_message_is_checked_from_its_own_start(ws):
    for _ in range(3):
        ws.send_frame(TEXT, "€".encode())
        expect_message(ws, TEXT, "€".encode())
    ws.send_frame(TEXT, b"\x82\xac")
    fails(ws, 1007)

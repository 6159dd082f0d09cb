"""Product 6.1, `server.compression`: permessage-deflate (RFC 7692) for clients that offer it."""

import json
import zlib

import pytest

from support.frames import TEXT

EXTENSIONS = "Sec-WebSocket-Extensions"
OFFER = {EXTENSIONS: "permessage-deflate; client_max_window_bits"}
RSV1 = 4
TAIL = b"\x00\x00\xff\xff"


@pytest.fixture(scope="module")
def compressing(serve_module):
    return serve_module({"server": {"compression": True}})


def text_of(frame):
    assert frame.opcode == TEXT
    return zlib.decompressobj(-15).decompress(frame.payload + TAIL) if frame.rsv == RSV1 else frame.payload


def message(ws, kind):
    """The frame and the payload of the next message of this kind."""
    while True:
        frame = ws.recv_frame()
        read = json.loads(text_of(frame))
        if read["type"] == kind:
            return frame, read.get("payload")


def test_an_offer_is_answered_without_unless_it_is_switched_on(serve, user):
    with serve().socket(user, headers=OFFER) as ws:
        assert ws.response.header(EXTENSIONS) is None
        frame, _ = message(ws, "connected")
        assert frame.rsv == 0


def test_a_notification_is_compressed_for_whom_it_was_agreed_on(compressing, user):
    with compressing.socket(user, headers=OFFER) as packed, compressing.connect(user) as plain:
        assert packed.response.header(EXTENSIONS).startswith("permessage-deflate;")
        message(packed, "connected")
        compressing.service().publish(user, title="again and again " * 10)
        frame, payload = message(packed, "notification")
        assert frame.rsv == RSV1
        assert payload["title"] == plain.notification()["title"] == "again and again " * 10


def test_a_compressed_command_is_understood(compressing, user):
    with compressing.socket(user, headers=OFFER) as ws:
        message(ws, "connected")
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        command = b'{"id":"0190a000-0000-7000-8000-000000000001","type":"ping"}'
        packed = packer.compress(command) + packer.flush(zlib.Z_SYNC_FLUSH)
        ws.send_frame(TEXT, packed[: -len(TAIL)], rsv=RSV1)
        message(ws, "pong")


def test_a_bomb_ends_with_1009(compressing, user):
    with compressing.socket(user, headers=OFFER) as ws:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(b" " * 50_000_000) + packer.flush(zlib.Z_SYNC_FLUSH)
        assert len(packed) < 131_072
        ws.send_frame(TEXT, packed[: -len(TAIL)], rsv=RSV1)
        ws.expect_close(1009)

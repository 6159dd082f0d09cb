"""RFC 6455 section 5.2, the bytes of a frame, including every way to get them wrong."""

import os
import struct
from typing import NamedTuple

CONTINUATION, TEXT, BINARY = 0x0, 0x1, 0x2
CLOSE, PING, PONG = 0x8, 0x9, 0xA


class Frame(NamedTuple):
    fin: bool
    rsv: int
    opcode: int
    masked: bool
    payload: bytes

    @property
    def close_code(self):
        return struct.unpack("!H", self.payload[:2])[0] if len(self.payload) >= 2 else None

    @property
    def close_reason(self):
        return self.payload[2:].decode()


def apply_mask(payload, key):
    if not payload:
        return b""
    size = len(payload)
    pad = (key * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "little") ^ int.from_bytes(pad, "little")).to_bytes(size, "little")


def encode_length(size, mask_bit, form=None):
    """`form` forces 7, 16 or 64 bits of length, also where the RFC forbids it."""
    if form is None:
        form = 7 if size < 126 else 16 if size < 65536 else 64
    if form == 7:
        return bytes([mask_bit | size])
    if form == 16:
        return bytes([mask_bit | 126]) + struct.pack("!H", size)
    return bytes([mask_bit | 127]) + struct.pack("!Q", size)


def encode(opcode, payload=b"", fin=True, rsv=0, masked=True, key=None, length_form=None, claimed_length=None):
    """`claimed_length` lies about the length that follows."""
    head = bytes([(0x80 if fin else 0) | (rsv << 4) | opcode])
    size = len(payload) if claimed_length is None else claimed_length
    head += encode_length(size, 0x80 if masked else 0, length_form)
    if not masked:
        return head + payload
    key = os.urandom(4) if key is None else key
    return head + key + apply_mask(payload, key)


def close_payload(code, reason=b""):
    return struct.pack("!H", code) + reason

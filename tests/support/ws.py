"""A blocking WebSocket client that does exactly what it is told, right or wrong."""

import base64
import hashlib
import json
import os
import socket
import struct

from support import frames
from support.deadline import DEFAULT_SECONDS, Deadline
from support.frames import CLOSE, CONTINUATION, PING, PONG, TEXT, Frame, apply_mask, encode

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Closed(Exception):
    """The peer ended the TCP connection."""


class Refused(Exception):
    """The handshake was answered with something else than a 101."""

    def __init__(self, response):
        super().__init__(f"{response.status} {response.body[:300]!r}")
        self.response = response
        self.status = response.status


class HandshakeResponse:
    def __init__(self, head, body):
        lines = head.decode("latin-1").split("\r\n")
        self.status_line = lines[0]
        self.status = int(lines[0].split(" ")[1])
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            self.headers.setdefault(name.strip().lower(), []).append(value.strip())
        self.body = body

    def header(self, name):
        return ", ".join(self.headers[name.lower()]) if name.lower() in self.headers else None

    def json(self):
        return json.loads(self.body)


def accept_for(key):
    return base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode()


def request_bytes(
    path, host, key, headers=(), protocols=(), method="GET", version="HTTP/1.1", without=(), replace=None
):
    """The opening handshake of section 4.1. `replace` changes values by lower-case name, `without` leaves lines out."""
    lines = [
        ("Host", host),
        ("Upgrade", "websocket"),
        ("Connection", "Upgrade"),
        ("Sec-WebSocket-Key", key),
        ("Sec-WebSocket-Version", "13"),
    ]
    if protocols:
        lines.append(("Sec-WebSocket-Protocol", ", ".join(protocols)))
    replace = replace or {}
    lines = [(n, replace.get(n.lower(), v)) for n, v in lines if n.lower() not in without]
    lines += list(headers.items() if isinstance(headers, dict) else headers)
    text = f"{method} {path} {version}\r\n" + "".join(f"{n}: {v}\r\n" for n, v in lines) + "\r\n"
    return text.encode("latin-1")


class WebSocket:
    """One connection. Not thread-safe, but one thread may send while another receives."""

    def __init__(self, sock):
        self.sock = sock
        self.response = None
        self._buffer = bytearray()

    @classmethod
    def dial(cls, port, host="127.0.0.1", tls=None, timeout=DEFAULT_SECONDS, receive_buffer=None):
        """A TCP (or TLS) connection without a handshake."""
        raw = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if receive_buffer:
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
            raw.settimeout(timeout)
            raw.connect((host, port))
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock = tls.wrap_socket(raw, server_hostname="localhost") if tls else raw
        except BaseException:
            raw.close()
            raise
        return cls(sock)

    @classmethod
    def connect(cls, port, path="/", headers=(), protocols=(), early=b"", tls=None, timeout=DEFAULT_SECONDS, **dialing):
        """Opens and checks the handshake; raises Refused. `early` goes out in the same segment as the request."""
        ws = cls.dial(port, tls=tls, timeout=timeout, **dialing)
        key = base64.b64encode(os.urandom(16)).decode()
        try:
            ws.send_raw(request_bytes(path, f"127.0.0.1:{port}", key, headers, protocols) + early)
            response = ws.read_response(timeout)
            if response.status != 101:
                raise Refused(response)
            assert response.header("upgrade").lower() == "websocket", response.headers
            assert "upgrade" in response.header("connection").lower(), response.headers
            assert response.header("sec-websocket-accept") == accept_for(key), response.headers
        except BaseException:
            ws.abort()
            raise
        return ws

    # Sending

    def send_raw(self, data):
        self.sock.sendall(data)

    def send_bytewise(self, data):
        for i in range(len(data)):
            self.sock.sendall(data[i : i + 1])

    def send_frame(self, opcode, payload=b"", **how):
        self.send_raw(encode(opcode, payload, **how))

    def send_text(self, text):
        self.send_frame(TEXT, text.encode() if isinstance(text, str) else text)

    def send_json(self, value):
        self.send_text(json.dumps(value, separators=(",", ":")))

    def send_close(self, code=1000, reason=b""):
        self.send_frame(CLOSE, frames.close_payload(code, reason))

    # Receiving

    def _fill(self, deadline):
        self.sock.settimeout(deadline.left())
        try:
            chunk = self.sock.recv(262144)
        except ConnectionError as error:
            raise Closed(str(error)) from error
        if not chunk:
            raise Closed("end of stream")
        self._buffer += chunk

    def _take(self, count, deadline):
        while len(self._buffer) < count:
            self._fill(deadline)
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken

    def read_response(self, timeout=DEFAULT_SECONDS):
        deadline = Deadline(timeout)
        while (end := self._buffer.find(b"\r\n\r\n")) < 0:
            self._fill(deadline)
        head = self._take(end + 4, deadline)[:-4]
        self.response = HandshakeResponse(head, b"")
        length = self.response.header("content-length")
        if self.response.status != 101 and length:
            self.response.body = self._take(int(length), deadline)
        return self.response

    def recv_frame(self, timeout=DEFAULT_SECONDS):
        deadline = Deadline(timeout)
        while len(self._buffer) < 2:
            self._fill(deadline)
        first, second = self._buffer[0], self._buffer[1]
        size, head = second & 0x7F, 2
        if size >= 126:
            head = 4 if size == 126 else 10
            while len(self._buffer) < head:
                self._fill(deadline)
            size = struct.unpack("!H" if head == 4 else "!Q", self._buffer[2:head])[0]
        masked = bool(second & 0x80)
        head += 4 if masked else 0
        whole = self._take(head + size, deadline)
        payload = apply_mask(whole[head:], whole[head - 4 : head]) if masked else whole[head:]
        return Frame(bool(first & 0x80), (first >> 4) & 7, first & 0xF, masked, payload)

    def recv_message(self, timeout=DEFAULT_SECONDS, answer_pings=True):
        """(opcode, payload) of the next whole message; pings are answered and pongs passed over, a close frame is
        returned as a message of its own."""
        deadline, opcode, parts = Deadline(timeout), None, []
        while True:
            frame = self.recv_frame(deadline.left())
            if frame.opcode == PING:
                if answer_pings:
                    self.send_frame(PONG, frame.payload)
            elif frame.opcode == CLOSE:
                return frame.opcode, frame.payload
            elif frame.opcode != PONG:
                opcode = opcode if frame.opcode == CONTINUATION else frame.opcode
                parts.append(frame.payload)
                if frame.fin:
                    return opcode, b"".join(parts)

    def expect_close(self, code=None, timeout=DEFAULT_SECONDS):
        """Passes over messages up to the close frame, checks its code, answers it and waits for the end of the stream."""
        deadline = Deadline(timeout)
        while True:
            frame = self.recv_frame(deadline.left())
            if frame.opcode == CLOSE:
                break
        assert code is None or frame.close_code == code, f"closed with {frame.close_code}, expected {code}: {frame}"
        try:
            self.send_frame(CLOSE, frame.payload[:2])
        except OSError:
            pass  # the server may have gone right behind its close frame
        self.expect_end(deadline.left())
        return frame

    def expect_end(self, timeout=DEFAULT_SECONDS):
        """The peer ends the TCP connection without a further frame."""
        deadline = Deadline(timeout)
        try:
            while True:
                self._buffer.clear()
                self._fill(deadline)
        except Closed:
            self.abort()

    # Ending

    def close(self, code=1000, timeout=DEFAULT_SECONDS):
        """The closing handshake from our side."""
        self.send_close(code)
        frame = None
        deadline = Deadline(timeout)
        while frame is None or frame.opcode != CLOSE:
            frame = self.recv_frame(deadline.left())
        self.expect_end(deadline.left())
        return frame

    def abort(self):
        self.sock.close()

    def reset(self):
        """Ends the TCP connection with a RST."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.abort()

"""A client of the `notifications` dialect (protocol section 2). Keeps every message and checks what always holds:
revs without a hole, and a cursor that belongs to its rev."""

import json
import re
import uuid
from collections import deque

from support import frames
from support.deadline import DEFAULT_SECONDS, Deadline
from support.ws import Closed

CURSOR = re.compile(r"^([0-9a-f]{8})\.(\d+)\.(\d+)$")


class Unexpected(AssertionError):
    pass


def cursor_rev(cursor):
    match = CURSOR.match(cursor)
    assert match, f"not a cursor: {cursor!r}"
    return int(match.group(2))


def cursor_at(cursor, rev):
    """The same log at another rev."""
    epoch, _, announcement = cursor.split(".")
    return f"{epoch}.{rev}.{announcement}"


class NotificationsClient:
    def __init__(self, ws, since=None):
        self.ws = ws
        self.messages = []  # everything that came, in order
        self.connected = None  # payload
        self.cursor = None  # what this client would resume from
        self.rev = None
        self.closed = None  # the close frame
        self.since = since  # given at connect
        self._pending = deque()

    # Receiving

    def _receive(self, timeout):
        opcode, payload = self.ws.recv_message(timeout)
        if opcode == frames.CLOSE:
            self.closed = frames.Frame(True, 0, opcode, False, payload)
            raise Closed(f"close frame {self.closed.close_code} {self.closed.close_reason}")
        assert opcode == frames.TEXT, f"not a text message: {opcode}"
        message = json.loads(payload)
        assert set(message) == {"id", "type", "timestamp", "payload"}, message
        uuid.UUID(message["id"])
        assert isinstance(message["timestamp"], int) and isinstance(message["payload"], dict), message
        self.messages.append(message)
        self._note(message["type"], message["payload"])
        return message

    def _note(self, kind, payload):
        if kind == "connected":
            assert self.connected is None, "greeted twice"
            self.connected = payload
            assert cursor_rev(payload["cursor"]) == payload["rev"], payload
            self._move(self.since or payload["cursor"])
        elif kind == "resync_required":
            self._move(cursor_at(self.connected["cursor"], payload["rev"]))
        elif kind == "notification" and not payload.get("replayed"):
            if "announcement" in payload:
                self._announced(payload["announcement"])
            else:
                self._advance(payload["rev"], payload["rev"], payload["cursor"])
        elif kind == "inbox" and payload["changes"]:
            self._changed(payload)

    def _changed(self, payload):
        revs = [change["rev"] for change in payload["changes"] if "rev" in change]
        if revs:
            assert revs == list(range(revs[0], revs[0] + len(revs))), f"a hole inside of one message: {revs}"
            self._advance(revs[0], revs[-1], payload["cursor"])
        else:  # of announcements only, which move nobody's rev
            assert cursor_rev(payload["cursor"]) == self.rev, payload
            self._move(payload["cursor"])

    def _announced(self, number):
        """An announcement carries no cursor: a client moves its own."""
        epoch, rev, last = self.cursor.split(".")
        assert number > int(last), f"announcement {number} came behind {last}"
        self._move(f"{epoch}.{rev}.{number}")

    def _advance(self, first, last, cursor):
        assert first == self.rev + 1, f"rev {first} came behind {self.rev}"
        assert cursor_rev(cursor) == last, f"cursor {cursor} of rev {last}"
        self._move(cursor)

    def _move(self, cursor):
        self.cursor, self.rev = cursor, cursor_rev(cursor)

    def expect_connected(self, timeout=DEFAULT_SECONDS):
        message = self.expect_next("connected", timeout)
        return message["payload"]

    def next(self, timeout=DEFAULT_SECONDS):
        return self._pending.popleft() if self._pending else self._receive(timeout)

    def expect_next(self, kind, timeout=DEFAULT_SECONDS):
        """The very next message must be of this type."""
        message = self.next(timeout)
        if message["type"] != kind:
            raise Unexpected(f"expected {kind}, got {message}")
        return message

    def expect(self, kind, timeout=DEFAULT_SECONDS, **payload):
        """The next message of this type with these payload members. What it passes over stays for later calls."""

        def fits(message):
            return message["type"] == kind and all(message["payload"].get(k) == v for k, v in payload.items())

        for message in self._pending:
            if fits(message):
                self._pending.remove(message)
                return message
        deadline = Deadline(timeout)
        while True:
            message = self._receive(deadline.left())
            if fits(message):
                return message
            self._pending.append(message)

    def notification(self, notification_id=None, timeout=DEFAULT_SECONDS):
        """The payload of the next notification, or of this one."""
        where = {} if notification_id is None else {"id": notification_id}
        message = self.expect("notification", timeout, **where)
        assert message["id"] == message["payload"]["id"], message
        return message["payload"]

    def notifications(self, count, timeout=DEFAULT_SECONDS):
        deadline = Deadline(timeout)
        return [self.notification(timeout=deadline.left()) for _ in range(count)]

    def change(self, op, timeout=DEFAULT_SECONDS):
        """(change, inbox payload) of the next `inbox` message with exactly this one change."""
        payload = self.expect("inbox", timeout)["payload"]
        assert [c["op"] for c in payload["changes"]] == [op], payload
        return payload["changes"][0], payload

    def until_rev(self, rev, timeout=DEFAULT_SECONDS):
        """Receives until this client's position is `rev`."""
        deadline = Deadline(timeout)
        while self.rev < rev:
            self._pending.append(self._receive(deadline.left()))

    def drain(self, timeout=DEFAULT_SECONDS):
        """All that the server has sent before it answers a ping now, and was not taken by an expect."""
        asked = self.send("ping")
        self._take_reply(asked, "pong", timeout)
        taken, self._pending = list(self._pending), deque()
        return taken

    def _take_reply(self, request_id, kind, timeout):
        deadline = Deadline(timeout)
        while True:
            message = self._receive(deadline.left())
            if message["id"] == request_id:
                assert message["type"] == kind, message
                return message
            self._pending.append(message)

    def expect_reply(self, request_id, kind, timeout=DEFAULT_SECONDS):
        for message in self._pending:
            if message["id"] == request_id:
                self._pending.remove(message)
                assert message["type"] == kind, message
                return message["payload"]
        return self._take_reply(request_id, kind, timeout)["payload"]

    def expect_error(self, code, request_id=None, timeout=DEFAULT_SECONDS):
        if request_id is not None:
            payload = self.expect_reply(request_id, "error", timeout)
            assert payload["code"] == code, payload
            return payload
        return self.expect("error", timeout, code=code)["payload"]

    def expect_close(self, code, timeout=DEFAULT_SECONDS):
        """Receives up to the close frame, checks code and reason, and ends the connection. Returns the frame."""
        deadline = Deadline(timeout)
        while self.closed is None:
            try:
                self._pending.append(self._receive(deadline.left()))
            except Closed:
                if self.closed is None:
                    raise
        assert self.closed.close_code == code, f"closed with {self.closed.close_code}: {self.closed.close_reason}"
        self.ws.send_frame(frames.CLOSE, self.closed.payload[:2])
        self.ws.expect_end(deadline.left())
        return self.closed

    def seen(self, kind):
        """Payloads of every message of this type so far."""
        return [m["payload"] for m in self.messages if m["type"] == kind]

    # Sending

    def send(self, kind, payload=None, request_id=None):
        request_id = request_id or str(uuid.uuid4())
        self.ws.send_json({"id": request_id, "type": kind, "timestamp": 0, "payload": payload or {}})
        return request_id

    def ping(self, timeout=DEFAULT_SECONDS):
        return self.expect_reply(self.send("ping"), "pong", timeout)

    def ack(self, notification_id):
        return self.send("notification:ack", {"notificationId": notification_id})

    def ack_up_to(self, position):
        return self.send("notification:ack", {"upTo": position})

    def read(self, notification_id):
        return self.send("notification:read", {"notificationId": notification_id})

    def read_up_to(self, position):
        return self.send("notification:read", {"upTo": position})

    def sync(self, since):
        """Asks again from a cursor; the continuity check starts there."""
        self._move(since)
        return self.send("sync", {"since": since})

    def close(self):
        """The closing handshake."""
        self.ws.close()

    def abort(self):
        self.ws.abort()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.abort()

"""A service that receives the events of the outbox: verifies every signature, and answers, refuses, hangs, goes away and
comes back on the same port as a test says."""

import hashlib
import hmac
import http.server
import json
import threading
import time

from support.deadline import DEFAULT_SECONDS, Deadline
from support.free_port import free_port
from support.http_server import HttpServer

SECRET = "webhook-secret-for-tests-0123456789"
HANG = "hang"
_TOLERANCE_SECONDS = 300


def verify(secret, header, body, now):
    """Raises AssertionError unless the signature is right, as docs/outbox.md tells receivers to do it."""
    parts = dict(part.split("=", 1) for part in header.split(","))
    assert abs(now - int(parts["t"])) <= _TOLERANCE_SECONDS, f"signed at another time: {header}"
    expected = hmac.new(secret.encode(), parts["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(expected, parts["v1"]), f"wrong signature: {header}"


class Attempt:
    """One request that came in."""

    def __init__(self, headers, body):
        self.at = time.monotonic()
        self.headers, self.body = dict(headers), body
        self.event = json.loads(body)
        self.status = None

    @property
    def id(self):
        return self.event["id"]

    @property
    def whose(self):
        return self.event.get("userId", self.event.get("audience"))


class WebhookReceiver:
    """`answer(attempt)` gives the status, a pair of status and headers, or HANG; it may be replaced at any time."""

    def __init__(self, secret=SECRET):
        self.secret, self.port = secret, free_port()
        self.answer = lambda attempt: 200
        self.attempts, self.faults = [], []
        self.most_at_once = {}
        self._under_way = {}
        self._changed = threading.Condition()
        self._server = self._thread = self._released = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/hook"

    def config(self, **changes):
        """The table of a server that tells this receiver; pauses are short."""
        table = {"url": self.url, "secret": self.secret, "timeout_seconds": 2, "first_delay_seconds": 1}
        return {"outbox": {**table, **changes}}

    # Life

    def start(self):
        self._released = threading.Event()
        self._server = HttpServer(("127.0.0.1", self.port), _handler_of(self))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        return self

    def stop(self):
        """Closes the port and every connection; what hangs is broken off."""
        if self._server is None:
            return
        self._released.set()
        self._server.shutdown()
        self._server.close_connections()
        self._server.server_close()
        self._thread.join()
        self._server = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
        assert self.faults == []

    # What came

    def accepted(self, whose=None, kind=None):
        """The events that were answered 2xx, in order, each once."""
        with self._changed:
            found, seen = [], set()
            for attempt in self.attempts:
                fits = whose in (None, attempt.whose) and kind in (None, attempt.event["type"])
                if fits and attempt.status is not None and attempt.status < 300 and attempt.id not in seen:
                    seen.add(attempt.id)
                    found.append(attempt.event)
            return found

    def attempts_of(self, event_id):
        with self._changed:
            return [attempt for attempt in self.attempts if attempt.id == event_id]

    def wait_for(self, probe, what, seconds=DEFAULT_SECONDS):
        """Waits for `probe()` to be true; asked again whenever something came in or was answered."""
        deadline = Deadline(seconds)
        while not (answer := probe()):
            with self._changed:
                try:
                    self._changed.wait(min(deadline.left(), 0.2))
                except TimeoutError:
                    raise AssertionError(f"{what}: not within {seconds} s; {len(self.attempts)} attempts came") from None
        return answer

    def expect(self, count, seconds=DEFAULT_SECONDS, **which):
        """The accepted events, once there are as many."""
        self.wait_for(lambda: len(self.accepted(**which)) >= count, f"{count} events {which}", seconds)
        events = self.accepted(**which)
        assert len(events) == count, events
        return events

    def expect_attempts(self, count, seconds=DEFAULT_SECONDS):
        self.wait_for(lambda: len(self.attempts) >= count, f"{count} attempts", seconds)
        return list(self.attempts)

    # On the server's threads

    def begin(self, headers, body):
        attempt = Attempt(headers, body)
        with self._changed:
            try:
                verify(self.secret, headers["Belfry-Signature"], body, time.time())
                assert headers["Belfry-Event-Id"] == attempt.id, headers
                assert headers["Belfry-Event-Type"] == attempt.event["type"], headers
            except (AssertionError, KeyError, ValueError) as fault:
                self.faults.append(repr(fault))
            whose = attempt.whose
            self._under_way[whose] = self._under_way.get(whose, 0) + 1
            self.most_at_once[whose] = max(self.most_at_once.get(whose, 0), self._under_way[whose])
            self.attempts.append(attempt)
            self._changed.notify_all()
        return attempt

    def decide(self, attempt):
        """The status and headers to answer with; None when the connection is to be dropped."""
        answer = self.answer(attempt)
        if answer == HANG:
            self._released.wait()
            return None
        return answer if isinstance(answer, tuple) else (answer, {})

    def end(self, attempt, status):
        with self._changed:
            attempt.status = status
            self._under_way[attempt.whose] -= 1
            self._changed.notify_all()


def _handler_of(receiver):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            attempt, answer = receiver.begin(self.headers, body), None
            try:
                answer = receiver.decide(attempt)
            finally:
                # Before the bytes go: the sender may act on them before this thread is scheduled again.
                receiver.end(attempt, answer[0] if answer else None)
            if answer is None:
                self.close_connection = True
                return
            status, headers = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    return Handler

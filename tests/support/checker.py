"""Proves that what was accepted was delivered: every id that was answered 202, in rev order, without a hole."""

import threading


class DeliveryChecker:
    """One user's notifications. Publishers call `accepted`, who receives hands messages to `received`; `verify` at the
    end. Connections may overlap: repeats are told by id and must be equal to the first."""

    def __init__(self, user):
        self.user = user
        self._lock = threading.Lock()
        self._accepted = {}  # id -> title
        self._received = {}  # id -> (rev, title)
        self._position = None
        self._faults = []

    def accepted(self, notification_id, title):
        with self._lock:
            if notification_id in self._accepted:
                self._faults.append(f"id {notification_id} was given to two publishes")
            self._accepted[notification_id] = title

    def accepted_ids(self):
        with self._lock:
            return set(self._accepted)

    def accepted_count(self):
        with self._lock:
            return len(self._accepted)

    def begins_at(self, rev):
        """A client without a cursor: it must be told everything behind `rev`."""
        self._position = rev

    def resumes_at(self, rev):
        """A client that gave its cursor: nothing between its last message and this position may be lost."""
        if rev != self._position:
            self._fault(f"resumes at rev {rev}, but was told everything up to {self._position}")

    def received(self, message):
        """One server message, in the order of its connection."""
        payload = message["payload"]
        if message["type"] == "resync_required":
            self._fault(f"resync_required at rev {self._position}")
        elif message["type"] == "inbox":
            for change in payload["changes"]:
                self._step(change["rev"])
        elif message["type"] == "notification":
            self._take(payload)

    def _take(self, payload):
        with self._lock:
            known = self._received.setdefault(payload["id"], (payload["rev"], payload["title"]))
        if known != (payload["rev"], payload["title"]):
            self._fault(f"id {payload['id']} came as {known} and as {(payload['rev'], payload['title'])}")
        if not payload.get("replayed"):
            self._step(payload["rev"])

    def _step(self, rev):
        if rev != self._position + 1:
            self._fault(f"rev {rev} came behind {self._position}")
        self._position = rev

    def _fault(self, text):
        with self._lock:
            self._faults.append(text)

    def missing(self):
        with self._lock:
            return set(self._accepted) - set(self._received)

    def verify(self):
        """Raises AssertionError with everything that was found wrong."""
        missing = self.missing()
        with self._lock:
            faults = list(self._faults)
            faults += [f"never delivered: {i} {self._accepted[i]!r}" for i in sorted(missing)]
            faults += [
                f"{i} was published as {self._accepted[i]!r}, delivered as {title!r}"
                for i, (_, title) in self._received.items()
                if i in self._accepted and self._accepted[i] != title
            ]
            revs = [rev for rev, _ in self._received.values()]
        if len(revs) != len(set(revs)):
            faults.append("two notifications share a rev")
        assert not faults, f"user {self.user}: " + "\n".join(faults[:20])

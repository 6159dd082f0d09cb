"""SIGTERM in the middle of everything: whatever is under way, the server ends cleanly and keeps what it answered."""

import http.client
import signal
import threading

import pytest

from support.deadline import eventually
from support.load import Worker
from support.ws import Closed, Refused

GONE = (OSError, http.client.HTTPException, Closed, Refused)
ROUNDS = 8


class Traffic:
    """Publishers, visitors and readers that go on until the server is gone."""

    def __init__(self, server):
        self.server, self.ended = server, threading.Event()
        self.accepted, self.visits, self.pages = [], 0, 0
        self.workers = [Worker(self._until_gone, work) for work in (self.publish, self.visit, self.visit, self.browse)]

    def _until_gone(self, work):
        while not self.ended.is_set():
            try:
                work()
            except GONE:
                if self.server.child is None:
                    return

    def publish(self):
        api = self.server.service()
        while not self.ended.is_set():
            answer = api.post_notification({"userId": "busy", "type": "new_like", "title": "x"})
            if answer.status != 202:
                answer.expect_problem(503)
                return
            self.accepted.append(answer.json()["id"])

    def visit(self):
        token = self.server.connection_token("busy")
        with self.server.connect("busy", ack=True, token=token, greeted=False) as client:
            client.expect("connected")  # or the advice to come back later, and the end
            client.ack(client.notification()["id"])
            client.read_up_to(client.connected["cursor"])
            self.visits += 1

    def browse(self):
        api = self.server.user("busy")
        while not self.ended.is_set():
            if api.get_history().status != 200:
                return
            self.pages += 1


@pytest.mark.parametrize("drain_seconds", [1, 0])
def test_the_end_is_clean_whatever_is_under_way(serve, rng, drain_seconds):
    server = serve.make({"limits": {"connections_per_user": 0}, "server": {"drain_seconds": drain_seconds}})
    accepted = []
    for _ in range(ROUNDS):
        server.start()
        traffic = Traffic(server)
        for worker in traffic.workers:
            worker.start()
        wanted = rng.randrange(5, 60)
        eventually(lambda: len(traffic.accepted) > wanted and traffic.visits and traffic.pages, "traffic flows", 20)
        server.signal(signal.SIGTERM)
        code = server.wait(30)
        traffic.ended.set()
        for worker in traffic.workers:
            worker.join_checked()
        server.check_log()
        assert code == 0
        accepted += traffic.accepted
    server.start()
    kept = {item["id"] for item in server.user("busy").all_items(limit=100)}
    assert set(accepted) <= kept

"""The server is killed with SIGKILL at random moments while eight publishers write. On a client that resumes, every
notification that was answered 202 arrives, in rev order, without a hole (product 2.3, architecture section 6)."""

import http.client
import json
import threading
import uuid

from support.checker import DeliveryChecker
from support.deadline import Deadline, eventually
from support.load import Worker
from support.ws import Closed, Refused

PUBLISHERS, USERS, ROUNDS = 8, 4, 15
GONE = (OSError, http.client.HTTPException, Closed, Refused)


class Crash:
    """What publishers, resuming clients and the killer share."""

    def __init__(self, server):
        self.server = server
        self.checkers = {f"crash-{n}": DeliveryChecker(f"crash-{n}") for n in range(USERS)}
        self.publishing = threading.Event()
        self.publishing.set()
        self.listening = threading.Event()
        self.listening.set()
        self.up = threading.Event()
        self.up.set()
        self.replays = 0

    def publish(self, number):
        """Writes to one user after the other. After a crash the same request goes out again under the same key, until it
        is answered: only then its outcome is known."""
        api, count = self.server.service(), 0
        while self.publishing.is_set():
            user = f"crash-{(number + count) % USERS}"
            title = f"{number}/{count}"
            answer = self._until_answered(api, user, title, key=str(uuid.uuid4()))
            if answer is None:
                return
            body = json.loads(answer.body)
            if answer.header("Idempotency-Replayed"):
                self.replays += 1
            self.checkers[user].accepted(body["id"], title)
            count += 1

    def _until_answered(self, api, user, title, key):
        deadline = Deadline(60)
        while True:
            deadline.left()
            try:
                answer = api.post_notification({"userId": user, "type": "new_comment", "title": title}, key)
            except GONE:
                self.up.wait(30)
                continue
            if answer.status == 202:
                return answer
            assert answer.status in (409, 503), answer

    def listen(self, user):
        """Follows one inbox by its cursor over every crash, until all that was accepted has come."""
        checker, client = self.checkers[user], None
        cursor = None
        while self.listening.is_set():
            try:
                client = self.server.connect(user, since=cursor, greeted=False)
                client.expect_connected()
                if cursor is None:
                    checker.begins_at(client.rev)
                else:
                    checker.resumes_at(client.rev)
                while self.listening.is_set():
                    checker.received(client.next(timeout=0.25))
                    cursor = client.cursor
            except TimeoutError:
                pass  # nothing to hear for a moment: come back, as a client with a bad network would
            except GONE:
                self.up.wait(30)
            finally:
                if client is not None:
                    cursor = client.cursor or cursor
                    client.abort()


def test_every_202_arrives_though_the_server_is_killed_again_and_again(serve_release, rng):
    server = serve_release.make({"limits": {"connections_per_user": 0}})
    server.start()
    crash = Crash(server)
    listeners = [Worker(crash.listen, user) for user in crash.checkers]
    publishers = [Worker(crash.publish, number) for number in range(PUBLISHERS)]
    for worker in listeners + publishers:
        worker.start()
    for _ in range(ROUNDS):
        before = sum(c.accepted_count() for c in crash.checkers.values())
        wanted = before + rng.randrange(20, 1200)
        eventually(lambda: sum(c.accepted_count() for c in crash.checkers.values()) >= wanted, "publishing goes on", 40)
        crash.up.clear()
        server.kill()
        server.check_log()
        server.start()
        crash.up.set()
    last = sum(c.accepted_count() for c in crash.checkers.values()) + 100
    eventually(lambda: sum(c.accepted_count() for c in crash.checkers.values()) >= last, "publishing goes on", 40)
    crash.publishing.clear()
    for worker in publishers:
        worker.join_checked()
    eventually(
        lambda: not any(c.missing() for c in crash.checkers.values()) or any(not w.is_alive() for w in listeners),
        "all that was accepted has arrived",
        30,
    )
    crash.listening.clear()
    for worker in listeners:
        worker.join_checked()
    for checker in crash.checkers.values():
        checker.verify()
    accepted = sum(c.accepted_count() for c in crash.checkers.values())
    print(f"{accepted} accepted over {ROUNDS} crashes, {crash.replays} answered from their idempotency key")
    compare_with_history(server, crash)


def compare_with_history(server, crash):
    """The inbox over HTTP agrees with what the clients were told."""
    for user, checker in crash.checkers.items():
        api = server.user(user)
        items = api.all_items(limit=100)
        assert [item["rev"] for item in items] == list(range(len(items), 0, -1))
        assert {item["id"] for item in items} >= set(checker.accepted_ids())
        assert len({item["title"] for item in items}) == len(items), "a publish was written twice"
        assert api.history(limit=1)["unread"] == len(items)


def test_reads_and_deletes_that_were_answered_survive_a_kill(serve_release, rng):
    server = serve_release()
    user = "keeper"
    ids = server.service().publish_many(user, 60)
    api = server.user(user)
    read, deleted = set(), set()
    for notification_id in rng.sample(ids, 40):
        if rng.random() < 0.5:
            api.read(notification_id).expect(200)
            read.add(notification_id)
        else:
            api.delete(notification_id).expect(204)
            deleted.add(notification_id)
    position = api.history()["rev"]
    server.kill()
    server.start()
    api = server.user(user)
    page = api.history()
    items = {item["id"]: item for item in api.all_items()}
    assert page["rev"] == position
    assert set(items) == set(ids) - deleted
    assert {i for i, item in items.items() if "readAt" in item} == read
    assert page["unread"] == len(items) - len(read)


def test_a_kill_while_migrating_leaves_a_store_that_starts(serve_release, rng):
    server = serve_release.make()
    server.data_dir.mkdir()
    for _ in range(8):
        server.spawn()
        threading.Event().wait(rng.uniform(0.0, 0.05))
        server.kill()
    server.start()
    server.service().publish("someone")

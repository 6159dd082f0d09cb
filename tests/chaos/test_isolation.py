"""A hundred users with random publishes, reads, acks and reconnects: no connection ever sees what is another's."""

import random

from support.deadline import Deadline
from support.load import Worker, run_all
from support.notifications import cursor_rev

USERS, WORKERS, STEPS = 100, 4, 250


class Person:
    """One user with up to three connections, all of one thread. Its titles say whose they are."""

    def __init__(self, server, name):
        self.server, self.name = server, name
        self.api = None
        self.clients, self.ids, self.cursor = [], [], None

    def connect(self, rng):
        since = self.cursor if self.cursor and rng.random() < 0.6 else None
        self.clients.append(self.server.connect(self.name, since=since))

    def leave(self, rng):
        client = self.clients.pop(rng.randrange(len(self.clients)))
        self.listen(client)
        self.cursor = client.cursor
        client.close() if rng.random() < 0.5 else client.abort()

    def listen(self, client):
        for message in client.drain():
            self.check(message)

    def check(self, message):
        payload = message["payload"]
        if message["type"] == "notification":
            assert payload["title"].startswith(self.name + "/"), f"{self.name} was sent {payload}"
        for change in payload.get("changes", ()):
            about = change.get("notificationId")
            assert about is None or about in self.ids, f"{self.name} was told of {change}"

    def step(self, rng, service):
        action = rng.choice(["publish", "publish", "publish", "connect", "leave", "read", "ack", "listen", "delete"])
        if action == "publish" or not self.ids:
            self.ids.append(service.publish(self.name, f"{self.name}/{len(self.ids)}"))
        elif action == "connect" and len(self.clients) < 3:
            self.connect(rng)
        elif action == "delete" and len(self.ids) > 3:
            assert self.server_api().delete(rng.choice(self.ids)).status in (204, 404)
        elif self.clients:
            client = rng.choice(self.clients)
            if action == "leave":
                self.leave(rng)
            elif action == "read":
                client.read(rng.choice(self.ids))
            elif action == "ack":
                client.ack(rng.choice(self.ids))
            else:
                self.listen(client)

    def server_api(self):
        self.api = self.api or self.server.user(self.name)
        return self.api

    def finish(self):
        """Every device ends where the inbox is."""
        page = self.server_api().history(limit=1)
        for client in self.clients:
            client.until_rev(page["rev"], timeout=20)
            self.listen(client)
            assert client.rev == cursor_rev(page["cursor"]) == page["rev"]
            client.abort()
        assert all(item["title"].startswith(self.name + "/") for item in self.server_api().all_items(limit=100))
        self.api.close()


def test_no_connection_ever_sees_another_s(serve_release, rng):
    server = serve_release({"limits": {"connections_per_user": 0}})
    people = [Person(server, f"person-{n:03d}") for n in range(USERS)]
    seeds = [rng.randrange(1 << 32) for _ in range(WORKERS)]

    def live(mine, seed):
        dice, service = random.Random(seed), server.service()
        for person in mine:
            person.connect(dice)
        for _ in range(STEPS):
            for person in dice.sample(mine, 5):
                person.step(dice, service)
        for person in mine:
            person.finish()

    run_all([Worker(live, people[n::WORKERS], seeds[n]) for n in range(WORKERS)], 150)
    assert server.running()


def test_groups_of_users_are_told_only_what_is_for_them(serve_release, rng):
    server = serve_release({"limits": {"connections_per_user": 0}})
    users = [f"group-{n}" for n in range(40)]
    clients = {user: server.connect(user) for user in users}
    expected = {user: [] for user in users}
    service = server.service()
    for number in range(150):
        chosen = rng.sample(users, rng.randrange(1, 12))
        body = {"userIds": chosen, "type": "new_like", "title": f"to {len(chosen)}"}
        notification_id = service.post_notification(body).expect(202).json()["id"]
        for user in chosen:
            expected[user].append(notification_id)
    deadline = Deadline(20)
    for user, client in clients.items():
        got = client.notifications(len(expected[user]), timeout=deadline.left())
        assert [n["id"] for n in got] == expected[user]
        assert client.drain() == []
        client.abort()

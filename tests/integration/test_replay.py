"""Product 2.4: what was not delivered comes, marked `replayed`, to a connection that has no cursor."""

import time

from support.deadline import eventually
from support.load import publish_many


def replayed(client, count):
    got = client.notifications(count)
    assert all(n["replayed"] is True for n in got), got
    return got


def test_the_undelivered_come_oldest_first(server, service, user):
    ids = service.publish_many(user, 20)
    with server.connect(user) as client:
        assert (client.connected["rev"], client.connected["unread"], client.connected["unseen"]) == (20, 20, 20)
        got = replayed(client, 20)
        assert [n["id"] for n in got] == ids
        assert [n["rev"] for n in got] == list(range(1, 21))
        assert {n["unread"] for n in got} == {20}
        assert {n["cursor"] for n in got} == {client.connected["cursor"]}
        assert client.drain() == []


def test_live_ones_follow_and_are_not_marked(server, service, user):
    service.publish_many(user, 3)
    with server.connect(user) as client:
        service.publish(user, "live")
        replayed(client, 3)
        live = client.notification()
        assert "replayed" not in live
        assert (live["rev"], live["unread"]) == (4, 4)


def test_without_an_ack_they_come_again(server, service, user):
    ids = service.publish_many(user, 3)
    for _ in range(3):
        with server.connect(user) as client:
            assert [n["id"] for n in replayed(client, 3)] == ids


def delivered(server, user, ids):
    def all_delivered():
        items = {item["id"]: item for item in server.user(user).all_items()}
        return all("deliveredAt" in items[i] for i in ids)

    eventually(all_delivered, "the acks are written")


def test_the_acknowledged_do_not_come_again(server, service, user):
    ids = service.publish_many(user, 3)
    with server.connect(user) as client:
        replayed(client, 3)
        client.ack(ids[1])
        delivered(server, user, [ids[1]])
    with server.connect(user) as client:
        assert [n["id"] for n in replayed(client, 2)] == [ids[0], ids[2]]
        assert client.drain() == []


def test_the_deleted_do_not_come(server, service, user):
    ids = service.publish_many(user, 3)
    server.user(user).delete(ids[0]).expect(204)
    with server.connect(user) as client:
        assert [n["id"] for n in replayed(client, 2)] == ids[1:]
        assert client.drain() == []


def test_the_expired_do_not_come(server, service, user):
    service.publish(user, "short", expiresAt=int((time.time() + 1) * 1000))
    kept = service.publish(user, "long")
    eventually(lambda: len(server.user(user).history()["items"]) == 1, "the first has expired")
    with server.connect(user) as client:
        assert [n["id"] for n in replayed(client, 1)] == [kept]
        assert client.drain() == []


def test_at_most_the_newest_thousand_come(server, user):
    publish_many(server, [user] * 1003)
    newest = [item["id"] for item in server.user(user).all_items(limit=100)][:1000]
    with server.connect(user) as client:
        got = replayed(client, 1000)
        assert [n["id"] for n in got] == newest[::-1]
        assert [n["rev"] for n in got] == list(range(4, 1004))
        server.service().publish(user)
        assert client.notification()["rev"] == 1004


def test_a_connection_that_resumes_gets_no_replay(server, service, user):
    service.publish_many(user, 3)
    cursor = server.user(user).history()["cursor"]
    with server.connect(user, since=cursor) as client:
        assert client.drain() == []

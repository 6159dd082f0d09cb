"""Protocol section 2 and product 2.2: the message that a connection gets, to the letter, in order, on every device."""

import time
import uuid

import pytest

FULL = {
    "body": 'Body with "quotes", \\ and\nnew\tlines',
    "icon": "bell",
    "actionUrl": "/inbox?x=1&y=2",
    "data": {"n": 1.5, "big": 9007199254740991, "list": [None, True, {"deep": []}], "text": "ключ \u2028 😀", "": 0},
}


def test_a_live_notification_to_the_letter(server, service, user):
    expires_at = int((time.time() + 3600) * 1000)
    before = int(time.time() * 1000)
    with server.connect(user) as client:
        notification_id = service.publish(user, "Title", "moc_published", expiresAt=expires_at, **FULL)
        message = client.expect_next("notification")
    after = int(time.time() * 1000)
    payload = message["payload"]
    assert before <= payload.pop("createdAt") <= after
    assert before <= message["timestamp"] <= after
    epoch = client.connected["cursor"].split(".")[0]
    assert message["id"] == notification_id
    assert payload == {
        "id": notification_id,
        "type": "moc_published",
        "title": "Title",
        "expiresAt": expires_at,
        "rev": 1,
        "unread": 1,
        "cursor": f"{epoch}.1.0",
        **FULL,
    }


def test_absent_members_are_left_out(server, service, user):
    with server.connect(user) as client:
        service.publish(user)
        assert set(client.notification()) == {"id", "type", "title", "createdAt", "rev", "unread", "cursor"}


def test_a_channel_beside_a_user_is_an_attribute(server, service, user):
    with server.connect(user) as client:
        server.user(user).subscribe("news")
        service.publish(user, channel="news")
        assert client.notification()["channel"] == "news"
    assert server.user(user).history(channel="news")["items"][0]["channel"] == "news"


@pytest.mark.parametrize("title", ["<b>&amp;</b>", '"\\/', "a\tb\nc", "😀" * 60, "\u202eabc", "{}", "null"])
def test_text_arrives_as_it_was_sent(server, service, user, title):
    with server.connect(user) as client:
        service.publish(user, title, body=title)
        payload = client.notification()
        assert (payload["title"], payload["body"]) == (title, title)


def test_two_hundred_arrive_in_order_with_their_counts(server, service, user):
    with server.connect(user) as client:
        ids = service.publish_many(user, 200)
        got = client.notifications(200)
    assert [n["id"] for n in got] == ids
    assert [n["rev"] for n in got] == list(range(1, 201))
    assert [n["unread"] for n in got] == list(range(1, 201))


def test_every_device_gets_the_same_message(server, service, user):
    clients = [server.connect(user) for _ in range(4)]
    ids = service.publish_many(user, 10)
    received = [client.notifications(10) for client in clients]
    assert [n["id"] for n in received[0]] == ids
    assert all(one == received[0] for one in received)
    for client in clients:
        client.abort()


def test_nobody_else_gets_it(server, service, user):
    with server.connect(user) as client, server.connect(user + "-other") as other:
        service.publish(user)
        client.notification()
        assert other.drain() == []


def test_a_list_of_users_gets_the_same_id_each_with_their_own_rev(server, service, user):
    users = [f"{user}-{i}" for i in range(5)]
    service.publish_many(users[0], 3)
    clients = [server.connect(name) for name in users]
    clients[0].notifications(3)
    answer = service.post_notification({"userIds": users, "type": "new_like", "title": "All"}).expect(202).json()
    got = [client.notification(answer["id"]) for client in clients]
    assert [n["rev"] for n in got] == [4, 1, 1, 1, 1]
    assert [n["unread"] for n in got] == [4, 1, 1, 1, 1]
    for client in clients:
        client.abort()


def test_a_device_that_leaves_takes_nothing_from_the_others(server, service, user):
    stays, leaves, vanishes = (server.connect(user) for _ in range(3))
    service.publish(user)
    leaves.close()
    vanishes.ws.reset()
    ids = service.publish_many(user, 5)
    assert [n["id"] for n in stays.notifications(6)[1:]] == ids
    stays.abort()


def test_ids_sort_as_they_were_made(server, service, user):
    ids = service.publish_many(user, 50)
    assert [uuid.UUID(i).version for i in ids] == [7] * 50
    assert [uuid.UUID(i).int >> 80 for i in ids] == sorted(uuid.UUID(i).int >> 80 for i in ids)


def test_a_delivery_is_counted_logged_and_timed(server, service, user):
    def figures():
        metrics = server.metrics()
        return (
            metrics.value("belfry_messages_delivered_total", dialect="notifications"),
            metrics.value("belfry_delivery_latency_seconds_count"),
            metrics.value("belfry_notifications_published_total", type="new_follower"),
        )

    before = figures()
    with server.connect(user) as one, server.connect(user) as two:
        notification_id = service.publish(user, type="new_follower")
        one.notification(notification_id)
        two.notification(notification_id)
        server.expect_event("notification:delivered", notificationId=notification_id, userId=user)
    after = figures()
    assert [b - a for a, b in zip(before, after)] == [2, 2, 1]


def test_the_inbox_survives_a_restart(serve, user):
    server = serve()
    ids = server.service().publish_many(user, 5)
    with server.connect(user) as client:
        epoch = client.connected["cursor"].split(".")[0]
    server.restart()
    assert [i["id"] for i in server.user(user).history()["items"]] == ids[::-1]
    with server.connect(user) as client:
        assert client.connected["cursor"] == f"{epoch}.5.0"
        server.service().publish(user)
        assert client.expect("notification", rev=6)

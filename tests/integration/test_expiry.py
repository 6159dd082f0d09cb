"""Product 2.6: what has expired leaves the inbox and the counts."""

import time

from support.deadline import eventually


def soon(seconds=1.0):
    return int((time.time() + seconds) * 1000)


def test_expiry_is_a_change_that_connections_are_told(server, service, user):
    with server.connect(user) as client:
        expiring = service.publish(user, "short", expiresAt=soon())
        lasting = service.publish(user, "long")
        client.notifications(2)
        change, payload = client.change("expire")
        assert change["notificationId"] == expiring
        assert (payload["unread"], change["rev"]) == (1, 3)
    page = server.user(user).history()
    assert ([item["id"] for item in page["items"]], page["unread"], page["rev"]) == ([lasting], 1, 3)


def test_expiry_is_in_the_log(server, service, user):
    api = server.user(user)
    start = api.history()["cursor"]
    notification_id = service.publish(user, expiresAt=soon())
    eventually(lambda: api.history()["rev"] == 2, "the notification has expired")
    changes = api.changes(start)["changes"]
    assert (changes[-1]["op"], changes[-1]["notificationId"]) == ("expire", notification_id)


def test_expiry_comes_soon(server, service, user):
    with server.connect(user) as client:
        at = soon()
        service.publish(user, expiresAt=at)
        client.notification()
        client.change("expire")
        assert time.time() - at / 1000 < 4


def test_what_was_read_does_not_count_twice_when_it_expires(server, service, user):
    with server.connect(user) as client:
        notification_id = service.publish(user, expiresAt=soon(1.5))
        service.publish(user)
        client.notifications(2)
        server.user(user).read(notification_id).expect(200)
        client.change("read")
        _, payload = client.change("expire")
        assert payload["unread"] == 1


def test_what_was_deleted_does_not_expire(server, service, user):
    api = server.user(user)
    gone = service.publish(user, expiresAt=soon(1.0))
    witness = service.publish(user, expiresAt=soon(1.2))
    api.delete(gone).expect(204)
    start = api.history()["cursor"]
    eventually(lambda: api.history()["items"] == [], "the other has expired")
    assert [c["notificationId"] for c in api.changes(start)["changes"]] == [witness]

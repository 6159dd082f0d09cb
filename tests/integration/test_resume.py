"""Product 2.2: a client that gives its cursor gets exactly the changes after it, in order, before anything live."""

import pytest

from support.deadline import eventually
from support.load import Worker, publish_many, run_all
from support.notifications import NotificationsClient, cursor_at
from support.ws import Refused


def head(server, user):
    return server.user(user).history()["cursor"]


@pytest.fixture
def start(server, user):
    """The cursor of the empty inbox."""
    return head(server, user)


def test_exactly_what_was_missed_comes_and_then_live(server, service, user):
    with server.connect(user) as client:
        service.publish_many(user, 3)
        client.notifications(3)
        cursor = client.cursor
    missed = service.publish_many(user, 5)
    with server.connect(user, since=cursor) as client:
        got = client.notifications(5)
        assert [n["id"] for n in got] == missed
        assert [n["rev"] for n in got] == [4, 5, 6, 7, 8]
        assert all("replayed" not in n for n in got)
        live = service.publish(user)
        assert client.notification()["id"] == live
        assert client.rev == 9


def test_nothing_missed_is_nothing_sent(server, service, user):
    service.publish_many(user, 3)
    with server.connect(user, since=head(server, user)) as client:
        assert client.connected["rev"] == 3
        assert client.drain() == []


def test_every_kind_of_change_is_caught_up(server, service, user, start):
    ids = service.publish_many(user, 4)
    api = server.user(user)
    api.read(ids[0]).expect(200)
    api.delete(ids[1]).expect(204)
    api.seen(head(server, user)).expect(200)
    api.read_all().expect(200)
    with server.connect(user, since=start) as client:
        client.until_rev(api.history()["rev"])
        changes = [c for payload in client.seen("inbox") for c in payload["changes"]]
        got = client.seen("notification")
        assert [c["op"] for c in changes] == ["read", "delete", "seen", "read_all"]
        assert changes[0]["notificationId"] == ids[0] and changes[1]["notificationId"] == ids[1]
        assert {n["id"] for n in got} >= {ids[0], ids[2], ids[3]}
        assert client.seen("inbox")[-1]["unread"] == 0


def test_the_badge_is_right_at_the_end_of_the_catch_up(server, service, user, start):
    ids = service.publish_many(user, 10)
    api = server.user(user)
    for notification_id in ids[:4]:
        api.read(notification_id).expect(200)
    with server.connect(user, since=start) as client:
        client.until_rev(14)
        assert client.messages[-1]["payload"]["unread"] == api.history()["unread"] == 6


def test_a_thousand_behind_are_caught_up_in_order(server, user, start):
    publish_many(server, [user] * 1000)
    with server.connect(user, since=start) as client:
        assert [n["rev"] for n in client.notifications(1000, timeout=30)] == list(range(1, 1001))
        live = server.service().publish(user)
        assert client.notification()["id"] == live


def test_more_than_a_thousand_behind_must_resync(server, user, start):
    publish_many(server, [user] * 1001)
    with server.connect(user, since=start) as client:
        assert client.expect_next("resync_required")["payload"] == {"rev": 1001}
        live = server.service().publish(user)
        payload = client.expect_next("notification")["payload"]
        assert (payload["id"], payload["rev"]) == (live, 1002)


def other_epoch(cursor):
    epoch, rev, announcement = cursor.split(".")
    return f"{int(epoch, 16) ^ 1:08x}.{rev}.{announcement}"


UNUSABLE = {"beyond the head": lambda cursor: cursor_at(cursor, 99), "another epoch": other_epoch}


@pytest.mark.parametrize("case", UNUSABLE)
def test_an_unusable_cursor_must_resync_and_goes_on_live(server, service, user, case):
    service.publish_many(user, 3)
    cursor = UNUSABLE[case](head(server, user))
    with server.connect(user, since=cursor) as client:
        assert client.expect_next("resync_required")["payload"] == {"rev": 3}
        live = service.publish(user)
        payload = client.expect_next("notification")["payload"]
        assert (payload["id"], payload["rev"]) == (live, 4)


@pytest.mark.parametrize("since", ["nonsense", "1", "..", "zzzzzzzz.1.0", "00000000.-1.0"])
def test_a_cursor_that_is_none_does_not_end_in_silence(server, service, user, since):
    """Either refused as a bad request, or answered like a cursor that is too old."""
    try:
        client = NotificationsClient(server.socket(user, query={"since": since}))
    except Refused as refusal:
        assert refusal.status in (400, 422)
        return
    with client:
        client.expect_connected()
        client.expect("resync_required")


def test_a_cursor_is_an_ack_of_all_up_to_it(server, service, user):
    ids = service.publish_many(user, 3)
    cursor = cursor_at(head(server, user), 2)
    with server.connect(user, since=cursor) as client:
        assert client.notification()["id"] == ids[2]
        api = server.user(user)
        eventually(lambda: all("deliveredAt" in api.item(i) for i in ids[:2]), "the cursor's acks are written")
        assert "deliveredAt" not in api.item(ids[2])


def test_live_messages_wait_for_the_catch_up(server, service, user, start):
    publish_many(server, [user] * 500)
    publisher = Worker(lambda: service.publish_many(user, 100, "live"))
    publisher.start()
    with server.connect(user, since=start) as client:
        client.until_rev(600, timeout=30)
    publisher.join_checked()


def test_many_devices_resume_while_others_publish(server, user, start):
    publish_many(server, [user] * 100)

    def resume(rev):
        with server.connect(user, since=cursor_at(start, rev)) as client:
            client.until_rev(300, timeout=40)

    publishers = [Worker(lambda: server.service().publish_many(user, 50)) for _ in range(4)]
    run_all(publishers + [Worker(resume, rev) for rev in range(0, 100, 10)])


# `sync` on an open connection


def test_sync_sends_what_came_after_its_cursor_again(server, service, user, start):
    with server.connect(user) as client:
        ids = service.publish_many(user, 5)
        client.notifications(5)
        client.sync(cursor_at(start, 2))
        assert [n["id"] for n in client.notifications(3)] == ids[2:]
        assert len(client.seen("connected")) == 1
        live = service.publish(user)
        assert client.notification()["id"] == live


def test_sync_from_the_head_sends_nothing(server, service, user):
    with server.connect(user) as client:
        service.publish(user)
        client.notification()
        client.sync(client.cursor)
        service.publish(user)
        assert client.expect_next("notification")["payload"]["rev"] == 2


def test_sync_from_an_unusable_cursor_must_resync(server, service, user):
    with server.connect(user) as client:
        service.publish(user)
        client.notification()
        client.sync(other_epoch(client.cursor))
        assert client.expect("resync_required")["payload"] == {"rev": 1}
        service.publish(user)
        assert client.notification()["rev"] == 2


def test_many_syncs_at_once_end_at_the_head(server, service, user, start):
    with server.connect(user) as client:
        service.publish_many(user, 50)
        client.notifications(50)
        client._note = (
            lambda *_: None
        )  # the answers to syncs that overtake each other begin anew, each at its own cursor
        for rev in (10, 30, 0, 49):
            client.send("sync", {"since": cursor_at(start, rev)})
        client.expect("notification", rev=50)
        live = service.publish(user)
        while client.notification()["id"] != live:
            pass

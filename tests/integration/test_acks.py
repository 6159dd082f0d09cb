"""Product 2.4: acks, `deliveredAt`, and repeats to those who promised to ack."""

import time

import pytest

from support.deadline import eventually
from support.notifications import cursor_at


@pytest.fixture(scope="module")
def impatient(serve_module):
    """Repeats after one second; three times."""
    return serve_module({"notifications": {"ack_timeout_seconds": 1}}, name="impatient")


def delivered_ids(server, user):
    return {item["id"] for item in server.user(user).all_items() if "deliveredAt" in item}


def expect_delivered(server, user, ids):
    eventually(lambda: delivered_ids(server, user) == set(ids), f"delivered are {ids}")


def test_an_ack_sets_delivered_at(server, service, user):
    with server.connect(user) as client:
        ids = service.publish_many(user, 2)
        client.notifications(2)
        before = int(time.time() * 1000)
        client.ack(ids[0])
        expect_delivered(server, user, ids[:1])
    assert before <= server.user(user).item(ids[0])["deliveredAt"] <= int(time.time() * 1000)


def test_what_was_only_sent_is_not_delivered(server, service, user):
    with server.connect(user) as client:
        first, second = service.publish_many(user, 2)
        client.notifications(2)
        client.ack(second)
        expect_delivered(server, user, [second])


def test_an_ack_is_written_within_a_moment(server, service, user):
    with server.connect(user) as client:
        notification_id = service.publish(user)
        client.notification()
        client.ack(notification_id)
        eventually(lambda: delivered_ids(server, user), "the ack is written", seconds=2)


@pytest.mark.parametrize("form", ["cursor", "rev"])
def test_an_ack_up_to_a_position_covers_all_before_it(server, service, user, form):
    with server.connect(user) as client:
        ids = service.publish_many(user, 5)
        client.notifications(5)
        client.ack_up_to(cursor_at(client.cursor, 3) if form == "cursor" else 3)
        expect_delivered(server, user, ids[:3])


def test_an_ack_up_to_a_cursor_of_another_epoch_covers_nothing(server, service, user):
    with server.connect(user) as client:
        ids = service.publish_many(user, 2)
        client.notifications(2)
        client.ack_up_to("00000001.2.0")
        client.ack(ids[1])
        expect_delivered(server, user, ids[1:])


def test_the_first_ack_of_any_device_counts(server, service, user):
    with server.connect(user) as one, server.connect(user) as two:
        notification_id = service.publish(user)
        one.notification()
        two.notification()
        two.ack(notification_id)
        expect_delivered(server, user, [notification_id])
        first = server.user(user).item(notification_id)["deliveredAt"]
        marker = service.publish(user)
        one.ack(notification_id)
        one.ack(marker)
        expect_delivered(server, user, [notification_id, marker])
        assert server.user(user).item(notification_id)["deliveredAt"] == first


def test_an_ack_moves_nobody_s_rev(server, service, user):
    with server.connect(user) as client:
        notification_id = service.publish(user)
        client.notification()
        client.ack(notification_id)
        expect_delivered(server, user, [notification_id])
        assert server.user(user).history()["rev"] == 1
        assert client.drain() == []


def test_an_ack_in_a_connection_s_last_moment_is_kept(server, service, user):
    client = server.connect(user)
    notification_id = service.publish(user)
    client.notification()
    client.ack(notification_id)
    client.close()
    expect_delivered(server, user, [notification_id])


# Repeats


def test_what_is_not_acked_comes_three_times_more_and_is_then_given_up(impatient, user):
    service = impatient.service()
    with impatient.connect(user, ack=True) as client:
        notification_id = service.publish(user)
        first = client.notification(notification_id)
        times = [time.monotonic()]
        for _ in range(3):
            again = client.notification(notification_id, timeout=15)
            times.append(time.monotonic())
            assert again["replayed"] is True and again["rev"] == first["rev"]
        gaps = [b - a for a, b in zip(times, times[1:])]
        assert gaps[0] >= 0.9 and gaps[1] > gaps[0] * 0.9 and gaps[2] > gaps[1], f"no backoff: {gaps}"
        impatient.expect_event("notification:failed", seconds=25, notificationId=notification_id, userId=user)
        assert client.drain() == []
    assert impatient.metrics().value("belfry_messages_failed_total", dialect="notifications", reason="no_ack") >= 1


def test_an_acked_one_is_not_repeated(impatient, user):
    service = impatient.service()
    with impatient.connect(user, ack=True) as client:
        acked, waiting = service.publish_many(user, 2)
        client.notifications(2)
        client.ack(acked)
        assert client.notification()["id"] == waiting, "the only one that is repeated"
        client.ack_up_to(client.cursor)
        marker = service.publish(user)
        assert client.notification()["id"] == marker


def test_having_acked_once_makes_a_connection_an_acking_one(impatient, user):
    service = impatient.service()
    with impatient.connect(user) as client:
        client.ack(service.publish(user))
        client.notification()
        second = service.publish(user)
        client.notification(second)
        assert client.notification(second)["replayed"] is True


def test_who_never_acks_gets_no_repeats(impatient, user):
    service = impatient.service()
    with impatient.connect(user) as silent, impatient.connect(user, ack=True) as acking:
        notification_id = service.publish(user)
        silent.notification(notification_id)
        acking.notification(notification_id)
        acking.notification(notification_id, timeout=5)  # the repeat: the time for it has come
        assert silent.drain() == []


def test_replayed_ones_are_repeated_as_well(impatient, user):
    notification_id = impatient.service().publish(user)
    with impatient.connect(user, ack=True) as client:
        client.notification(notification_id)
        client.notification(notification_id, timeout=5)

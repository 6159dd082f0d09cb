"""Product 2.9: what was decided for email and push, and what was delivered, leaves as signed webhooks: at least once, in
order per user, and never in the way of a publish."""

import time

import pytest

from support.command import run
from support.deadline import eventually
from support.webhook_receiver import HANG, SECRET, WebhookReceiver

DECIDED, DELIVERED = "notification.decided", "notification.delivered"
NOT_SENT = {"emailEnabled": False, "pushEnabled": False}


@pytest.fixture
def receiver():
    with WebhookReceiver() as running:
        yield running


@pytest.fixture
def telling(serve, receiver):
    """telling(attempts=1) starts a server that tells the receiver."""

    def start(**outbox):
        return serve({**receiver.config(**outbox), "log": {"level": "debug"}})

    return start


def ids_of(events):
    return [event["notificationId"] for event in events]


def outbox(server):
    return server.service().request("GET", "/outbox").expect(200).json()


def answer_first_attempts_with(receiver, *answers):
    """Each event gets these answers, one after the other, and 200 from then on."""

    def answer(attempt):
        number = len(receiver.attempts_of(attempt.id)) - 1
        return answers[number] if number < len(answers) else 200

    receiver.answer = answer


# What leaves


def test_a_decision_leaves_with_what_there_is_to_send(telling, receiver, user):
    server = telling()
    notification_id = server.service().publish(user, "Your upload is done", body="3 files", data={"upload": 7})
    [event] = receiver.expect(1)
    content = event.pop("notification")
    assert (content["id"], content["title"], content["body"]) == (notification_id, "Your upload is done", "3 files")
    assert content["data"] == {"upload": 7} and content["createdAt"] > 0
    assert event.pop("at") > 0 and event.pop("id").startswith("evt_")
    assert event == {
        "type": DECIDED,
        "userId": user,
        "notificationId": notification_id,
        "channels": {"email": "deliver", "push": "deliver"},
    }


def test_an_event_says_what_it_is_in_its_headers(telling, receiver, user):
    telling().service().publish(user)
    [event] = receiver.expect(1)
    headers = receiver.attempts[0].headers
    assert headers["Content-Type"] == "application/json"
    assert headers["User-Agent"].startswith("belfry/")
    assert (headers["Belfry-Event-Id"], headers["Belfry-Event-Type"]) == (event["id"], DECIDED)
    assert headers["Belfry-Signature"].startswith("t=")  # the receiver has verified it


def test_the_first_ack_leaves_as_a_delivery(telling, receiver, user):
    server = telling()
    with server.connect(user, ack=True) as client:
        notification_id = server.service().publish(user)
        client.notification(notification_id)
        client.ack(notification_id)
        decided, delivered = receiver.expect(2)
    assert decided["type"] == DECIDED
    assert set(delivered) == {"id", "type", "at", "userId", "notificationId"}
    assert (delivered["type"], delivered["userId"], delivered["notificationId"]) == (DELIVERED, user, notification_id)


def test_only_the_configured_events_leave(telling, receiver, user):
    server = telling(events=["delivered"])
    with server.connect(user, ack=True) as client:
        notification_id = server.service().publish(user)
        client.notification(notification_id)
        client.ack(notification_id)
        [event] = receiver.expect(1)
    assert event["type"] == DELIVERED


def test_an_announcement_leaves_once_for_everybody(telling, receiver):
    body = {"audience": "all", "type": "system_announcement", "title": "Hello all"}
    answer = telling().service().post_notification(body).expect(202).json()
    [event] = receiver.expect(1)
    assert (event["audience"], event["notificationId"]) == ("all", answer["id"])
    assert "userId" not in event


def test_a_user_who_wants_no_email_and_no_push_makes_no_event(telling, receiver, user):
    server = telling()
    server.user(user).request("PATCH", "/notifications/preferences", NOT_SENT).expect(200)
    server.service().publish(user, "for the inbox alone")
    server.service().publish("another")
    [event] = receiver.expect(1)
    assert event["userId"] == "another"


def test_a_user_without_in_app_still_gets_email(telling, receiver, user):
    server = telling()
    server.user(user).request("PATCH", "/notifications/preferences", {"inAppEnabled": False}).expect(200)
    body = {"userId": user, "type": "new_comment", "title": "x"}
    answer = server.service().post_notification(body).expect(202).json()
    assert answer["accepted"] == 0
    [event] = receiver.expect(1)
    assert (event["notificationId"], event["notification"]["title"]) == (answer["id"], "x")


def test_without_a_receiver_nothing_is_kept(serve, user):
    server = serve()
    server.service().publish(user)
    assert outbox(server)["waiting"] == 0


# Order and repeats


def test_the_events_of_a_user_come_in_order_though_the_receiver_stumbles(telling, receiver, rng):
    server = telling(attempts=50)
    failing = {n for n in range(400) if rng.random() < 0.25}
    receiver.answer = lambda attempt: 503 if len(receiver.attempts) in failing else 200
    api = server.service()
    published = {f"ordered-{n}": [] for n in range(3)}
    for number in range(15):
        for name in published:
            published[name].append(api.publish(name, f"{number}"))
    receiver.expect(45, seconds=60)
    for name, ids in published.items():
        assert ids_of(receiver.accepted(whose=name)) == ids
        assert receiver.most_at_once[name] == 1


def test_what_was_refused_comes_again_with_the_same_bytes(telling, receiver, user):
    answer_first_attempts_with(receiver, 500, 404, (301, {"Location": "http://127.0.0.1:1/"}))
    telling().service().publish(user)
    [event] = receiver.expect(1, seconds=30)
    attempts = receiver.attempts_of(event["id"])
    assert [a.status for a in attempts] == [500, 404, 301, 200]
    assert len({a.body for a in attempts}) == 1


def test_what_took_too_long_comes_again(telling, receiver, user):
    answer_first_attempts_with(receiver, HANG)
    telling(timeout_seconds=1).service().publish(user)
    [event] = receiver.expect(1)
    assert len(receiver.attempts_of(event["id"])) == 2


def test_a_receiver_may_ask_to_be_left_alone(telling, receiver, user):
    answer_first_attempts_with(receiver, (503, {"Retry-After": "3"}))
    telling().service().publish(user)
    [event] = receiver.expect(1)
    first, second = receiver.attempts_of(event["id"])
    assert second.at - first.at >= 2.9


def test_one_user_s_trouble_does_not_hold_up_others(telling, receiver):
    receiver.answer = lambda attempt: HANG if attempt.whose == "stuck" else 200
    server = telling(timeout_seconds=60)
    api = server.service()
    api.publish("stuck")
    receiver.expect_attempts(1)
    ids = [api.publish("lively", f"{n}") for n in range(20)]
    assert ids_of(receiver.expect(20, whose="lively")) == ids


# Receivers and servers that go and come back


def test_what_was_published_while_the_receiver_was_down_comes_when_it_is_back(telling, receiver, user):
    server = telling(attempts=50, max_delay_seconds=1)
    receiver.stop()
    ids = [server.service().publish(user, f"{n}") for n in range(5)]
    eventually(lambda: server.events("outbox:retry"), "an attempt has failed")
    receiver.start()
    assert ids_of(receiver.expect(5, seconds=20)) == ids


def test_a_receiver_may_restart_between_two_events(telling, receiver, user):
    server = telling()
    first = server.service().publish(user)
    receiver.expect(1)
    receiver.stop()
    receiver.start()
    second = server.service().publish(user)
    assert ids_of(receiver.expect(2)) == [first, second]


def test_what_was_under_way_when_the_server_was_killed_comes_again(telling, receiver, user):
    receiver.answer = lambda attempt: HANG
    server = telling(timeout_seconds=60)
    ids = [server.service().publish(user, f"{n}") for n in range(3)]
    [before] = receiver.expect_attempts(1)
    server.kill()
    receiver.answer = lambda attempt: 200
    server.start()
    events = receiver.expect(3)
    assert ids_of(events) == ids
    assert events[0]["id"] == before.id


def test_no_event_of_an_answered_publish_is_lost_over_kills(telling, receiver, rng):
    server = telling(max_delay_seconds=1, attempts=50)
    receiver.answer = lambda attempt: 503 if len(receiver.attempts) % 5 == 0 else 200
    published = {f"killed-{n}": [] for n in range(4)}
    for _ in range(4):
        api = server.service()
        for _ in range(rng.randrange(5, 15)):
            name = rng.choice(list(published))
            published[name].append(api.publish(name))
        server.kill()
        server.start()
    receiver.expect(sum(map(len, published.values())), seconds=60)
    for name, ids in published.items():
        assert ids_of(receiver.accepted(whose=name)) == ids


def test_a_server_ends_in_time_though_the_receiver_hangs(telling, receiver, user):
    receiver.answer = lambda attempt: HANG
    server = telling(timeout_seconds=60)
    server.service().publish(user)
    receiver.expect_attempts(1)
    began = time.monotonic()
    server.stop()
    assert time.monotonic() - began < 10
    receiver.answer = lambda attempt: 200
    server.start()
    receiver.expect(1)


def test_publishing_does_not_wait_for_a_receiver_that_hangs(telling, receiver):
    receiver.answer = lambda attempt: HANG
    server = telling(timeout_seconds=30)
    api, slowest = server.service(), 0.0
    for number in range(200):
        began = time.monotonic()
        api.publish(f"hurried-{number % 20}")
        slowest = max(slowest, time.monotonic() - began)
    receiver.expect_attempts(4)
    assert slowest < 2, f"the slowest publish took {slowest:.2f} s"


# The dead


@pytest.fixture
def belfry(belfry_bin, tmp_path):
    def call(server, *words, **how):
        return run(belfry_bin, *words, "--config", server.config_path, cwd=tmp_path, **how)

    return call


def test_an_event_that_fails_too_often_is_dead_and_the_next_one_goes(telling, receiver, user):
    server = telling(attempts=2)
    bad = server.service().publish(user, "bad")
    receiver.answer = lambda attempt: 500 if attempt.event["notificationId"] == bad else 200
    good = server.service().publish(user, "good")
    assert ids_of(receiver.expect(1)) == [good]
    event = server.expect_event("outbox:dead", notificationId=bad)
    assert (event["attempt"], event["reason"], event["detail"]) == (2, "refused", "status 500")
    assert outbox(server)["dead"] == 1


def test_an_event_that_is_not_wanted_is_dead_at_once(telling, receiver, user):
    receiver.answer = lambda attempt: 410
    server = telling()
    server.service().publish(user)
    server.expect_event("outbox:dead", reason="gone", attempt=1)
    assert len(receiver.attempts) == 1


def test_the_dead_are_listed_and_called_back_over_http(telling, receiver, user):
    receiver.answer = lambda attempt: 410
    server = telling()
    api = server.service()
    api.publish(user)
    eventually(lambda: outbox(server)["dead"] == 1, "the event is dead")
    [attempt] = receiver.attempts
    listed = api.request("GET", "/outbox/dead").expect(200).body.decode()
    assert attempt.id in listed and "status 410" in listed
    receiver.answer = lambda attempt: 200
    api.request("POST", "/outbox/retry", {}).expect(200)
    [event] = receiver.expect(1)
    assert event["id"] == attempt.id
    eventually(lambda: outbox(server) == {**outbox(server), "waiting": 0, "dead": 0}, "the outbox is empty")


def test_the_dead_are_listed_and_called_back_from_the_shell(telling, receiver, user, belfry):
    receiver.answer = lambda attempt: 410
    server = telling()
    server.service().publish(user)
    eventually(lambda: outbox(server)["dead"] == 1, "the event is dead")
    [attempt] = receiver.attempts
    assert attempt.id in belfry(server, "outbox", "list").expect(0).out
    receiver.answer = lambda attempt: 200
    belfry(server, "outbox", "retry").expect(0)
    [event] = receiver.expect(1)
    assert event["id"] == attempt.id


@pytest.mark.parametrize("method,path", [("GET", "/outbox"), ("GET", "/outbox/dead"), ("POST", "/outbox/retry")])
def test_the_outbox_is_for_administrators(serve, user, method, path):
    key = "key-that-may-publish-only-0123456789"
    server = serve({"auth": {"service_keys": [{"name": "publisher", "key": key, "scopes": ["publish"]}]}})
    body = {} if method == "POST" else None
    server.service(key).request(method, path, body).expect_problem(403)
    server.user(user).request(method, path, body).expect_problem(403)


# What is seen of it


def test_the_outbox_is_counted(telling, receiver, user):
    answer_first_attempts_with(receiver, 500)
    server = telling()
    server.service().publish(user)
    receiver.expect(1)
    eventually(lambda: server.metrics().value("belfry_outbox_sent_total") == 1, "the event is counted")
    assert server.metrics().value("belfry_outbox_failed_total", reason="refused") == 1
    receiver.answer = lambda attempt: HANG
    server.service().publish(user)
    eventually(lambda: server.metrics().value("belfry_outbox_waiting") == 1, "what waits is counted")


def test_the_log_tells_of_attempts_and_neither_of_content_nor_of_the_secret(telling, receiver, user):
    answer_first_attempts_with(receiver, 500)
    server = telling()
    marker = "content-that-is-nobody-s-business"
    notification_id = server.service().publish(user, marker, body=marker, data={"x": marker})
    receiver.expect(1)
    assert server.expect_event("outbox:retry", notificationId=notification_id)["detail"] == "status 500"
    assert server.expect_event("outbox:sent", notificationId=notification_id)["attempt"] == 2
    log = server.log() + server.output()
    assert marker not in log and SECRET not in log


def test_a_secret_that_is_too_short_is_told_at_the_start(belfry_bin, tmp_path):
    path = tmp_path / "short.toml"
    path.write_text('[outbox]\nurl = "http://127.0.0.1:1/"\nsecret = "hunter2"\n')
    done = run(belfry_bin, "config", "check", "--config", path, cwd=tmp_path)
    assert done.code != 0
    assert "outbox.secret must have at least 16 characters" in done.out + done.err
    assert "hunter2" not in done.out + done.err

"""Product 2.3: `collapseKey` replaces what is still unread, `dedupeKey` drops a repeat."""

import pytest


def test_the_earlier_unread_one_gives_way_to_the_new_one(server, service, user):
    with server.connect(user) as client:
        first = service.publish(user, "1 like", collapseKey="likes")
        client.notification(first)
        second = service.publish(user, "2 likes", collapseKey="likes")
        got = client.notification(second)
        assert (got["replaces"], got["rev"], got["unread"]) == (first, 2, 1)
        assert client.drain() == []
    api = server.user(user)
    page = api.history()
    assert [item["title"] for item in page["items"]] == ["2 likes"]
    assert (page["unread"], page["unseen"], page["rev"]) == (1, 1, 2)


def test_it_is_one_change_in_the_log(server, service, user):
    api = server.user(user)
    start = api.history()["cursor"]
    first = service.publish(user, collapseKey="c")
    second = service.publish(user, collapseKey="c")
    changes = api.changes(start)["changes"]
    assert [(c["rev"], c["op"]) for c in changes] == [(1, "new"), (2, "replace")]
    assert (changes[1]["replaces"], changes[1]["notification"]["id"]) == (first, second)


def test_who_was_away_gets_one_entry(server, service, user):
    with server.connect(user) as client:
        since = client.cursor
    sent = [service.publish(user, collapseKey="c") for _ in range(5)]
    with server.connect(user, since=since) as client:
        client.until_rev(5)
        shown = {}
        for payload in client.seen("notification"):
            shown.pop(payload.get("replaces"), None)
            shown[payload["id"]] = payload
        assert list(shown) == [sent[-1]]
    with server.connect(user) as client:
        client.notification(sent[-1])
        assert client.drain() == []


def test_what_was_read_stays(server, service, user):
    first = service.publish(user, collapseKey="c")
    api = server.user(user)
    api.read(first).expect(200)
    second = service.publish(user, collapseKey="c")
    assert [item["id"] for item in api.all_items()] == [second, first]
    assert api.history()["unread"] == 1


@pytest.mark.parametrize("other", [{}, {"collapseKey": "d"}])
def test_other_keys_and_none_do_not_touch_it(server, service, user, other):
    service.publish(user, collapseKey="c")
    service.publish(user, **other)
    assert server.user(user).history()["unread"] == 2


def test_one_users_key_is_not_anothers(server, service, user):
    service.publish(user, collapseKey="c")
    service.publish(user + "-2", collapseKey="c")
    for name in (user, user + "-2"):
        assert server.user(name).history()["unread"] == 1


def test_it_holds_over_a_kill(serve, user):
    server = serve()
    first = server.service().publish(user, collapseKey="c")
    server.kill()
    server.start()
    second = server.service().publish(user, collapseKey="c")
    assert first != second
    assert [item["id"] for item in server.user(user).all_items()] == [second]


def test_what_was_deleted_is_not_replaced_again(server, service, user):
    first = service.publish(user, collapseKey="c")
    api = server.user(user)
    api.delete(first).expect(204)
    with server.connect(user) as client:
        second = service.publish(user, collapseKey="c")
        assert "replaces" not in client.notification(second)
    assert [item["id"] for item in api.all_items()] == [second]


def test_the_one_that_gave_way_cannot_be_read_any_more(server, service, user):
    first = service.publish(user, collapseKey="c")
    service.publish(user, collapseKey="c")
    api = server.user(user)
    api.read(first).expect_problem(404, "NOTIFICATION_NOT_FOUND")
    with server.connect(user, ack=True) as client:
        client.expect_error("NOTIFICATION_NOT_FOUND", client.read(first))
    assert api.history()["unread"] == 1


def test_what_was_seen_counts_as_unseen_again_with_its_successor(server, service, user):
    service.publish(user, collapseKey="c")
    api = server.user(user)
    api.seen(api.history()["cursor"]).expect(200)
    assert api.history()["unseen"] == 0
    service.publish(user, collapseKey="c")
    page = api.history()
    assert (page["unread"], page["unseen"]) == (1, 1)


def test_it_works_through_a_channel(server, service, user):
    channel = f"c-{user}"
    server.user(user).subscribe(channel)
    with server.connect(user) as client:
        first = service.send(channel=channel, collapseKey="c")["id"]
        client.notification(first)
        second = service.send(channel=channel, collapseKey="c")["id"]
        assert client.notification(second)["replaces"] == first


# dedupeKey


def test_a_repeat_is_dropped_with_its_reason(server, service, user):
    first = service.send(userId=user, dedupeKey="k")
    again = service.send(userId=user, dedupeKey="k")
    assert first["accepted"] == 1
    assert (again["accepted"], again["suppressed"]) == (0, [{"userId": user, "reason": "duplicate"}])
    page = server.user(user).history()
    assert ([item["id"] for item in page["items"]], page["unread"], page["rev"]) == ([first["id"]], 1, 1)


def test_a_repeat_reaches_no_open_socket(server, service, user):
    with server.connect(user) as client:
        first = service.send(userId=user, dedupeKey="k")["id"]
        client.notification(first)
        service.send(userId=user, dedupeKey="k")
        assert client.drain() == []
        since = client.cursor
    with server.connect(user, since=since) as client:
        assert client.drain() == []


def test_a_repeat_takes_nothing_s_place(server, service, user):
    service.send(userId=user, dedupeKey="k")
    kept = service.publish(user, collapseKey="c")
    assert service.send(userId=user, dedupeKey="k", collapseKey="c")["accepted"] == 0
    assert kept in [item["id"] for item in server.user(user).all_items()]


def test_another_key_is_no_repeat(service, user):
    assert service.send(userId=user, dedupeKey="k")["accepted"] == 1
    assert service.send(userId=user, dedupeKey="K")["accepted"] == 1
    assert service.send(userId=user)["accepted"] == 1


def test_only_those_who_had_it_are_left_out(server, service, user):
    other = user + "-2"
    service.send(userId=user, dedupeKey="k")
    answer = service.send(userIds=[user, other], dedupeKey="k")
    assert (answer["accepted"], answer["suppressed"]) == (1, [{"userId": user, "reason": "duplicate"}])
    assert len(server.user(other).all_items()) == 1


def test_the_key_counts_whatever_became_of_the_first(server, service, user):
    first = service.send(userId=user, dedupeKey="k")["id"]
    server.user(user).delete(first).expect(204)
    assert service.send(userId=user, dedupeKey="k")["accepted"] == 0


def test_it_counts_for_a_user_who_did_not_want_the_first_one(server, service, user):
    api = server.user(user)
    api.prefer(preferences={"new_comment": {"inApp": False}})
    assert service.send(userId=user, dedupeKey="k")["suppressed"][0]["reason"] == "type_disabled"
    api.prefer(preferences=None)
    assert service.send(userId=user, dedupeKey="k")["suppressed"][0]["reason"] == "duplicate"


def test_a_repeat_is_dropped_after_a_kill(serve, user):
    server = serve()
    server.service().send(userId=user, dedupeKey="k")
    server.kill()
    server.start()
    assert server.service().send(userId=user, dedupeKey="k")["accepted"] == 0


@pytest.mark.parametrize("member", ["dedupeKey", "collapseKey"])
@pytest.mark.parametrize("key", ["", "a" * 256, "a\u0007b", 5])
def test_a_key_that_is_none_is_422(service, user, member, key):
    body = {"userId": user, "type": "new_like", "title": "t", member: key}
    problem = service.post_notification(body).expect_problem(422, "VALIDATION_FAILED")
    assert problem["errors"][0]["pointer"] == f"/{member}"

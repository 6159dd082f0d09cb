"""Product 2.3 and 2.8: announcements for who was away: part of the cursor, of what is resumed, replayed and told over
HTTP, together with the user's own changes."""

import pytest

from support.deadline import eventually
from support.notifications import cursor_at


@pytest.fixture
def server(serve):
    """Announcements are everybody's: each test has a server of its own."""
    return serve({"limits": {"connections_per_user": 0}})


def announcement_of(cursor):
    return int(cursor.split(".")[2])


def all_changes(api, cursor):
    """Over all pages, with the cursor behind the last."""
    changes = []
    while True:
        page = api.changes(cursor)
        changes += page["changes"]
        cursor = page["cursor"]
        if not page["hasMore"]:
            return changes, cursor


# Without a cursor


def test_a_user_who_joins_later_sees_those_still_valid(server, service):
    gone, stays = service.announce("gone"), service.announce("stays")
    service.recall(gone).expect(204)
    with server.connect("late") as client:
        assert client.connected["unread"] == 1
        got = client.notification()
        assert (got["id"], got["announcement"], got["replayed"]) == (stays, 2, True)
        assert not {"rev", "unread", "cursor"} & set(got)
        assert client.drain() == []
    assert [item["id"] for item in server.user("late").all_items()] == [stays]


def test_they_are_replayed_among_the_user_s_own_oldest_first(server, service):
    sent = [service.announce() if number % 2 else service.publish("ada") for number in range(10)]
    with server.connect("ada") as client:
        got = client.notifications(10)
        assert [payload["id"] for payload in got] == sent
        assert all(payload["replayed"] is True for payload in got)
        live = service.announce("live")
        assert "replayed" not in client.notification(live)


def test_what_was_deleted_is_not_replayed(server, service):
    deleted, left = service.announce(), service.announce()
    server.user("ada").delete(deleted).expect(204)
    with server.connect("ada") as client:
        assert client.notification()["id"] == left
        assert client.drain() == []


def test_an_ack_sets_the_time_of_delivery(server, service):
    with server.connect("ada", ack=True) as client:
        sent = service.announce()
        client.notification(sent)
        client.ack(sent)
        eventually(lambda: "deliveredAt" in server.user("ada").item(sent), "the ack in the store")
    with server.connect("ada") as client:
        assert client.drain() == [], "what was acked is not replayed"


# With a cursor


def test_who_was_away_gets_it_once_and_in_order(server, service):
    with server.connect("ada") as client:
        since = client.cursor
    sent = [service.publish("ada"), service.announce(), service.publish("ada"), service.announce()]
    with server.connect("ada", since=since) as client:
        assert [n["id"] for n in client.notifications(4)] == sent
        assert client.drain() == []
        since = client.cursor
    with server.connect("ada", since=since) as client:
        assert client.drain() == []


def test_live_ones_move_the_client_s_own_cursor(server, service):
    with server.connect("ada") as client:
        service.announce()
        client.notification()
        since = client.cursor
    assert announcement_of(since) == 1
    later = service.announce("later")
    with server.connect("ada", since=since) as client:
        assert [n["id"] for n in client.notifications(1)] == [later]
        assert client.drain() == []


def test_changes_over_http_tell_of_them(server, service):
    api = server.user("ada")
    start = api.history()["cursor"]
    sent, personal = service.announce(), service.publish("ada")
    page = api.changes(start)
    assert [c["op"] for c in page["changes"]] == ["announcement", "new"]
    announced = page["changes"][0]
    assert announced["announcement"] == 1 and "rev" not in announced
    assert announced["notification"]["id"] == sent
    assert page["changes"][1]["notification"]["id"] == personal
    assert api.changes(page["cursor"])["changes"] == []


def test_a_number_beyond_the_last_cannot_be_resumed(server, service):
    service.announce()
    cursor = server.user("ada").history()["cursor"]
    epoch, rev, _ = cursor.split(".")
    server.user("ada").get_changes(f"{epoch}.{rev}.99").expect_problem(410, "RESYNC_REQUIRED")
    assert cursor_at(cursor, 0) == cursor


def test_a_sync_tells_them_again(server, service):
    with server.connect("ada") as client:
        since = client.cursor
        sent = [service.announce(), service.publish("ada")]
        assert [payload["id"] for payload in client.notifications(2)] == sent
        client.sync(since)
        assert [payload["id"] for payload in client.notifications(2)] == sent
        assert client.drain() == []


def test_an_edit_of_what_is_known_is_told_on_return(server, service):
    sent = service.announce("before")
    with server.connect("ada") as client:
        since = client.cursor
    service.edit(sent, title="after").expect(200)
    with server.connect("ada", since=since) as client:
        change, _ = client.change("announcement_edit")
        assert (change["announcement"], change["notification"]["title"]) == (2, "after")
        assert client.drain() == [], "it is no news"
    [change] = server.user("ada").changes(since)["changes"]
    assert (change["op"], change["announcement"], change["notification"]["id"]) == ("announcement_edit", 2, sent)


def test_a_recall_of_what_is_known_is_told_on_return(server, service):
    sent = service.announce()
    with server.connect("ada") as client:
        since = client.cursor
    service.recall(sent).expect(204)
    with server.connect("ada", since=since) as client:
        change, payload = client.change("announcement_recall")
        assert (change["announcement"], change["notificationId"], payload["unread"]) == (2, sent, 0)
        assert client.drain() == []
    [change] = server.user("ada").changes(since)["changes"]
    assert (change["op"], change["announcement"], change["notificationId"]) == ("announcement_recall", 2, sent)


def test_what_came_and_went_meanwhile_is_never_told(server, service):
    with server.connect("ada") as client:
        since = client.cursor
    service.recall(service.announce()).expect(204)
    with server.connect("ada", since=since) as client:
        assert client.drain() == []
    page = server.user("ada").changes(since)
    assert page["changes"] == []
    assert announcement_of(page["cursor"]) == 2


def test_one_of_a_type_switched_off_is_not_told_on_return(server, service):
    api = server.user("ada")
    api.prefer(preferences={"new_like": {"inApp": False}})
    with server.connect("ada") as client:
        since = client.cursor
    unwanted, wanted = service.announce(type="new_like"), service.announce()
    with server.connect("ada", since=since) as client:
        assert client.notification()["id"] == wanted
        assert client.drain() == []
    with server.connect("ada") as client:
        assert [payload["id"] for payload in client.notifications(1)] == [wanted]
        assert client.drain() == []
    told = [change.get("notification", {}).get("id") for change in api.changes(since)["changes"]]
    assert wanted in told and unwanted not in told


def test_pages_of_changes_have_each_once_and_in_order(server, service):
    api = server.user("ada")
    start = api.history()["cursor"]
    sent = [service.announce() if number % 3 else service.publish("ada") for number in range(450)]
    changes, cursor = all_changes(api, start)
    assert sorted(change["notification"]["id"] for change in changes) == sorted(sent)
    assert [c["rev"] for c in changes if "rev" in c] == list(range(1, 151))
    assert [c["announcement"] for c in changes if "announcement" in c] == list(range(1, 301))
    assert cursor == api.history()["cursor"]
    with server.connect("ada", since=start) as client:
        assert sorted(payload["id"] for payload in client.notifications(450)) == sorted(sent)
        assert client.drain() == []


def test_who_comes_while_they_are_published_misses_none(server, service):
    with server.connect("ada") as client:
        since = client.cursor
    sent = []
    for round in range(10):
        sent += [service.announce(), service.publish("ada")]
        with server.connect("ada", since=since) as client:
            sent += [service.publish("ada"), service.announce()]
            assert {payload["id"] for payload in client.notifications(4)} == set(sent[-4:])
            since = client.cursor
    with server.connect("ada", since=since) as client:
        assert client.drain() == []


# As many as there can be

MOST = 1_000


@pytest.fixture(scope="module")
def full(serve_module):
    """A server with as many announcements as can be current, and where a client that knew none of them stands."""
    server = serve_module({"limits": {"connections_per_user": 0}}, name="full")
    before = server.user("nobody").history()["cursor"]
    service = server.service()
    for number in range(MOST):
        service.announce(str(number))
    return server, before


def test_there_is_an_end_to_how_many_are_current(full):
    server, _ = full
    service = server.service()
    body = {"audience": "all", "type": "new_like", "title": "one more"}
    problem = service.post_notification(body).expect_problem(422, "VALIDATION_FAILED")
    assert [(error["pointer"], error["code"]) for error in problem["errors"]] == [("/audience", "too_many")]
    newest = server.user("ada").history(limit=1)["items"][0]
    assert newest["title"] != "one more"
    service.recall(newest["id"]).expect(204)
    service.announce(newest["title"])


def test_a_new_user_has_them_all(full):
    server, _ = full
    api = server.user("bob")
    assert api.history()["unread"] == MOST
    assert [item["title"] for item in api.all_items(limit=200)] == [str(n) for n in reversed(range(MOST))]
    assert api.read_all().expect(200).json()["unread"] == 0


def test_too_far_behind_is_resynced(full):
    server, since = full
    service = server.service()
    service.publish("ada")
    with server.connect("ada", since=since) as client:
        assert client.expect("resync_required")["payload"]["rev"] == 1
        live = service.publish("ada")
        assert client.notification()["id"] == live
    assert len(all_changes(server.user("ada"), since)[0]) >= MOST + 1, "over HTTP there are pages"

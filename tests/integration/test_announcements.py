"""Product 2.8: `audience: "all"`: one row for everybody, part of each user's inbox, read and deleted by each alone."""

import json
import time
import uuid

import pytest

from support.deadline import eventually
from support.notifications import cursor_at


@pytest.fixture
def server(serve):
    """Announcements are everybody's: each test has a server of its own."""
    return serve({"limits": {"connections_per_user": 0}})


def announcement_of(cursor):
    return int(cursor.split(".")[2])


def counts(api):
    page = api.history()
    return page["unread"], page["unseen"]


# Publishing


def test_it_reaches_every_connection_and_is_in_every_inbox(server, service):
    with server.connect("ada") as ada, server.connect("bob") as bob:
        answer = service.send("To all", audience="all", type="system_announcement", body="b", data={"a": 1})
        assert answer["suppressed"] == []
        for client in (ada, bob):
            got = client.notification(answer["id"])
            assert (got["title"], got["body"], got["data"]) == ("To all", "b", {"a": 1})
            assert got["announcement"] == 1
            assert not {"rev", "unread", "cursor"} & set(got)
    for user in ("ada", "bob"):
        page = server.user(user).history()
        assert [item["id"] for item in page["items"]] == [answer["id"]]
        assert (page["unread"], page["unseen"], page["rev"]) == (1, 1, 0)
        assert announcement_of(page["cursor"]) == 1


def test_a_user_who_joins_later_sees_those_still_valid(server, service):
    gone, stays = service.announce("gone"), service.announce("stays")
    service.recall(gone).expect(204)
    with server.connect("late") as client:
        assert client.connected["unread"] == 1
        assert client.notification()["id"] == stays
    assert [item["id"] for item in server.user("late").all_items()] == [stays]


def test_it_stands_in_the_list_by_time(server, service):
    first = service.publish("ada", "first")
    middle = service.announce("middle")
    last = service.publish("ada", "last")
    api = server.user("ada")
    assert [item["id"] for item in api.all_items()] == [last, middle, first]
    assert [item["id"] for item in api.all_items(limit=1)] == [last, middle, first]
    assert [item["id"] for item in api.all_items(type="new_comment")] == [last, middle, first]
    assert counts(api) == (3, 3)


@pytest.mark.parametrize("member", ["channel", "dedupeKey", "collapseKey"])
def test_what_makes_no_sense_for_everybody_is_refused(service, member):
    body = {"audience": "all", "type": "new_like", "title": "t", member: "x"}
    problem = service.post_notification(body).expect_problem(422, "VALIDATION_FAILED")
    assert problem["errors"][0]["pointer"] == f"/{member}"


@pytest.mark.parametrize("target", [{"userId": "ada"}, {"userIds": ["ada"]}])
def test_everybody_stands_alone(service, target):
    body = {"audience": "all", "type": "new_like", "title": "t", **target}
    service.post_notification(body).expect_problem(422, "VALIDATION_FAILED")


def test_an_audience_is_all(service):
    problem = service.post_notification({"audience": "some", "type": "new_like", "title": "t"}).expect_problem(422)
    assert problem["errors"][0]["pointer"] == "/audience"


def test_a_key_is_answered_again(server, service):
    first = service.send(audience="all", key="k")
    assert service.send(audience="all", key="k") == first
    assert len(server.user("ada").all_items()) == 1


def test_it_survives_a_kill(server, service):
    sent = service.announce()
    server.kill()
    server.start()
    assert [item["id"] for item in server.user("ada").all_items()] == [sent]


# One user's marks


def test_reading_is_the_reader_s_alone(server, service):
    sent = service.announce()
    ada, bob = server.user("ada"), server.user("bob")
    with server.connect("ada") as device:
        state = ada.read(sent).expect(200).json()
        assert (state["unread"], state["rev"]) == (0, 1)
        change, payload = device.change("read")
        assert change["notificationId"] == sent and payload["unread"] == 0
    assert counts(ada)[0] == 0 and counts(bob)[0] == 1
    assert ada.item(sent)["readAt"] and "readAt" not in bob.item(sent)
    assert ada.all_items(unread="true") == []


def test_deleting_is_the_deleter_s_alone(server, service):
    sent = service.announce()
    ada, bob = server.user("ada"), server.user("bob")
    ada.delete(sent).expect(204)
    assert (ada.item(sent), counts(ada)) == (None, (0, 0))
    assert bob.item(sent) is not None
    ada.delete(sent).expect_problem(404, "NOTIFICATION_NOT_FOUND")
    ada.read(sent).expect_problem(404, "NOTIFICATION_NOT_FOUND")


def test_read_all_and_seen_reach_announcements(server, service):
    service.publish("ada"), service.announce()
    api = server.user("ada")
    page = api.history()
    api.seen(page["cursor"]).expect(200)
    assert counts(api) == (2, 0)
    service.announce("a later one")
    state = api.read_all(page["cursor"]).expect(200).json()
    assert state["unread"] == 1
    assert api.read_all().expect(200).json()["unread"] == 0


def test_a_rev_covers_the_own_log_only(server, service):
    service.publish("ada"), service.announce()
    assert server.user("ada").read_all(1).expect(200).json()["unread"] == 1


def test_marks_outlive_the_server(server, service):
    read, deleted, left = (service.announce(title) for title in "abc")
    api = server.user("ada")
    api.read(read).expect(200), api.delete(deleted).expect(204)
    server.kill()
    server.start()
    api = server.user("ada")
    assert {item["id"]: "readAt" in item for item in api.all_items()} == {read: True, left: False}
    assert counts(api)[0] == 1


def test_an_ack_sets_the_time_of_delivery(server, service):
    with server.connect("ada", ack=True) as client:
        sent = service.announce()
        client.notification(sent)
        client.ack(sent)
        eventually(lambda: "deliveredAt" in server.user("ada").item(sent), "the ack in the store")
    with server.connect("ada") as client:
        assert client.drain() == [], "what was acked is not replayed"


# Coming back


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


# Editing and recalling


def test_an_edit_reaches_those_who_have_it(server, service):
    sent = service.announce("before", body="stays")
    with server.connect("ada") as client:
        client.notification(sent)
        answer = service.edit(sent, title="after").expect(200).json()
        assert (answer["title"], answer["body"], answer["announcement"]) == ("after", "stays", 2)
        change, payload = client.change("announcement_edit")
        assert change["announcement"] == 2 and "rev" not in change
        assert (change["notification"]["id"], change["notification"]["title"]) == (sent, "after")
        assert payload["unread"] == 1
    assert server.user("ada").item(sent)["title"] == "after"


def test_who_was_away_during_an_edit_gets_todays_words_once(server, service):
    with server.connect("ada") as client:
        since = client.cursor
    sent = service.announce("first words")
    service.edit(sent, title="last words").expect(200)
    with server.connect("ada", since=since) as client:
        assert client.notification()["title"] == "last words"


def test_an_edit_takes_out_what_null_names(server, service):
    sent = service.announce(body="b", icon="i", actionUrl="/x")
    service.edit(sent, body=None, icon=None).expect(200)
    item = server.user("ada").item(sent)
    assert "body" not in item and "icon" not in item and item["actionUrl"] == "/x"


def test_a_read_announcement_stays_read_through_an_edit(server, service):
    sent = service.announce()
    api = server.user("ada")
    api.read(sent).expect(200)
    service.edit(sent, title="other").expect(200)
    assert counts(api)[0] == 0


def test_a_recall_takes_it_from_everybody(server, service):
    sent = service.announce()
    with server.connect("ada") as client:
        client.notification(sent)
        service.recall(sent).expect(204)
        change, payload = client.change("announcement_recall")
        assert (change["announcement"], change["notificationId"], payload["unread"]) == (2, sent, 0)
    for user in ("ada", "never seen"):
        assert server.user(user).history()["items"] == []
        assert counts(server.user(user)) == (0, 0)


def test_what_is_recalled_is_gone(service):
    sent = service.announce()
    service.recall(sent).expect(204)
    service.recall(sent).expect_problem(404, "NOTIFICATION_NOT_FOUND")
    service.edit(sent, title="x").expect_problem(404, "NOTIFICATION_NOT_FOUND")


def test_a_user_s_notification_is_no_announcement(service):
    sent = service.publish("ada")
    service.recall(sent).expect_problem(404, "NOTIFICATION_NOT_FOUND")
    service.edit(sent, title="x").expect_problem(404, "NOTIFICATION_NOT_FOUND")


BAD_EDITS = {
    "an empty title": ({"title": ""}, "/title"),
    "no title": ({"title": None}, "/title"),
    "another type": ({"type": "new_like"}, "/type"),
    "a bad url": ({"actionUrl": "javascript:alert(1)"}, "/actionUrl"),
    "an end in the past": ({"expiresAt": 1}, "/expiresAt"),
    "an unknown member": ({"nonsense": 1}, "/nonsense"),
}


@pytest.mark.parametrize("case", BAD_EDITS)
def test_an_edit_that_makes_no_sense_changes_nothing(server, service, case):
    body, pointer = BAD_EDITS[case]
    sent = service.announce("stays")
    problem = service.edit(sent, **body).expect_problem(422, "VALIDATION_FAILED")
    assert problem["errors"][0]["pointer"] == pointer
    assert server.user("ada").item(sent)["title"] == "stays"


@pytest.mark.parametrize("method,body", [("PATCH", {"title": "t"}), ("DELETE", None)])
def test_an_id_that_nothing_has_is_404_and_users_may_not(server, service, method, body):
    path = f"/announcements/{uuid.uuid4()}"
    service.request(method, path, body).expect_problem(404, "NOTIFICATION_NOT_FOUND")
    assert server.user("ada").request(method, path, body).status in (401, 403)


def test_it_leaves_when_it_expires(server, service):
    with server.connect("ada") as client:
        sent = service.announce(expiresAt=int(time.time() * 1000) + 1500)
        client.notification(sent)
        change, payload = client.change("announcement_recall")
        assert change["notificationId"] == sent and payload["unread"] == 0
    assert server.user("ada").history()["items"] == []


# Preferences


def test_who_switched_the_type_off_does_not_see_it(server, service):
    api = server.user("ada")
    api.prefer(preferences={"new_like": {"inApp": False}})
    with server.connect("ada") as client:
        unwanted = service.announce("unwanted", type="new_like")
        wanted = service.announce("wanted")
        assert client.notification()["id"] == wanted
        assert counts(api)[0] == 1
        api.prefer(preferences={"new_like": None})
        _, payload = client.change("preferences")
        assert payload["unread"] == 2
    assert {item["id"] for item in api.all_items()} == {unwanted, wanted}


def test_a_mandatory_one_is_everybody_s(server, service):
    server.user("ada").prefer(preferences={"maintenance_scheduled": {"inApp": True}}, inAppEnabled=False)
    service.announce(type="maintenance_scheduled")
    assert counts(server.user("ada"))[0] == 1


# The dashboard dialect


def test_it_arrives_on_dashboards_too(server, service):
    with server.socket("ada", "/ws/dashboard") as dashboard:
        assert json.loads(dashboard.recv_message()[1])["type"] == "connected"
        sent = service.announce("To all")
        message = json.loads(dashboard.recv_message()[1])
        assert (message["type"], message["data"]["id"], message["data"]["title"]) == ("notification", sent, "To all")

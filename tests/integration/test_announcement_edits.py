"""Product 2.8: the service edits an announcement, takes it back, or gives it an end; who read it has read it."""

import time
import uuid

import pytest

from support.deadline import until
from support.settings import SERVICE_KEY


@pytest.fixture
def server(serve):
    """Announcements are everybody's: each test has a server of its own."""
    return serve({"limits": {"connections_per_user": 0}})


def announcement_of(cursor):
    return int(cursor.split(".")[2])


def counts(api):
    page = api.history()
    return page["unread"], page["unseen"]


def soon():
    """An end that a test can wait for."""
    return int(time.time() * 1000) + 1500


# Editing


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


# Recalling


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


# What is refused

BAD_EDITS = {
    "an empty title": ({"title": ""}, "/title"),
    "no title": ({"title": None}, "/title"),
    "another type": ({"type": "new_like"}, "/type"),
    "a bad url": ({"actionUrl": "javascript:alert(1)"}, "/actionUrl"),
    "an end in the past": ({"expiresAt": 1}, "/expiresAt"),
    "too long a title": ({"title": "t" * 256}, "/title"),
    "a body that is no text": ({"body": 5}, "/body"),
    "data that is no object": ({"data": []}, "/data"),
    "a channel": ({"channel": "news"}, "/channel"),
    "an audience": ({"audience": "all"}, "/audience"),
    "one of two": ({"title": "fine", "icon": "i" * 256}, "/icon"),
    "nothing": ({}, ""),
    "an unknown member": ({"nonsense": 1}, "/nonsense"),
}


@pytest.mark.parametrize("case", BAD_EDITS)
def test_an_edit_that_makes_no_sense_changes_nothing(server, service, case):
    body, pointer = BAD_EDITS[case]
    sent = service.announce("stays")
    problem = service.edit(sent, **body).expect_problem(422, "VALIDATION_FAILED")
    assert problem["errors"][0]["pointer"] == pointer
    page = server.user("ada").history()
    assert ([item["title"] for item in page["items"]], announcement_of(page["cursor"])) == (["stays"], 1)


@pytest.mark.parametrize("body,status", [(b"{", 400), (b"", 400), (b"[]", 422), (b'"t"', 422)])
def test_an_edit_that_is_no_object_is_refused(service, body, status):
    path, headers = f"/announcements/{service.announce()}", {"Content-Type": "application/json"}
    service.request("PATCH", path, body, headers).expect_problem(status)


def test_an_edit_that_would_be_too_large_for_a_socket_is_413(server, service):
    sent = service.announce("stays")
    service.edit(sent, data={"fill": "x" * 131_072}).expect_problem(413, "PAYLOAD_TOO_LARGE")
    assert "data" not in server.user("ada").item(sent)


CHANGES = [("PATCH", {"title": "t"}), ("DELETE", None)]


@pytest.mark.parametrize("name", [str(uuid.uuid4()), "nonsense"], ids=["unknown", "no id"])
@pytest.mark.parametrize("method,body", CHANGES)
def test_an_id_that_nothing_has_is_404(service, method, body, name):
    service.request(method, f"/announcements/{name}", body).expect_problem(404, "NOTIFICATION_NOT_FOUND")


@pytest.mark.parametrize("method,body", CHANGES)
def test_changing_one_needs_the_scope_publish(serve, method, body):
    other = {"name": "other", "key": "service-key-that-may-not-publish", "scopes": ["connections"]}
    backend = {"name": "backend", "key": SERVICE_KEY, "scopes": ["publish"]}
    server = serve({"auth": {"service_keys": [backend, other]}})
    path = f"/announcements/{server.service().announce()}"
    server.service(other["key"]).request(method, path, body).expect_problem(403, "FORBIDDEN")
    server.user("ada").request(method, path, body).expect_problem(403, "FORBIDDEN")
    server.service(None).request(method, path, body).expect_problem(401)
    assert announcement_of(server.user("ada").history()["cursor"]) == 1
    server.user("ada", scope="belfry:admin").request(method, path, body).expect(200 if body else 204)


# Its end


def test_it_leaves_when_it_expires(server, service):
    with server.connect("ada") as client:
        sent = service.announce(expiresAt=soon())
        client.notification(sent)
        change, payload = client.change("announcement_recall")
        assert change["notificationId"] == sent and payload["unread"] == 0
    assert server.user("ada").history()["items"] == []
    service.edit(sent, title="too late").expect_problem(404, "NOTIFICATION_NOT_FOUND")


def test_an_edit_moves_the_end(server, service):
    with server.connect("ada") as client:
        longer, endless, shorter = (service.announce(expiresAt=soon()) for _ in range(3))
        service.edit(longer, expiresAt=int(time.time() * 1000) + 3_600_000).expect(200)
        service.edit(endless, expiresAt=None).expect(200)
        client.expect("inbox"), client.expect("inbox")
        change, payload = client.change("announcement_recall")
        assert (change["notificationId"], payload["unread"]) == (shorter, 2)
    assert {item["id"] for item in server.user("ada").all_items()} == {longer, endless}


def test_one_that_ends_while_the_server_is_down_is_gone_when_it_is_back(server, service):
    with server.connect("ada") as client:
        since = client.cursor
        end = soon()
        sent = service.announce(expiresAt=end)
        client.notification(sent)
        after = client.cursor
    server.kill()
    until(end / 1000 + 0.05)
    server.start()
    with server.connect("ada", since=after) as client:
        assert client.change("announcement_recall")[0]["notificationId"] == sent
    with server.connect("ada", since=since) as client:
        assert client.drain() == []
        assert client.connected["unread"] == 0

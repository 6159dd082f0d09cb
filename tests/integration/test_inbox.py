"""Product 2.5 and protocol section 6: the inbox over HTTP."""

import pytest

from support.load import publish_many


@pytest.fixture
def inbox(server, service, user):
    """(api, ids): five notifications, oldest first."""
    ids = service.publish_many(user, 5)
    return server.user(user), ids


def test_an_empty_inbox(server, user):
    page = server.user(user).history()
    assert set(page) == {"items", "unread", "unseen", "rev", "cursor"}
    assert (page["items"], page["unread"], page["unseen"], page["rev"]) == ([], 0, 0, 0)


def test_items_are_newest_first_and_whole(server, service, user):
    data = {"a": {"b": [1]}}
    server.user(user).subscribe("news")
    notification_id = service.publish(user, "T", body="B", icon="I", actionUrl="/x", channel="news", data=data)
    item = server.user(user).history()["items"][0]
    created = item.pop("createdAt")
    assert isinstance(created, int)
    assert item == {
        "id": notification_id,
        "userId": user,
        "type": "new_comment",
        "title": "T",
        "body": "B",
        "icon": "I",
        "actionUrl": "/x",
        "channel": "news",
        "data": data,
        "rev": 1,
    }


def test_the_body_has_the_counts_and_the_position(inbox):
    api, ids = inbox
    page = api.history()
    assert [item["id"] for item in page["items"]] == ids[::-1]
    assert (page["unread"], page["unseen"], page["rev"]) == (5, 5, 5)
    assert page["cursor"].split(".")[1] == "5"
    assert "nextCursor" not in page


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 100])
def test_pages_come_one_after_the_other(inbox, limit):
    api, ids = inbox
    pages = list(api.pages(limit=limit))
    assert [item["id"] for page in pages for item in page["items"]] == ids[::-1]
    assert all(len(page["items"]) == limit for page in pages[:-1])


def test_pages_repeat_nothing_while_new_ones_arrive(server, service, user):
    publish_many(server, [user] * 60)
    before = {item["id"] for item in server.user(user).all_items(limit=100)}
    seen = []
    for page in server.user(user).pages(limit=7):
        seen += [item["id"] for item in page["items"]]
        service.publish_many(user, 3)
    assert len(seen) == len(set(seen))
    assert set(seen) == before


def test_pages_survive_the_deletion_of_their_edge(inbox):
    api, ids = inbox
    page = api.history(limit=2)
    api.delete(page["items"][-1]["id"]).expect(204)
    rest = api.history(limit=10, cursor=page["nextCursor"])
    assert [item["id"] for item in rest["items"]] == ids[2::-1]


@pytest.mark.parametrize(
    "query",
    [{"limit": 0}, {"limit": -1}, {"limit": "x"}, {"limit": 100_000}, {"cursor": "nonsense"}, {"unread": "maybe"}],
    ids=str,
)
def test_a_query_that_makes_no_sense_is_422(server, user, query):
    answer = server.user(user).get_history(**query)
    assert answer.status in (400, 422), answer
    answer.expect_problem(answer.status)


def test_filters(server, service, user):
    server.user(user).subscribe("a")
    server.user(user).subscribe("b")
    like = service.publish(user, type="new_like", channel="a")
    comment = service.publish(user, type="new_comment", channel="b")
    api = server.user(user)
    api.read(like).expect(200)

    def found(**query):
        return [item["id"] for item in api.all_items(**query)]

    assert found(type="new_like") == [like]
    assert found(channel="b") == [comment]
    assert found(unread="true") == [comment]
    assert found(unread="true", type="new_like") == []
    assert found(type="new_comment", channel="a") == []
    assert found(unread="false") in ([comment, like], [like])


def test_filters_and_pages_together(server, service, user):
    likes = []
    for number in range(10):
        service.publish(user, type="new_comment")
        likes.append(service.publish(user, type="new_like"))
    assert [item["id"] for item in server.user(user).all_items(type="new_like", limit=3)] == likes[::-1]


# Changes by HTTP, seen by other connections


def test_reading_one(server, inbox, user):
    api, ids = inbox
    with server.connect(user, since=api.history()["cursor"]) as client:
        answer = api.read(ids[1]).expect(200).json()
        assert (answer["rev"], answer["unread"]) == (6, 4)
        change, payload = client.change("read")
        assert set(change) == {"rev", "at", "op", "notificationId"}
        assert (change["notificationId"], change["rev"]) == (ids[1], 6)
        assert set(payload) == {"rev", "unread", "unseen", "cursor", "changes"}
        assert (payload["rev"], payload["unread"]) == (6, 4)
    item = api.item(ids[1])
    assert isinstance(item["readAt"], int)
    assert "readAt" not in api.item(ids[0])


def test_reading_again_changes_nothing(inbox):
    api, ids = inbox
    first = api.read(ids[0]).expect(200).json()
    again = api.read(ids[0]).expect(200).json()
    assert (again["rev"], again["unread"]) == (first["rev"], first["unread"]) == (6, 4)


def test_reading_all(server, inbox, user):
    api, ids = inbox
    with server.connect(user, since=api.history()["cursor"]) as client:
        answer = api.read_all().expect(200).json()
        assert (answer["rev"], answer["unread"]) == (6, 0)
        change, payload = client.change("read_all")
        assert change["upTo"] == 5
        assert payload["unread"] == 0
    assert all("readAt" in item for item in api.all_items())
    assert api.read_all().expect(200).json()["rev"] == 6


@pytest.mark.parametrize("form", ["cursor", "rev"])
def test_reading_all_up_to_a_position(inbox, form):
    api, ids = inbox
    epoch = api.history()["cursor"].split(".")[0]
    answer = api.read_all(f"{epoch}.3.0" if form == "cursor" else 3).expect(200).json()
    assert answer["unread"] == 2
    assert [item["id"] for item in api.all_items(unread="true")] == [ids[4], ids[3]]


def test_what_comes_after_reading_all_is_unread(service, inbox, user):
    api, _ = inbox
    api.read_all().expect(200)
    fresh = service.publish(user)
    page = api.history(unread="true")
    assert ([item["id"] for item in page["items"]], page["unread"]) == ([fresh], 1)


def test_seen(server, inbox, user):
    api, _ = inbox
    cursor = api.history()["cursor"]
    with server.connect(user, since=cursor) as client:
        answer = api.seen(cursor).expect(200).json()
        assert (answer["rev"], answer["unread"]) == (6, 5)
        change, payload = client.change("seen")
        assert (change["upTo"], payload["unseen"], payload["unread"]) == (5, 0, 5)
    assert api.history()["unseen"] == 0
    assert api.seen(cursor).expect(200).json()["rev"] == 6


def test_deleting(server, inbox, user):
    api, ids = inbox
    with server.connect(user, since=api.history()["cursor"]) as client:
        answer = api.delete(ids[2]).expect(204)
        assert answer.body == b""
        change, payload = client.change("delete")
        assert (change["notificationId"], payload["unread"]) == (ids[2], 4)
    assert api.item(ids[2]) is None
    assert api.history()["unread"] == 4


def test_deleting_again_is_harmless(inbox):
    api, ids = inbox
    api.delete(ids[0]).expect(204)
    assert api.delete(ids[0]).status in (204, 404)
    assert api.history()["rev"] == 6


def test_deleting_what_was_read_leaves_the_count_alone(inbox):
    api, ids = inbox
    api.read(ids[0]).expect(200)
    api.delete(ids[0]).expect(204)
    assert api.history()["unread"] == 4


NOWHERE = "0190a000-0000-7000-8000-000000000001"


def test_what_is_not_there_is_404(server, service, user, inbox):
    api, _ = inbox
    others = service.publish(user + "-other")
    for notification_id in (NOWHERE, others):
        api.read(notification_id).expect_problem(404, "NOTIFICATION_NOT_FOUND")
    assert api.delete(others).status in (204, 404)
    assert server.user(user + "-other").item(others) is not None
    assert api.read("no-uuid").status in (400, 404, 422)


@pytest.mark.parametrize("body", [{"upTo": "x"}, {"upTo": -1}, {"upTo": 1.5}, {"more": 1}], ids=str)
@pytest.mark.parametrize("route", ["read-all", "seen"])
def test_a_position_that_is_none_is_422(inbox, route, body):
    api, _ = inbox
    api.request("POST", f"/notifications/{route}", body).expect_problem(422, "VALIDATION_FAILED")


# Reading over the socket


def test_a_read_over_the_socket_is_answered_with_its_id_and_told_to_others(server, inbox, user):
    api, ids = inbox
    cursor = api.history()["cursor"]
    with server.connect(user, since=cursor) as one, server.connect(user, since=cursor) as two:
        request_id = one.read(ids[0])
        answer = one.expect_reply(request_id, "inbox")
        told = two.expect("inbox")
        assert told["id"] != request_id
        assert told["payload"] == answer
        assert [c["op"] for c in answer["changes"]] == ["read"]
        assert answer["unread"] == 4


def test_a_repeated_read_over_the_socket_is_answered_and_changes_nothing(server, inbox, user):
    api, ids = inbox
    with server.connect(user, since=api.history()["cursor"]) as client:
        client.expect_reply(client.read(ids[0]), "inbox")
        again = client.expect_reply(client.read(ids[0]), "inbox")
        assert (again["changes"], again["rev"], again["unread"]) == ([], 6, 4)


@pytest.mark.parametrize("form", ["cursor", "rev"])
def test_reading_up_to_a_position_over_the_socket(server, inbox, user, form):
    api, _ = inbox
    cursor = api.history()["cursor"]
    with server.connect(user, since=cursor) as client:
        answer = client.expect_reply(client.read_up_to(cursor if form == "cursor" else 5), "inbox")
        assert [c["op"] for c in answer["changes"]] == ["read_all"]
        assert answer["unread"] == 0


def test_devices_that_change_the_inbox_together_agree_in_the_end(server, service, user):
    ids = service.publish_many(user, 30)
    cursor = server.user(user).history()["cursor"]
    clients = [server.connect(user, since=cursor) for _ in range(3)]
    for number, notification_id in enumerate(ids):
        clients[number % 3].read(notification_id)
    for client in clients:
        client.until_rev(60)
        assert client.messages[-1]["payload"]["unread"] == 0
        client.abort()
    assert server.user(user).history()["unread"] == 0

"""Product 2.2: the log over HTTP, and the `ETag` of inbox reads."""

import pytest

from support.load import publish_many
from support.notifications import cursor_at


def test_changes_are_told_in_order_and_whole(server, service, user):
    api = server.user(user)
    start = api.history()["cursor"]
    ids = service.publish_many(user, 2)
    api.read(ids[0]).expect(200)
    page = api.changes(start)
    assert {"changes", "rev", "unread", "cursor", "hasMore"} <= set(page)
    assert (page["rev"], page["unread"], page["hasMore"]) == (3, 1, False)
    assert [(c["rev"], c["op"]) for c in page["changes"]] == [(1, "new"), (2, "new"), (3, "read")]
    assert all(isinstance(c["at"], int) for c in page["changes"])
    new = page["changes"][0]
    assert set(new) == {"rev", "at", "op", "notification"}
    assert new["notification"]["id"] == ids[0] and new["notification"]["title"] == "n 0"
    assert page["changes"][2]["notificationId"] == ids[0]


def test_from_the_head_there_are_none(server, service, user):
    service.publish(user)
    api = server.user(user)
    page = api.changes(api.history()["cursor"])
    assert (page["changes"], page["hasMore"], page["rev"]) == ([], False, 1)


def test_pages_of_changes_have_no_hole(server, user):
    api = server.user(user)
    cursor = api.history()["cursor"]
    publish_many(server, [user] * 700)
    revs = []
    for _ in range(100):
        page = api.changes(cursor)
        revs += [c["rev"] for c in page["changes"]]
        cursor = page["cursor"] if not page["hasMore"] else cursor_at(cursor, revs[-1])
        if not page["hasMore"]:
            break
    assert revs == list(range(1, 701))


def test_the_cursor_of_a_page_leads_to_the_next(server, user):
    api = server.user(user)
    cursor = api.history()["cursor"]
    publish_many(server, [user] * 700)
    revs = []
    for _ in range(100):
        page = api.changes(cursor)
        revs += [c["rev"] for c in page["changes"]]
        cursor = page["cursor"]
        if not page["hasMore"]:
            break
    assert revs == list(range(1, 701))


@pytest.mark.parametrize("case", ["beyond the head", "another epoch"])
def test_an_unusable_cursor_is_410(server, service, user, case):
    service.publish(user)
    api = server.user(user)
    cursor = api.history()["cursor"]
    bad = cursor_at(cursor, 50) if case == "beyond the head" else f"{int(cursor[:8], 16) ^ 7:08x}{cursor[8:]}"
    api.get_changes(bad).expect_problem(410, "RESYNC_REQUIRED")


@pytest.mark.parametrize("since", ["nonsense", "", "1.2"])
def test_a_cursor_that_is_none_is_refused(server, user, since):
    answer = server.user(user).get_changes(since)
    assert answer.status in (400, 410, 422)
    answer.expect_problem(answer.status)


def test_without_a_cursor_it_is_422(server, user):
    answer = server.user(user).get_changes()
    assert answer.status in (400, 422)


# ETag

ROUTES = ["/notifications", "/notifications?limit=2", "/notifications/changes?since={cursor}"]


@pytest.mark.parametrize("route", ROUTES)
def test_an_unchanged_inbox_is_304(server, service, user, route):
    service.publish_many(user, 3)
    api = server.user(user)
    path = route.format(cursor=api.history()["cursor"])
    etag = api.request("GET", path).expect(200).header("ETag")
    assert etag and etag.endswith('"')
    answer = api.request("GET", path, headers={"If-None-Match": etag})
    assert (answer.status, answer.body) == (304, b"")
    assert answer.header("ETag") == etag


@pytest.mark.parametrize("change", ["new", "read", "delete", "seen"])
def test_any_change_makes_another_etag(server, service, user, change):
    notification_id = service.publish(user)
    api = server.user(user)
    first = api.get_history().expect(200)
    if change == "new":
        service.publish(user)
    elif change == "read":
        api.read(notification_id).expect(200)
    elif change == "delete":
        api.delete(notification_id).expect(204)
    else:
        api.seen(first.json()["cursor"]).expect(200)
    answer = api.get_history(headers={"If-None-Match": first.header("ETag")}).expect(200)
    assert answer.header("ETag") != first.header("ETag")


@pytest.mark.parametrize("form", ["W/{}", '"other", {}', "*"])
def test_if_none_match_is_read_in_all_its_forms(server, service, user, form):
    service.publish(user)
    api = server.user(user)
    etag = api.get_history().header("ETag")
    etag = etag[2:] if etag.startswith("W/") else etag
    assert api.get_history(headers={"If-None-Match": form.format(etag)}).status == 304


def test_another_etag_is_200(server, user):
    assert server.user(user).get_history(headers={"If-None-Match": '"other"'}).status == 200


def test_a_browser_s_cache_cannot_show_one_user_the_inbox_of_another(server, service, user):
    """Two inboxes at the same rev have the same cursor: the one URL must not be revalidated across credentials."""
    service.publish(user)
    service.publish(user + "-2")
    etag = server.user(user).get_history().header("ETag")
    answer = server.user(user + "-2").get_history(headers={"If-None-Match": etag})
    assert answer.status == 200 or "authorization" in answer.header("Vary").lower()


# Credentials of user routes


@pytest.mark.parametrize(
    "method,path",
    [
        ("GET", "/notifications"),
        ("GET", "/notifications/changes?since=x"),
        ("POST", "/notifications/read-all"),
        ("POST", "/notifications/seen"),
        ("POST", "/ws/token"),
        ("DELETE", "/ws/token"),
        ("DELETE", "/notifications/0190a000-0000-7000-8000-000000000001"),
    ],
)
def test_a_user_route_asks_for_a_user(server, method, path):
    body = {} if method == "POST" else None
    http = server.http()
    problem = http.request(method, path, body).expect_problem(401)
    assert problem["title"] == "Unauthorized"
    bad = http.request(method, path, body, {"Authorization": "Bearer x.y.z"})
    assert bad.expect_problem(401)["code"] == "TOKEN_INVALID"
    basic = http.request(method, path, body, {"Authorization": "Basic dXNlcjpwYXNz"})
    basic.expect_problem(401)


def test_a_connection_token_opens_no_http_route(server, user):
    http = server.http()
    answer = http.request("GET", "/notifications", headers={"Authorization": "Bearer " + server.connection_token(user)})
    answer.expect_problem(401)

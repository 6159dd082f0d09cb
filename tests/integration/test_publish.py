"""Protocol section 6, `POST /notifications`: what is accepted, and what is said about all else."""

import re
import time
import uuid

import pytest

from support.api import as_bytes
from support.settings import SERVICE_KEY


def body(user="someone", **changes):
    made = {"userId": user, "type": "new_comment", "title": "Hello", **changes}
    return {k: v for k, v in made.items() if v is not ...}


def test_the_answer_is_202_with_the_id(service, user):
    answer = service.post_notification(body(user)).expect(202)
    assert answer.header("Content-Type").split(";")[0] == "application/json"
    value = answer.json()
    assert set(value) == {"id", "accepted", "suppressed"}
    assert (value["accepted"], value["suppressed"]) == (1, [])
    made = uuid.UUID(value["id"])
    assert made.version == 7
    assert abs((made.int >> 80) / 1000 - time.time()) < 60


def future(seconds=3600):
    return int((time.time() + seconds) * 1000)


VALID = {
    "every member": lambda: {
        "body": "b",
        "icon": "i",
        "actionUrl": "/a",
        "data": {"a": [1, None]},
        "expiresAt": future(),
    },
    "a title of 255 characters": lambda: {"title": "ä" * 255},
    "tab and newline": lambda: {"title": "a\tb\nc", "body": "\n\t"},
    "https": lambda: {"actionUrl": "https://example.test/x?y#z"},
    "http": lambda: {"actionUrl": "http://example.test"},
    "a path": lambda: {"actionUrl": "/"},
    "a long actionUrl": lambda: {"actionUrl": "/" + "a" * 2047},
    "an icon of 255 characters": lambda: {"icon": "i" * 255},
    "an empty data": lambda: {"data": {}},
    "html": lambda: {"title": "<script>alert(1)</script>", "body": "<b>&amp;"},
    "emoji": lambda: {"title": "🎉👩‍👩‍👧"},
    "a channel as an attribute": lambda: {"channel": "news:2026.a-b_c"},
    "an empty body": lambda: {"body": ""},
}


@pytest.mark.parametrize("case", VALID)
def test_valid_members_are_accepted(service, user, case):
    service.post_notification(body(user, **VALID[case]())).expect(202)


TYPES = """upload_started upload_complete upload_failed processing_complete processing_failed new_follower new_like
new_comment moc_published moc_featured quota_warning quota_exceeded system_announcement maintenance_scheduled""".split()


@pytest.mark.parametrize("type", TYPES)
def test_every_type_of_the_contract_is_known(service, user, type):
    service.publish(user, type=type)


def test_a_type_of_the_configuration_is_known(serve, user):
    server = serve({"notifications": {"extra_types": ["invoice_paid"]}})
    server.service().publish(user, type="invoice_paid")
    server.service().post_notification(body(user, type="invoice_sent")).expect_problem(422, "VALIDATION_FAILED")


ANYWHERE = object()
INVALID = {
    "no user": ({"userId": ...}, ANYWHERE),
    "an empty user": ({"userId": ""}, "/userId"),
    "a long user": ({"userId": "u" * 256}, "/userId"),
    "a long user of few characters": ({"userId": "ä" * 128}, "/userId"),
    "a user that is a number": ({"userId": 7}, "/userId"),
    "a null user": ({"userId": None}, "/userId"),
    "a control character in the user": ({"userId": "a\nb\x01"}, "/userId"),
    "two targets": ({"userIds": ["a"]}, ANYWHERE),
    "no users": ({"userId": ..., "userIds": []}, "/userIds"),
    "an empty user in a list": ({"userId": ..., "userIds": ["a", ""]}, "/userIds/1"),
    "a number in a list": ({"userId": ..., "userIds": ["a", 1]}, "/userIds/1"),
    "1001 users": ({"userId": ..., "userIds": [f"u{i}" for i in range(1001)]}, "/userIds"),
    "no type": ({"type": ...}, "/type"),
    "an empty type": ({"type": ""}, "/type"),
    "a long type": ({"type": "a" * 51}, "/type"),
    "a type in capitals": ({"type": "New_Comment"}, "/type"),
    "an unknown type": ({"type": "no_such_type"}, "/type"),
    "no title": ({"title": ...}, "/title"),
    "an empty title": ({"title": ""}, "/title"),
    "a long title": ({"title": "ä" * 256}, "/title"),
    "a null title": ({"title": None}, "/title"),
    "a bell in the title": ({"title": "a\x07"}, "/title"),
    "a nul in the body": ({"body": "a\x00"}, "/body"),
    "a del in the body": ({"body": "a\x7f"}, "/body"),
    "a body that is an object": ({"body": {}}, "/body"),
    "a long icon": ({"icon": "i" * 256}, "/icon"),
    "a long actionUrl": ({"actionUrl": "/" + "a" * 2048}, "/actionUrl"),
    "javascript": ({"actionUrl": "javascript:alert(1)"}, "/actionUrl"),
    "ftp": ({"actionUrl": "ftp://x"}, "/actionUrl"),
    "two slashes": ({"actionUrl": "//evil.test"}, "/actionUrl"),
    "a relative path": ({"actionUrl": "a/b"}, "/actionUrl"),
    "an empty actionUrl": ({"actionUrl": ""}, "/actionUrl"),
    "a newline in the actionUrl": ({"actionUrl": "/a\r"}, "/actionUrl"),
    "data that is a list": ({"data": []}, "/data"),
    "data that is a text": ({"data": "x"}, "/data"),
    "expiresAt as text": ({"expiresAt": "2030-01-01T00:00:00.000Z"}, "/expiresAt"),
    "expiresAt in the past": ({"expiresAt": 1000}, "/expiresAt"),
    "a negative expiresAt": ({"expiresAt": -5}, "/expiresAt"),
    "expiresAt with a fraction": ({"expiresAt": 1.5}, "/expiresAt"),
    "a channel with a blank": ({"channel": "no blanks"}, "/channel"),
    "an unknown member": ({"colour": "red"}, "/colour"),
    "a member named like a pointer": ({"a/b~c": 1}, "/a~1b~0c"),
}


@pytest.mark.parametrize("case", INVALID)
def test_an_invalid_member_is_422_with_its_pointer(service, case):
    changes, pointer = INVALID[case]
    problem = service.post_notification(body(**changes)).expect_problem(422, "VALIDATION_FAILED")
    assert problem["errors"], problem
    for error in problem["errors"]:
        assert set(error) == {"pointer", "code", "detail"} and error["code"] and error["detail"], error
    if pointer is not ANYWHERE:
        assert pointer in [error["pointer"] for error in problem["errors"]], problem


def test_every_fault_is_told_at_once(service):
    problem = service.post_notification(body(title="", type="x y", icon="i" * 300)).expect_problem(
        422, "VALIDATION_FAILED"
    )
    assert {error["pointer"] for error in problem["errors"]} == {"/title", "/type", "/icon"}


def test_what_was_refused_left_nothing_behind(service, server, user):
    service.post_notification({"userIds": [user, ""], "type": "new_comment", "title": "x"}).expect(422)
    assert server.user(user).history()["rev"] == 0


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"{}{}", b"nonsense", b'{"a":1,}', b'{"title":"\xff"}', b"[" * 100_000, b'{"a":' * 2000],
    ids=["empty", "half", "two", "no json", "trailing comma", "not utf-8", "deep list", "deep object"],
)
def test_a_body_that_is_not_json_is_400(service, raw):
    answer = service.request("POST", "/notifications", raw, {"Content-Type": "application/json"})
    answer.expect_problem(400)


@pytest.mark.parametrize("value", [[], "x", 1, None, True], ids=repr)
def test_a_body_that_is_not_an_object_is_422(service, value):
    service.request("POST", "/notifications", as_bytes(value), {"Content-Type": "application/json"}).expect_problem(
        422, "VALIDATION_FAILED"
    )


@pytest.mark.parametrize(
    "media", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "application/jsonx"]
)
def test_another_media_type_is_415(service, user, media):
    service.request("POST", "/notifications", as_bytes(body(user)), {"Content-Type": media}).expect_problem(415)


@pytest.mark.parametrize(
    "media", ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"]
)
def test_json_may_be_named_in_any_of_its_ways(service, user, media):
    service.request("POST", "/notifications", as_bytes(body(user)), {"Content-Type": media}).expect(202)


def test_a_message_that_would_be_over_the_limit_on_a_socket_is_413(service, server, user):
    service.post_notification(body(user, data={"x": "y" * 131_072})).expect_problem(413, "PAYLOAD_TOO_LARGE")
    assert server.user(user).history()["rev"] == 0


def test_what_grows_over_the_limit_by_escaping_is_413(service, user):
    service.post_notification(body(user, data={"x": "\x01" * 60_000})).expect_problem(413, "PAYLOAD_TOO_LARGE")


def test_a_message_just_under_the_limit_arrives(service, server, user):
    data = {"x": "y" * 129_000}
    with server.connect(user) as client:
        service.publish(user, data=data)
        assert client.notification()["data"] == data


def test_a_body_far_over_the_limit_is_413(server, user):
    service = server.service()
    try:
        service.post_notification(body(user, data={"x": "y" * 20_000_000})).expect_problem(413)
    except ConnectionError:
        pass  # refused and closed while we were still sending
    assert server.user(user).history()["rev"] == 0


@pytest.mark.parametrize(
    "method,path,allowed",
    [
        ("PUT", "/notifications", {"GET", "POST"}),
        ("DELETE", "/notifications", {"GET", "POST"}),
        ("GET", "/notifications/read-all", {"POST"}),
        ("POST", "/healthz", {"GET"}),
    ],
)
def test_a_wrong_method_is_405_with_those_allowed(service, method, path, allowed):
    answer = service.request(method, path, {} if method == "PUT" else None)
    answer.expect_problem(405)
    assert allowed <= {name.strip() for name in answer.header("Allow").split(",")}


@pytest.mark.parametrize(
    "path", ["/nothing", "/notifications/", "/notifications/x/y/z", "/%2e%2e/etc/passwd", "/ws/token/x"]
)
def test_an_unknown_route_is_404(service, path):
    service.request("POST", path, {}).expect_problem(404)


def test_a_request_id_is_echoed_and_stands_in_the_problem(service):
    answer = service.post_notification({}, headers={"X-Request-Id": "my-request.1"})
    assert answer.header("X-Request-Id") == "my-request.1"
    assert answer.expect_problem(422)["requestId"] == "my-request.1"


@pytest.mark.parametrize(
    "headers", [{}, {"X-Request-Id": "with blanks in it"}, {"X-Request-Id": "x" * 5000}], ids=["none", "blanks", "long"]
)
def test_a_request_id_is_made_where_none_fits(service, headers):
    answer = service.post_notification({}, headers=headers)
    assert re.fullmatch(r"req_\d{13}_[A-Za-z0-9]+", answer.header("X-Request-Id")), answer.header("X-Request-Id")


def test_a_connection_serves_many_requests_in_a_row(service, user):
    service.publish(user)
    first = service.http.socket
    for _ in range(20):
        service.publish(user)
        service.post_notification({}).expect(422)
    assert service.http.socket is first


# Whoever asks


def test_without_a_key_it_is_401(server):
    server.service(key=None).post_notification(body()).expect_problem(401)


@pytest.mark.parametrize("key", ["wrong", SERVICE_KEY[:-1], SERVICE_KEY + "x", SERVICE_KEY.upper()])
def test_with_a_wrong_key_it_is_401(server, key):
    server.service(key).post_notification(body()).expect_problem(401)


def test_a_key_without_the_scope_is_403(serve):
    server = serve(
        {"auth": {"service_keys": [{"name": "reader", "key": "reader-key-0123456789", "scopes": ["connections"]}]}}
    )
    server.service("reader-key-0123456789").post_notification(body()).expect_problem(403)


def test_a_user_may_not_publish(server, user):
    server.service(server.jwt(user)).post_notification(body()).expect_problem(403)


def test_a_user_with_the_admin_scope_may_publish(server, user):
    server.service(server.jwt(user, scope="openid belfry:admin")).publish(user)


def test_an_expired_admin_may_not_publish(server, user):
    token = server.jwt(user, scope="belfry:admin", iat=1, exp=2)
    server.service(token).post_notification(body()).expect_problem(401, "TOKEN_EXPIRED")


def test_a_service_key_is_no_user(server):
    assert server.service().request("GET", "/notifications").status in (401, 403)


# Several users


def test_a_list_of_users_gets_one_notification(service, server, user):
    users = [f"{user}-{i}" for i in range(3)]
    service.publish(users[1], "before")
    answer = service.post_notification({"userIds": users, "type": "new_like", "title": "To all"}).expect(202).json()
    assert answer["accepted"] == 3
    for name, rev in zip(users, (1, 2, 1)):
        item = server.user(name).history()["items"][0]
        assert (item["id"], item["rev"]) == (answer["id"], rev)


def test_a_thousand_users_are_reached_in_one_publish(service, server, user):
    users = [f"{user}-{i}" for i in range(1000)]
    answer = service.post_notification({"userIds": users, "type": "new_like", "title": "To all"}).expect(202).json()
    assert answer["accepted"] == 1000
    for name in (users[0], users[500], users[999]):
        assert server.user(name).history()["items"][0]["id"] == answer["id"]


def test_a_user_who_is_named_twice_gets_it_once(service, server, user):
    answer = (
        service.post_notification({"userIds": [user, user], "type": "new_like", "title": "Once"}).expect(202).json()
    )
    assert answer["accepted"] == 1
    assert server.user(user).history()["rev"] == 1

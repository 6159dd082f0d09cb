"""Product 1.5 and protocol section 6: services look at open connections, write to them and end them."""

import json
import re
from urllib.parse import quote

import pytest

from support import frames
from support.deadline import eventually
from support.settings import SERVICE_KEY

MEMBERS = {
    "connectionId", "userId", "connectedAt", "lastPingAt", "lastActiveAt", "subscriptions", "sourceIp", "dialect",
    "nodeId", "expiresAt", "metadata",
}  # fmt: skip
TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")


@pytest.fixture(scope="module")
def server(serve_module):
    keys = [
        {"name": "backend", "key": SERVICE_KEY, "scopes": ["connections"]},
        {"name": "publisher", "key": "service-key-that-may-publish-only", "scopes": ["publish"]},
    ]
    return serve_module({"auth": {"service_keys": keys}, "limits": {"connections_per_user": 0, "message_bytes": 4096}})


def listed(service, **query):
    target = "/connections?" + "&".join(f"{name}={quote(str(value))}" for name, value in query.items())
    return service.request("GET", target).expect(200).json()


def id_of(client):
    return client.connected["connectionId"]


def test_a_record_has_what_is_known_of_a_connection(server, service, user):
    with server.connect(user, headers={"User-Agent": "tests/1"}) as client:
        record = service.request("GET", f"/connections/{id_of(client)}").expect(200).json()
    assert set(record) == MEMBERS | {"userAgent"}
    assert (record["connectionId"], record["userId"]) == (id_of(client), user)
    assert (record["userAgent"], record["sourceIp"], record["dialect"]) == ("tests/1", "127.0.0.1", "notifications")
    assert record["metadata"] == {} and record["subscriptions"] == [] and record["nodeId"]
    for name in ("connectedAt", "lastPingAt", "lastActiveAt", "expiresAt"):
        assert TIME.match(record[name]), name


def test_a_record_names_the_connection_token_that_opened_it(server, service, user):
    issued = server.user(user).issue_token().expect(201).json()
    with server.connect(user, token=issued["token"]) as client:
        record = service.request("GET", f"/connections/{id_of(client)}").expect(200).json()
    assert record["tokenId"] == issued["tokenId"]


def test_a_record_has_the_user_s_subscriptions(server, service, user):
    server.user(user).request("PUT", "/channels/news:all").expect(200)
    with server.connect(user) as client:
        assert service.request("GET", f"/connections/{id_of(client)}").json()["subscriptions"] == ["news:all"]
        assert listed(service, userId=user)["items"][0]["subscriptions"] == ["news:all"]


def test_a_message_moves_the_time_of_the_last_one(server, service, user):
    with server.connect(user) as client:

        def last_active():
            return service.request("GET", f"/connections/{id_of(client)}").json()["lastActiveAt"]

        before = last_active()

        def moved():
            client.ping()
            return last_active() > before

        eventually(moved, "lastActiveAt moves")


def test_an_agent_s_name_that_is_no_text_is_shown_without_its_bytes(server, service, user):
    with server.connect(user, headers={"User-Agent": "caf\xe9"}) as client:
        assert service.request("GET", f"/connections/{id_of(client)}").expect(200).json()["userAgent"] == "caf?"


def test_connections_are_listed_by_user(server, service, user):
    with server.connect(user) as one, server.connect(user) as two, server.connect(user + "-other"):
        page = listed(service, userId=user)
        assert {item["connectionId"] for item in page["items"]} == {id_of(one), id_of(two)}
        assert "nextCursor" not in page
    assert listed(service, userId=user + "-nobody")["items"] == []


@pytest.mark.parametrize("by_user", [True, False])
def test_pages_follow_each_other_without_a_gap(server, service, user, by_user):
    query = {"userId": user} if by_user else {}
    clients = [server.connect(user) for _ in range(7)]
    seen, cursor = [], {}
    while True:
        page = listed(service, limit=3, **query, **cursor)
        assert len(page["items"]) <= 3
        seen += [item["connectionId"] for item in page["items"]]
        if "nextCursor" not in page:
            break
        cursor = {"cursor": page["nextCursor"]}
    assert len(seen) == len(set(seen))
    assert {id_of(client) for client in clients} <= set(seen)
    for client in clients:
        client.abort()


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "cursor=x", "cursor=conn_1", "userId="])
def test_a_query_that_makes_no_sense_is_422(service, query):
    problem = service.request("GET", f"/connections?{query}").expect_problem(422, "VALIDATION_FAILED")
    assert problem["errors"][0]["pointer"] == "/" + query.partition("=")[0]


def test_who_has_left_is_gone(server, service, user):
    with server.connect(user) as client:
        path = f"/connections/{id_of(client)}"
        client.close()
    eventually(lambda: service.request("GET", path).status == 410, "the record goes")
    service.request("POST", path, b"x").expect_problem(410, "GONE")
    service.request("DELETE", path).expect_problem(410, "GONE")


@pytest.mark.parametrize("id", ["x", "conn_1_1", "conn_1795219200123_zzzzzzzzz", "Lk3eXfVFoAMCKhw=", "%25"])
def test_an_id_of_nobody_s_is_gone(service, id):
    for method, body in (("GET", None), ("POST", b"x"), ("DELETE", None)):
        service.request(method, f"/connections/{id}", body).expect_problem(410, "GONE")


def test_an_id_with_another_time_is_somebody_else_s(server, service, user):
    with server.connect(user) as client:
        head, _, random = id_of(client).rpartition("_")
        made_up = f"{head[:-1]}{(int(head[-1]) + 1) % 10}_{random}"
        service.request("GET", f"/connections/{made_up}").expect_problem(410, "GONE")
        service.request("DELETE", f"/connections/{made_up}").expect_problem(410, "GONE")


@pytest.mark.parametrize(
    "message", [b'{"hello":"w\xc3\xb6rld"}', b"no json", b"", b"\xff\xfe"], ids=["json", "text", "empty", "bytes"]
)
def test_a_message_arrives_as_it_is(server, service, user, message):
    with server.connect(user) as client:
        answer = service.request("POST", f"/connections/{id_of(client)}", message, {"Content-Type": "text/plain"})
        assert answer.expect(200).json() == {}
        opcode = frames.BINARY if message == b"\xff\xfe" else frames.TEXT
        assert client.ws.recv_message() == (opcode, message)


def test_a_message_over_the_limit_is_413(server, service, user):
    with server.connect(user) as client:
        path = f"/connections/{id_of(client)}"
        service.request("POST", path, b"x" * 4096).expect(200)
        assert len(client.ws.recv_message()[1]) == 4096
        server.service().request("POST", path, b"x" * 4097).expect_problem(413, "PAYLOAD_TOO_LARGE")


def test_a_connection_is_closed_4503(server, service, user):
    with server.connect(user) as client, server.connect(user) as other:
        service.request("DELETE", f"/connections/{id_of(client)}").expect(204)
        frame = client.ws.expect_close(4503)
        assert json.loads(frame.close_reason) == {"code": "DISCONNECTED"}
        other.ping()


def test_a_user_is_forced_out(server, service, user):
    clients = [server.connect(user) for _ in range(3)]
    with server.connect(user + "-other") as other:
        answer = service.request("DELETE", f"/users/{user}/connections").expect(200)
        assert answer.json() == {"disconnected": 3}
        for client in clients:
            client.ws.expect_close(4503)
        other.ping()
    eventually(
        lambda: service.request("DELETE", f"/users/{user}/connections").json() == {"disconnected": 0}, "all are gone"
    )


ROUTES = [
    ("GET", "/connections"),
    ("GET", "/connections/x"),
    ("POST", "/connections/x"),
    ("DELETE", "/connections/x"),
    ("DELETE", "/users/x/connections"),
]


@pytest.mark.parametrize("method, path", ROUTES)
def test_the_scope_connections_is_needed(server, method, path):
    server.service("service-key-that-may-publish-only").request(method, path).expect_problem(403, "FORBIDDEN")
    server.user("ada").request(method, path).expect_problem(403, "FORBIDDEN")
    server.http().request(method, path).expect_problem(401)


def test_an_administrator_may_too(server):
    server.user("admin", scope="belfry:admin").request("GET", "/connections").expect(200)

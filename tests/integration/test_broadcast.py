"""Product 3.1 and 3.2: pushed to whoever is connected now, counted connection by connection, and kept nowhere."""

import json

import pytest

from support import frames
from support.settings import SERVICE_KEY

DATA = {"title": "Deployed", "message": "Version 7 is out", "level": "success"}


def config(**limits):
    keys = [
        {"name": "backend", "key": SERVICE_KEY, "scopes": ["publish", "broadcast", "connections"]},
        {"name": "other", "key": "another-key-that-may-broadcast", "scopes": ["broadcast"]},
        {"name": "publisher", "key": "service-key-that-may-publish-only", "scopes": ["publish"]},
    ]
    return {"auth": {"service_keys": keys}, "limits": {"connections_per_user": 0, **limits}}


@pytest.fixture(scope="module")
def server(serve_module):
    return serve_module(config(broadcasts_per_minute=0))


def broadcast(service, target, data=DATA, type="notification"):
    return service.request("POST", "/broadcast", {"target": target, "message": {"type": type, "data": data}})


def counted(answer):
    tally = answer.expect(200).json()
    assert set(tally) == {"successCount", "failureCount"}
    return tally["successCount"], tally["failureCount"]


def received(client):
    """The data of the next message of a notifications connection."""
    payload = client.expect("message")["payload"]
    assert payload["type"] == "notification"
    return payload["data"]


@pytest.fixture
def dashboard(server, user):
    ws = server.socket(user, protocols=("belfry.dashboard.v1",))
    assert json.loads(ws.recv_message()[1])["type"] == "connected"
    yield ws
    ws.abort()


def test_everybody_gets_it_and_is_counted(server, service, user):
    with server.connect(user) as one, server.connect(user) as two, server.connect(user + "-other") as three:
        assert counted(broadcast(service, {"all": True})) == (3, 0)
        for client in (one, two, three):
            assert received(client)["title"] == "Deployed"


def test_a_user_s_connections_get_it_and_no_other(server, service, user):
    with server.connect(user) as one, server.connect(user) as two, server.connect(user + "-other") as other:
        assert counted(broadcast(service, {"userId": user})) == (2, 0)
        received(one), received(two)
        other.ping()
        assert [message["type"] for message in other.messages] == ["connected", "pong"]


def test_one_connection_gets_it(server, service, user):
    with server.connect(user) as one, server.connect(user) as other:
        assert counted(broadcast(service, {"connectionId": one.connected["connectionId"]})) == (1, 0)
        received(one)
        other.ping()
        assert [message["type"] for message in other.messages] == ["connected", "pong"]


def test_nobody_is_there(service, user):
    assert counted(broadcast(service, {"userId": user})) == (0, 0)


@pytest.mark.parametrize("id", ["conn_1795219200123_zzzzzz", "x", "Lk3eXfVFoAMCKhw="])
def test_a_connection_that_is_not_there_is_a_failure(service, id):
    assert counted(broadcast(service, {"connectionId": id})) == (0, 1)


def test_a_dashboard_gets_it_in_its_own_shape(service, user, dashboard):
    assert counted(broadcast(service, {"userId": user})) == (1, 0)
    opcode, text = dashboard.recv_message()
    message = json.loads(text)
    assert opcode == frames.TEXT and set(message) == {"type", "version", "data", "timestamp"}
    assert (message["type"], message["version"]) == ("notification", "1.0")
    assert {**message["data"], **DATA, "severity": "success"} == message["data"]


def test_the_progress_of_an_upload_is_pushed(service, user, dashboard):
    data = {"uploadId": "u1", "fileName": "parts.csv", "progress": 50, "currentRow": 602, "totalRows": 1204,
            "message": "Reading"}  # fmt: skip
    assert counted(broadcast(service, {"userId": user}, data, "upload_progress")) == (1, 0)
    message = json.loads(dashboard.recv_message()[1])
    assert message["type"] == "upload_progress" and {**message["data"], **data} == message["data"]


def test_it_is_kept_nowhere(server, service, user):
    broadcast(service, {"userId": user}).expect(200)
    with server.connect(user) as client:
        assert counted(broadcast(service, {"userId": user})) == (1, 0)
        received(client)
        assert (client.connected["unread"], len(client.messages)) == (0, 2)
    assert server.user(user).history()["rev"] == 0


def test_who_does_not_read_is_a_failure_and_stops_nobody(serve, user):
    server = serve(config(broadcasts_per_minute=0, message_bytes=65_536, queue_bytes=131_072))
    service = server.service()
    with server.connect(user, receive_buffer=4096) as slow, server.connect(user) as quick:
        data = {**DATA, "message": "x" * 50_000}
        for _ in range(2_000):
            tally = counted(broadcast(service, {"userId": user}, data))
            received(quick)
            if tally != (2, 0):
                break
        assert tally == (1, 1)
        assert counted(broadcast(service, {"userId": user})) == (1, 0), "it has been removed"
        assert slow.connected


def test_to_everybody_so_many_a_minute_and_key(serve, user):
    server = serve(config(broadcasts_per_minute=3))
    service = server.service()
    for _ in range(3):
        broadcast(service, {"all": True}).expect(200)
    refused = broadcast(service, {"all": True})
    refused.expect_problem(429, "RATE_LIMITED")
    assert 1 <= int(refused.header("Retry-After")) <= 60
    broadcast(service, {"userId": user}).expect(200)
    broadcast(server.service("another-key-that-may-broadcast"), {"all": True}).expect(200)


BAD = {
    "/target": ({}, "notification", DATA),
    "/target/all": ({"all": False}, "notification", DATA),
    "/target/team": ({"team": 7}, "notification", DATA),
    "/message/type": ({"all": True}, "connected", DATA),
    "/message/data/title": ({"all": True}, "notification", {"message": "x"}),
    "/message/data/level": ({"all": True}, "notification", {**DATA, "level": "loud"}),
    "/message/data/severity": ({"all": True}, "notification", {**DATA, "severity": "error"}),
    "/message/data/progress": (
        {"all": True},
        "upload_progress",
        {"uploadId": "u", "fileName": "f", "message": "m", "progress": 101},
    ),
}


@pytest.mark.parametrize("pointer", BAD)
def test_a_bad_message_is_422_and_reaches_nobody(server, service, user, pointer):
    target, type, data = BAD[pointer]
    with server.connect(user) as client:
        problem = broadcast(service, target, data, type).expect_problem(422, "VALIDATION_FAILED")
        assert pointer in [error["pointer"] for error in problem["errors"]]
        client.ping()
        assert [message["type"] for message in client.messages] == ["connected", "pong"]


def test_the_scope_broadcast_is_needed(server):
    denied = broadcast(server.service("service-key-that-may-publish-only"), {"all": True})
    denied.expect_problem(403, "FORBIDDEN")
    broadcast(server.user("ada"), {"all": True}).expect_problem(403, "FORBIDDEN")
    broadcast(server.user("admin", scope="belfry:admin"), {"userId": "nobody"}).expect(200)

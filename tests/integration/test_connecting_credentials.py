"""Product 1.1 to 1.3: what opens a connection, and the ways to carry it."""

import re
import time
import uuid

import pytest

from support.settings import TOKEN_SECRET
from support.frames import BINARY, TEXT, encode
from support.notifications import NotificationsClient
from support.refusals import refused

SUBPROTOCOL = "belfry.notifications.v1"


def carried(server, token, way):
    """A connection whose credential travels in this way."""
    if way == "query":
        return server.socket(token="", query={"token": token})
    if way == "subprotocol":
        return server.socket(token="", protocols=(SUBPROTOCOL, f"bearer.{token}"))
    return server.socket(token=token)


@pytest.fixture(params=["jwt", "connection token"])
def credential(request, server, user):
    return server.jwt(user) if request.param == "jwt" else server.connection_token(user)


@pytest.mark.parametrize("way", ["query", "subprotocol", "header"])
def test_a_credential_opens_a_connection(server, user, credential, way):
    with NotificationsClient(carried(server, credential, way)) as client:
        assert client.expect_connected()["userId"] == user


def test_connected_says_all_that_the_contract_names(server, user):
    exp = int(time.time()) + 300
    with server.connect(user, token=server.jwt(user, exp=exp)) as client:
        payload = client.connected
    assert set(payload) == {
        "connectionId",
        "userId",
        "cursor",
        "rev",
        "unread",
        "unseen",
        "channels",
        "heartbeatSeconds",
        "maxMessageBytes",
        "expiresAt",
    }
    assert re.fullmatch(r"conn_\d{13}_[A-Za-z0-9]+", payload["connectionId"])
    assert (payload["rev"], payload["unread"], payload["unseen"], payload["channels"]) == (0, 0, 0, [])
    assert (payload["heartbeatSeconds"], payload["maxMessageBytes"]) == (30, 131072)
    assert payload["expiresAt"] == exp * 1000
    assert re.fullmatch(r"[0-9a-f]{8}\.0\.0", payload["cursor"])


EARLY = {
    "ping": (TEXT, b'{"id":"0190a000-0000-7000-8000-000000000001","type":"ping"}'),
    "nonsense": (TEXT, b"nonsense"),
    "binary": (BINARY, b"x"),
    "sync": (
        TEXT,
        b'{"id":"0190a000-0000-7000-8000-000000000001","type":"sync","payload":{"since":"00000000.0.0"}}',
    ),
}


@pytest.mark.parametrize("case", EARLY)
def test_connected_is_the_first_message_though_the_client_spoke_first(server, service, user, case):
    service.publish(user)
    for _ in range(10):
        with server.connect(user, greeted=False, early=encode(*EARLY[case])) as client:
            client.expect_next("connected")
            client.ping()
        assert client.seen("connected") == [client.connected]


def test_a_connection_by_token_lives_as_long_as_connections_do(server, user):
    with server.connect(user, token=server.connection_token(user)) as client:
        left = client.connected["expiresAt"] / 1000 - time.time()
    assert 7100 < left <= 7201


def test_every_connection_has_its_own_id(server, user):
    clients = [server.connect(user) for _ in range(5)]
    assert len({client.connected["connectionId"] for client in clients}) == 5
    for client in clients:
        client.abort()


@pytest.mark.parametrize("path", ["/ws", "/ws/notifications"])
def test_the_path_chooses_the_dialect_when_no_subprotocol_does(server, user, path):
    with server.connect(user, path=path) as client:
        assert client.ws.response.header("sec-websocket-protocol") is None
        client.ping()


@pytest.mark.parametrize("offered", [(SUBPROTOCOL,), ("foo", SUBPROTOCOL), (SUBPROTOCOL, "foo")])
def test_a_subprotocol_of_ours_is_echoed(server, user, offered):
    with server.connect(user, protocols=offered) as client:
        assert client.ws.response.header("sec-websocket-protocol") == SUBPROTOCOL


def test_a_subprotocol_that_is_not_ours_is_not_echoed(server, user):
    with server.connect(user, protocols=("graphql-ws",)) as client:
        assert client.ws.response.header("sec-websocket-protocol") is None


def test_the_bearer_entry_is_never_echoed(server, user):
    for protocols in ([SUBPROTOCOL], []):
        token = server.jwt(user)
        with server.connect(user, token="", protocols=(*protocols, f"bearer.{token}")) as client:
            assert "bearer" not in (client.ws.response.header("sec-websocket-protocol") or "")


def test_a_subprotocol_counts_more_than_the_path(server, user):
    with server.connect(user, path="/ws", protocols=(SUBPROTOCOL,)) as client:
        assert client.ws.response.header("sec-websocket-protocol") == SUBPROTOCOL


def test_an_unknown_path_is_404(server, user):
    refused(lambda: server.socket(user, path="/ws/nothing-here"), 404)


def test_a_plain_get_of_the_socket_path_says_that_it_speaks_websocket(server):
    answer = server.http().request("GET", "/ws", headers={"Connection": "keep-alive"})
    assert answer.status in (400, 426)


def test_a_token_issued_by_the_server_opens_one_connection(server, user):
    token = server.user(user).issue_token().expect(201).json()["token"]
    with server.connect(user, token=token) as client:
        assert client.connected["userId"] == user
    refused(lambda: server.socket(token=token), 401, "TOKEN_USED")


def test_a_user_id_may_be_any_plain_text(server):
    name = f"Ünï cödé|{uuid.uuid4()}@例え.jp"
    with server.connect(name) as client:
        notification_id = server.service().publish(name)
        assert client.connected["userId"] == name
        client.notification(notification_id)


def test_two_users_with_equal_beginnings_are_two_users(server, user):
    with server.connect(user) as one, server.connect(user + "x") as other:
        server.service().publish(user)
        one.notification()
        assert [m for m in other.drain() if m["type"] == "notification"] == []


def test_previous_secrets_are_accepted_and_unknown_ones_are_not(serve, user):
    server = serve({"auth": {"connection_tokens": {"secret": "new-" + TOKEN_SECRET, "previous_secret": TOKEN_SECRET}}})
    with server.connect(user, token=server.connection_token(user)):
        pass
    issued = server.user(user).issue_token().expect(201).json()["token"]
    with server.connect(user, token=issued):
        pass
    server.restart({"auth": {"connection_tokens": {"previous_secret": ""}}})
    refused(lambda: server.socket(token=server.connection_token(user)), 401, "TOKEN_INVALID")
    with server.connect(user, token=server.user(user).issue_token().expect(201).json()["token"]):
        pass


def test_a_user_jwt_opens_nothing_where_only_connection_tokens_may(serve, user):
    server = serve({"auth": {"jwt": {"allow_at_connect": False}}})
    refused(lambda: server.socket(user), 401, "TOKEN_INVALID")
    token = server.user(user).issue_token().expect(201).json()["token"]
    with server.connect(user, token=token):
        pass

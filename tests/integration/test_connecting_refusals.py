"""Product 1.4: the refusals beside 401, their order, and that none of them wastes a token."""

import pytest

from support.deadline import eventually
from support.refusals import accepted, refused
from support.ws import Refused

EVIL = {"Origin": "https://evil.test"}


@pytest.fixture(scope="module")
def allowing(serve_module):
    return serve_module({"origins": {"allow": ["https://app.test"]}, "limits": {"connections_per_user": 0}})


@pytest.mark.parametrize(
    "origin", ["https://evil.test", "http://127.0.0.1:1", "null", "https://app.test.evil.test", "http://app.test"]
)
def test_an_origin_that_is_not_on_the_list_is_403(allowing, origin, user):
    refused(lambda: allowing.socket(user, headers={"Origin": origin}), 403, "ORIGIN_NOT_ALLOWED")


def test_an_origin_on_the_list_our_own_and_none_at_all_are_accepted(allowing, user):
    for headers in ({"Origin": "https://app.test"}, {"Origin": f"http://127.0.0.1:{allowing.port}"}, {}):
        accepted(allowing, user=user, headers=headers)


def test_a_refused_origin_is_logged(allowing, user):
    refused(lambda: allowing.socket(user, headers={"Origin": "https://logged.test"}), 403)
    allowing.expect_event("websocket:refused", code="ORIGIN_NOT_ALLOWED", origin="https://logged.test")


def test_the_origin_is_checked_before_the_token_and_wastes_none(allowing, user):
    refused(lambda: allowing.socket(token="", headers=EVIL), 403, "ORIGIN_NOT_ALLOWED")
    token = allowing.connection_token(user)
    refused(lambda: allowing.socket(token=token, headers=EVIL), 403, "ORIGIN_NOT_ALLOWED")
    accepted(allowing, token=token)


def test_a_star_allows_any_origin(serve, user):
    accepted(serve({"origins": {"allow": ["*"]}}), user=user, headers=EVIL)


# Connections of one user


def test_too_many_connections_of_a_user_are_429_and_waste_no_token(serve, user):
    server = serve({"limits": {"connections_per_user": 2}})
    first, second = server.connect(user), server.connect(user)
    token = server.connection_token(user)
    refused(lambda: server.socket(token=token), 429, "TOO_MANY_CONNECTIONS")
    accepted(server, user="another")
    first.close()
    eventually(lambda: server.connections() == 1, "the closed connection is gone")
    accepted(server, token=token)
    second.ping()
    second.abort()


def test_five_connections_are_the_default(serve, user):
    server = serve()
    clients = [server.connect(user) for _ in range(5)]
    refused(lambda: server.socket(user), 429, "TOO_MANY_CONNECTIONS")
    for client in clients:
        client.ping()
        client.abort()


def test_an_invalid_token_is_told_before_the_limit_of_the_user(serve, user):
    server = serve({"limits": {"connections_per_user": 1}})
    with server.connect(user):
        refused(lambda: server.socket(token=server.jwt(user, exp=1, iat=0)), 401, "TOKEN_EXPIRED")


def test_the_limit_of_the_user_is_told_before_a_token_is_found_used(serve, user):
    server = serve({"limits": {"connections_per_user": 1}})
    token = server.connection_token(user)
    with server.connect(user, token=token) as client:
        refused(lambda: server.socket(token=token), 429, "TOO_MANY_CONNECTIONS")
        client.close()
    eventually(lambda: server.connections() == 0, "the closed connection is gone")
    refused(lambda: server.socket(token=token), 401, "TOKEN_USED")


def test_a_used_token_takes_no_place_of_its_user(serve, user):
    server = serve({"limits": {"connections_per_user": 1}})
    used = server.connection_token(user)
    accepted(server, token=used)
    eventually(lambda: server.connections() == 0, "the closed connection is gone")
    for _ in range(3):
        refused(lambda: server.socket(token=used), 401, "TOKEN_USED")
    accepted(server, user=user)


def test_evict_oldest_closes_the_oldest_with_4502(serve, user):
    server = serve({"limits": {"connections_per_user": 2, "connections_per_user_policy": "evict_oldest"}})
    clients = [server.connect(user) for _ in range(4)]
    for evicted in clients[:2]:
        evicted.expect_close(4502)
    for kept in clients[2:]:
        kept.ping()
        kept.close()


def test_evict_oldest_does_not_evict_for_a_token_that_was_used(serve, user):
    server = serve({"limits": {"connections_per_user": 1, "connections_per_user_policy": "evict_oldest"}})
    token = server.connection_token(user)
    with server.connect(user, token=token) as client:
        refused(lambda: server.socket(token=token), 401, "TOKEN_USED")
        client.ping()


# The server's limit


def test_a_full_server_is_503_before_all_else_and_wastes_no_token(serve, user):
    server = serve({"limits": {"connections": 1}})
    token = server.connection_token(user)
    with server.connect(user) as client:
        response = refused(lambda: server.socket(token="", headers=EVIL), 503, "SERVER_FULL")
        assert int(response.header("retry-after")) >= 1
        refused(lambda: server.socket(token=token), 503, "SERVER_FULL")
        client.close()
    eventually(lambda: server.connections() == 0, "the closed connection is gone")
    accepted(server, token=token)


def test_refusals_take_no_place_of_the_server(serve, user):
    server = serve({"limits": {"connections": 1}})
    for _ in range(5):
        refused(lambda: server.socket(token="x"), 401)
        refused(lambda: server.socket(user, headers=EVIL), 403)
    accepted(server, user=user)


@pytest.mark.parametrize(
    "env",
    [{"WEBSOCKET_ENABLED": "false"}, {"BELFRY_SERVER_WEBSOCKET_ENABLED": "false"}],
    ids=["WEBSOCKET_ENABLED", "BELFRY_SERVER_WEBSOCKET_ENABLED"],
)
def test_switched_off_sockets_are_503_and_http_stays_on(serve, user, env):
    server = serve(env=env)
    response = refused(lambda: server.socket(user), 503)
    assert int(response.header("retry-after")) >= 1
    notification_id = server.service().publish(user)
    assert [item["id"] for item in server.user(user).history()["items"]] == [notification_id]


# Attempts of one address


def attempt(server, **how):
    try:
        server.socket(**how).abort()
        return 101
    except Refused as refusal:
        return refusal.status


def test_every_handshake_of_an_address_counts_also_a_refused_one(serve, user):
    server = serve({"limits": {"connect_attempts_per_minute_per_ip": 4}})
    assert [
        attempt(server, token=""),
        attempt(server, user=user, headers=EVIL),
        attempt(server, user=user),
        attempt(server, token="x"),
    ] == [401, 403, 101, 401]
    token = server.connection_token(user)
    response = refused(lambda: server.socket(token=token, headers=EVIL), 429, "RATE_LIMITED")
    assert 1 <= int(response.header("retry-after")) <= 60


def test_five_attempts_a_minute_are_the_default(serve, user):
    server = serve({"limits": {"connect_attempts_per_minute_per_ip": None}})
    assert [attempt(server, user=user) for _ in range(6)] == [101] * 5 + [429]


def test_a_forwarded_address_is_not_believed_of_just_anybody(serve, user):
    server = serve({"limits": {"connect_attempts_per_minute_per_ip": 2}})
    statuses = [attempt(server, user=user, headers={"X-Forwarded-For": f"192.0.2.{i}"}) for i in range(3)]
    assert statuses == [101, 101, 429]


def proxied(serve):
    return serve(
        {
            "server": {"trusted_proxies": ["127.0.0.1", "10.0.0.0/8"]},
            "limits": {"connect_attempts_per_minute_per_ip": 2, "connections_per_user": 0},
        }
    )


def test_behind_a_trusted_proxy_the_right_most_untrusted_hop_counts(serve, user):
    server = proxied(serve)

    def status(forwarded):
        return attempt(server, user=user, headers={"X-Forwarded-For": forwarded})

    assert [status("192.0.2.1"), status("192.0.2.1"), status("192.0.2.1")] == [101, 101, 429]
    assert status("192.0.2.2") == 101
    assert status("198.51.100.7, 192.0.2.1") == 429, "what a client wrote to the left is not believed"
    assert status("192.0.2.1, 10.1.2.3") == 429, "a trusted hop to the right is passed over"
    server.expect_event("websocket:connected", sourceIp="192.0.2.2")
    server.expect_event("websocket:refused", sourceIp="192.0.2.1", code="RATE_LIMITED")


def test_ipv6_addresses_count_by_their_64_bits_of_network(serve, user):
    server = proxied(serve)
    addresses = ["2001:db8:1:1::1", "2001:db8:1:1::2", "2001:db8:1:1:ffff::3", "2001:db8:1:2::1"]
    assert [attempt(server, user=user, headers={"X-Forwarded-For": a}) for a in addresses] == [101, 101, 429, 101]

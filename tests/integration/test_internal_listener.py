"""Protocol section 7, `internal_listen`: service routes and metrics are served there and only there."""

import pytest

from support.api import ServiceApi
from support.free_port import free_port
from support.http import HttpClient
from support.refusals import accepted
from support.settings import SERVICE_KEY


@pytest.fixture(scope="module")
def divided(serve_module):
    server = serve_module.make({"server": {"internal_listen": f"127.0.0.1:{free_port()}"}})
    server.start()
    return server


@pytest.fixture
def inside(divided):
    port = int(divided.config["server"]["internal_listen"].rpartition(":")[2])
    client = HttpClient(port)
    yield client
    client.close()


def test_publishing_is_served_inside_only(divided, inside, user):
    ServiceApi(inside, SERVICE_KEY).publish(user)
    answer = divided.service().post_notification({"userId": user, "type": "new_like", "title": "x"})
    assert answer.status in (404, 405)
    assert divided.user(user).history()["rev"] == 1


def test_metrics_are_served_inside_only(divided, inside):
    assert b"belfry_connections_active" in inside.request("GET", "/metrics").expect(200).body
    divided.http().request("GET", "/metrics").expect(404)


def test_user_routes_and_sockets_are_public(divided, user):
    divided.user(user).history()
    accepted(divided, user=user)


def test_health_is_served_on_both(divided, inside):
    inside.request("GET", "/healthz").expect(200)
    divided.http().request("GET", "/healthz").expect(200)


def test_an_admin_s_jwt_is_a_key_inside(divided, inside, user):
    ServiceApi(inside, divided.jwt(user, scope="belfry:admin")).publish(user)

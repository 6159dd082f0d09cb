"""Protocol section 7, `internal_listen`: service routes and metrics are served there and only there."""

import pytest

from support.api import ServiceApi, UserApi
from support.free_port import free_port
from support.http import HttpClient
from support.jobs import JobUser, Pipeline, follow
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


def test_jobs_are_worked_on_inside_and_followed_outside(divided, inside, user):
    pipeline, outside, owner = Pipeline(ServiceApi(inside, SERVICE_KEY)), divided.service(), JobUser(divided.user(user))
    id = pipeline.begin(user)
    assert Pipeline(outside).post({"userId": user, "kind": "import", "title": "x"}).status in (404, 405)
    for answer in (Pipeline(outside).report(id), Pipeline(outside).complete(id), Pipeline(outside).ask_cancel(id)):
        assert answer.status in (404, 405), answer
    assert owner.job(id)["status"] == "running" and owner.ids() == [id]
    with follow(divided, user, id) as client:
        client.say("cancel_job", id)
        client.expect("job_cancelled")
    assert pipeline.cancel_requested(id) is True
    owner_inside = JobUser(UserApi(inside, divided.jwt(user)))
    for answer in (owner_inside.get(id), owner_inside.get_list(), owner_inside.cancel(id)):
        assert answer.status in (404, 405), answer


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

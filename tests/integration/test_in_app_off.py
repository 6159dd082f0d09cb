"""Product 2.7: a user who switched in-app notifications off has no socket, no token and gets nothing."""

import json

import pytest

from support.ws import Refused


def dashboard_says(dashboard):
    return json.loads(dashboard.recv_message()[1])


def dashboard_pongs(dashboard):
    """What came before it would be seen first."""
    dashboard.send_json({"type": "ping", "data": {}})
    return dashboard_says(dashboard)["type"] == "pong"


@pytest.fixture
def silent(server, user):
    """A user with in-app off."""
    server.user(user).prefer(inAppEnabled=False)
    return user


def test_no_token_is_issued(server, silent):
    server.user(silent).issue_token().expect_problem(403, "IN_APP_DISABLED")


def test_no_socket_is_opened(server, silent):
    with pytest.raises(Refused) as refused:
        server.socket(silent)
    assert refused.value.status == 403
    assert refused.value.response.json()["code"] == "IN_APP_DISABLED"


def test_a_token_of_before_opens_none(server, user):
    api = server.user(user)
    token = api.issue_token().expect(201).json()["token"]
    api.prefer(inAppEnabled=False)
    with pytest.raises(Refused) as refused:
        server.socket(token=token)
    assert refused.value.status == 403


def test_open_connections_are_closed_4501(server, user):
    with server.connect(user) as one, server.connect(user) as two:
        server.user(user).prefer(inAppEnabled=False)
        for device in (one, two):
            assert b"IN_APP_DISABLED" in device.expect_close(4501).payload


def test_a_connection_that_is_resumed_is_refused_too(server, user):
    with server.connect(user) as device:
        since = device.cursor
    server.user(user).prefer(inAppEnabled=False)
    with pytest.raises(Refused) as refused:
        server.connect(user, since=since)
    assert refused.value.status == 403


def test_another_users_connections_stay(server, service, user):
    with server.connect(user + "-other") as other:
        with server.connect(user) as device:
            server.user(user).prefer(inAppEnabled=False)
            device.expect_close(4501)
        service.publish(user + "-other")
        other.notification()


def test_nothing_is_kept(server, service, silent):
    assert service.send(userId=silent)["accepted"] == 0
    api = server.user(silent)
    page = api.history()
    assert (page["items"], page["unread"]) == ([], 0)


def test_mandatory_types_wait_in_the_history(server, service, silent):
    sent = service.send(type="maintenance_scheduled", userId=silent)
    assert (sent["accepted"], sent["suppressed"]) == (1, [])
    page = server.user(silent).history()
    assert ([item["id"] for item in page["items"]], page["unread"]) == ([sent["id"]], 1)


def test_a_dashboard_stays_and_hears_nothing_of_the_inbox(server, service, user):
    with server.socket(user, "/ws/dashboard") as before:
        assert dashboard_says(before)["type"] == "connected"
        server.user(user).prefer(inAppEnabled=False)
        with server.socket(user, "/ws/dashboard") as after:
            assert dashboard_says(after)["type"] == "connected"
            service.send(userId=user)
            service.send(type="maintenance_scheduled", userId=user)
            assert dashboard_pongs(before) and dashboard_pongs(after)


def test_a_dashboard_hears_again_once_it_is_on(server, service, silent):
    with server.socket(silent, "/ws/dashboard") as dashboard:
        assert dashboard_says(dashboard)["type"] == "connected"
        server.user(silent).prefer(inAppEnabled=True)
        sent = service.publish(silent)
        assert dashboard_says(dashboard)["data"]["id"] == sent


def test_announcements_do_not_show(serve, user):
    server = serve()
    server.user(user).prefer(inAppEnabled=False)
    server.service().announce()
    assert server.user(user).history()["unread"] == 0
    server.user(user).prefer(inAppEnabled=True)
    assert server.user(user).history()["unread"] == 1


def test_what_came_before_is_still_there(server, service, user):
    service.publish(user)
    server.user(user).prefer(inAppEnabled=False)
    assert server.user(user).history()["unread"] == 1


@pytest.mark.parametrize("on", [True, None], ids=["said", "taken back"])
def test_switched_on_again_all_works(server, service, silent, on):
    api = server.user(silent)
    api.prefer(inAppEnabled=on)
    token = api.issue_token().expect(201).json()["token"]
    with server.connect(None, token=token) as device:
        service.publish(silent)
        device.notification()


def test_a_patch_that_is_refused_closes_nothing(server, service, user):
    with server.connect(user) as device:
        server.user(user).patch_preferences({"inAppEnabled": False, "pushEnabled": "no"}).expect_problem(422)
        device.notification(service.publish(user))
    server.user(user).issue_token().expect(201)


def test_it_holds_over_a_restart(serve, user):
    server = serve()
    server.user(user).prefer(inAppEnabled=False)
    server.restart()
    server.user(user).issue_token().expect_problem(403, "IN_APP_DISABLED")
    with pytest.raises(Refused) as refused:
        server.socket(user)
    assert refused.value.status == 403

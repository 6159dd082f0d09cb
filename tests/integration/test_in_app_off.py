"""Product 2.7: a user who switched in-app notifications off has no socket, no token and gets nothing."""

import pytest

from support.ws import Refused


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


def test_switched_on_again_all_works(server, service, silent):
    api = server.user(silent)
    api.prefer(inAppEnabled=True)
    token = api.issue_token().expect(201).json()["token"]
    with server.connect(None, token=token) as device:
        service.publish(silent)
        device.notification()


def test_it_holds_over_a_restart(serve, user):
    server = serve()
    server.user(user).prefer(inAppEnabled=False)
    server.restart()
    server.user(user).issue_token().expect_problem(403, "IN_APP_DISABLED")
    with pytest.raises(Refused) as refused:
        server.socket(user)
    assert refused.value.status == 403

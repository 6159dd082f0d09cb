"""Product 1.9: the end of a server is announced, spread, and loses nothing."""

import json
import signal

import pytest

from support.deadline import eventually
from support.load import Worker
from support.refusals import refused
from support.ws import Closed


@pytest.fixture
def draining(serve):
    """A server whose drain takes long enough to look at."""
    return serve({"server": {"drain_seconds": 3}, "limits": {"connections_per_user": 0}})


def test_sigterm_advises_closes_with_1001_and_exits_0(draining, user):
    clients = [draining.connect(user) for _ in range(10)]
    draining.signal(signal.SIGTERM)
    delays = []
    for client in clients:
        advice = client.expect("reconnect", timeout=10)["payload"]
        assert advice["reason"]
        delays.append(advice["retryAfterMs"])
        frame = client.expect_close(1001, timeout=10)
        assert json.loads(frame.close_reason)["code"]
    assert all(isinstance(delay, int) and delay >= 0 for delay in delays)
    assert len(set(delays)) > 1, "every client was told the same delay"
    assert draining.wait() == 0
    draining.check_log()


def test_sigint_ends_the_same_way(draining, user):
    with draining.connect(user) as client:
        draining.signal(signal.SIGINT)
        client.expect_close(1001)
    assert draining.wait() == 0


def test_a_server_without_connections_ends_at_once(serve):
    server = serve({"server": {"drain_seconds": 30}})
    server.signal(signal.SIGTERM)
    assert server.wait(10) == 0


def test_readiness_is_red_and_handshakes_are_refused_while_draining(draining, user):
    client = draining.connect(user)
    http = draining.http()
    http.request("GET", "/readyz").expect(200)
    draining.signal(signal.SIGTERM)
    client.expect("reconnect", timeout=10)
    # The listener is closed or refuses; a connection that is there is still answered.
    try:
        assert http.request("GET", "/readyz").status == 503
    except ConnectionError:
        pass
    try:
        response = refused(lambda: draining.socket(user), 503, "DRAINING")
        assert int(response.header("retry-after")) >= 1
    except OSError:
        pass
    client.expect_close(1001, timeout=10)
    assert draining.wait() == 0


def test_a_peer_that_does_not_answer_the_close_holds_nothing_up(serve, user):
    server = serve({"server": {"drain_seconds": 1}})
    client = server.connect(user)
    server.signal(signal.SIGTERM)
    assert server.wait(15) == 0
    client.abort()


def test_what_was_answered_during_the_drain_is_kept(draining, user):
    clients = [draining.connect(user) for _ in range(3)]
    accepted, stop = [], []

    def publish():
        service = draining.service()
        while not stop:
            try:
                answer = service.post_notification({"userId": user, "type": "new_like", "title": "x"})
            except (OSError, Closed):
                return
            except Exception as error:
                if type(error).__module__ == "http.client":
                    return
                raise
            if answer.status == 202:
                accepted.append(answer.json()["id"])
            else:
                answer.expect_problem(503)

    publisher = Worker(publish)
    publisher.start()
    eventually(lambda: len(accepted) >= 20, "publishing is under way")
    draining.signal(signal.SIGTERM)
    assert draining.wait() == 0
    stop.append(True)
    publisher.join_checked()
    for client in clients:
        client.abort()
    draining.start()
    kept = {item["id"] for item in draining.user(user).all_items(limit=100)}
    assert set(accepted) <= kept


def test_acks_before_the_end_are_kept(serve, user):
    server = serve()
    client = server.connect(user)
    notification_id = server.service().publish(user)
    client.notification()
    client.ack(notification_id)
    client.ping()
    server.stop()
    client.abort()
    server.start()
    assert "deliveredAt" in server.user(user).item(notification_id)


def test_a_client_that_comes_back_after_the_restart_misses_nothing(serve, user):
    server = serve()
    client = server.connect(user)
    first = server.service().publish(user)
    client.notification(first)
    server.signal(signal.SIGTERM)
    client.expect_close(1001, timeout=10)
    assert server.wait() == 0
    server.start()
    second = server.service().publish(user)
    with server.connect(user, since=client.cursor) as again:
        assert again.notification()["id"] == second

"""A connection that stops reading delays nobody, is ended with 4003, and costs no more than its bound."""

import time

import pytest

from support.deadline import eventually
from support.load import Worker
from support.ws import Closed

MESSAGES, BODY = 10_000, "x" * 600
LATENCY_BOUND = 1.0
MEMORY_BOUND = 64 * 1024 * 1024


@pytest.fixture
def server(serve_release):
    return serve_release({"limits": {"connections_per_user": 0, "queue_bytes": 262_144}})


def publish_all(server, user, count, workers=4):
    def run():
        service = server.service()
        for number in range(count // workers):
            service.publish(user, f"n {number}", body=BODY)
        service.close()

    made = [Worker(run) for _ in range(workers)]
    for worker in made:
        worker.start()
    return made


def worst_latency(server, user, until):
    """The longest time from a publish to its arrival at a user of its own, while `until` is not true."""
    worst, count = 0.0, 0
    service = server.service()
    with server.connect(user) as client:
        while not until():
            began = time.monotonic()
            client.notification(service.publish(user), timeout=10)
            worst = max(worst, time.monotonic() - began)
            count += 1
    service.close()
    return worst, count


def test_a_stalled_reader_delays_no_neighbour(server):
    user = "stalled"
    stalled = server.connect(user, receive_buffer=4096)
    neighbour = server.connect(user)
    memory = server.resident_bytes()
    publishers = publish_all(server, user, MESSAGES)
    received = Worker(lambda: neighbour.until_rev(MESSAGES, timeout=120))
    received.start()

    worst, count = worst_latency(server, "bystander", lambda: not any(p.is_alive() for p in publishers))
    for publisher in publishers:
        publisher.join_checked()
    received.join_checked()
    print(f"worst of {count} latencies of a bystander: {worst * 1000:.1f} ms")
    assert count > 20
    assert worst < LATENCY_BOUND
    assert server.resident_bytes() - memory < MEMORY_BOUND

    event = server.expect_event("websocket:disconnected", connectionId=stalled.connected["connectionId"])
    assert event["code"] == 4003
    assert server.metrics().value("belfry_messages_failed_total", dialect="notifications", reason="slow_consumer") >= 1
    came_back_and_missed_nothing(server, user, stalled)
    neighbour.abort()


def came_back_and_missed_nothing(server, user, stalled):
    """The slow one is told all up to where it was cut, in order; then it resumes or is told to fetch the inbox."""
    try:
        while True:
            stalled.next(timeout=5)
    except Closed:
        pass
    finally:
        stalled.abort()
    if stalled.closed is not None:
        assert stalled.closed.close_code == 4003
    with server.connect(user, since=stalled.cursor) as again:
        if MESSAGES - stalled.rev > 1000:
            again.expect("resync_required", rev=MESSAGES)
        else:
            again.until_rev(MESSAGES, timeout=30)
        live = server.service().publish(user)
        again.notification(live)


def test_a_reader_that_is_only_slow_gets_everything(server):
    """It stays below its bound: nothing is dropped and nothing is closed."""
    user = "leisurely"
    with server.connect(user, receive_buffer=4096) as client:
        service = server.service()
        for number in range(100):
            service.publish(user, f"n {number}", body=BODY)
        assert [n["rev"] for n in client.notifications(100)] == list(range(1, 101))
        client.ping()


def test_a_reader_that_stalls_in_its_catch_up_costs_no_memory(server):
    """A catch-up waits for the socket: it reads on as the socket drains."""
    user = "catching-up"
    service = server.service()
    start = server.user(user).history()["cursor"]
    for number in range(900):
        service.publish(user, f"n {number}", body="y" * 8000)
    memory = server.resident_bytes()
    stalled = [server.connect(user, since=start, receive_buffer=4096) for _ in range(20)]
    with server.connect("other") as other:
        for _ in range(20):
            other.notification(service.publish("other"))
    assert server.resident_bytes() - memory < MEMORY_BOUND
    for client in stalled:
        client.until_rev(900, timeout=60)
        client.abort()
    eventually(lambda: server.connections() == 0, "all are gone")

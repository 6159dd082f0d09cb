"""Product 1.7: how much and how often a client may speak."""

import json

import pytest

from support.deadline import eventually
from support.frames import CONTINUATION, PING, TEXT

LIMIT = 131072


@pytest.fixture(scope="module")
def strict(serve_module):
    """A server with the contract's own rate of messages."""
    return serve_module({"limits": {"messages_per_second": None, "connections_per_user": 0}}, name="strict")


def ping_of(size, request_id="00000000-0000-4000-8000-000000000000"):
    text = '{"id":"%s","type":"ping","timestamp":0,"payload":{},"padding":"%s"}'
    return (text % (request_id, "x" * (size - len(text % (request_id, ""))))).encode()


def test_a_message_of_128_kib_is_taken(server, user):
    with server.connect(user) as client:
        client.ws.send_text(ping_of(LIMIT))
        client.expect("pong")


def expect_too_large(client):
    assert client.expect_next("error")["payload"]["code"] == "PAYLOAD_TOO_LARGE"
    frame = client.expect_close(1009)
    assert json.loads(frame.close_reason)["code"] == "PAYLOAD_TOO_LARGE"


def test_one_byte_more_is_told_and_closed_1009(server, user):
    with server.connect(user) as client:
        client.ws.send_text(ping_of(LIMIT + 1))
        expect_too_large(client)


def test_fragments_that_add_up_to_one_byte_more_are_closed_1009(server, user):
    whole = ping_of(LIMIT + 1)
    with server.connect(user) as client:
        client.ws.send_frame(TEXT, whole[:100_000], fin=False)
        client.ws.send_frame(CONTINUATION, whole[100_000:])
        expect_too_large(client)


def test_a_message_that_only_claims_to_be_large_is_closed_1009(server, user):
    with server.connect(user) as client:
        client.ws.send_frame(TEXT, b"", length_form=64, claimed_length=1 << 40)
        client.expect_error("PAYLOAD_TOO_LARGE")
        # Our own close frame would stand inside of the payload that never comes: only the server's can be seen.
        assert client.ws.recv_frame().close_code == 1009


def test_the_limit_of_a_message_is_configured(serve, user):
    server = serve({"limits": {"message_bytes": 1000}})
    with server.connect(user) as client:
        assert client.connected["maxMessageBytes"] == 1000
        client.ws.send_text(ping_of(1000))
        client.expect("pong")
        client.ws.send_text(ping_of(1001))
        expect_too_large(client)


def burst(client, count):
    asked = [client.send("ping") for _ in range(count)]
    # An unlimited control frame marks the end of what the burst was answered with.
    client.ws.send_frame(PING, b"end of burst")
    return asked


def answers(client, count):
    """(pongs, errors) among the next `count` messages."""
    got = [client.next() for _ in range(count)]
    return [m for m in got if m["type"] == "pong"], [m["payload"] for m in got if m["type"] == "error"]


def test_ten_messages_at_once_are_answered_and_the_next_is_refused(strict, user):
    with strict.connect(user) as client:
        burst(client, 30)
        pongs, errors = answers(client, 11)
        assert len(pongs) == 10
        assert [e["code"] for e in errors] == ["RATE_LIMITED"]
        assert 0 < errors[0]["retryAfterMs"] <= 1000


def test_a_refusal_is_told_at_most_once_a_second(strict, user):
    with strict.connect(user) as client:
        burst(client, 60)
        while not (client.messages[-1]["type"] == "error"):
            client.next()
        # Nothing but pongs for what the bucket refills can come within the same burst.
        client.ws.send_json({"id": "00000000-0000-4000-8000-00000000000f", "type": "ping", "payload": {}})
        assert len(client.seen("error")) == 1


def test_after_a_pause_messages_are_taken_again(strict, user):
    with strict.connect(user) as client:
        burst(client, 15)
        error = client.expect("error")["payload"]
        assert error["code"] == "RATE_LIMITED"

        def ponged():
            request_id = client.send("ping")
            client.ws.sock.settimeout(0.3)
            try:
                return client.expect("pong", timeout=0.3)["id"] == request_id
            except TimeoutError:
                return False

        eventually(ponged, "a ping is answered again", 5)


def test_a_hundred_refusals_are_closed_4004(strict, user):
    with strict.connect(user) as client:
        burst(client, 200)
        frame = client.expect_close(4004)
        assert json.loads(frame.close_reason)["code"] == "RATE_LIMITED"


def test_invalid_messages_count_too(strict, user):
    with strict.connect(user) as client:
        for _ in range(200):
            client.ws.send_text("not json")
        client.expect_close(4004)


def test_acks_and_reads_of_what_was_sent_here_are_not_counted(strict, user):
    service = strict.service()
    with strict.connect(user) as client:
        ids = service.publish_many(user, 40)
        client.notifications(40)
        for notification_id in ids:
            client.ack(notification_id)
            client.read(notification_id)
        client.until_rev(80)
        assert client.seen("error") == []
        client.ping()
    service.close()


def test_acks_of_what_was_never_sent_here_are_counted(strict, user):
    with strict.connect(user) as client:
        for number in range(30):
            client.ack(f"0190a000-0000-7000-8000-{number:012d}")
        client.expect_error("RATE_LIMITED")


def test_control_frames_are_not_counted(strict, user):
    with strict.connect(user) as client:
        for number in range(100):
            client.ws.send_frame(PING, b"%d" % number)
        client.ping()


def test_one_connection_s_rate_is_not_another_s(strict, user):
    with strict.connect(user) as loud, strict.connect(user) as quiet:
        burst(loud, 50)
        loud.expect_error("RATE_LIMITED")
        quiet.ping()

"""Product 1.2 and 1.6: the end that a connection knows from its beginning, and what is heard until then."""

import json
import time

from support.deadline import Deadline
from support.frames import CLOSE, PING, PONG
from support.ws import Closed

HEARTBEAT = {"heartbeat": {"interval_seconds": 1, "timeout_seconds": 3}}


def test_at_the_end_of_its_jwt_a_connection_is_told_and_closed_4000(server, user):
    exp = int(time.time()) + 2
    with server.connect(user, token=server.jwt(user, exp=exp)) as client:
        assert client.connected["expiresAt"] == exp * 1000
        client.expect_error("TOKEN_EXPIRED")
        frame = client.expect_close(4000)
        assert json.loads(frame.close_reason)["code"] == "TOKEN_EXPIRED"
        assert time.time() >= exp - 0.1


def test_at_the_end_of_its_life_a_connection_is_advised_and_closed_4002(serve, user):
    server = serve({"heartbeat": {"lifetime_seconds": 2}})
    with server.connect(user) as client:
        advice = client.expect("reconnect")["payload"]
        assert isinstance(advice["retryAfterMs"], int) and advice["reason"]
        frame = client.expect_close(4002)
        assert json.loads(frame.close_reason)["code"]
    server.expect_event("websocket:disconnected", code=4002)


def test_a_lifetime_of_zero_is_no_limit(serve, user):
    server = serve({"heartbeat": {"lifetime_seconds": 0}})
    with server.connect(user, token=server.connection_token(user)) as client:
        assert client.connected["expiresAt"] > (time.time() + 365 * 86400) * 1000


def test_the_server_pings(serve, user):
    server = serve(HEARTBEAT)
    with server.connect(user) as client:
        for _ in range(2):
            assert client.ws.recv_frame(timeout=3).opcode == PING


def test_silence_is_closed_4001(serve, user):
    server = serve(HEARTBEAT)
    with server.connect(user) as client:
        began = time.monotonic()
        while (frame := client.ws.recv_frame(timeout=8)).opcode == PING:
            pass
        assert (frame.opcode, frame.close_code) == (CLOSE, 4001)
        assert time.monotonic() - began >= 2, "closed before the time of silence had passed"
        assert json.loads(frame.close_reason)["code"]


def lives_on(client, answer):
    """Longer than the time of silence, while `answer` is all that we say."""
    deadline = Deadline(20)
    for _ in range(5):
        while (frame := client.ws.recv_frame(deadline.left())).opcode != PING:
            assert frame.opcode != CLOSE, frame
        answer(frame)


def test_pongs_keep_a_connection_open(serve, user):
    with serve(HEARTBEAT).connect(user) as client:
        lives_on(client, lambda ping: client.ws.send_frame(PONG, ping.payload))
        client.ping()


def test_application_pings_keep_a_connection_open(serve, user):
    with serve(HEARTBEAT).connect(user) as client:
        lives_on(client, lambda _: client.send("ping"))
        client.ping()


def test_a_peer_that_vanishes_without_a_word_is_found_by_silence(serve, user):
    server = serve(HEARTBEAT)
    client = server.connect(user)
    server.expect_event("websocket:disconnected", seconds=20, code=4001)
    try:
        client.ws.expect_end()
    except Closed:
        pass
    assert server.connections() == 0
    client.abort()

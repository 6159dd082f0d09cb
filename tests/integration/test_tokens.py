"""Product 1.3: connection tokens over HTTP."""

import base64
import json
import time
import uuid

import pytest

from support.deadline import until
from support.refusals import accepted, refused


def payload_of(token):
    part = token.split(".")[0]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_the_answer_is_201_with_the_token_and_where_it_is_for(server, user):
    before = time.time()
    answer = server.user(user).issue_token().expect(201).json()
    assert set(answer) == {"token", "tokenId", "expiresAt", "url"}
    assert 59 <= answer["expiresAt"] / 1000 - before <= 62
    uuid.UUID(answer["tokenId"])
    assert answer["url"] == f"ws://127.0.0.1:{server.port}/ws"
    payload = payload_of(answer["token"])
    assert payload["userId"] == user and payload["tokenId"] == answer["tokenId"]
    assert payload["expiresAt"] == answer["expiresAt"] and payload["issuedAt"] < payload["expiresAt"]
    accepted(server, token=answer["token"])


def test_the_body_may_be_left_out(server, user):
    assert server.user(user).request("POST", "/ws/token").status == 201


def test_no_cache_may_keep_a_token(server, user):
    assert "no-store" in server.user(user).issue_token().expect(201).header("Cache-Control")


def test_ten_a_minute_are_issued_and_the_next_is_429(server, user):
    api = server.user(user)
    tokens = [api.issue_token().expect(201).json()["token"] for _ in range(10)]
    assert len(set(tokens)) == 10
    answer = api.issue_token()
    answer.expect_problem(429, "RATE_LIMITED")
    assert 1 <= int(answer.header("Retry-After")) <= 60
    server.user(user + "-other").issue_token().expect(201)


def test_the_rate_is_configured(serve, user):
    server = serve({"auth": {"connection_tokens": {"per_minute_per_user": 2}}})
    assert [server.user(user).issue_token().status for _ in range(3)] == [201, 201, 429]


def test_the_time_to_live_is_configured(serve, user):
    server = serve({"auth": {"connection_tokens": {"ttl_seconds": 1}}})
    answer = server.user(user).issue_token().expect(201).json()
    until(answer["expiresAt"] / 1000 + 0.05)
    refused(lambda: server.socket(token=answer["token"]), 401, "TOKEN_EXPIRED")


def test_revoking_answers_204_and_may_be_repeated(server, user):
    api = server.user(user)
    for _ in range(2):
        assert api.revoke_tokens().expect(204).body == b""


def test_all_unused_tokens_of_the_user_are_dead_after_a_revocation(server, user):
    api = server.user(user)
    tokens = [api.issue_token().expect(201).json()["token"] for _ in range(3)]
    api.revoke_tokens().expect(204)
    for token in tokens:
        refused(lambda: server.socket(token=token), 401, "TOKEN_REVOKED")


def test_a_revocation_closes_no_open_connection(server, user):
    with server.connect(user, token=server.user(user).issue_token().expect(201).json()["token"]) as client:
        server.user(user).revoke_tokens().expect(204)
        client.ping()


def test_a_revocation_lasts_over_a_restart(serve, user):
    server = serve()
    token = server.user(user).issue_token().expect(201).json()["token"]
    server.user(user).revoke_tokens().expect(204)
    server.restart()
    refused(lambda: server.socket(token=token), 401, "TOKEN_REVOKED")


@pytest.mark.parametrize("body", [{"surprise": 1}, {"channels": "x"}, []], ids=str)
def test_a_body_that_makes_no_sense_is_422(server, user, body):
    server.user(user).issue_token(body).expect_problem(422, "VALIDATION_FAILED")

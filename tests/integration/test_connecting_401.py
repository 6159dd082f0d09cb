"""Product 1.2 to 1.4: every credential that does not open a connection, and what is said about it."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import tokens
from support.deadline import until
from support.refusals import accepted, refused
from support.settings import HS256_SECRET, ISSUER, TOKEN_SECRET
from support.ws import Refused

DETAILS = {
    "TOKEN_MISSING": "Missing token",
    "TOKEN_INVALID": "Invalid token",
    "TOKEN_EXPIRED": "Token expired",
    "TOKEN_USED": "Token already used",
    "TOKEN_REVOKED": "Token revoked",
}


def expect_401(connect, code):
    problem = refused(connect, 401, code).json()
    assert problem["title"] == "Unauthorized"
    assert problem["detail"] == DETAILS[code]


def test_no_token(server):
    expect_401(lambda: server.socket(token=""), "TOKEN_MISSING")


@pytest.mark.parametrize("token", ["x", "a.b", "a.b.c", ".", "..", "a.b.c.d", "e30.e30.e30", "x" * 5000])
def test_a_token_that_is_none(server, token):
    expect_401(lambda: server.socket(token=token), "TOKEN_INVALID")


def jwt(**changes):
    return tokens.hs256(HS256_SECRET, tokens.claims("someone", ISSUER, **changes))


def now():
    return int(time.time())


JWTS = {
    "expired": (lambda: jwt(iat=now() - 200, exp=now() - 100), "TOKEN_EXPIRED"),
    "too old to connect": (lambda: jwt(iat=now() - 3700), "TOKEN_EXPIRED"),
    "signed by another secret": (lambda: tokens.hs256("other", tokens.claims("someone", ISSUER)), "TOKEN_INVALID"),
    "unsigned": (lambda: tokens.unsigned(tokens.claims("someone", ISSUER)), "TOKEN_INVALID"),
    "another issuer": (lambda: jwt(iss="https://evil.test"), "TOKEN_INVALID"),
    "no issuer": (lambda: jwt(iss=None), "TOKEN_INVALID"),
    "no exp": (lambda: jwt(exp=None), "TOKEN_INVALID"),
    "exp as text": (lambda: jwt(exp="tomorrow"), "TOKEN_INVALID"),
    "not yet": (lambda: jwt(nbf=now() + 100), "TOKEN_INVALID"),
    "issued in the future": (lambda: jwt(iat=now() + 100), "TOKEN_INVALID"),
    "no user": (lambda: jwt(sub=None), "TOKEN_INVALID"),
    "an empty user": (lambda: jwt(sub=""), "TOKEN_INVALID"),
    "a long user": (lambda: jwt(sub="u" * 256), "TOKEN_INVALID"),
    "crit": (
        lambda: tokens.hs256(HS256_SECRET, tokens.claims("someone", ISSUER), crit=["b64"], b64=False),
        "TOKEN_INVALID",
    ),
    "another algorithm named": (
        lambda: tokens.hs256(HS256_SECRET, tokens.claims("someone", ISSUER), alg="RS256"),
        "TOKEN_INVALID",
    ),
    "algorithm none named": (
        lambda: tokens.hs256(HS256_SECRET, tokens.claims("someone", ISSUER), alg="none"),
        "TOKEN_INVALID",
    ),
    "a changed payload": (lambda: _with_changed_payload(jwt()), "TOKEN_INVALID"),
    "an empty signature": (lambda: jwt().rpartition(".")[0] + ".", "TOKEN_INVALID"),
}


def _with_changed_payload(token):
    header, _, signature = token.split(".")
    return f"{header}.{tokens.compact(tokens.claims('admin', ISSUER))}.{signature}"


@pytest.mark.parametrize("case", JWTS)
def test_a_user_jwt_that_is_not_accepted(server, case):
    make, code = JWTS[case]
    expect_401(lambda: server.socket(token=make()), code)


@pytest.mark.parametrize("changes", [{"exp": 20}, {"nbf": 20}, {"iat": 20}], ids=["exp", "nbf", "iat"])
def test_a_clock_that_is_wrong_by_less_than_the_leeway_is_forgiven(server, changes):
    moved = {name: now() + (-seconds if name == "exp" else seconds) for name, seconds in changes.items()}
    accepted(server, token=jwt(**moved)) if "exp" not in moved else server.socket(token=jwt(**moved)).abort()


def connection(**members):
    return tokens.connection_token(TOKEN_SECRET, "someone", **members)


CONNECTION_TOKENS = {
    "expired": (lambda: connection(issued_at=time.time() - 100, ttl=60), "TOKEN_EXPIRED"),
    "signed by another secret": (lambda: tokens.connection_token("other-secret", "someone"), "TOKEN_INVALID"),
    "no user": (lambda: connection(userId=""), "TOKEN_INVALID"),
    "an id that is no uuid": (lambda: connection(tokenId="1"), "TOKEN_INVALID"),
    "a changed payload": (lambda: _with_other_user(connection()), "TOKEN_INVALID"),
    "no signature": (lambda: connection().split(".")[0] + ".", "TOKEN_INVALID"),
    "a cut signature": (lambda: connection()[:-4], "TOKEN_INVALID"),
    "issued far in the future": (lambda: connection(issued_at=time.time() + 500), "TOKEN_INVALID"),
}


def _with_other_user(token):
    signature = token.split(".")[1]
    return connection(userId="admin").split(".")[0] + "." + signature


@pytest.mark.parametrize("case", CONNECTION_TOKENS)
def test_a_connection_token_that_is_not_accepted(server, case):
    make, code = CONNECTION_TOKENS[case]
    expect_401(lambda: server.socket(token=make()), code)


def test_a_used_connection_token(server, user):
    token = server.connection_token(user)
    accepted(server, token=token)
    expect_401(lambda: server.socket(token=token), "TOKEN_USED")


def test_a_used_connection_token_stays_used_over_a_restart(serve, user):
    server = serve()
    token = server.connection_token(user)
    accepted(server, token=token)
    server.restart()
    expect_401(lambda: server.socket(token=token), "TOKEN_USED")


def test_of_two_that_come_with_one_token_one_gets_in(server, user):
    def attempt(token):
        try:
            return server.socket(token=token)
        except Refused as refusal:
            return refusal.response.json()["code"]

    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            results = list(pool.map(attempt, [server.connection_token(user)] * 8))
            opened = [r for r in results if not isinstance(r, str)]
            assert len(opened) == 1
            assert [r for r in results if isinstance(r, str)] == ["TOKEN_USED"] * 7
            opened[0].abort()


def test_a_revoked_connection_token(server, user):
    api = server.user(user)
    token = api.issue_token().expect(201).json()["token"]
    api.revoke_tokens().expect(204)
    expect_401(lambda: server.socket(token=token), "TOKEN_REVOKED")


def test_revoking_leaves_later_tokens_and_other_users_alone(server, user):
    other = server.user(user + "-other").issue_token().expect(201).json()["token"]
    api = server.user(user)
    api.revoke_tokens().expect(204)
    until(time.time() + 0.002)  # what is issued in the very millisecond of the revocation is dead, too
    accepted(server, token=api.issue_token().expect(201).json()["token"])
    accepted(server, token=other)


def test_a_refusal_is_logged_with_its_code_and_address(server):
    expect_401(lambda: server.socket(token="", headers={"Origin": f"http://127.0.0.1:{server.port}"}), "TOKEN_MISSING")
    event = server.expect_event("websocket:refused", code="TOKEN_MISSING")
    assert event["sourceIp"] == "127.0.0.1"
    assert "origin" in event

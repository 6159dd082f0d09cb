"""Product 1.2: keys of an issuer, from a file or fetched."""

import json

import pytest

from support import tokens
from support.jwks_server import JwksServer
from support.refusals import accepted, refused
from support.settings import ISSUER
from support.tokens import SigningKey

ALGORITHMS = ["RS256", "ES256", "EdDSA"]


@pytest.fixture(scope="module")
def keys():
    return {alg: SigningKey(alg, f"key-{alg}") for alg in ALGORITHMS}


def claims(user="someone", **changes):
    return tokens.claims(user, ISSUER, **changes)


def by_url(url):
    return {"auth": {"jwt": {"hs256_secret": None, "jwks_url": url}}}


@pytest.fixture(scope="module")
def file_server(serve_module, keys, tmp_path_factory):
    path = tmp_path_factory.mktemp("jwks") / "jwks.json"
    path.write_text(json.dumps({"keys": [key.jwk() for key in keys.values()]}))
    return serve_module({"auth": {"jwt": {"hs256_secret": None, "jwks_file": str(path)}}})


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_key_of_a_file_opens_a_connection(file_server, keys, alg):
    with file_server.connect("someone", token=keys[alg].sign(claims())) as client:
        assert client.connected["userId"] == "someone"


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_key_of_a_url_opens_a_connection(serve, keys, alg):
    with JwksServer(keys.values()) as jwks:
        accepted(serve(by_url(jwks.url)), token=keys[alg].sign(claims()))


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_signature_of_another_key_is_refused(file_server, alg):
    stranger = SigningKey(alg, f"key-{alg}")
    refused(lambda: file_server.socket(token=stranger.sign(claims())), 401, "TOKEN_INVALID")


@pytest.mark.parametrize("named", ["HS256", "RS256", "ES256", "EdDSA", "none", "RS512"])
@pytest.mark.parametrize("alg", ALGORITHMS)
def test_the_key_and_not_the_header_chooses_the_algorithm(file_server, keys, alg, named):
    token = keys[alg].sign(claims(), alg=named)
    if alg == named:
        accepted(file_server, token=token)
    else:
        refused(lambda: file_server.socket(token=token), 401, "TOKEN_INVALID")


def test_a_public_key_is_no_hmac_secret(file_server, keys):
    jwk = keys["RS256"].jwk()
    for secret in (jwk["n"], json.dumps(jwk)):
        token = tokens.hs256(secret, claims(), kid="key-RS256")
        refused(lambda: file_server.socket(token=token), 401, "TOKEN_INVALID")


def test_keys_are_fetched_once_and_kept(serve, keys):
    with JwksServer([keys["ES256"]]) as jwks:
        server = serve({**by_url(jwks.url), "limits": {"connections_per_user": 0}})
        for _ in range(10):
            accepted(server, token=keys["ES256"].sign(claims()))
        assert jwks.requests == 1


def test_a_new_key_is_found_when_its_kid_is_first_seen(serve, keys):
    fresh = SigningKey("ES256", "rotated-in")
    with JwksServer([keys["ES256"]]) as jwks:
        server = serve(by_url(jwks.url))
        accepted(server, token=keys["ES256"].sign(claims()))
        jwks.keys.append(fresh)
        accepted(server, token=fresh.sign(claims()))
        assert jwks.requests == 2


def test_behind_a_miss_the_issuer_is_left_alone_for_a_while(serve, keys):
    with JwksServer([keys["ES256"]]) as jwks:
        server = serve(by_url(jwks.url))
        accepted(server, token=keys["ES256"].sign(claims()))
        for number in range(10):
            unknown = keys["EdDSA"].sign(claims(), kid=f"unknown-{number}")
            refused(lambda: server.socket(token=unknown), 401, "TOKEN_INVALID")
        assert jwks.requests <= 2


def test_another_issuer_costs_no_fetch(serve, keys):
    with JwksServer([keys["ES256"]]) as jwks:
        server = serve(by_url(jwks.url))
        before = jwks.requests
        token = keys["ES256"].sign(claims(iss="https://evil.test"))
        refused(lambda: server.socket(token=token), 401, "TOKEN_INVALID")
        assert jwks.requests == before


def test_keys_that_cannot_be_fetched_are_503_and_never_401(serve, keys):
    with JwksServer([keys["ES256"]]) as jwks:
        jwks.status = 500
        server = serve(by_url(jwks.url))
        response = refused(lambda: server.socket(token=keys["ES256"].sign(claims())), 503)
        assert int(response.header("retry-after")) >= 1
        answer = server.http().request(
            "GET", "/notifications", headers={"Authorization": "Bearer " + keys["ES256"].sign(claims())}
        )
        answer.expect_problem(503)


def test_several_issuers_have_their_own_keys(serve, keys, tmp_path):
    path = tmp_path / "jwks.json"
    path.write_text(json.dumps({"keys": [keys["EdDSA"].jwk()]}))
    server = serve(
        {
            "auth": {
                "jwt": [
                    {"issuer": ISSUER, "hs256_secret": "first-secret-0123456789-0123456789"},
                    {"issuer": "https://second.test", "jwks_file": str(path)},
                ]
            }
        }
    )
    accepted(server, token=tokens.hs256("first-secret-0123456789-0123456789", claims()))
    accepted(server, token=keys["EdDSA"].sign(claims(iss="https://second.test")))
    refused(lambda: server.socket(token=keys["EdDSA"].sign(claims())), 401, "TOKEN_INVALID")


@pytest.fixture(scope="module")
def audience_server(serve_module):
    secret = "audience-secret-0123456789-0123456789"
    return serve_module({"auth": {"jwt": {"hs256_secret": secret, "audience": ["app"]}}})


@pytest.mark.parametrize(
    "changes,status",
    [
        ({"aud": "app"}, 101),
        ({"aud": ["x", "app"]}, 101),
        ({"client_id": "app"}, 101),
        ({"aud": "other"}, 401),
        ({}, 401),
    ],
)
def test_an_audience_is_asked_for_where_one_is_configured(audience_server, changes, status):
    token = tokens.hs256("audience-secret-0123456789-0123456789", claims(**changes))
    if status == 101:
        accepted(audience_server, token=token)
    else:
        refused(lambda: audience_server.socket(token=token), 401, "TOKEN_INVALID")

"""Protocol section 6: CORS for the allowlist."""

import pytest

from support.http import HttpClient

GOOD, EVIL = "https://app.test", "https://evil.test"


@pytest.fixture(scope="module")
def allowing(serve_module):
    return serve_module({"origins": {"allow": [GOOD]}})


def preflight(server, origin, method="POST", path="/notifications/read-all"):
    return server.http().request(
        "OPTIONS",
        path,
        headers={
            "Origin": origin,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization, content-type",
        },
    )


def test_a_preflight_of_an_allowed_origin_is_granted(allowing):
    answer = preflight(allowing, GOOD)
    assert answer.status in (200, 204)
    assert answer.header("Access-Control-Allow-Origin") == GOOD
    assert "POST" in answer.header("Access-Control-Allow-Methods")
    allowed = answer.header("Access-Control-Allow-Headers").lower()
    assert "authorization" in allowed and "content-type" in allowed
    assert "origin" in answer.header("Vary").lower()


def test_a_preflight_of_another_origin_is_not(allowing):
    assert preflight(allowing, EVIL).header("Access-Control-Allow-Origin") is None


def test_delete_and_patch_may_be_asked_for(allowing):
    path = "/notifications/0190a000-0000-7000-8000-000000000001"
    assert "DELETE" in preflight(allowing, GOOD, "DELETE", path).header("Access-Control-Allow-Methods")


@pytest.mark.parametrize("origin,expected", [(GOOD, GOOD), (EVIL, None), ("null", None)])
def test_answers_name_an_allowed_origin_only(allowing, user, origin, expected):
    api = allowing.user(user)
    answer = api.get_history(headers={"Origin": origin})
    assert answer.status == 200
    assert answer.header("Access-Control-Allow-Origin") == expected


def test_errors_can_be_read_by_an_allowed_origin_too(allowing):
    client = HttpClient(allowing.port)
    answer = client.request("GET", "/notifications", headers={"Origin": GOOD})
    answer.expect_problem(401)
    assert answer.header("Access-Control-Allow-Origin") == GOOD


def test_scripts_may_read_what_they_need(allowing, user):
    exposed = allowing.user(user).get_history(headers={"Origin": GOOD}).header("Access-Control-Expose-Headers").lower()
    for name in ("etag", "retry-after", "x-request-id"):
        assert name in exposed


def test_our_own_origin_is_allowed(allowing, user):
    own = f"http://127.0.0.1:{allowing.port}"
    assert allowing.user(user).get_history(headers={"Origin": own}).header("Access-Control-Allow-Origin") == own

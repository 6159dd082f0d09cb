"""Product 6.4: docs/protocol.md and /openapi.json name the same routes, and the server answers each of them."""

import re

import pytest

from support.binaries import ROOT

PROTOCOL = (ROOT / "docs" / "protocol.md").read_text()
UNKNOWN = "01a1fb67-1bde-7d40-8a6b-0123456789ab"


def told_by_the_protocol():
    """(method, path) of each route; paths that hold a stage are API Gateway's and described elsewhere."""
    named = re.findall(r"`(GET|POST|PUT|PATCH|DELETE) (/[^\s`?]*)", PROTOCOL)
    return {(method, path) for method, path in named if "@connections" not in path}


@pytest.fixture(scope="module")
def server(serve_module):
    return serve_module(arguments=("--dev",))


@pytest.fixture(scope="module")
def described(server):
    document = server.http().request("GET", "/openapi.json").expect(200).json()
    return {
        (method.upper(), path): operation
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }


def handshakes(described):
    return {route for route, operation in described.items() if "101" in operation["responses"]}


def concrete(path):
    return path.replace("{id}", UNKNOWN).replace("{name}", "news")


def test_the_protocol_names_routes_at_all():
    assert {("POST", "/notifications"), ("DELETE", "/users/{id}"), ("GET", "/channels")} <= told_by_the_protocol()


def test_every_route_of_the_protocol_is_described(described):
    assert told_by_the_protocol() - set(described) == set()


def test_every_described_route_is_in_the_protocol(described):
    assert set(described) - handshakes(described) - told_by_the_protocol() == set()


def test_the_paths_of_the_dialects_are_described(described):
    assert {path for _, path in handshakes(described)} >= {"/ws", "/ws/notifications", "/ws/dashboard"}


def fits(pattern, path):
    """A name stands for any one segment, so `/notifications/seen` is a `/notifications/{id}` too."""
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), path) is not None


def test_a_method_that_is_not_described_is_405_with_those_that_are(server, described):
    http = server.http()
    for path in {path for _, path in described}:
        allowed = {method for method, pattern in described if fits(pattern, path)}
        [wrong, *_] = sorted({"GET", "POST", "PUT", "PATCH", "DELETE"} - allowed)
        answer = http.request(wrong, concrete(path))
        answer.expect_problem(405)
        offered = set(answer.header("Allow").split(", ")) - {"HEAD", "OPTIONS"}
        assert offered == allowed, path


def test_what_is_not_described_is_404(server):
    for path in ("/notification", "/notifications/a/b/c", "/users", "/outbox/alive", "/ws/token/x", "/openapi"):
        server.http().request("GET", path).expect_problem(404)

"""`[routes]` of the configuration: what is wrong with it is told before anything is served."""

import pytest

from support.command import run
from support.settings import HS256_SECRET, TOKEN_SECRET, to_toml

BASE = {
    "auth": {
        "jwt": {"issuer": "https://issuer.test", "hs256_secret": HS256_SECRET},
        "connection_tokens": {"secret": TOKEN_SECRET},
    }
}


@pytest.fixture
def check(belfry_bin, tmp_path):
    def call(**routes):
        path = tmp_path / "belfry.toml"
        path.write_text(to_toml({**BASE, "routes": routes}))
        return run(belfry_bin, "config", "check", "--config", path, cwd=tmp_path)

    return call


def test_a_stage_with_handlers_is_good(check):
    check(stage="prod", two_way=["a"], integrations={"$connect": "http://h:1/x", "a": "https://h/y"}).expect(0)


@pytest.mark.parametrize("stage", ["a/b", "/prod", "a b", "@connections", "%20", "ä"])
def test_a_stage_is_one_segment(check, stage):
    done = check(stage=stage)
    assert done.code != 0 and "routes.stage must be" in done.err + done.out


def test_a_stage_is_no_path_of_the_servers_own(check, serve):
    server = serve(arguments=["--dev"])
    http = server.http()
    described = http.request("GET", "/openapi.json").expect(200).json()["paths"]
    http.close()
    taken = {path.split("/")[1] for path in described} - {""}
    assert {"ws", "notifications", "connections", "dev"} <= taken
    for stage in sorted(taken):
        done = check(stage=stage)
        assert done.code != 0 and "routes.stage" in done.err + done.out, stage


@pytest.mark.parametrize(
    "routes, named",
    [
        ({"integrations": {"$connect": "ftp://h/x"}}, "routes.integrations must be URLs"),
        ({"integrations": {"$connect": "http://h/x?token=1"}}, "without query"),
        ({"two_way": ["other"]}, "routes.two_way"),
        ({"two_way": ["$connect"], "integrations": {"$connect": "http://h/x"}}, "routes.two_way must not hold $connect"),
        ({"selection_expression": "$request.header.x"}, "routes.selection_expression"),
        ({"timeout_seconds": 0}, "routes.timeout_seconds must be 1 to"),
        ({"concurrency": 0}, "routes.concurrency must be 1 to"),
        ({"stage": "", "integrations": {"$default": "http://h/x"}}, "routes.stage must be set"),
    ],
)
def test_a_wrong_value_is_told_with_its_name(check, routes, named):
    done = check(**{"stage": "prod", **routes})
    assert done.code != 0 and named in done.err + done.out, done.err + done.out


def test_a_password_in_a_url_is_refused_and_not_repeated(check):
    done = check(stage="prod", integrations={"$connect": "http://user:hunter2@h/x"})
    said = done.err + done.out
    assert done.code != 0 and "no password" in said and "hunter2" not in said

"""Product 6.5: `belfry broadcast` and `belfry connections` against a running server."""

import json

import pytest

from support import frames
from support.command import run
from support.settings import SERVICE_KEY

DATA = '{"title": "Hello", "message": "From the shell"}'


@pytest.fixture(scope="module")
def server(serve_module):
    keys = [{"name": "backend", "key": SERVICE_KEY, "scopes": ["broadcast", "connections"]}]
    return serve_module({"auth": {"service_keys": keys}, "limits": {"connections_per_user": 0}})


@pytest.fixture
def belfry(server, belfry_bin, tmp_path):
    """Runs a subcommand with the server's own configuration."""

    def call(command, *arguments):
        words = command.split()
        return run(belfry_bin, *words, "--config", server.config_path, *arguments, cwd=tmp_path)

    return call


@pytest.fixture
def client(server, user):
    with server.connect(user) as made:
        yield made


@pytest.fixture
def id(client):
    return client.connected["connectionId"]


def test_broadcast_reaches_a_user(belfry, client, user):
    done = belfry("broadcast", "--user", user, "--type", "notification", "--data", DATA).expect(0)
    assert done.out == "reached 1 connection, 0 failed\n"
    assert client.expect("message")["payload"]["data"]["title"] == "Hello"


def test_broadcast_reaches_everybody_and_one_connection(belfry, client, id):
    for target in (["--all"], ["--connection", id]):
        belfry("broadcast", *target, "--type", "notification", "--data", DATA).expect(0)
        client.expect("message")


def test_broadcast_with_json_says_what_the_server_said(belfry, client, user):
    done = belfry("broadcast", "--user", user, "--type", "notification", "--data", DATA, "--json").expect(0)
    assert json.loads(done.out) == {"successCount": 1, "failureCount": 0}


def test_a_broadcast_that_nobody_took_is_1(belfry):
    done = belfry("broadcast", "--connection", "conn_1_1", "--type", "notification", "--data", DATA).expect(1)
    assert done.out == "reached 0 connections, 1 failed\n"


def test_a_refused_broadcast_is_1_and_says_why(belfry):
    done = belfry("broadcast", "--all", "--type", "notification", "--data", "{}").expect(1)
    assert "/message/data/title" in done.one_line()


WRONG = [
    ["broadcast", "--type", "notification", "--data", DATA],
    ["broadcast", "--all", "--user", "ada", "--type", "notification", "--data", DATA],
    ["broadcast", "--all", "--type", "notification", "--data", "[1]"],
    ["broadcast", "--all", "--data", DATA],
    ["connections"],
    ["connections", "get"],
    ["connections", "send", "conn_1_1"],
    ["connections", "fly"],
]


@pytest.mark.parametrize("words", WRONG, ids=lambda words: " ".join(words[:3]))
def test_wrong_usage_is_2(belfry_bin, tmp_path, words):
    assert run(belfry_bin, *words, cwd=tmp_path).expect(2).err


@pytest.mark.parametrize(
    "words", [["broadcast"], ["connections"], *(["connections", verb] for verb in ("list", "get", "send", "close"))]
)
def test_help(belfry_bin, tmp_path, words):
    assert "--help" in run(belfry_bin, *words, "--help", cwd=tmp_path).expect(0).out


def test_connections_are_listed_one_a_line(belfry, server, client, id, user):
    with server.connect(user) as other:
        lines = belfry("connections list", "--user", user).expect(0).out.splitlines()
        assert {line.split()[0] for line in lines} == {id, other.connected["connectionId"]}
        assert all(user in line and "127.0.0.1" in line for line in lines)
        records = [json.loads(line) for line in belfry("connections list", "--json").expect(0).out.splitlines()]
        assert id in [record["connectionId"] for record in records]


def test_one_is_shown(belfry, id, user):
    shown = belfry("connections get", id).expect(0).out
    assert id in shown and user in shown
    assert json.loads(belfry("connections get", id, "--json").expect(0).out)["userId"] == user


def test_text_is_sent_as_it_is(belfry, client, id):
    assert belfry("connections send", id, "plain wörds").expect(0).out == "sent\n"
    assert client.ws.recv_message() == (frames.TEXT, "plain wörds".encode())


def test_one_is_closed(belfry, client, id):
    assert belfry("connections close", id).expect(0).out == "closed\n"
    client.ws.expect_close(4503)
    for command in (["connections get", id], ["connections close", id], ["connections send", id, "x"]):
        assert "GONE" in belfry(*command).expect(1).one_line()


def test_an_id_is_one_segment_whatever_it_is(belfry):
    assert "GONE" in belfry("connections get", "a/b?c").expect(1).one_line()

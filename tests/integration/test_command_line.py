"""Product 6.5: the subcommands against a running server."""

import json
import subprocess

import pytest

from support.command import environment, run
from support.deadline import eventually
from support.refusals import refused


@pytest.fixture
def belfry(server, belfry_bin, tmp_path):
    """Runs a subcommand with the server's own configuration."""

    def call(command, *arguments, **how):
        words = command.split()
        return run(belfry_bin, *words, "--config", server.config_path, *arguments, cwd=tmp_path, **how)

    return call


def test_help_of_every_command(belfry_bin, tmp_path):
    for words in (
        [],
        ["serve"],
        ["publish"],
        ["listen"],
        ["token"],
        ["token", "jwt"],
        ["token", "connection"],
        ["config"],
        ["migrate"],
    ):
        done = run(belfry_bin, *words, "--help", cwd=tmp_path).expect(0)
        assert "--help" in done.out or "help" in done.out.lower(), words
        assert "\x1b[" not in done.out, "colours go to terminals only"


@pytest.mark.parametrize(
    "words", [[], ["fly"], ["publish"], ["serve", "--nonsense"], ["token"], ["token", "jwt"], ["listen"]], ids=str
)
def test_wrong_usage_is_2(belfry_bin, tmp_path, words):
    done = run(belfry_bin, *words, cwd=tmp_path).expect(2)
    assert done.err


def test_publish_publishes(belfry, server, user):
    done = belfry(
        "publish", "--user", user, "--type", "new_like", "--title", "From the shell", "--body", "b", "--data", '{"a":1}'
    ).expect(0)
    item = server.user(user).history()["items"][0]
    assert (item["title"], item["body"], item["data"], item["type"]) == ("From the shell", "b", {"a": 1}, "new_like")
    assert item["id"] in done.out


def test_publish_with_json_says_what_the_server_said(belfry, server, user):
    done = belfry("publish", "--user", user, "--type", "new_like", "--title", "x", "--json").expect(0)
    assert json.loads(done.out)["id"] == server.user(user).history()["items"][0]["id"]


def test_a_refused_publish_is_1_and_says_why(belfry, user):
    done = belfry("publish", "--user", user, "--type", "no_such_type", "--title", "x").expect(1)
    assert "type" in done.err


def test_data_that_is_no_json_is_wrong_usage(belfry, user):
    done = belfry("publish", "--user", user, "--type", "new_like", "--title", "x", "--data", "{oops")
    assert done.code in (1, 2) and done.err


def test_a_server_that_is_not_there_is_1(belfry_bin, serve, tmp_path):
    server = serve.make()
    done = run(
        belfry_bin,
        "publish",
        "--config",
        server.config_path,
        "--user",
        "u",
        "--type",
        "new_like",
        "--title",
        "x",
        cwd=tmp_path,
    )
    done.expect(1)
    done.one_line()


def test_a_jwt_from_the_shell_opens_a_connection(belfry, server, user):
    token = belfry("token jwt", "--user", user).expect(0).out.strip()
    with server.connect(user, token=token) as client:
        assert client.connected["userId"] == user


def test_a_jwt_from_the_shell_may_have_a_scope_and_a_short_life(belfry, server, user):
    token = belfry("token jwt", "--user", user, "--scope", "belfry:admin", "--ttl", "1h").expect(0).out.strip()
    server.service(token).publish(user)


def test_a_connection_token_from_the_shell_opens_one_connection(belfry, server, user):
    token = belfry("token connection", "--user", user).expect(0).out.strip()
    with server.connect(user, token=token) as client:
        assert client.connected["userId"] == user
    refused(lambda: server.socket(token=token), 401, "TOKEN_USED")


class Listener:
    def __init__(self, binary, server, tmp_path, *arguments):
        command = [str(binary), "listen", "--config", str(server.config_path), *arguments]
        self.child = subprocess.Popen(
            command,
            cwd=tmp_path,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(self, seconds=20):
        try:
            out, err = self.child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.communicate()
            raise
        assert "Sanitizer" not in err, err
        return self.child.returncode, out, err


def test_listen_prints_what_comes_and_ends_behind_the_count(server, service, belfry_bin, tmp_path, user):
    listener = Listener(belfry_bin, server, tmp_path, "--user", user, "--count", "2", "--json")
    server.expect_event("websocket:connected", userId=user)
    ids = service.publish_many(user, 2)
    code, out, err = listener.finish()
    assert code == 0, err
    got = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    assert [m["payload"]["id"] for m in got if m.get("type") == "notification"] == ids


def test_listen_with_ack_makes_it_delivered(server, service, belfry_bin, tmp_path, user):
    notification_id = service.publish(user)
    code, _, err = Listener(belfry_bin, server, tmp_path, "--user", user, "--count", "1", "--ack").finish()
    assert code == 0, err
    eventually(lambda: "deliveredAt" in server.user(user).item(notification_id), "the ack is written")


def test_listen_since_a_cursor_prints_what_was_missed(server, service, belfry_bin, tmp_path, user):
    service.publish(user)
    cursor = server.user(user).history()["cursor"]
    missed = service.publish(user)
    code, out, err = Listener(
        belfry_bin, server, tmp_path, "--user", user, "--since", cursor, "--count", "1", "--json"
    ).finish()
    assert code == 0, err
    assert missed in out


def test_listen_finds_a_server_that_comes_later(belfry_bin, serve, tmp_path):
    server = serve.make()
    listener = Listener(belfry_bin, server, tmp_path, "--user", "u", "--count", "1", "--json")
    assert listener.child.stderr.readline(), "it says that there is no server yet"
    server.start()
    server.expect_event("websocket:connected", userId="u", seconds=40)
    notification_id = server.service().publish("u")
    code, out, err = listener.finish(40)
    assert code == 0, err
    assert notification_id in out


def test_listen_comes_back_after_a_restart_and_misses_nothing(belfry_bin, serve, tmp_path):
    server = serve()
    listener = Listener(belfry_bin, server, tmp_path, "--user", "u", "--count", "3", "--json")
    server.expect_event("websocket:connected", userId="u")
    first = server.service().publish("u")
    server.expect_event("notification:delivered", notificationId=first)
    server.restart()
    rest = server.service().publish_many("u", 2)
    code, out, err = listener.finish(60)
    assert code == 0, err
    got = [json.loads(line)["payload"]["id"] for line in out.splitlines() if '"type":"notification"' in line]
    assert got == [first, *rest]


def test_listen_with_a_refused_credential_is_1(belfry_bin, serve, tmp_path):
    server = serve({"auth": {"jwt": {"issuer": "https://one.test"}}})
    other = serve.make({"auth": {"jwt": {"issuer": "https://two.test"}}}, name="other")
    for key in ("listen", "public_url"):
        other.config["server"][key] = server.config["server"][key]
    other.config["auth"]["connection_tokens"]["secret"] = "another-secret-0123456789-0123456789"
    other.write_config()
    code, _, err = Listener(belfry_bin, other, tmp_path, "--user", "u", "--count", "1").finish()
    assert code == 1 and err


def test_migrate_prepares_an_empty_folder(belfry_bin, serve, tmp_path, user):
    server = serve.make()
    server.data_dir.mkdir()
    run(belfry_bin, "migrate", "--config", server.config_path, "--data-dir", server.data_dir, cwd=tmp_path).expect(0)
    run(belfry_bin, "migrate", "--config", server.config_path, "--data-dir", server.data_dir, cwd=tmp_path).expect(0)
    server.start()
    server.service().publish(user)

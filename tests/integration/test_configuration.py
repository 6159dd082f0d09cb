"""Product 6.1: the file, the environment and the flags; and what a wrong value says."""

import pytest

from support.command import run
from support.free_port import free_port
from support.settings import HS256_SECRET, SERVICE_KEY, TOKEN_SECRET, to_toml


@pytest.fixture
def belfry(belfry_bin, tmp_path):
    def call(*arguments, **how):
        return run(belfry_bin, *arguments, cwd=tmp_path, **how)

    return call


def write(tmp_path, text):
    path = tmp_path / "belfry.toml"
    path.write_text(text)
    return path


GOOD = to_toml(
    {
        "auth": {
            "jwt": {"issuer": "https://issuer.test", "hs256_secret": HS256_SECRET},
            "connection_tokens": {"secret": TOKEN_SECRET},
        }
    }
)

BAD = {
    "a word where a number belongs": ('[limits]\nconnections = "many"\n', "limits.connections"),
    "a negative limit": ("[limits]\nconnections_per_user = -1\n", "connections_per_user"),
    "an unknown key": ("[limits]\nconections = 5\n", "conections"),
    "an unknown table": ("[limit]\nconnections = 5\n", "limit"),
    "an unknown policy": ('[limits]\nconnections_per_user_policy = "shrug"\n', "connections_per_user_policy"),
    "an unknown level": ('[log]\nlevel = "loud"\n', "log.level"),
    "an address that is none": ('[server]\nlisten = "nowhere"\n', "server.listen"),
    "no TOML": ("[limits\n", "belfry.toml"),
    "a scope that is none": (
        '[[auth.service_keys]]\nname = "x"\nkey = "k0123456789abcdef"\nscopes = ["fly"]\n',
        "scopes",
    ),
    "a secret of a file that is not there": ('[auth.connection_tokens]\nsecret = "file:/does/not/exist"\n', "secret"),
    "a secret of an unset variable": ('[auth.connection_tokens]\nsecret = "env:NOT_SET_ANYWHERE"\n', "secret"),
}


@pytest.mark.parametrize("command", ["check", "serve"])
@pytest.mark.parametrize("case", BAD)
def test_a_wrong_value_is_told_with_its_name(belfry, tmp_path, case, command):
    text, named = BAD[case]
    path = write(tmp_path, text if "auth" in text else text + GOOD)
    words = ("config", "check") if command == "check" else ("serve", "--data-dir", tmp_path / "data")
    done = belfry(*words, "--config", path)
    assert done.code in (1, 2), (done.code, done.out, done.err)
    done.expect(done.code)
    assert named in done.err + done.out
    assert TOKEN_SECRET not in done.err + done.out


def test_a_file_that_is_not_there_is_told(belfry, tmp_path):
    done = belfry("config", "check", "--config", tmp_path / "nothing.toml")
    assert done.code in (1, 2)
    assert "nothing.toml" in done.err + done.out


def test_a_good_file_is_good(belfry, tmp_path):
    belfry("config", "check", "--config", write(tmp_path, GOOD)).expect(0)


def test_print_shows_every_key_and_no_secret(belfry, tmp_path):
    done = belfry("config", "print", "--config", write(tmp_path, GOOD + "[limits]\nconnections = 4711\n")).expect(0)
    assert "4711" in done.out
    for key in (
        "drain_seconds",
        "connections_per_user_policy",
        "ttl_seconds",
        "ack_timeout_seconds",
        "interval_seconds",
    ):
        assert key in done.out, key
    assert TOKEN_SECRET not in done.out and HS256_SECRET not in done.out


def test_the_environment_beats_the_file(belfry, tmp_path):
    path = write(tmp_path, GOOD + "[limits]\nconnections = 1111\nmessages_per_second = 3333\n")
    env = {"BELFRY_LIMITS_CONNECTIONS": "2222"}
    out = belfry("config", "print", "--config", path, env=env).expect(0).out
    assert "2222" in out and "1111" not in out and "3333" in out


def test_our_own_variables_beat_those_of_the_systems_replaced(belfry, tmp_path):
    path = write(tmp_path, GOOD)
    env = {"WEBSOCKET_MAX_CONNECTIONS_PER_USER": "71", "WEBSOCKET_MESSAGE_MAX_SIZE": "65432"}
    out = belfry("config", "print", "--config", path, env=env).expect(0).out
    assert "71" in out and "65432" in out
    env["BELFRY_LIMITS_MESSAGE_BYTES"] = "54321"
    out = belfry("config", "print", "--config", path, env=env).expect(0).out
    assert "54321" in out and "65432" not in out


@pytest.mark.parametrize("name", ["BELFRY_LIMITS_CONNECTIONS", "WEBSOCKET_MAX_CONNECTIONS_PER_USER"])
def test_a_wrong_variable_is_told_with_its_name(belfry, tmp_path, name):
    done = belfry("config", "check", "--config", write(tmp_path, GOOD), env={name: "many"})
    assert done.code in (1, 2)
    assert name in done.err + done.out or "connections" in done.err + done.out


def test_flags_beat_the_environment(serve, user):
    port = free_port()
    server = serve.make(
        env={"BELFRY_SERVER_LISTEN": f"127.0.0.1:{free_port()}"}, arguments=("--listen", f"127.0.0.1:{port}")
    )
    server.port = port
    server.start()
    server.service().publish(user)


def test_secrets_may_stand_in_files_and_variables(serve, user, tmp_path):
    (tmp_path / "key").write_text(SERVICE_KEY + "\n")
    server = serve(
        {
            "auth": {
                "connection_tokens": {"secret": "env:OUR_TOKEN_SECRET"},
                "service_keys": [{"name": "b", "key": f"file:{tmp_path / 'key'}", "scopes": ["publish"]}],
            }
        },
        env={"OUR_TOKEN_SECRET": TOKEN_SECRET},
    )
    server.service().publish(user)
    with server.connect(user, token=server.connection_token(user)):
        pass


def test_variables_of_the_systems_replaced_that_do_nothing_say_so_once(serve):
    server = serve(env={"CONNECTIONS_TABLE": "t", "NOTIFICATIONS_TOPIC_ARN": "arn:x"})
    for name in ("CONNECTIONS_TABLE", "NOTIFICATIONS_TOPIC_ARN"):
        assert server.log().count(name) == 1


def test_a_port_that_is_taken_is_a_clear_error(serve, belfry_bin, tmp_path):
    server = serve()
    done = run(belfry_bin, "serve", "--config", server.config_path, "--data-dir", tmp_path / "other-data", cwd=tmp_path)
    done.expect(1)
    assert str(server.port) in done.err + done.out


def test_dev_refuses_an_address_that_others_can_reach(belfry, tmp_path):
    done = belfry("serve", "--dev", "--listen", "0.0.0.0:0", "--data-dir", tmp_path / "dev-data")
    assert done.code in (1, 2)
    assert done.err + done.out


def test_dev_makes_what_it_lacks_and_keeps_it_to_its_owner(serve, belfry_bin, tmp_path):
    server = serve.make({"auth": {"jwt": None, "connection_tokens": None, "service_keys": None}}, arguments=("--dev",))
    server.start()
    made = server.data_dir / "dev.toml"
    assert made.stat().st_mode & 0o777 == 0o600
    first = made.read_text()
    server.stop()
    server.start()
    assert made.read_text() == first
    done = run(
        belfry_bin,
        "publish",
        "--config",
        server.config_path,
        "--data-dir",
        server.data_dir,
        "--user",
        "u",
        "--type",
        "new_like",
        "--title",
        "x",
        cwd=tmp_path,
    )
    done.expect(0)

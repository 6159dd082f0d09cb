"""Product 6.2 to 6.4: health, metrics and the log."""

import json
import re
from pathlib import Path

import pytest

from support.deadline import eventually
from support.refusals import refused
from support.settings import HS256_SECRET, SERVICE_KEY, TOKEN_SECRET

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "metrics.txt"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_server_that_runs_is_healthy_and_ready(server, path):
    answer = server.http().request("GET", path).expect(200)
    assert answer.header("X-Request-Id")


def test_health_may_be_asked_by_head(server):
    answer = server.http().request("HEAD", "/healthz")
    assert (answer.status, answer.body) == (200, b"")


def test_metrics_are_those_of_the_golden_file(server, service, user):
    service.publish(user)
    expected = GOLDEN.read_text().split("\n")
    got = server.metrics().shapes()
    # The label of this family shows with the first error of the store.
    got = [line + " operation" if line == "belfry_store_errors_total counter" else line for line in got]
    assert got == [line for line in expected if line]


def test_metrics_are_in_the_text_format(server):
    answer = server.http().request("GET", "/metrics").expect(200)
    assert answer.header("Content-Type").startswith("text/plain")
    assert "# HELP belfry_connections_active " in answer.body.decode()


def test_connections_are_counted_while_they_are_open(serve, user):
    server = serve({"limits": {"connections_per_user": 0, "connections": 77}})
    clients = [server.connect(user) for _ in range(3)] + [server.connect("alone")]
    metrics = server.metrics()
    assert metrics.value("belfry_connections_active", dialect="notifications") == 4
    assert metrics.value("belfry_connections_limit") == 77
    assert metrics.value("belfry_connections_per_user_count") == 2
    assert metrics.value("belfry_connections_per_user_sum") == 4
    assert metrics.value("belfry_connections_per_user_bucket", le="1") == 1
    clients[0].close()
    clients[1].abort()
    clients[2].ws.reset()
    eventually(lambda: server.connections() == 1, "the ended connections are gone")
    clients[3].abort()


def test_a_connection_s_life_is_in_the_log(server, user):
    with server.connect(user) as client:
        connection_id = client.connected["connectionId"]
        event = server.expect_event("websocket:connected", connectionId=connection_id)
        assert event["userId"] == user
        client.close()
    event = server.expect_event("websocket:disconnected", connectionId=connection_id)
    assert event["reason"]


def test_every_line_of_the_log_is_json_with_time_level_and_event(server, service, user):
    service.publish(user)
    with server.connect(user):
        pass
    lines = [line for line in server.log().splitlines()[:-1] if line]
    assert lines
    for line in lines:
        entry = json.loads(line)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", entry["time"]), line
        assert entry["level"] in ("debug", "info", "warning", "error") and entry["event"], line


def test_a_user_cannot_forge_a_line_of_the_log(server):
    name = 'x","level":"error","event":"forged'
    with server.connect(name) as client:
        event = server.expect_event("websocket:connected", connectionId=client.connected["connectionId"])
    assert event["userId"] == name
    assert server.events("forged") == []


def test_messages_are_logged_at_debug_level(serve, user):
    server = serve({"log": {"level": "debug"}})
    with server.connect(user) as client:
        client.ping()
        event = server.expect_event("websocket:message", connectionId=client.connected["connectionId"])
    assert (event["type"], event["userId"], event["level"]) == ("ping", user, "debug")


def test_text_is_the_other_format_of_the_log(serve, user):
    server = serve({"log": {"format": "text"}})
    with server.connect(user) as client:
        connection_id = client.connected["connectionId"]
        eventually(lambda: connection_id in server.log(), "the connection is logged")
    assert not any(line.startswith("{") for line in server.log().splitlines())


def test_a_correlation_id_is_carried_into_the_answer(service, user):
    body = {"userId": user, "type": "new_like", "title": "x"}
    answer = service.post_notification(body, headers={"X-Correlation-Id": "corr-4712"}).expect(202)
    assert answer.header("X-Correlation-Id") == "corr-4712"


def test_a_correlation_id_is_carried_into_the_log(server, service, user):
    with server.connect(user) as client:
        service.post_notification(
            {"userId": user, "type": "new_like", "title": "x"}, headers={"X-Correlation-Id": "corr-4711"}
        ).expect(202)
        client.notification()
    eventually(lambda: "corr-4711" in server.log(), "the correlation id is logged")


def test_no_token_secret_or_payload_is_ever_in_the_log(serve, user):
    server = serve({"log": {"level": "debug"}})
    marker = "payload-that-is-nobody's-business"
    secrets = [HS256_SECRET, TOKEN_SECRET, SERVICE_KEY, marker]
    jwt, token, issued = server.jwt(user), server.connection_token(user), None
    api, service = server.user(user), server.service()
    issued = api.issue_token().expect(201).json()["token"]
    bad_jwt, bad_token = jwt[:-6] + "AAAAAA", token[:-6] + "AAAAAA"
    server.socket(token="", query={"token": jwt}).abort()
    server.socket(token="", protocols=(f"bearer.{token}",)).abort()
    refused(lambda: server.socket(token="", query={"token": token}), 401, "TOKEN_USED")
    refused(lambda: server.socket(token="", query={"token": bad_jwt}), 401)
    refused(lambda: server.socket(token="", protocols=(f"bearer.{bad_token}",)), 401)
    server.service("wrong-service-key-987").post_notification({}).expect(401)
    with server.connect(user, token="", query={"token": issued}) as client:
        service.publish(user, marker, body=marker, data={"x": marker})
        client.notification()
        client.send(marker, {"x": marker})
        client.ws.send_text(marker)
        client.ping()
    service.post_notification({"title": marker, "type": marker}).expect(422)
    server.stop()
    log = server.log() + server.output()
    secrets += [jwt, token, issued, bad_jwt, bad_token, "wrong-service-key-987"]
    secrets += [part for whole in (jwt, token, issued) for part in whole.split(".")[1:]]
    assert [secret for secret in secrets if secret in log] == []
    assert "websocket:connected" in log

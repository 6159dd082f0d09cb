"""examples/apigw-handlers against Belfry: handlers with AWS's SDK, as they are written for Lambda."""

import json

import pytest

from support.apigw_example import ExampleHandlers
from support.aws import AWS_KEYS
from support.deadline import eventually
from support.gateway_handlers import INVOKE
from support.http import HttpClient
from support.settings import merged
from support.ws import Refused, WebSocket

OF_API_GATEWAY = "Lk3eXfVFoAMCKhw="

NAMES = {
    "$connect": "connect",
    "$disconnect": "disconnect",
    "$default": "default",
    "sendmessage": "sendmessage",
    "whoami": "whoami",
}


def posted(port, name):
    return f"http://127.0.0.1:{port}/{name}"


def invoked(port, name):
    return f"http://127.0.0.1:{port}" + INVOKE.format(name)


@pytest.fixture(scope="module", params=[invoked, posted], ids=["Lambda Invoke", "plain POST"])
def running(request, serve_module, tmp_path_factory):
    server = serve_module.make({"auth": {"aws_keys": AWS_KEYS}})
    handlers = ExampleHandlers(tmp_path_factory.mktemp("example"), f"http://127.0.0.1:{server.port}/prod")
    integrations = {key: request.param(handlers.port, name) for key, name in NAMES.items()}
    routes = {"stage": "prod", "two_way": ["whoami"], "integrations": integrations}
    server.config = merged(server.config, {"routes": routes})
    server.write_config()
    yield server.start(), handlers
    server.stop()
    handlers.stop()


def join(server, name, **how):
    return WebSocket.connect(server.port, f"/prod?name={name}", **how)


def next_json(ws):
    return json.loads(ws.recv_message()[1])


def test_a_chat(running):
    server, handlers = running
    ada, bob = join(server, "ada"), join(server, "bob")
    assert sorted(row["name"] for row in handlers.table().values()) == ["ada", "bob"]
    ada.send_json({"action": "sendmessage", "message": "hello"})
    assert next_json(ada) == next_json(bob) == {"from": "ada", "message": "hello"}

    bob.send_close(4000)
    eventually(lambda: [row["name"] for row in handlers.table().values()] == ["ada"], "bob's row is removed")
    assert 4000 in [each["disconnectStatusCode"] for each in handlers.disconnects().values()]

    ada.send_json({"action": "sendmessage", "message": "alone"})
    assert next_json(ada) == {"from": "ada", "message": "alone"}
    ada.close()
    eventually(lambda: handlers.table() == {}, "ada's row is removed")


def test_who_brings_no_name_is_refused(running):
    server, _ = running
    with pytest.raises(Refused) as refused:
        WebSocket.connect(server.port, "/prod")
    assert refused.value.status == 401


def test_the_handler_chooses_the_subprotocol(running):
    server, _ = running
    with join(server, "ada", protocols=("other", "chat")) as ws:
        assert ws.response.header("Sec-WebSocket-Protocol") == "chat"
    with join(server, "ada", protocols=("other",)) as ws:
        assert ws.response.header("Sec-WebSocket-Protocol") is None


def test_a_two_way_route_and_the_default_one_answer(running):
    server, _ = running
    with join(server, "eve") as ws:
        ws.send_json({"action": "whoami"})
        answer = next_json(ws)
        assert (answer["name"], answer["sourceIp"]) == ("eve", "127.0.0.1")
        assert answer["connectionId"].startswith("conn_")
        ws.send_text("what?")
        assert next_json(ws)["error"] == "Unknown action"


def test_a_row_that_api_gateway_left_behind_removes_itself(running):
    server, handlers = running
    event = {
        "requestContext": {"connectionId": OF_API_GATEWAY, "connectedAt": 1},
        "queryStringParameters": {"name": "old"},
        "headers": {},
    }
    http = HttpClient(handlers.port)
    http.request("POST", "/connect", event).expect(200)
    http.close()
    assert OF_API_GATEWAY in handlers.table()
    with join(server, "ada") as ws:
        ws.send_json({"action": "sendmessage", "message": "hello"})
        assert next_json(ws) == {"from": "ada", "message": "hello"}
        eventually(lambda: OF_API_GATEWAY not in handlers.table(), "the row is removed")

"""Handlers written for API Gateway: what they are told, and what clients see of what they answer."""

import json
import re
import threading
import time

import pytest

from support import frames
from support.deadline import eventually
from support.gateway_handlers import GatewayHandlers, Raw, thrown
from support.ws import Refused, WebSocket

ID = r"[A-Za-z0-9_-]{15}="


@pytest.fixture(scope="module")
def handlers():
    made = GatewayHandlers()
    yield made
    made.end()


@pytest.fixture(autouse=True)
def fresh(handlers):
    handlers.reset()


def routes(handlers, **changes):
    table = {
        "stage": "prod",
        "timeout_seconds": 1,
        "two_way": ["ask", "plain/ask"],
        "integrations": {
            "$connect": handlers.invoke_url("connect"),
            "$disconnect": handlers.invoke_url("disconnect"),
            "$default": handlers.invoke_url("default"),
            "ask": handlers.invoke_url("ask"),
            "tell": handlers.invoke_url("tell"),
            "plain": handlers.post_url("plain"),
            "plain/ask": handlers.post_url("plain-ask"),
        },
    }
    return {"routes": {**table, **changes}}


@pytest.fixture(scope="module")
def server(handlers, serve_module):
    return serve_module(routes(handlers))


def dial(server, query="", **how):
    return WebSocket.connect(server.port, "/prod" + query, **how)


class Client:
    """An open connection and its id, which only the handlers were told."""

    def __init__(self, server, handlers, query="", **how):
        before = len(handlers.came("$connect"))
        self.ws = dial(server, query, **how)
        self.connect = handlers.expect("$connect", count=before + 1)[-1]
        self.id = self.connect["requestContext"]["connectionId"]

    def say(self, **message):
        self.ws.send_json(message)

    def text(self, **how):
        opcode, payload = self.ws.recv_message(**how)
        assert opcode == frames.TEXT
        return payload.decode()

    def expect_silence(self):
        """Nothing came: what is asked now is answered first."""
        self.say(action="ask", serial=self.id)
        assert self.text() == f"echo {self.id}"


@pytest.fixture
def client(server, handlers):
    handlers.on["ask"] = lambda event: {"statusCode": 200, "body": "echo " + json.loads(event["body"])["serial"]}
    made = Client(server, handlers)
    yield made
    made.ws.abort()


# $connect


def test_connect_is_told_the_handshake(server, handlers):
    with dial(server, "?token=a&token=b&x=1", headers=[("User-Agent", "tests/1"), ("x-TWICE", "1"), ("x-twice", "2")]):
        (event,) = handlers.expect("$connect")
    host = f"127.0.0.1:{server.port}"
    assert set(event) == {
        "headers",
        "multiValueHeaders",
        "queryStringParameters",
        "multiValueQueryStringParameters",
        "requestContext",
        "isBase64Encoded",
    }
    assert event["isBase64Encoded"] is False
    assert event["queryStringParameters"] == {"token": "b", "x": "1"}
    assert event["multiValueQueryStringParameters"] == {"token": ["a", "b"], "x": ["1"]}
    headers = event["headers"]
    assert headers["Host"] == host
    assert headers["User-Agent"] == "tests/1"
    assert headers["Sec-WebSocket-Version"] == "13"
    assert headers["x-TWICE"] == "2" and event["multiValueHeaders"]["x-TWICE"] == ["1", "2"]
    assert headers["X-Forwarded-For"] == "127.0.0.1"
    assert headers["X-Forwarded-Proto"] == "http" and headers["X-Forwarded-Port"] == str(server.port)
    assert "Connection" not in headers and "Upgrade" not in headers
    context = event["requestContext"]
    assert re.fullmatch(ID, context["requestId"]) and context["extendedRequestId"] == context["requestId"]
    assert re.fullmatch(r"\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000", context["requestTime"])
    assert abs(context["requestTimeEpoch"] / 1000 - time.time()) < 60
    assert context["connectedAt"] <= context["requestTimeEpoch"]
    assert re.fullmatch(r"conn_\d+_[0-9a-z]+", context["connectionId"])
    fixed = {"routeKey", "eventType", "messageDirection", "stage", "identity", "domainName"}
    assert {name: context[name] for name in fixed} == {
        "routeKey": "$connect",
        "eventType": "CONNECT",
        "messageDirection": "IN",
        "stage": "prod",
        "identity": {"userAgent": "tests/1", "sourceIp": "127.0.0.1"},
        "domainName": host,
    }
    assert set(context) - fixed == {
        "requestId",
        "extendedRequestId",
        "requestTime",
        "requestTimeEpoch",
        "connectedAt",
        "connectionId",
        "apiId",
    }


def test_absent_things_are_left_out(server, handlers):
    with dial(server):
        (event,) = handlers.expect("$connect")
    assert "queryStringParameters" not in event and "multiValueQueryStringParameters" not in event
    assert event["requestContext"]["identity"] == {"sourceIp": "127.0.0.1"}


def test_handlers_are_sent_to_the_public_address_whatever_host_a_client_names(server, handlers):
    # They sign requests to it with their own keys.
    ws = WebSocket.dial(server.port)
    ws.send_raw(
        b"GET /prod HTTP/1.1\r\nHost: evil.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    assert ws.read_response().status == 101
    (event,) = handlers.expect("$connect")
    assert event["headers"]["Host"] == "evil.example"
    assert event["requestContext"]["domainName"] == f"127.0.0.1:{server.port}"
    ws.abort()


@pytest.mark.parametrize("status", [301, 401, 403, 501])
def test_another_status_than_2xx_is_the_answer_to_the_handshake(server, handlers, status):
    handlers.on["connect"] = lambda _: {"statusCode": status, "headers": {"X-Secret": "1"}, "body": "why"}
    with pytest.raises(Refused) as refused:
        dial(server)
    assert refused.value.status == status
    assert refused.value.response.header("X-Secret") is None
    assert b"why" not in refused.value.response.body


def test_any_2xx_accepts(server, handlers):
    handlers.on["connect"] = lambda _: {"statusCode": 201, "body": "ignored"}
    dial(server).close()


@pytest.mark.parametrize(
    "answer",
    [
        thrown(),
        Raw(200, b'{"errorMessage":"an emulator says it like this"}'),
        Raw(200, b"Task timed out after 3.00 seconds"),
        Raw(502, b""),
        Raw(200, b'{"statusCode":200,"data":1}'),
        Raw(200, b"{}"),
        Raw(200, b"null"),
        Raw(200, b'{"statusCode":"many"}'),
        Raw(200, b'{"statusCode":200,"body":"' + b"x" * 200_000 + b'"}'),
    ],
    ids=["threw", "error without header", "no JSON", "502", "unknown key", "no status", "null", "bad status", "long"],
)
def test_a_handler_that_fails_is_a_502_and_asked_once(server, handlers, answer):
    handlers.on["connect"] = lambda _: answer
    with pytest.raises(Refused) as refused:
        dial(server)
    assert refused.value.status == 502
    handlers.expect("$connect", count=1)


def test_a_slow_handler_is_a_504_and_asked_once(server, handlers):
    released = threading.Event()
    handlers.on["connect"] = lambda _: released.wait(10) and {"statusCode": 200}
    try:
        began = time.monotonic()
        with pytest.raises(Refused) as refused:
            dial(server)
        assert refused.value.status == 504
        assert 0.9 < time.monotonic() - began < 5
        handlers.expect("$connect", count=1)
    finally:
        released.set()


def test_a_refused_connection_is_gone_and_told_no_disconnect(server, handlers):
    handlers.on["connect"] = lambda _: {"statusCode": 401}
    with pytest.raises(Refused):
        dial(server)
    handlers.on.clear()
    client = Client(server, handlers)
    client.ws.close()
    (event,) = handlers.expect("$disconnect")
    assert event["requestContext"]["connectionId"] == client.id


def test_only_the_subprotocol_that_the_handler_names_is_echoed(server, handlers):
    with dial(server, protocols=("chat", "other")) as ws:
        assert ws.response.header("Sec-WebSocket-Protocol") is None
    handlers.on["connect"] = lambda _: {"statusCode": 200, "headers": {"sec-websocket-protocol": "other", "X-No": "1"}}
    with dial(server, protocols=("chat", "other")) as ws:
        assert ws.response.header("Sec-WebSocket-Protocol") == "other"
        assert ws.response.header("X-No") is None


def test_a_subprotocol_that_is_no_token_is_a_failure(server, handlers):
    headers = {"Sec-WebSocket-Protocol": "chat\r\nSet-Cookie: a=b"}
    handlers.on["connect"] = lambda _: {"statusCode": 200, "headers": headers}
    with pytest.raises(Refused) as refused:
        dial(server, protocols=("chat",))
    assert refused.value.status == 502


def test_an_origin_that_is_not_allowed_asks_no_handler(server, handlers):
    with pytest.raises(Refused) as refused:
        dial(server, headers={"Origin": "https://evil.example"})
    assert refused.value.status == 403
    assert handlers.came("$connect") == []


def test_without_a_connect_handler_everybody_is_let_in(serve, handlers):
    server = serve(routes(handlers, integrations={"$default": handlers.invoke_url("default")}, two_way=[]))
    with dial(server) as ws:
        ws.send_text("hello")
        (event,) = handlers.expect("$default")
        assert event["body"] == "hello"


def test_without_an_upgrade_the_stage_asks_for_one(server):
    http = server.http()
    assert http.request("GET", "/prod").status == 426
    http.close()


# Messages


def test_a_message_goes_to_the_route_that_it_names(client, handlers):
    client.ws.send_text('{"action": "tell", "text": "wörld"}')
    (event,) = handlers.expect("tell", client.id)
    assert set(event) == {"requestContext", "body", "isBase64Encoded"}
    assert event["body"] == '{"action": "tell", "text": "wörld"}'
    context = event["requestContext"]
    assert (context["eventType"], context["connectionId"]) == ("MESSAGE", client.id)
    assert re.fullmatch(ID, context["messageId"])
    assert context["connectedAt"] == client.connect["requestContext"]["connectedAt"]
    assert context["identity"] == client.connect["requestContext"]["identity"]


@pytest.mark.parametrize(
    "text",
    ["no JSON", "[1]", "{}", '{"action":"other"}', '{"action":7}', '{"Action":"tell"}', '{"action":"$connect"}'],
)
def test_anything_else_goes_to_default(client, handlers, text):
    client.ws.send_text(text)
    (event,) = handlers.expect("$default", client.id)
    assert event["body"] == text
    assert event["requestContext"]["routeKey"] == "$default"


@pytest.mark.parametrize("status", [200, 201, 301, 401, 501])
def test_what_a_one_way_route_answers_is_not_sent(client, handlers, status):
    handlers.on["tell"] = lambda _: {"statusCode": status, "body": "unheard"}
    client.say(action="tell")
    handlers.expect("tell", client.id)
    client.expect_silence()


@pytest.mark.parametrize("status", [200, 500])
def test_a_two_way_route_answers_with_its_body(client, handlers, status):
    handlers.on["ask"] = lambda _: {"statusCode": status, "body": '{"answer":"wörld"}'}
    client.say(action="ask")
    assert client.text() == '{"answer":"wörld"}'


def test_a_two_way_route_without_a_body_sends_nothing(client, handlers):
    answers = handlers.on["ask"]
    handlers.on["ask"] = lambda event: {"statusCode": 200} if '"no"' in event["body"] else answers(event)
    client.say(action="ask", why="no")
    handlers.expect("ask", client.id)
    client.expect_silence()


@pytest.mark.parametrize("answer", [thrown(), Raw(200, b'{"statusCode":200,"ConnectionId":"x"}'), Raw(500)])
@pytest.mark.parametrize("action", ["tell", "ask"])
def test_a_handler_that_fails_is_told_byte_for_byte_and_the_connection_stays(client, handlers, answer, action):
    answers = handlers.on["ask"]
    handlers.on[action] = lambda _: answer
    client.say(action=action)
    (event,) = handlers.expect(action, client.id)
    request_id = event["requestContext"]["requestId"]
    assert client.text() == (
        f'{{"message": "Internal server error", "connectionId":"{client.id}", "requestId":"{request_id}"}}'
    )
    handlers.on["ask"] = answers
    client.expect_silence()


def test_a_handler_that_takes_too_long_is_a_failure(client, handlers):
    released = threading.Event()
    handlers.on["tell"] = lambda _: released.wait(10) and {"statusCode": 200}
    try:
        client.say(action="tell")
        assert json.loads(client.text())["message"] == "Internal server error"
    finally:
        released.set()


def test_a_route_without_a_handler_is_forbidden(serve, handlers):
    server = serve(
        routes(handlers, integrations={"$connect": handlers.invoke_url("connect")}, two_way=[])
    )
    client = Client(server, handlers)
    client.say(action="tell")
    text = client.text()
    assert re.fullmatch(
        rf'\{{"message": "Forbidden", "connectionId":"{client.id}", "requestId":"{ID}"\}}', text
    ), text
    client.ws.close()


def test_a_web_server_is_posted_the_event(client, handlers):
    client.say(action="plain", text="a")
    (event,) = handlers.expect("plain", client.id)
    assert json.loads(event["body"]) == {"action": "plain", "text": "a"}
    handlers.on["plain-ask"] = lambda _: Raw(200, b"just a page")
    client.say(action="plain/ask")
    assert client.text() == "just a page"


def test_messages_of_a_connection_are_handled_side_by_side(client, handlers):
    both = threading.Barrier(2, timeout=5)
    handlers.on["ask"] = lambda event: {"statusCode": 200, "body": str(both.wait() >= 0)}
    client.say(action="ask")
    client.say(action="ask")
    assert [client.text(), client.text()] == ["True", "True"]


def test_no_more_than_16_run_at_once_and_too_many_are_told(serve, handlers):
    server = serve(routes(handlers, timeout_seconds=20))
    client = Client(server, handlers)
    lock, released = threading.Lock(), threading.Event()
    running = {"now": 0, "most": 0}

    def slow(event):
        with lock:
            running["now"] += 1
            running["most"] = max(running["most"], running["now"])
        released.wait(15)
        with lock:
            running["now"] -= 1
        return {"statusCode": 200, "body": "done"}

    handlers.on["ask"] = slow
    try:
        handlers_wanted = 16
        for _ in range(100):
            client.say(action="ask")
        told = json.loads(client.text())
        assert told["connectionId"] == client.id and re.fullmatch(ID, told["requestId"])
        assert told["message"] == "Too Many Requests"
        eventually(lambda: running["now"] == handlers_wanted, "16 handlers at once")
    finally:
        released.set()
    seen = [told["message"]]
    while seen.count("done") < 80:
        text = client.text()
        seen.append(text if text == "done" else json.loads(text)["message"])
    assert running["most"] == 16
    assert seen.count("Too Many Requests") == 20
    client.ws.close()


def test_a_binary_message_closes_1003(client, handlers):
    client.ws.send_frame(frames.BINARY, b"\x00")
    client.ws.expect_close(1003)
    (event,) = handlers.expect("$disconnect", client.id)
    assert event["requestContext"]["disconnectStatusCode"] == 1003


def test_a_message_over_the_limit_closes_1009(client, handlers):
    client.ws.send_text("x" * 131_073)
    client.ws.expect_close(1009)
    (event,) = handlers.expect("$disconnect", client.id)
    assert event["requestContext"]["disconnectStatusCode"] == 1009
    assert handlers.came("$default", client.id) == []


# $disconnect


def close_without_a_code(ws):
    ws.send_frame(frames.CLOSE, b"")
    ws.expect_end()


ENDS = {
    "no code": (close_without_a_code, 1005, "Client-side close frame status not set"),
    "a tab that is closed": (lambda ws: ws.close(1001), 1001, ""),
    "a code of the client's": (lambda ws: ws.close(4321), 4321, ""),
    "the line breaks": (lambda ws: ws.reset(), 1006, ""),
}


@pytest.mark.parametrize("how", ENDS)
def test_disconnect_is_told_how_it_ended(server, handlers, how):
    end, code, reason = ENDS[how]
    client = Client(server, handlers)
    end(client.ws)
    (event,) = handlers.expect("$disconnect", client.id)
    context = event["requestContext"]
    assert (context["disconnectStatusCode"], context["disconnectReason"]) == (code, reason)
    assert (context["eventType"], context["routeKey"]) == ("DISCONNECT", "$disconnect")
    assert event["isBase64Encoded"] is False and "body" not in event
    assert event["headers"] == {
        "Host": f"127.0.0.1:{server.port}",
        "x-api-key": "",
        "X-Forwarded-For": "",
        "x-restapi": "",
    }
    client.ws.abort()


def test_disconnect_is_told_when_a_service_closed(server, handlers):
    client = Client(server, handlers)
    api = server.service()
    api.request("DELETE", f"/connections/{client.id}").expect(204)
    client.ws.expect_close()
    handlers.expect("$disconnect", client.id)
    api.close()


def test_disconnect_is_told_before_the_server_ends(serve, handlers):
    server = serve(routes(handlers))
    clients = [Client(server, handlers) for _ in range(5)]
    ended = threading.Thread(target=server.stop)
    ended.start()
    for client in clients:
        client.ws.expect_close(1001)
    ended.join()
    for client in clients:
        (event,) = handlers.expect("$disconnect", client.id)
        assert event["requestContext"]["disconnectStatusCode"] == 1001


# Beside the others


def test_limits_per_user_do_not_count_them(serve, handlers):
    server = serve({**routes(handlers), "limits": {"connections_per_user": 1}})
    clients = [Client(server, handlers) for _ in range(3)]
    assert server.metrics().samples("belfry_connections_active")
    assert server.connections() == 3
    for client in clients:
        client.ws.close()


def test_notifications_and_announcements_pass_them_by(server, handlers, client, user):
    with server.connect(user) as other:
        service = server.service()
        service.publish(user)
        service.announce()
        assert {each["title"] for each in other.notifications(2)} == {"Hello", "To all"}
        service.close()
    client.expect_silence()

"""Product 1.8: what is wrong with a message is told, and the connection stays open."""

import json

import pytest

from support.frames import BINARY, TEXT

ID = "0190a000-0000-7000-8000-000000000001"


def message(**changes):
    made = {"id": ID, "type": "ping", "timestamp": 1, "payload": {}, **changes}
    return json.dumps({k: v for k, v in made.items() if v is not ...})


INVALID = {
    "empty": "",
    "a blank": " ",
    "not json": "hello",
    "half of an object": '{"id":',
    "two values": "{}{}",
    "an array": "[]",
    "a text": '"ping"',
    "a number": "1",
    "null": "null",
    "an empty object": "{}",
    "no type": message(type=...),
    "type is a number": message(type=1),
    "type is null": message(type=None),
    "payload is a text": message(payload="x"),
    "payload is an array": message(payload=[]),
    "an ack of nothing": message(type="notification:ack"),
    "an ack of a number": message(type="notification:ack", payload={"notificationId": 1}),
    "an ack of no uuid": message(type="notification:ack", payload={"notificationId": "x"}),
    "an ack of both": message(type="notification:ack", payload={"notificationId": ID, "upTo": "1"}),
    "an ack up to nonsense": message(type="notification:ack", payload={"upTo": "x.y.z"}),
    "a read of nothing": message(type="notification:read"),
    "a read up to a negative": message(type="notification:read", payload={"upTo": -1}),
    "a sync without a cursor": message(type="sync"),
    "a sync from nonsense": message(type="sync", payload={"since": "x"}),
    "deeply nested": "[" * 5000 + "]" * 5000,
    "an endless depth": '{"a":' * 5000,
}


@pytest.fixture
def client(server, user):
    with server.connect(user) as connected:
        yield connected


@pytest.mark.parametrize("case", INVALID)
def test_an_invalid_message_is_told_and_the_connection_stays(client, case):
    client.ws.send_text(INVALID[case])
    error = client.expect_next("error")["payload"]
    assert (error["code"], error["message"]) == ("INVALID_MESSAGE", "Invalid message format")
    client.ping()


@pytest.mark.parametrize("kind", ["pong", "hello", "PING", "notification", "", "connected", "inbox"])
def test_an_unknown_type_is_told_and_the_connection_stays(client, kind):
    request_id = client.send(kind)
    error = client.expect_error("UNKNOWN_TYPE", request_id)
    assert error["message"] == "Route not supported"
    client.ping()


@pytest.mark.parametrize("payload", [b"", b"\x00\xff", message().encode()], ids=["empty", "bytes", "a valid message"])
def test_a_binary_frame_is_told_and_the_connection_stays(client, payload):
    client.ws.send_frame(BINARY, payload)
    assert client.expect_next("error")["payload"]["code"] == "INVALID_MESSAGE"
    client.ping()


def test_text_that_is_not_utf8_is_closed_1007(client):
    client.ws.send_frame(TEXT, b'{"id":"\xff"}')
    client.expect_close(1007)


def test_an_unmasked_frame_is_closed_1002(client):
    client.ws.send_frame(TEXT, message().encode(), masked=False)
    client.expect_close(1002)


def test_an_error_carries_the_id_of_what_it_answers(client):
    request_id = client.send("notification:ack", {"notificationId": 7})
    client.expect_error("INVALID_MESSAGE", request_id)


def test_a_pong_carries_the_id_of_its_ping_and_nothing_else(client):
    assert client.ping() == {}


def test_unknown_members_are_ignored(client):
    client.ws.send_text(message(surprise=[1, {"x": None}], payload={"more": True}))
    assert client.expect_next("pong")["id"] == ID


@pytest.mark.parametrize("absent", ["timestamp", "payload"])
def test_what_a_ping_does_not_need_may_be_left_out(client, absent):
    client.ws.send_text(message(**{absent: ...}))
    client.expect_next("pong")


def test_reading_what_is_not_there_is_told(client):
    request_id = client.read(ID)
    client.expect_error("NOTIFICATION_NOT_FOUND", request_id)
    client.ping()


def test_another_user_s_notification_is_not_there(client, server, service, user):
    other = service.publish(user + "-other")
    client.expect_error("NOTIFICATION_NOT_FOUND", client.read(other))
    client.ack(other)
    client.ping()
    assert server.user(user + "-other").item(other).get("deliveredAt") is None

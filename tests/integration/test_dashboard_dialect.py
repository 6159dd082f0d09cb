"""Protocol section "The dashboard dialect": the second shape on the wire, and what is answered to what makes no sense."""

import json
import re
import time
from pathlib import Path

import pytest

from support import frames
from support.deadline import eventually
from support.described import AsyncApi
from support.ws import Closed, Refused

ISO = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
MAX_BYTES = 131_072


GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "dashboard"


@pytest.fixture(scope="module")
def described(server):
    return AsyncApi(server.http().request("GET", "/asyncapi.json").expect(200).json(), "dashboard")


class Dashboard:
    """Checks every message against what /asyncapi.json says of it."""

    described = None

    def __init__(self, ws):
        self.ws = ws
        self.connected = self.expect("connected")

    def next(self):
        opcode, payload = self.ws.recv_message()
        assert opcode == frames.TEXT, (opcode, payload)
        message = json.loads(payload)
        assert set(message) == {"type", "version", "data", "timestamp"}, message
        assert message["version"] == "1.0" and ISO.match(message["timestamp"]), message
        assert isinstance(message["data"], dict), message
        Dashboard.described.check_message(message)
        return message

    def expect(self, kind):
        message = self.next()
        assert message["type"] == kind, message
        return message["data"]

    def say(self, kind, data=None, **envelope):
        self.ws.send_json({"type": kind, "version": "1.0", "data": data or {}, **envelope})

    def ping(self):
        self.say("ping")
        return self.expect("pong")


@pytest.fixture
def dashboard(server, user):
    with server.socket(user, "/ws/dashboard") as ws:
        yield Dashboard(ws)


@pytest.fixture(autouse=True)
def checked(described):
    Dashboard.described = described


# Coming in


def test_the_path_and_a_jwt_in_the_query_are_enough(server, user):
    with server.socket(token="", path="/ws/dashboard", query={"token": server.jwt(user)}) as ws:
        assert ws.response.header("Sec-WebSocket-Protocol") is None
        assert Dashboard(ws).connected["userId"] == user


def test_the_first_message_says_who_is_connected(dashboard, user):
    assert set(dashboard.connected) == {"connectionId", "userId", "timestamp"}
    assert dashboard.connected["userId"] == user and ISO.match(dashboard.connected["timestamp"])


def test_a_subprotocol_is_stronger_than_the_path(server, user):
    with server.socket(user, "/ws/notifications", protocols=("belfry.dashboard.v1",)) as ws:
        assert ws.response.header("Sec-WebSocket-Protocol") == "belfry.dashboard.v1"
        Dashboard(ws)


@pytest.mark.parametrize("token,status", [("", 401), ("nonsense", 401), ("a.b.c", 401)])
def test_without_a_credential_there_is_no_connection(server, token, status):
    with pytest.raises(Refused) as refused:
        server.socket(token="", path="/ws/dashboard", query={"token": token} if token else None)
    assert refused.value.status == status


def test_an_unknown_path_below_is_404(server, user):
    with pytest.raises(Refused) as refused:
        server.socket(user, "/ws/other")
    assert refused.value.status == 404


# Talking


def test_a_ping_is_answered(dashboard):
    assert ISO.match(dashboard.ping()["timestamp"])


def test_version_and_timestamp_may_be_left_out(dashboard):
    dashboard.ws.send_json({"type": "ping", "data": {}})
    dashboard.expect("pong")
    dashboard.ws.send_json({"type": "ping", "version": "1.0", "data": {}, "timestamp": "2026-01-25T12:00:00.000Z"})
    dashboard.expect("pong")


def test_unknown_members_are_passed_over(dashboard):
    dashboard.say("ping", {"more": 1}, extra=[1])
    dashboard.expect("pong")


REFUSED = {
    "an empty message": ("", "INVALID_MESSAGE", "Invalid message format"),
    "no JSON": ("{", "INVALID_MESSAGE", "Invalid message format"),
    "a list": ("[]", "INVALID_MESSAGE", "Invalid message format"),
    "no type": ('{"version":"1.0","data":{}}', "INVALID_MESSAGE", "Invalid message format"),
    "a type that is no text": ('{"type":1,"version":"1.0","data":{}}', "INVALID_MESSAGE", "Invalid message format"),
    "another version": ('{"type":"ping","version":"2.0","data":{}}', "UNSUPPORTED_VERSION", None),
    "a version that is no text": ('{"type":"ping","version":1,"data":{}}', None, None),
    "an unknown type": ('{"type":"dance","version":"1.0","data":{}}', "UNKNOWN_TYPE", "Route not supported"),
    "channels that are none": ('{"type":"subscribe","version":"1.0","data":{"channels":5}}', "INVALID_MESSAGE", None),
    "a bad channel name": ('{"type":"subscribe","version":"1.0","data":{"channels":["A B"]}}', "INVALID_CHANNEL", None),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_sense_is_an_error_and_the_connection_stays(dashboard, case):
    text, code, words = REFUSED[case]
    dashboard.ws.send_text(text)
    error = dashboard.expect("error")
    assert {"code", "message", "timestamp"} <= set(error) <= {"code", "message", "details", "timestamp"}
    assert code in (None, error["code"]) and words in (None, error["message"])
    dashboard.ping()


def test_a_binary_message_is_an_error_and_the_connection_stays(dashboard):
    dashboard.ws.send_frame(frames.BINARY, b"{}")
    assert dashboard.expect("error")["code"] == "INVALID_MESSAGE"
    dashboard.ping()


def test_the_largest_message_is_read_and_one_byte_more_closes(server, user):
    with server.socket(user, "/ws/dashboard") as ws:
        dashboard = Dashboard(ws)
        text = '{"type":"ping","version":"1.0","data":{"fill":"%s"}}'
        fill = MAX_BYTES - len(text % "")
        ws.send_text(text % ("x" * fill))
        dashboard.expect("pong")
        ws.send_text(text % ("x" * (fill + 1)))
        assert dashboard.expect("error")["code"] == "PAYLOAD_TOO_LARGE"
        ws.expect_close(1009)


def test_at_the_token_s_end_it_is_told_and_closed(server, user):
    token = server.jwt(user, exp=int(time.time()) + 2)
    with server.socket(token=token, path="/ws/dashboard") as ws:
        dashboard = Dashboard(ws)
        dashboard.ping()
        assert dashboard.expect("error")["code"] == "TOKEN_EXPIRED"
        ws.expect_close(4000)
    with pytest.raises((Closed, OSError)):
        ws.send_json({"type": "ping", "version": "1.0", "data": {}})
        ws.recv_message()


def test_subscribing_is_kept_and_silent(server, service, user, dashboard):
    api = server.user(user)
    dashboard.say("subscribe", {"channels": ["news"]})
    eventually(lambda: api.channels() == ["news"], "the subscription")
    sent = service.send(channel="news")["id"]
    assert dashboard.expect("notification")["id"] == sent
    dashboard.say("unsubscribe", {"channels": ["news"]})
    eventually(lambda: api.channels() == [], "the end of the subscription")
    dashboard.ping()


# What the inbox brings


def test_a_notification_of_the_inbox_arrives_in_this_shape(service, user, dashboard):
    sent = service.publish(user, "Done", type="upload_complete", body="1,204 rows", actionUrl="/x", data={"rows": 1204})
    got = dashboard.expect("notification")
    assert {k: v for k, v in got.items() if k != "timestamp"} == {
        "id": sent,
        "title": "Done",
        "message": "1,204 rows",
        "level": "success",
        "severity": "success",
        "actionUrl": "/x",
        "notificationType": "upload_complete",
        "data": {"rows": 1204},
    }
    assert ISO.match(got["timestamp"])


LEVELS = {
    "upload_failed": "error",
    "processing_failed": "error",
    "quota_exceeded": "error",
    "quota_warning": "warning",
    "maintenance_scheduled": "warning",
    "processing_complete": "success",
    "moc_published": "success",
    "new_follower": "info",
}


@pytest.mark.parametrize("type", LEVELS)
def test_the_type_decides_on_the_level(service, user, dashboard, type):
    service.publish(user, type=type)
    got = dashboard.expect("notification")
    assert (got["level"], got["severity"]) == (LEVELS[type], LEVELS[type])


def test_the_data_may_say_the_level(service, user, dashboard):
    service.publish(user, type="new_follower", data={"level": "warning"})
    assert dashboard.expect("notification")["level"] == "warning"


def test_what_was_missed_comes_on_return_and_once(server, service, user):
    sent = service.publish_many(user, 3)
    with server.socket(user, "/ws/dashboard") as ws:
        dashboard = Dashboard(ws)
        assert [dashboard.expect("notification")["id"] for _ in sent] == sent
        dashboard.ping()
    api = server.user(user)
    eventually(lambda: all("deliveredAt" in item for item in api.all_items()), "what was written counts as delivered")
    with server.socket(user, "/ws/dashboard") as ws:
        Dashboard(ws).ping()


# The description


# What a service pushes is completed before the dialect has it: these two are of the codec alone.
AS_PUSHED = {"message", "upload_progress"}


@pytest.mark.parametrize(
    "path", [path for path in sorted(GOLDEN.glob("*.json")) if path.stem not in AS_PUSHED], ids=lambda path: path.stem
)
def test_the_messages_that_dashboards_rely_on_are_as_described(described, path):
    described.check_message(json.loads(path.read_text()))


def test_every_example_is_as_described_and_understood(described, dashboard):
    for message in described.messages.values():
        for example in message["examples"]:
            described.check_message(example["payload"])
    for name in described.received:
        dashboard.ws.send_json(described.messages[name]["examples"][0]["payload"])
    dashboard.ws.send_json({"type": "last"})
    answers = {dashboard.next()["type"] for _ in range(2)}
    assert answers == {"pong", "error"}, "an error for the last one, and for none before"


def test_a_pushed_progress_is_as_described(server, user, dashboard):
    data = {"uploadId": "u", "fileName": "f", "progress": 1, "message": "m"}
    body = {"target": {"userId": user}, "message": {"type": "upload_progress", "data": data}}
    admin = server.user("root", scope="belfry:admin")
    admin.request("POST", "/broadcast", body).expect(200)
    assert dashboard.expect("upload_progress")["uploadId"] == "u"

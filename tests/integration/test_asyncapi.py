"""Product 6.4: /asyncapi.json describes every message, and every message is as it is described."""

import json
import uuid
from pathlib import Path

import pytest

from support.described import AsyncApi
from support.documents import check_golden
from support.jobs import ENDS, STAGES, JobUser, Pipeline, end_job
from support.notifications import cursor_at
from support.settings import SERVICE_KEY

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "notifications"
OTHER_EPOCH = "00000000.1.0"


@pytest.fixture(scope="module")
def described(server):
    return AsyncApi(server.http().request("GET", "/asyncapi.json").expect(200).json())


@pytest.fixture(scope="module")
def heard(serve_module):
    """Every message of a client whose server did all it can do to it."""
    keys = [{"name": "backend", "key": SERVICE_KEY, "scopes": ["publish", "broadcast", "jobs"]}]
    server = serve_module({"auth": {"service_keys": keys}}, name="told")
    service, user = server.service(), server.user("told")
    with server.connect("told", ack=True) as client:
        cursor = client.cursor
        client.ping()
        client.expect_reply(client.send("subscribe", {"channels": ["team:7"]}), "subscribed")
        client.expect_reply(client.send("unsubscribe", {"channels": ["team:7"]}), "unsubscribed")
        first = service.publish("told", body="b", icon="i", actionUrl="/x", data={"a": 1}, collapseKey="k")
        client.notification(first)
        client.notification(service.publish("told", collapseKey="k"))
        client.expect_reply(client.read_up_to(client.rev), "inbox")
        announced = service.post_notification({"audience": "all", "type": "system_announcement", "title": "All"})
        id = announced.expect(202).json()["id"]
        client.notification(id)
        service.request("PATCH", f"/announcements/{id}", {"title": "Edited"}).expect(200)
        client.change("announcement_edit")
        service.request("DELETE", f"/announcements/{id}").expect(204)
        client.change("announcement_recall")
        user.request("PATCH", "/notifications/preferences", {"pushEnabled": False}).expect(200)
        client.change("preferences")
        message = {"type": "notification", "data": {"title": "Hello", "message": "To everybody"}}
        service.request("POST", "/broadcast", {"target": {"all": True}, "message": message}).expect(200)
        client.expect("message")
        pipeline = Pipeline(service)
        id = pipeline.begin("told", stages=STAGES, correlationId="c")
        pipeline.reported(id, stage="parse", currentRow=1, totalRows=9, message="reading", estimatedSecondsRemaining=5)
        pipeline.complete_stage(id, "parse", {"rows": 9}).expect(202)
        for end in ENDS:
            end_job(pipeline, JobUser(user), pipeline.begin("told"), end)
            client.expect("job", event=f"job_{'complete' if end == 'completed' else end}")
        user.read_all().expect(200)
        user.seen(client.cursor).expect(200)
        client.drain()
        client.sync(cursor_at(cursor, 0))
        client.expect("notification")
        client.send("sync", {"since": OTHER_EPOCH})
        client.expect("resync_required")
        client.expect_error("UNKNOWN_TYPE", client.send("dance"))
        client.expect_error("INVALID_MESSAGE", client.send("sync", {"since": 7}))
        client.expect_error("INVALID_CHANNEL", client.send("subscribe", {"channels": ["NO"]}))
        client.expect_error("FORBIDDEN_CHANNEL", client.send("subscribe", {"channels": ["user:bob:x"]}))
        server.stop()
        client.expect("reconnect")
        return client.messages


def test_every_message_is_as_it_is_described(described, heard):
    for message in heard:
        described.check_message(message)


def test_every_described_message_was_heard(described, heard):
    assert {message["type"] for message in heard} == described.sent


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_the_messages_that_clients_rely_on_are_as_described(described, path):
    described.check_message(json.loads(path.read_text()))


def test_every_example_is_as_described(described):
    for message in described.messages.values():
        for example in message["examples"]:
            described.check_message(example["payload"])


def test_the_server_understands_every_message_that_a_client_may_send(described, server, user):
    with server.connect(user) as client:
        for name in sorted(described.received):
            example = described.messages[name]["examples"][0]["payload"]
            client.ws.send_json({**example, "id": str(uuid.uuid4())})
        answers = client.drain()
    wrong = [each["payload"] for each in answers if each["type"] == "error"]
    assert {each["code"] for each in wrong} <= {"NOTIFICATION_NOT_FOUND"}, wrong


def test_what_a_client_may_not_send_is_not_described(described):
    for name, payload in (("subscribe", {}), ("notification:ack", {}), ("sync", {"since": "x"})):
        message = {"id": str(uuid.uuid4()), "type": name, "payload": payload}
        assert described.fault(described.messages[name]["payload"], message), name


def test_the_close_codes_tell_when_to_come_back(described):
    codes = described.document["channels"]["notifications"]["x-close-codes"]
    assert {each["code"] for each in codes} >= {1001, 4000, 4001, 4002, 4003, 4004, 4005, 4500, 4501, 4502, 4503}


def test_the_document_is_that_of_the_golden_file(server):
    document = server.http().request("GET", "/asyncapi.json").expect(200).json()
    del document["info"]["version"], document["servers"]
    check_golden("asyncapi.json", document)

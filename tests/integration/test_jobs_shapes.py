"""Product 4.3 and 4.4 of a notifications, a dashboard and a jobs connection: the same news in three shapes, and a job's
correlation id wherever it is spoken of."""

import json

import pytest

from support import frames
from support.deadline import eventually
from support.described import AsyncApi
from support.jobs import ISO, STAGES, JobUser, Pipeline, follow


@pytest.fixture(scope="module")
def server(serve_module):
    return serve_module({"limits": {"connections_per_user": 0}, "log": {"level": "debug"}})


@pytest.fixture(scope="module")
def document(server):
    return server.http().request("GET", "/asyncapi.json").expect(200).json()


@pytest.fixture
def pipeline(service):
    return Pipeline(service)


@pytest.fixture
def owner(server, user):
    return JobUser(server.user(user))


def members(message):
    return {name: value for name, value in message.items() if name != "timestamp"}


class Three:
    """A notifications, a dashboard and a jobs connection of one user, every message checked."""

    def __init__(self, server, user, document):
        self.notifications = server.connect(user)
        self.dashboard = server.socket(user, "/ws/dashboard")
        self._said = {"notifications": AsyncApi(document), "dashboard": AsyncApi(document, "dashboard")}
        self.jobs = follow(server, user, "*", AsyncApi(document, "jobs"))
        self.jobs.expect_next("subscribed")
        assert self.shown()["type"] == "connected"

    def told(self):
        """The next news on the notifications connection."""
        message = self.notifications.expect("job")
        self._said["notifications"].check_message(message)
        return message["payload"]

    def shown(self):
        """The next message of the dashboard."""
        opcode, payload = self.dashboard.recv_message()
        assert opcode == frames.TEXT
        message = json.loads(payload)
        self._said["dashboard"].check_message(message)
        return message

    def quiet(self):
        """Nothing but what was taken has come to any of them."""
        self.dashboard.send_json({"type": "ping", "version": "1.0", "data": {}})
        assert self.shown()["type"] == "pong"
        return self.notifications.drain() == [] and self.jobs.drain() == []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.notifications.abort()
        self.dashboard.abort()
        self.jobs.ws.abort()


def test_one_event_in_three_shapes(server, pipeline, user, document):
    id = pipeline.create(user, kind="upload", fileName="parts.csv", correlationId="corr-3")["jobId"]
    with Three(server, user, document) as three:
        three.jobs.expect_next("job_status", job_id=id)
        pipeline.reported(
            id, progress=40.5, message="reading", currentRow=4, totalRows=10, estimatedSecondsRemaining=12
        )
        update = three.jobs.expect_next("progress_update", job_id=id, progress=40.5)
        event = three.told()
        assert ISO.match(event["timestamp"])
        assert members(event) == {**{k: v for k, v in members(update).items() if k != "type"}, "event": update["type"]}
        shown = three.shown()
        assert shown["type"] == "upload_progress"
        assert members(shown["data"]) == {
            "uploadId": id,
            "fileName": "parts.csv",
            "progress": 40.5,
            "currentRow": 4,
            "totalRows": 10,
            "message": "reading",
            "estimatedSecondsRemaining": 12,
        }
        pipeline.complete(id, {"rows": 10}).expect(202)
        three.jobs.expect_next("job_complete", results={"rows": 10})
        assert three.told().items() >= {"event": "job_complete", "results": {"rows": 10}}.items()
        assert three.notifications.notification()["type"] == "upload_complete"
        last = [three.shown(), three.shown()]
        [notification] = [message["data"] for message in last if message["type"] == "notification"]
        [end] = [message["data"] for message in last if message["type"] == "upload_progress"]
        assert (notification["notificationType"], notification["level"]) == ("upload_complete", "success")
        assert (end["uploadId"], end["progress"]) == (id, 100)
        assert three.quiet()


def test_a_dashboard_shows_no_job_of_another_kind(server, pipeline, user, document):
    with Three(server, user, document) as three:
        id = pipeline.create(user, kind="import")["jobId"]
        pipeline.reported(id, progress=40)
        three.jobs.expect_next("progress_update", job_id=id)
        assert three.told()["event"] == "progress_update"
        assert three.quiet()


def test_a_cancel_comes_in_every_shape(server, pipeline, owner, user, document):
    id = pipeline.create(user, kind="upload", fileName="parts.csv")["jobId"]
    with Three(server, user, document) as three:
        three.jobs.expect_next("job_status", job_id=id)
        owner.cancel(id).expect(200)
        three.jobs.expect_next("job_cancelled", job_id=id)
        assert three.told()["event"] == "job_cancelled"


def test_nothing_of_another_user_s_in_any_shape(server, pipeline, user, document):
    with Three(server, user, document) as three:
        id = pipeline.create(user + "-2", kind="upload", fileName="theirs.csv")["jobId"]
        pipeline.reported(id, progress=10)
        pipeline.complete(id).expect(202)
        with server.connect(user + "-2") as other:
            assert other.notification()["data"]["jobId"] == id, "the end has gone through"
        own = pipeline.begin(user, kind="upload", fileName="own.csv")
        three.jobs.expect_next("progress_update", job_id=own)
        assert three.told()["job_id"] == own
        assert three.shown()["data"]["uploadId"] == own
        assert three.quiet()


# Correlation


def test_the_correlation_id_is_in_every_message_about_the_job_and_in_the_log(server, pipeline, user, document):
    correlation = f"corr-{user}"
    id = pipeline.create(user, stages=STAGES, headers={"X-Correlation-Id": correlation})["jobId"]
    with follow(server, user, id, AsyncApi(document, "jobs")) as client:
        client.expect("job_status")
        pipeline.reported(id, stage="parse", stageProgress=10)
        pipeline.reported(id, stageProgress=20)
        pipeline.complete_stage(id, "parse").expect(202)
        pipeline.complete(id).expect(202)
        client.expect("job_complete")
        told = [message for message in client.messages if message["type"] != "connected"]
    assert {message["type"] for message in told} >= {"job_status", "progress_update", "stage_complete", "job_complete"}
    assert all(message["correlation_id"] == correlation for message in told)
    server.expect_event("job:created", jobId=id)
    news = ("progress_update", "stage_complete", "job_complete")
    eventually(lambda: {line.get("news") for line in lines_of(server, id)} >= set(news), "the log tells of all")
    assert all(line["correlationId"] == correlation for line in lines_of(server, id))


def lines_of(server, id):
    return [line for line in server.events(jobId=id) if line["event"].startswith("job:")]

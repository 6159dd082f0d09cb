"""Protocol section "The jobs dialect": following jobs on a socket, to the letter."""

import pytest

from support import frames
from support.described import AsyncApi
from support.jobs import STAGES, JobsClient, JobUser, Pipeline, end_job, follow

UNKNOWN = "job_20260125_0123456789abcdef"


@pytest.fixture(scope="module")
def document(server):
    return server.http().request("GET", "/asyncapi.json").expect(200).json()


@pytest.fixture(scope="module")
def described(document):
    return AsyncApi(document, "jobs")


@pytest.fixture
def pipeline(service):
    return Pipeline(service)


@pytest.fixture
def owner(server, user):
    return JobUser(server.user(user))


@pytest.fixture
def client(server, user, described):
    with follow(server, user, described=described) as client:
        yield client


@pytest.fixture
def job(pipeline, user):
    """The id of a job with stages that has not begun."""
    return pipeline.create(user, stages=STAGES)["jobId"]


def members(message):
    return {name: value for name, value in message.items() if name != "timestamp"}


# Coming in


def test_the_first_message_says_who_is_connected(client):
    assert set(client.connected) == {"type", "connection_id", "timestamp"} and client.connected["connection_id"]


def test_the_subprotocol_is_stronger_than_the_path(server, user, described):
    with server.socket(user, "/ws/notifications", protocols=("belfry.jobs.v1",)) as ws:
        assert ws.response.header("Sec-WebSocket-Protocol") == "belfry.jobs.v1"
        JobsClient(ws, described)


def test_the_path_and_a_jwt_in_the_query_are_enough(server, user, described):
    with server.socket(token="", path="/ws/jobs", query={"token": server.jwt(user)}) as ws:
        assert ws.response.header("Sec-WebSocket-Protocol") is None
        JobsClient(ws, described)


def test_a_job_named_at_connect_is_followed_at_once(server, pipeline, user, job, described):
    with follow(server, user, job, described) as client:
        client.expect_next("subscribed", job_id=job)
        client.expect_next("job_status", job_id=job, status="queued")
        pipeline.reported(job, progress=5)
        client.expect_next("progress_update", job_id=job, progress=5)


def test_every_job_may_be_named_at_connect(server, pipeline, user, job, described):
    with follow(server, user, "*", described) as client:
        client.expect_next("subscribed", job_id="*")
        client.expect_next("job_status", job_id=job)


@pytest.mark.parametrize("named", [UNKNOWN, "x", "é/?#"])
def test_a_job_that_is_not_there_at_connect_is_an_error_and_the_connection_stays(server, user, described, named):
    with follow(server, user, named, described) as client:
        client.expect_error("JOB_NOT_FOUND", job_id=named)
        assert client.drain() == []


# Talking


def test_a_ping_is_answered(client):
    client.say("ping")
    assert set(client.expect_next("pong")) == {"type", "timestamp"}


def test_unknown_members_are_passed_over(client, job):
    client.say("request_status", job, more=[1], timestamp=0)
    client.expect_next("job_status", job_id=job)


REFUSED = {
    "an empty message": ("", "INVALID_MESSAGE", "Invalid message format"),
    "no JSON": ("{", "INVALID_MESSAGE", "Invalid message format"),
    "a list": ("[]", "INVALID_MESSAGE", "Invalid message format"),
    "no type": ('{"job_id":"x"}', "INVALID_MESSAGE", "Invalid message format"),
    "a type that is no text": ('{"type":1}', "INVALID_MESSAGE", "Invalid message format"),
    "an unknown type": ('{"type":"dance"}', "UNKNOWN_TYPE", "Route not supported"),
    "subscribe without a job": ('{"type":"subscribe"}', "INVALID_MESSAGE", "Invalid message format"),
    "unsubscribe without a job": ('{"type":"unsubscribe"}', "INVALID_MESSAGE", "Invalid message format"),
    "cancel_job without a job": ('{"type":"cancel_job"}', "INVALID_MESSAGE", "Invalid message format"),
    "request_status without a job": ('{"type":"request_status"}', "INVALID_MESSAGE", "Invalid message format"),
    "a job that is null": ('{"type":"subscribe","job_id":null}', "INVALID_MESSAGE", "Invalid message format"),
    "a job that is a number": ('{"type":"subscribe","job_id":7}', "INVALID_MESSAGE", "Invalid message format"),
    "a long job": ('{"type":"subscribe","job_id":"%s"}' % ("j" * 1000), "INVALID_MESSAGE", "Invalid message format"),
    "an empty job": ('{"type":"subscribe","job_id":""}', "INVALID_MESSAGE", "Invalid message format"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_sense_is_an_error_and_the_connection_stays(client, case):
    text, code, words = REFUSED[case]
    client.ws.send_text(text)
    assert client.expect_error(code)["error"]["message"] == words
    assert client.drain() == []


def test_a_binary_message_is_an_error_and_the_connection_stays(client):
    client.ws.send_frame(frames.BINARY, b"{}")
    client.expect_error("INVALID_MESSAGE")
    assert client.drain() == []


@pytest.mark.parametrize("said", ["subscribe", "cancel_job", "request_status"])
def test_a_job_that_is_not_there_is_an_error_that_names_it(client, said):
    client.say(said, UNKNOWN)
    client.expect_error("JOB_NOT_FOUND", job_id=UNKNOWN)
    assert client.drain() == []


@pytest.mark.parametrize("said", ["cancel_job", "request_status"])
def test_only_a_subscription_is_for_every_job(client, job, said):
    client.say(said, "*")
    client.expect_error("JOB_NOT_FOUND", job_id="*")
    assert client.status(job)["status"] == "queued"


# Following


def test_subscribing_tells_the_state_at_once(client, pipeline, user):
    created = pipeline.create(user, stages=STAGES, correlationId="corr-7")
    id = created["jobId"]
    client.say("subscribe", id)
    client.expect_next("subscribed", job_id=id)
    status = members(client.expect_next("job_status"))
    expected = {"type": "job_status", "job_id": id, "status": "queued", "stage": "", "progress": 0}
    expected |= {"stage_progress": 0, "message": "", "estimated_seconds_remaining": None, "correlation_id": "corr-7"}
    assert status.items() >= expected.items()
    assert not {"results", "error", "current_row", "total_rows"} & set(status)


def test_the_life_of_a_job_to_the_letter(client, pipeline, job):
    client.subscribe(job)
    pipeline.reported(
        job, stage="parse", stageProgress=50, message="reading", currentRow=5, totalRows=10, estimatedSecondsRemaining=9
    )
    assert members(client.expect_next("progress_update")) == {
        "type": "progress_update",
        "job_id": job,
        "stage": "parse",
        "progress": 12.5,
        "stage_progress": 50,
        "message": "reading",
        "estimated_seconds_remaining": 9,
        "current_row": 5,
        "total_rows": 10,
    }
    pipeline.complete_stage(job, "parse", {"rows": 10}).expect(202)
    through = {"type": "stage_complete", "job_id": job, "stage": "parse", "results": {"rows": 10}}
    assert members(client.expect_next("stage_complete")) == through
    pipeline.complete_stage(job, "store").expect(202)
    assert members(client.expect_next("stage_complete")) == {**through, "stage": "store", "results": {}}
    pipeline.complete(job, {"imported": 10}).expect(202)
    ended = {"type": "job_complete", "job_id": job, "results": {"imported": 10}}
    assert members(client.expect_next("job_complete")) == ended
    assert client.drain() == []


def test_a_failure_to_the_letter(client, pipeline, job):
    client.subscribe(job)
    pipeline.reported(job, stage="store", progress=40)
    update = client.expect_next("progress_update")
    assert update["estimated_seconds_remaining"] is None and not {"current_row", "total_rows"} & set(update)
    pipeline.fail(job, "BAD_FILE", "No column", details={"line": 7}).expect(202)
    error = {"code": "BAD_FILE", "message": "No column", "details": {"line": 7}}
    failed = {"type": "job_failed", "job_id": job, "stage": "store", "error": error}
    assert members(client.expect_next("job_failed")) == failed
    assert client.status(job).items() >= {"status": "failed", "error": error, "progress": 40}.items()


def test_a_completion_without_results_has_none(client, pipeline, job):
    client.subscribe(job)
    pipeline.complete(job).expect(202)
    assert client.expect_next("job_complete")["results"] == {}


@pytest.mark.parametrize("end", ["completed", "cancelled"])
def test_the_state_of_a_job_that_has_ended(client, pipeline, owner, job, end):
    end_job(pipeline, owner, job, end)
    status = client.subscribe(job)
    assert (status["status"], status["estimated_seconds_remaining"]) == (end, None)
    assert ("results" in status) is (end == "completed") and "error" not in status


def test_a_state_may_be_asked_for_without_following(client, pipeline, job):
    pipeline.reported(job, stage="parse", stageProgress=20, message="m", currentRow=2, totalRows=10)
    status = client.status(job)
    expected = {"status": "running", "stage": "parse", "progress": 5, "stage_progress": 20, "message": "m"}
    assert status.items() >= {**expected, "current_row": 2, "total_rows": 10}.items()
    pipeline.complete_stage(job, "parse").expect(202)
    pipeline.complete(job).expect(202)
    assert client.status(job)["status"] == "completed"
    assert {message["type"] for message in client.messages} == {"connected", "job_status"}


def test_only_the_jobs_that_were_asked_for_are_told(client, pipeline, user, job):
    other = pipeline.create(user)["jobId"]
    client.subscribe(job)
    pipeline.complete(other).expect(202)
    pipeline.complete(job).expect(202)
    client.expect_next("job_complete", job_id=job)
    assert client.drain() == []


def test_unsubscribing_ends_it(client, pipeline, user, job):
    other = pipeline.create(user)["jobId"]
    client.subscribe(job)
    client.subscribe(other)
    client.say("unsubscribe", job)
    client.expect_next("unsubscribed", job_id=job)
    pipeline.complete(job).expect(202)
    pipeline.complete(other).expect(202)
    client.expect_next("job_complete", job_id=other)


def test_subscribing_twice_tells_everything_once(client, pipeline, job):
    client.subscribe(job)
    client.subscribe(job)
    pipeline.complete_stage(job, "parse").expect(202)
    client.expect_next("stage_complete")
    pipeline.complete(job).expect(202)
    client.expect_next("job_complete")


def test_a_job_that_is_named_and_one_of_all_is_told_once(client, pipeline, job):
    client.subscribe("*")
    client.subscribe(job)
    client.drain()
    pipeline.reported(job, stage="parse")
    client.expect_next("progress_update")
    pipeline.complete(job).expect(202)
    client.expect_next("job_complete")
    assert client.drain() == []


def test_a_hundred_jobs_may_be_named_and_more_be_followed_with_all(client, pipeline, user):
    ids = [pipeline.create(user)["jobId"] for _ in range(101)]
    for id in ids[:100]:
        client.subscribe(id)
    client.say("subscribe", ids[100])
    client.expect_error("OVERLOADED", job_id=ids[100])
    client.subscribe(ids[0])
    client.subscribe("*")
    pipeline.complete(ids[100]).expect(202)
    client.expect("job_complete", job_id=ids[100])


def test_every_job_of_the_user_s_may_be_followed_those_to_come_too(client, pipeline, owner, user, job):
    running, ended = pipeline.begin(user), pipeline.create(user)["jobId"]
    pipeline.complete(ended).expect(202)
    client.subscribe("*")
    states = {message["job_id"]: message["status"] for message in (client.next(), client.next())}
    assert states == {job: "queued", running: "running"}, "what has ended is not told"
    created = pipeline.create(user)["jobId"]
    for id in (created, job, running):
        pipeline.complete(id).expect(202)
        client.expect("job_complete", job_id=id)


def test_the_end_of_following_every_job_keeps_those_that_were_named(client, pipeline, user, job):
    other = pipeline.create(user)["jobId"]
    client.subscribe(job)
    client.subscribe("*")
    client.drain()
    client.say("unsubscribe", "*")
    client.expect_next("unsubscribed", job_id="*")
    pipeline.complete(other).expect(202)
    pipeline.complete(job).expect(202)
    client.expect_next("job_complete", job_id=job)


def test_another_user_s_job_is_not_there(server, pipeline, user, job, described):
    with follow(server, user + "-2", "*", described) as stranger:
        stranger.expect_next("subscribed", job_id="*")
        for said in ("subscribe", "request_status", "cancel_job"):
            stranger.say(said, job)
            stranger.expect_error("JOB_NOT_FOUND", job_id=job)
        pipeline.reported(job, progress=1)
        pipeline.complete(job).expect(202)
        assert stranger.drain() == []
        own = pipeline.begin(user + "-2")
        stranger.expect_next("progress_update", job_id=own)


# Cancelling


def test_a_cancel_is_told_to_all_who_follow(server, pipeline, user, job, described):
    pipeline.reported(job, stage="parse", progress=30)
    with follow(server, user, job, described) as one, follow(server, user, "*", described) as two:
        for client, named in ((one, job), (two, "*")):
            client.expect_next("subscribed", job_id=named)
            client.expect_next("job_status", job_id=job)
        one.say("cancel_job", job)
        for client in (one, two):
            told = members(client.expect_next("job_cancelled"))
            assert told == {"type": "job_cancelled", "job_id": job, "stage": "parse", "progress": 30}
            assert client.drain() == [], "once"
        assert one.status(job)["status"] == "cancelled"
    pipeline.report(job, progress=40).expect_problem(409, "JOB_CANCELLED")


def test_who_cancels_without_following_is_answered(client, job):
    client.say("cancel_job", job)
    client.expect_next("job_cancelled", job_id=job)
    assert client.drain() == []


def test_cancelling_again_is_harmless_and_told_to_who_asked(server, user, client, job, described):
    client.say("cancel_job", job)
    client.expect_next("job_cancelled", job_id=job)
    with follow(server, user, job, described) as watcher:
        watcher.expect_next("subscribed")
        watcher.expect_next("job_status", status="cancelled")
        client.say("cancel_job", job)
        client.expect_next("job_cancelled", job_id=job)
        assert watcher.drain() == []


@pytest.mark.parametrize("end", ["completed", "failed"])
def test_what_has_ended_cannot_be_cancelled(client, pipeline, owner, job, end):
    end_job(pipeline, owner, job, end)
    client.say("cancel_job", job)
    client.expect_error("JOB_TERMINAL", job_id=job)
    assert client.status(job)["status"] == end


# What else there is


def test_the_jobs_dialect_gets_no_notifications_and_no_broadcasts(server, client, service, pipeline, user):
    service.publish(user)
    body = {"target": {"userId": user}, "message": {"type": "notification", "data": {"title": "t", "message": "m"}}}
    answer = server.user("root", scope="belfry:admin").request("POST", "/broadcast", body).expect(200)
    assert answer.json() == {"successCount": 0, "failureCount": 0}
    client.subscribe("*")
    pipeline.begin(user)
    client.expect_next("progress_update")
    assert {each["type"] for each in client.messages} == {"connected", "subscribed", "progress_update"}


# The description


def test_every_message_that_the_protocol_names_is_described(described):
    assert described.received == {"ping", "subscribe", "unsubscribe", "cancel_job", "request_status"}
    news = {"progress_update", "stage_complete", "job_complete", "job_failed", "job_cancelled", "job_status"}
    assert described.sent == news | {"connected", "subscribed", "unsubscribed", "pong", "error"}


def test_every_example_is_as_described_and_understood(described, client):
    for message in described.messages.values():
        for example in message["examples"]:
            described.check_message(example["payload"])
    for name in sorted(described.received):
        client.ws.send_json(described.messages[name]["examples"][0]["payload"])
    wrong = {message["error"]["code"] for message in client.drain() if message["type"] == "error"}
    assert wrong <= {"JOB_NOT_FOUND"}


def test_what_a_client_may_not_send_is_not_described(described):
    for name in ("subscribe", "unsubscribe", "cancel_job", "request_status"):
        assert described.fault(described.messages[name]["payload"], {"type": name}), name

"""Product 4.3 and 4.5: a cancel reaches the worker, and the end of a job its user, who may be away."""

import http.client
import json
import select
import signal
import time

import pytest

from support.jobs import STAGES, JobUser, Pipeline, end_job, follow
from support.load import Worker

NOT_ANSWERED_SECONDS = 0.3
AT_ONCE_SECONDS = 1.0


@pytest.fixture
def pipeline(service):
    return Pipeline(service)


@pytest.fixture
def owner(server, user):
    return JobUser(server.user(user))


class LongPoll:
    """A worker that asks whether its job is cancelled, and waits."""

    def __init__(self, server, id, wait):
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=90)
        self._start = time.monotonic()
        self._connection.request("GET", f"/jobs/{id}/cancel-requested?wait={wait}", headers=bearer(server))

    def waits(self):
        return not select.select([self._connection.sock], [], [], NOT_ANSWERED_SECONDS)[0]

    def answer(self):
        """(cancelled, seconds since it asked)."""
        answer = self._connection.getresponse()
        body = json.loads(answer.read())
        assert answer.status == 200 and set(body) == {"cancelled"}, body
        self._connection.close()
        return body["cancelled"], time.monotonic() - self._start


def bearer(server):
    return {"Authorization": f"Bearer {server.service().credential}"}


# The worker hears of it


@pytest.mark.parametrize("way", ["socket", "http"])
def test_the_next_report_is_told_that_the_job_is_cancelled(server, pipeline, owner, user, way):
    id = pipeline.begin(user, stages=STAGES)
    assert pipeline.cancel_requested(id) is False
    if way == "http":
        owner.cancel(id).expect(200)
    else:
        with follow(server, user, id) as client:
            client.say("cancel_job", id)
            client.expect("job_cancelled")
    pipeline.report(id, progress=50).expect_problem(409, "JOB_CANCELLED")
    assert pipeline.cancel_requested(id) is True
    assert pipeline.cancel_requested(id, wait=60) is True


def test_who_waits_is_told_at_once(server, pipeline, owner, user):
    id = pipeline.begin(user)
    polls = [LongPoll(server, id, 60) for _ in range(3)]
    assert all(poll.waits() for poll in polls)
    cancelled_at = time.monotonic()
    owner.cancel(id).expect(200)
    assert all(poll.answer()[0] is True for poll in polls)
    assert time.monotonic() - cancelled_at < AT_ONCE_SECONDS


def test_a_job_that_is_queued_may_be_waited_for_too(server, pipeline, owner, user):
    id = pipeline.create(user)["jobId"]
    poll = LongPoll(server, id, 60)
    assert poll.waits()
    owner.cancel(id).expect(200)
    assert poll.answer()[0] is True


def test_without_a_cancel_it_is_answered_after_its_time(server, pipeline, user):
    id = pipeline.begin(user)
    cancelled, seconds = LongPoll(server, id, 1).answer()
    assert cancelled is False and 1 <= seconds < 3
    assert pipeline.cancel_requested(id, wait=0) is False


def test_reports_do_not_disturb_who_waits(server, pipeline, owner, user):
    id = pipeline.begin(user, stages=STAGES)
    poll = LongPoll(server, id, 60)
    pipeline.reported(id, stage="store", stageProgress=5)
    pipeline.complete_stage(id, "store").expect(202)
    assert poll.waits()
    owner.cancel(id).expect(200)
    assert poll.answer()[0] is True


@pytest.mark.parametrize("end", ["completed", "failed"])
def test_another_end_releases_who_waits(server, pipeline, owner, user, end):
    id = pipeline.begin(user)
    poll = LongPoll(server, id, 60)
    assert poll.waits()
    ended_at = time.monotonic()
    end_job(pipeline, owner, id, end)
    assert poll.answer()[0] is False
    assert time.monotonic() - ended_at < AT_ONCE_SECONDS


def test_an_erasure_releases_who_waits(server, service, pipeline, user):
    id = pipeline.begin(user)
    poll = LongPoll(server, id, 60)
    assert poll.waits()
    service.erase(user).expect(204)
    poll.answer()
    pipeline.report(id, progress=2).expect_problem(404, "JOB_NOT_FOUND")


def test_the_end_of_the_server_releases_who_waits(serve, user):
    server = serve({"server": {"drain_seconds": 30}})
    id = Pipeline(server.service()).begin(user)
    poll = LongPoll(server, id, 60)
    assert poll.waits()
    ended_at = time.monotonic()
    server.signal(signal.SIGTERM)
    assert poll.answer()[0] is False
    assert time.monotonic() - ended_at < 5
    assert server.wait(10) == 0


def test_who_waits_and_goes_away_holds_nothing(server, pipeline, owner, user):
    id = pipeline.begin(user)
    poll = LongPoll(server, id, 60)
    assert poll.waits()
    poll._connection.close()
    owner.cancel(id).expect(200)
    assert pipeline.cancel_requested(id) is True


def test_too_many_who_wait_are_refused(server, pipeline, owner, user):
    id = pipeline.begin(user)
    polls = [LongPoll(server, id, 60) for _ in range(64)]
    assert polls[-1].waits()
    pipeline.ask_cancel(id, wait=60).expect_problem(503, "OVERLOADED")
    owner.cancel(id).expect(200)
    assert all(poll.answer()[0] is True for poll in polls)


@pytest.mark.parametrize("wait", ["-1", "61", "1.5", "x", ""])
def test_a_time_that_is_none_is_422(pipeline, user, wait):
    id = pipeline.create(user)["jobId"]
    pipeline.ask_cancel(id, wait=wait).expect_problem(422, "VALIDATION_FAILED")


# The user hears of the end


TYPES = {
    ("upload", "completed"): "upload_complete",
    ("upload", "failed"): "upload_failed",
    ("import", "completed"): "processing_complete",
    ("import", "failed"): "processing_failed",
}


@pytest.mark.parametrize("kind,end", TYPES)
def test_the_end_is_in_the_inbox_and_on_the_socket(server, pipeline, owner, user, kind, end):
    id = pipeline.begin(user, kind=kind, title="parts.csv", fileName="parts.csv")
    with server.connect(user) as client:
        end_job(pipeline, owner, id, end)
        told = client.notification()
    assert (told["type"], told["title"], told["data"]["jobId"]) == (TYPES[kind, end], "parts.csv", id)
    [item] = server.user(user).all_items()
    assert (item["id"], item["type"]) == (told["id"], TYPES[kind, end])


@pytest.mark.parametrize("kind,end", TYPES)
def test_who_was_away_hears_of_it_on_return(server, pipeline, owner, user, kind, end):
    id = pipeline.begin(user, kind=kind, fileName="parts.csv")
    end_job(pipeline, owner, id, end)
    with server.connect(user) as client:
        told = client.notification()
        assert told["replayed"] is True and (told["type"], told["data"]["jobId"]) == (TYPES[kind, end], id)


def test_who_comes_back_with_a_cursor_hears_of_it_too(server, pipeline, user):
    with server.connect(user) as client:
        since = client.cursor
    id = pipeline.begin(user)
    pipeline.complete(id).expect(202)
    with server.connect(user, since=since) as client:
        assert client.notification()["data"]["jobId"] == id


def test_the_failure_s_words_are_in_the_notification(server, pipeline, user):
    id = pipeline.begin(user)
    pipeline.fail(id, "BAD_FILE", 'The file has no column "part"').expect(202)
    [item] = server.user(user).all_items()
    assert 'The file has no column "part"' in item["body"]


def test_an_end_that_was_answered_is_in_the_inbox_after_a_kill(serve, user):
    server = serve()
    pipeline = Pipeline(server.service())
    id = pipeline.begin(user)
    pipeline.complete(id).expect(202)
    server.kill()
    server.start()
    assert [item["data"]["jobId"] for item in server.user(user).all_items()] == [id]


def test_a_cancel_makes_no_notification(server, service, pipeline, owner, user):
    ids = [pipeline.begin(user, kind=kind) for kind in ("upload", "import")]
    with server.connect(user) as client:
        for id in ids:
            owner.cancel(id).expect(200)
            client.expect("job", event="job_cancelled")
            pipeline.complete(id).expect(409)
        assert client.notification(service.publish(user))["rev"] == 1
    assert server.user(user).history()["rev"] == 1


def test_a_second_end_makes_no_second_notification(server, pipeline, user):
    id = pipeline.begin(user)
    ending = [Worker(lambda: Pipeline(server.service()).complete(id)) for _ in range(8)]
    for one in ending:
        one.start()
    for one in ending:
        one.join_checked()
    assert len(server.user(user).all_items()) == 1


def test_a_job_of_a_user_without_in_app_ends_all_the_same(server, pipeline, owner, user):
    server.user(user).prefer(inAppEnabled=False)
    id = pipeline.begin(user)
    pipeline.complete(id).expect(202)
    assert owner.job(id)["status"] == "completed" and server.user(user).all_items() == []


def test_a_user_who_wants_no_such_notifications_still_follows_the_job(server, pipeline, user):
    server.user(user).prefer(preferences={"processing_complete": {"inApp": False}})
    id = pipeline.begin(user)
    with follow(server, user, id) as client:
        client.expect("job_status")
        pipeline.complete(id).expect(202)
        client.expect("job_complete")
    assert server.user(user).all_items() == []

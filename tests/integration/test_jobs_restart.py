"""Product 4.1 and 4.2: what is left of a job when its server ends, well or badly, and when its service falls silent."""

import http.client
import signal
import time

import pytest

from support.deadline import eventually
from support.jobs import ENDS, STAGES, JobUser, Pipeline, end_job
from support.load import Worker


def test_what_a_kill_leaves_stages_and_ends(serve, user):
    server = serve()
    pipeline, owner = Pipeline(server.service()), JobUser(server.user(user))
    ids = {end: pipeline.create(user, stages=STAGES)["jobId"] for end in ("queued", "running", *ENDS)}
    for end in ("running", *ENDS):
        pipeline.complete_stage(ids[end], "parse", {"rows": 1}).expect(202)
        pipeline.reported(ids[end], stage="store", stageProgress=50, message="half")
    for end in ENDS:
        end_job(pipeline, owner, ids[end], end)
    before = owner.page()["items"]
    server.kill()
    server.start()
    again, owner = Pipeline(server.service()), JobUser(server.user(user))
    assert owner.page()["items"] == before == [owner.job(job["jobId"]) for job in before]
    assert {end: owner.job(id)["status"] for end, id in ids.items()} == {end: end for end in ids}
    assert again.reported(ids["running"], stageProgress=60)["progress"] == 70, "the work goes on"
    again.report(ids["cancelled"]).expect_problem(409, "JOB_CANCELLED")
    again.report(ids["completed"]).expect_problem(409, "JOB_TERMINAL")


def test_a_kill_takes_the_progress_of_a_second_at_most(serve, user):
    server = serve()
    pipeline = Pipeline(server.service())
    id = pipeline.begin(user)
    answered, start = [], time.monotonic()
    while time.monotonic() - start < 3:
        pipeline.reported(id, progress=1 + len(answered) / 1000)
        answered.append(time.monotonic())
    server.kill()
    killed = time.monotonic()
    server.start()
    kept = JobUser(server.user(user)).job(id)["progress"]
    # One second, and as much again for the write itself on a busy machine.
    old = [when for when in answered if when < killed - 2]
    assert kept >= 1 + (len(old) - 1) / 1000


def test_a_good_end_of_the_server_loses_nothing(serve, user):
    server = serve()
    pipeline, owner = Pipeline(server.service()), JobUser(server.user(user))
    ids = [pipeline.begin(user) for _ in range(100)]
    for number, id in enumerate(ids):
        pipeline.reported(id, progress=1 + number / 2, message=f"at {number}", currentRow=number, totalRows=999)
    before = owner.page(limit=200)["items"]
    server.stop()
    server.start()
    assert JobUser(server.user(user)).page(limit=200)["items"] == before
    assert {job["message"] for job in before} == {f"at {number}" for number in range(100)}


def test_what_was_answered_while_the_server_ends_is_kept(serve, user):
    server = serve({"server": {"drain_seconds": 2}})
    ids = [Pipeline(server.service()).begin(user) for _ in range(2)]
    waiting = server.connect(user)  # the end takes as long as it likes to stay
    answered = {}

    def work(id):
        pipeline, progress = Pipeline(server.service()), 1.0
        try:
            while (answer := pipeline.report(id, progress=progress)).status == 202:
                answered[id] = progress
                progress += 0.001
        except (OSError, http.client.HTTPException):
            return
        answer.expect_problem(503)

    workers = [Worker(work, id) for id in ids]
    for worker in workers:
        worker.start()
    eventually(lambda: len(answered) == 2 and min(answered.values()) > 1.02, "the work goes on")
    server.signal(signal.SIGTERM)
    assert server.wait() == 0
    for worker in workers:
        worker.join_checked()
    waiting.abort()
    server.start()
    owner = JobUser(server.user(user))
    assert {id: owner.job(id)["progress"] for id in ids} == {id: pytest.approx(answered[id]) for id in ids}


def test_a_key_for_a_job_is_remembered_over_a_restart(serve, user):
    server = serve()
    body = {"userId": user, "kind": "import", "title": "once"}
    first = Pipeline(server.service()).post(body, key="lasting").expect(201).json()
    server.restart()
    again = Pipeline(server.service()).post(body, key="lasting").expect(201)
    assert again.json()["jobId"] == first["jobId"] and again.header("Idempotency-Replayed") == "true"


def test_who_is_silent_for_long_is_shown_as_stalled(serve, user):
    server = serve({"jobs": {"stalled_seconds": 1}})
    pipeline, owner = Pipeline(server.service()), JobUser(server.user(user))
    queued, running = pipeline.create(user)["jobId"], pipeline.begin(user)
    eventually(lambda: owner.job(running)["stalled"], "the job is stalled")
    assert {job["jobId"]: job["stalled"] for job in owner.page()["items"]} == {queued: False, running: True}
    assert owner.job(running)["status"] == "running"
    pipeline.reported(running, progress=2)
    assert owner.job(running)["stalled"] is False
    eventually(lambda: owner.job(running)["stalled"], "the job is stalled again")
    pipeline.complete(running).expect(202)
    assert owner.job(running)["stalled"] is False

"""Product 4.2: how long a job will still take: computed from the progress, unless its service says."""

import pytest

from support.deadline import eventually
from support.jobs import STAGES, Pipeline, follow


@pytest.fixture
def pipeline(service):
    return Pipeline(service)


@pytest.fixture
def followed(server, pipeline, user):
    """(client, id) of a job that has not begun."""
    id = pipeline.create(user, stages=STAGES)["jobId"]
    with follow(server, user, id) as client:
        assert client.expect("job_status")["estimated_seconds_remaining"] is None
        yield client, id


def work_until_known(client, pipeline, id, progress=0.0):
    """Reports a thousandth of a percent at a time until Belfry has an opinion. (the progress now, the time left)"""
    at = {"progress": progress}

    def known():
        at["progress"] += 0.001
        pipeline.reported(id, progress=at["progress"])
        return client.status(id)["estimated_seconds_remaining"]

    return at, eventually(known, "the time left is known")


def test_it_is_null_at_first_and_never_negative(followed, pipeline):
    client, id = followed
    pipeline.reported(id, stage="parse", progress=0)
    assert client.expect("progress_update")["estimated_seconds_remaining"] is None
    at, left = work_until_known(client, pipeline, id)
    assert left > 0
    for _ in range(50):
        at["progress"] += 1.9
        pipeline.reported(id, progress=at["progress"])
        told = client.status(id)["estimated_seconds_remaining"]
        assert told is None or told >= 0
    pipeline.reported(id, progress=100)
    figures = [m["estimated_seconds_remaining"] for m in client.messages if "estimated_seconds_remaining" in m]
    assert all(figure is None or figure >= 0 for figure in figures)


def test_the_service_s_own_figure_wins(followed, pipeline):
    client, id = followed
    at, _ = work_until_known(client, pipeline, id)
    for figure in (4711, 0, 0.5):
        at["progress"] += 0.001
        pipeline.reported(id, progress=at["progress"], estimatedSecondsRemaining=figure)
        assert client.status(id)["estimated_seconds_remaining"] == figure
        client.expect("progress_update", estimated_seconds_remaining=figure)


def test_a_report_without_a_figure_has_ours_again(followed, pipeline):
    client, id = followed
    at, _ = work_until_known(client, pipeline, id)
    pipeline.reported(id, progress=at["progress"], estimatedSecondsRemaining=987654321)
    pipeline.reported(id, progress=at["progress"] + 0.001)
    assert client.status(id)["estimated_seconds_remaining"] != 987654321


def test_a_stage_that_is_through_keeps_the_service_s_figure(followed, pipeline):
    client, id = followed
    pipeline.reported(id, stage="parse", stageProgress=50, estimatedSecondsRemaining=60)
    pipeline.complete_stage(id, "parse").expect(202)
    assert client.status(id)["estimated_seconds_remaining"] == 60


def test_who_is_silent_for_long_is_told_on_the_socket(serve, user):
    server = serve({"jobs": {"stalled_seconds": 1}})
    pipeline = Pipeline(server.service())
    id = pipeline.begin(user)
    with follow(server, user, id) as client:
        client.expect("job_status", stalled=False)
        client.expect("job_status", stalled=True)
        pipeline.reported(id, progress=2)
        client.expect("progress_update", progress=2)
        client.expect("job_status", stalled=True)
        pipeline.complete(id).expect(202)
        client.expect("job_complete")

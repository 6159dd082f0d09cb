"""Product 4.2 and 4.3 where things happen at once."""

from support.jobs import JobUser, Pipeline, follow
from support.load import Worker


def at_once(server, work, callers=8):
    """What each caller's `work(pipeline, number)` answered."""
    answers = {}
    workers = [
        Worker(lambda number=number: answers.update({number: work(Pipeline(server.service()), number)}))
        for number in range(callers)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join_checked()
    return [answers[number] for number in range(callers)]


def test_of_many_at_once_under_one_key_one_makes_a_job(server, user):
    body = {"userId": user, "kind": "import", "title": "once"}
    for round in range(10):
        answers = at_once(server, lambda pipeline, _: pipeline.post(body, key=f"{user}-{round}"))
        assert {answer.status for answer in answers} <= {201, 409}
        assert len({answer.json()["jobId"] for answer in answers if answer.status == 201}) == 1
        first = [answer for answer in answers if answer.status == 201 and not answer.header("Idempotency-Replayed")]
        assert len(first) == 1
    assert len(JobUser(server.user(user)).ids()) == 10


def test_many_reporters_of_one_job(server, service, user):
    names = [f"part {number}" for number in range(8)]
    id = Pipeline(service).create(user, stages=[{"name": name} for name in names])["jobId"]

    def work(pipeline, number):
        for done in range(30):
            pipeline.reported(id, stage=names[number], currentRow=done)
        pipeline.complete_stage(id, names[number]).expect(202)

    with follow(server, user, id) as client:
        at_once(server, work)
        Pipeline(service).complete(id).expect(202)
        client.expect("job_complete")
        through = sorted(m["stage"] for m in client.messages if m["type"] == "stage_complete")
        assert through == names
        told = [m["progress"] for m in client.messages if m["type"] == "progress_update"]
        assert told == sorted(told), "progress never falls"


def test_of_many_ends_at_once_one_is_told(server, service, user):
    for _ in range(10):
        id = Pipeline(service).begin(user)
        with follow(server, user, id) as client:
            answers = at_once(server, lambda pipeline, n: pipeline.complete(id) if n % 2 else pipeline.fail(id))
            assert sorted(answer.status for answer in answers) == [202] + [409] * 7
            client.expect("job_status")
            [end] = [message["type"] for message in client.drain() if message["type"] in ("job_complete", "job_failed")]
            status = client.status(id)["status"]
            assert end == {"completed": "job_complete", "failed": "job_failed"}[status]

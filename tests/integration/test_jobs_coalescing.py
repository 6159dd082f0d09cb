"""Product 4.2 and 4.4: however often a service reports, a watcher hears ten updates a second, and always the last."""

import json
import socket
import time

import pytest

from support import frames
from support.jobs import Pipeline, follow
from support.load import Worker
from support.settings import SERVICE_KEY

REPORTS = 1_000
UPDATES_PER_SECOND = 10


@pytest.fixture
def pipeline(service):
    return Pipeline(service)


def report_at_once(server, id, bodies):
    """Sends all reports behind one another without waiting for answers, so that they come as fast as they are taken.
    Every one must be accepted. Seconds that it took."""
    head = f"POST /jobs/{id}/progress HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {SERVICE_KEY}\r\n"
    head += "Content-Type: application/json\r\nContent-Length: "
    texts = [json.dumps(body) for body in bodies]
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        sending = Worker(connection.sendall, "".join(f"{head}{len(text)}\r\n\r\n{text}" for text in texts).encode())
        sending.start()
        answers = connection.makefile("rb")
        for _ in texts:
            assert answers.readline().split()[1] == b"202"
            length = 0
            while (line := answers.readline()) != b"\r\n":
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            answers.read(length)
        sending.join_checked()
    return time.monotonic() - start


def steps(count, **last):
    """Reports from 1 to 99.9; the last one says what `last` says."""
    bodies = [{"progress": 1 + number * 98.9 / count, "message": f"row {number}"} for number in range(count)]
    return [*bodies[:-1], {"progress": 99.9, "message": "the last", **last}]


class Watcher:
    """A connection of any dialect; `updates` gives the progress that each of its updates told, up to the last."""

    def __init__(self, server, user, dialect):
        self._ws = server.socket(user, f"/ws/{dialect}", query={"job_id": "*"} if dialect == "jobs" else None)
        self._read = {
            "jobs": lambda message: message if message["type"] == "progress_update" else None,
            "dashboard": lambda message: message["data"] if message["type"] == "upload_progress" else None,
            "notifications": lambda message: message["payload"] if message["type"] == "job" else None,
        }[dialect]
        for _ in range(3 if dialect == "jobs" else 1):
            self._receive()  # connected; subscribed and the job's state

    def _receive(self):
        opcode, payload = self._ws.recv_message(30)
        assert opcode == frames.TEXT
        return json.loads(payload)

    def updates(self):
        told = []
        while not told or told[-1] < 99.9:
            if (update := self._read(self._receive())) is not None:
                told.append(update["progress"])
        return told

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._ws.abort()


@pytest.mark.parametrize("dialect", ["jobs", "notifications", "dashboard"])
def test_a_thousand_reports_are_few_updates_and_the_last_is_told(server, pipeline, user, dialect):
    id = pipeline.begin(user, kind="upload", fileName="parts.csv")
    with Watcher(server, user, dialect) as one, Watcher(server, user, dialect) as two:
        took = report_at_once(server, id, steps(REPORTS))
        for watcher in (one, two):
            told = watcher.updates()
            assert told == sorted(told) and told[-1] == 99.9
            # The first at once, then one a tick, the last one in the tick behind the burst.
            assert 2 <= len(told) <= took * UPDATES_PER_SECOND + 2, f"{len(told)} in {took:.2f} s"


def test_two_jobs_have_their_updates_each(server, pipeline, user):
    ids = [pipeline.begin(user) for _ in range(2)]
    with follow(server, user, "*") as client:
        bursts = [Worker(report_at_once, server, id, steps(200)) for id in ids]
        for burst in bursts:
            burst.start()
        for id in ids:
            client.expect("progress_update", job_id=id, progress=99.9)
        for burst in bursts:
            burst.join_checked()


def test_every_stage_s_first_report_and_end_is_told(server, pipeline, user):
    names = [f"stage {number}" for number in range(50)]
    id = pipeline.create(user, stages=[{"name": name} for name in names])["jobId"]
    with follow(server, user, id) as client:
        client.expect("job_status")
        for name in names:
            for done in (0, 25, 75):
                pipeline.reported(id, stage=name, stageProgress=done)
            pipeline.complete_stage(id, name).expect(202)
        pipeline.complete(id).expect(202)
        client.expect("job_complete")
        updates = [message for message in client.messages if message["type"] == "progress_update"]
        assert [message["stage"] for message in updates if message["stage_progress"] == 0] == names
        assert [message["stage"] for message in client.messages if message["type"] == "stage_complete"] == names


@pytest.mark.parametrize("end", ["complete", "fail"])
def test_nothing_comes_behind_the_end(server, pipeline, user, end):
    id = pipeline.begin(user)
    with follow(server, user, id) as client:
        client.expect("job_status")
        report_at_once(server, id, steps(100))
        getattr(pipeline, end)(id).expect(202)
        client.expect("job_complete" if end == "complete" else "job_failed")
        seen = len(client.messages)
        other = pipeline.create(user)["jobId"]
        client.subscribe(other)
        passed = time.monotonic() + 3 / UPDATES_PER_SECOND
        while time.monotonic() < passed:  # an update that was still to be told has come by then
            pipeline.reported(other)
        client.drain()
        assert {message.get("job_id", other) for message in client.messages[seen:]} == {other}


def test_with_no_limit_every_report_is_told(serve, user):
    server = serve({"jobs": {"updates_per_second": 0}})
    pipeline = Pipeline(server.service())
    id = pipeline.begin(user)
    with follow(server, user, id) as client:
        client.expect("job_status")
        report_at_once(server, id, steps(100))
        client.expect("progress_update", progress=99.9)
        assert len([message for message in client.messages if message["type"] == "progress_update"]) == 100

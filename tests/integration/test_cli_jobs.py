"""Product 6.5: `belfry jobs`, and `belfry listen` in the dialects that tell of jobs, against a running server."""

import json
import subprocess

import pytest

from support.command import environment, run
from support.settings import SERVICE_KEY

START = ["start", "--kind", "upload", "--title", "Parts list", "--stage", "parse", "--stage", "store:3"]


@pytest.fixture(scope="module")
def server(serve_module):
    keys = [{"name": "backend", "key": SERVICE_KEY, "scopes": ["jobs", "broadcast"]}]
    return serve_module({"auth": {"service_keys": keys}, "limits": {"connections_per_user": 0}})


@pytest.fixture
def jobs(server, belfry_bin, tmp_path):
    """Runs a subcommand of `belfry jobs` with the server's own configuration."""

    def call(*arguments):
        return run(belfry_bin, "jobs", *arguments, "--config", server.config_path, cwd=tmp_path)

    return call


@pytest.fixture
def job(jobs, user):
    return jobs(*START, "--user", user).expect(0).out.strip()


@pytest.fixture
def listen(server, belfry_bin, tmp_path, user):
    """Starts `belfry listen` and waits until the user's connection is open."""
    started = []

    def start(*arguments):
        command = [belfry_bin, "listen", "--config", server.config_path, "--user", user, *arguments]
        child = subprocess.Popen(
            [str(word) for word in command],
            cwd=tmp_path,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(child)
        return Listening(child)

    yield start
    for child in started:
        if child.poll() is None:
            child.kill()
        child.communicate()


class Listening:
    def __init__(self, child):
        self.child = child

    def until(self, wanted):
        """Lines up to the one that holds `wanted`."""
        lines = []
        for line in self.child.stdout:
            lines.append(line)
            if wanted in line:
                return lines
        raise AssertionError(f"no {wanted} in {lines}: {self.child.stderr.read()}")

    def finish(self, code=0):
        out, err = self.child.communicate(timeout=20)
        assert self.child.returncode == code, (out, err)
        assert "Sanitizer" not in err, err
        return out, err


def shown(jobs, job, user):
    return json.loads(jobs("show", job, "--user", user, "--json").expect(0).out)


def test_a_job_from_its_start_to_its_end(jobs, job, user):
    assert shown(jobs, job, user)["status"] == "queued"
    done = jobs("progress", job, "--stage", "parse", "--stage-progress", "50", "--row", "5", "--rows", "10").expect(0)
    assert done.out.startswith(f"{job}  running  12.5 %")
    now = shown(jobs, job, user)
    assert (now["stage"], now["stageProgress"], now["currentRow"], now["totalRows"]) == ("parse", 50, 5, 10)
    jobs("stage", job, "parse", "--results", '{"rows": 10}').expect(0)
    jobs("progress", job, "--stage", "store", "--progress", "60", "--message", "Nearly", "--seconds-left", "7").expect(0)
    now = shown(jobs, job, user)
    assert (now["stage"], now["progress"], now["message"]) == ("store", 60, "Nearly")
    assert now["estimatedSecondsRemaining"] == 7
    assert jobs("complete", job, "--results", '{"stored": 10}').expect(0).out == f"{job}  completed  100.0 %\n"
    assert shown(jobs, job, user)["results"] == {"stored": 10}


def test_what_is_known_of_a_job_is_shown_for_people(jobs, job, user):
    jobs("fail", job, "--code", "BAD_ROW", "--message", "Row 7 is bad", "--details", '{"row": 7}').expect(0)
    lines = jobs("show", job, "--user", user).expect(0).out.splitlines()
    assert lines[0].startswith(f"{job}  failed")
    assert '  error       BAD_ROW: Row 7 is bad {"row":7}' in lines
    assert "  stages      parse:1, store:3" in lines


def test_start_with_everything(jobs, user):
    more = ["--file-name", "parts.csv", "--total-rows", "10", "--correlation-id", "order-7", "--json"]
    made = json.loads(jobs(*START, "--user", user, *more).expect(0).out)
    assert (made["fileName"], made["totalRows"], made["correlationId"]) == ("parts.csv", 10, "order-7")
    assert [(stage["name"], stage["weight"]) for stage in made["stages"]] == [("parse", 1), ("store", 3)]


def test_a_repeated_start_makes_one_job(jobs, user):
    once = jobs(*START, "--user", user, "--idempotency-key", user).expect(0).out
    assert jobs(*START, "--user", user, "--idempotency-key", user).expect(0).out == once


def test_the_list_is_the_users_own_newest_first(jobs, user):
    made = [jobs(*START, "--user", user).expect(0).out.strip() for _ in range(3)]
    jobs("complete", made[0]).expect(0)
    rows = jobs("list", "--user", user).expect(0).out.splitlines()
    assert rows[0].split() == ["ID", "KIND", "STATUS", "PROGRESS", "TIME", "LEFT", "TITLE"]
    assert [row.split()[0] for row in rows[1:]] == made[::-1]
    assert all(row.endswith("Parts list") for row in rows[1:])
    unfinished = jobs("list", "--user", user, "--unfinished", "--json").expect(0).out.splitlines()
    assert {json.loads(line)["jobId"] for line in unfinished} == set(made[1:])
    assert jobs("list", "--user", user, "--limit", "2").expect(0).out.splitlines()[-1] == "  .. and more: raise --limit"
    assert jobs("list", "--user", "nobody-" + user).expect(0).out == "no jobs\n"


def test_a_cancel_stops_the_service(jobs, job, user):
    assert jobs("cancel", job, "--user", user).expect(0).out.startswith(f"{job}  cancelled")
    for report in (["progress", job, "--progress", "5"], ["complete", job]):
        assert "cancelled by its user: its work should stop (409 JOB_CANCELLED)" in jobs(*report).expect(1).one_line()


def test_an_end_is_final(jobs, job, user):
    jobs("complete", job).expect(0)
    for call in (["progress", job, "--progress", "5"], ["cancel", job, "--user", user]):
        assert "the job has ended" in jobs(*call).expect(1).one_line()


def test_the_jobs_of_others_are_not_there(jobs, job, user):
    for verb in ("show", "cancel"):
        assert "there is no such job" in jobs(verb, job, "--user", "not-" + user).expect(1).one_line()


def test_a_refused_report_says_what_is_wrong(jobs, job):
    assert "/stage" in jobs("progress", job, "--stage", "no_such_stage").expect(1).one_line()


def test_listen_follows_every_job_of_the_user(jobs, job, listen, user):
    listening = listen("--dialect", "jobs")
    listening.until(f"job {job}  queued")
    jobs("progress", job, "--stage", "store", "--progress", "42.5", "--message", "Row 4250", "--seconds-left", "12")
    assert "42.5 %  store  ~12 s left  Row 4250" in listening.until("store")[-1]
    second = jobs(*START, "--user", user).expect(0).out.strip()
    jobs("cancel", second, "--user", user).expect(0)
    listening.until(f"job {second}  cancelled")


def test_listen_follows_one_job_and_prints_what_the_server_sends(jobs, job, listen, user):
    listening = listen("--dialect", "jobs", "--job", job, "--json")
    listening.until("job_status")
    other = jobs(*START, "--user", user).expect(0).out.strip()
    jobs("complete", other).expect(0)
    jobs("complete", job, "--results", '{"rows": 9}').expect(0)
    heard = [json.loads(line) for line in listening.until("job_complete")]
    assert heard[-1]["results"] == {"rows": 9}
    assert {message["job_id"] for message in heard if "job_id" in message} == {job}


def test_listen_to_a_job_that_is_not_there_ends(listen):
    _, err = listen("--dialect", "jobs", "--job", "job_20261121_zzzzzzzz").finish(code=1)
    assert "the user has no job job_20261121_zzzzzzzz" in err


def test_listen_as_a_dashboard_shows_uploads(jobs, job, listen):
    listening = listen("--dialect", "dashboard")
    listening.until("connected")
    jobs("progress", job, "--progress", "42.5", "--message", "Row 4250", "--stage", "store").expect(0)
    assert "upload_progress Parts list  42.5 %" in listening.until("upload_progress")[-1]


def test_listen_to_notifications_shows_jobs_and_broadcasts(jobs, job, listen, server, belfry_bin, tmp_path, user):
    listening = listen()
    listening.until("connected")
    jobs("progress", job, "--progress", "42.5", "--message", "Row 4250", "--stage", "store").expect(0)
    assert f"job {job}  42.5 %  store" in listening.until("42.5 %")[-1]
    data = '{"title": "Hello", "message": "To you"}'
    words = ["broadcast", "--user", user, "--type", "notification", "--data", data, "--config", server.config_path]
    run(belfry_bin, *words, cwd=tmp_path).expect(0)
    listening.until("message notification info Hello: To you")
    jobs("complete", job).expect(0)
    listening.until("upload_complete")


WRONG = [
    ["jobs"],
    ["jobs", "start", "--user", "ada", "--kind", "import", "--title", "x", "--stage", "store:heavy"],
    ["jobs", "progress", "job_1"],
    ["jobs", "complete", "job_1", "--results", "[1]"],
    ["listen", "--user", "ada", "--dialect", "jobs", "--since", "1a2b3c4d.17.0"],
    ["listen", "--user", "ada", "--dialect", "dashboard", "--ack"],
    ["listen", "--user", "ada", "--job", "job_1"],
]


@pytest.mark.parametrize("words", WRONG, ids=lambda words: " ".join(words[:6]))
def test_wrong_usage_is_2(belfry_bin, tmp_path, words):
    assert run(belfry_bin, *words, cwd=tmp_path).expect(2).err

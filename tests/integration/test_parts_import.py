"""Product 4.6: a real pipeline on the C++ publisher, against the server that it reports to."""

import signal

import pytest

from support.deadline import eventually
from support.parts_import import EndlessList, Importer, row, stored, write_list
from support.settings import SERVICE_KEY

IMPORT_SECONDS = 120
ROWS = 100_000


@pytest.fixture(scope="module")
def server(serve_module):
    keys = [{"name": "importer", "key": SERVICE_KEY, "scopes": ["jobs"]}]
    return serve_module({"auth": {"service_keys": keys}, "limits": {"connections_per_user": 0}})


@pytest.fixture
def importer(server, user, tmp_path):
    """importer(file, ...) starts one that imports into `parts.db` and reports as the test's user."""
    started = []

    def run(file, port=server.port, key=SERVICE_KEY, arguments=()):
        started.append(Importer(tmp_path, file, tmp_path / "parts.db", port, user, key, arguments))
        return started[-1]

    yield run
    for one in started:
        one.kill()


@pytest.fixture
def endless(tmp_path):
    made = EndlessList(tmp_path / "endless.csv")
    yield made
    made.end()


@pytest.fixture
def job(server, user):
    """job() is the state of the user's only job, nothing while there is none."""
    api = server.user(user)

    def read():
        items = api.request("GET", "/jobs").expect(200).json()["items"]
        assert len(items) <= 1
        return api.request("GET", f"/jobs/{items[0]['jobId']}").expect(200).json() if items else None

    return read


def working(job):
    """The job once it has reported."""
    return eventually(lambda: (state := job()) and state["status"] == "running" and state, "the import is running")


def test_a_hundred_thousand_rows_are_imported_and_the_bad_ones_told(importer, job, tmp_path):
    rows = [row(number) for number in range(ROWS)]
    rows[9], rows[50_000] = "P-BAD,too few", 'P-OPEN,"never closed,1,1.00'
    program = importer(write_list(tmp_path / "parts.csv", rows))
    assert program.wait(IMPORT_SECONDS) == 0, program.log()
    assert program.output() == f"imported {ROWS - 2} rows, skipped 2\n"
    # A line break within quotes is a line of the file: row 0 and each thousandth have one.
    assert program.log().splitlines() == ["line 12: 2 fields instead of 4", "line 50052: text behind a closing quote"]
    assert len(stored(tmp_path / "parts.db")) == ROWS - 2
    state = job()
    assert (state["status"], state["progress"], state["fileName"]) == ("completed", 100, "parts.csv")
    assert (state["results"]["imported"], state["results"]["skipped"]) == (ROWS - 2, 2)
    assert state["results"]["badRows"][0] == {"line": 12, "reason": "2 fields instead of 4"}


def test_its_end_is_in_the_users_inbox(server, user, importer, tmp_path):
    assert importer(write_list(tmp_path / "parts.csv", [row(1)])).wait() == 0
    inbox = server.user(user).request("GET", "/notifications").expect(200).json()
    assert [item["type"] for item in inbox["items"]] == ["upload_complete"]


def test_it_reports_while_it_works(importer, endless, job):
    importer(endless.path)
    state = working(job)
    assert (state["stage"], state["message"]) == ("parse", "reading rows")
    eventually(lambda: job()["currentRow"] > state["currentRow"], "the next report is there")


def test_a_cancel_ends_it_and_leaves_the_database_as_it_was(server, user, importer, endless, job, tmp_path):
    assert importer(write_list(tmp_path / "first.csv", [row(1)]), port=None).wait() == 0
    program = importer(endless.path)
    state = working(job)
    server.user(user).request("POST", f"/jobs/{state['jobId']}/cancel").expect(200)
    assert program.wait() == 3
    assert "cancelled; nothing was imported" in program.log()
    assert stored(tmp_path / "parts.db") == ["P-000001"]
    assert job()["status"] == "cancelled"


def test_an_interrupt_fails_the_job_and_leaves_nothing(importer, endless, job, tmp_path):
    program = importer(endless.path)
    working(job)
    program.signal(signal.SIGINT)
    assert program.wait() == 130
    assert stored(tmp_path / "parts.db") == []
    state = job()
    assert (state["status"], state["error"]["code"]) == ("failed", "INTERRUPTED")


def test_a_file_that_is_no_parts_list_fails_the_job(importer, job, tmp_path):
    (tmp_path / "other.csv").write_text("name,age\nAda,36\n")
    program = importer(tmp_path / "other.csv")
    assert program.wait() == 1
    error = job()["error"]
    assert (error["code"], error["message"]) == ("BAD_FILE", "there is no column part_number")


def test_a_server_that_is_down_does_not_stop_it(serve, importer, tmp_path):
    nobody = serve.make()
    program = importer(write_list(tmp_path / "parts.csv", map(row, range(5_000))), port=nobody.port)
    assert program.wait() == 0
    assert len(stored(tmp_path / "parts.db")) == 5_000
    assert "the server takes no calls; repeating" in program.log()


def test_a_wrong_key_does_not_stop_it_and_is_not_told(importer, tmp_path):
    program = importer(write_list(tmp_path / "parts.csv", [row(1)]), key="no-key-of-the-server")
    assert program.wait() == 0
    assert stored(tmp_path / "parts.db") == ["P-000001"]
    assert "status 401" in program.log()
    assert "no-key-of-the-server" not in program.log() + program.output()


def test_wrong_options_are_told_with_the_right_ones(importer, tmp_path):
    program = importer(tmp_path / "parts.csv", key="")
    assert program.wait() == 2
    assert "--url needs --user, and --key or BELFRY_KEY" in program.log()
    assert "usage: parts-import" in program.log()

"""`POST /dev/import`: the importer below examples/, run by a server in development for the user who is signed in."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from support.binaries import belfry
from support.deadline import eventually
from support.jobs import JobUser, follow
from support.parts_import import HEADER, row, stored
from support.server import Server
from support.settings import SERVICE_KEY

CSV = {"Content-Type": "text/csv"}
# Long enough to be caught at work, short of the limit of 16 MB.
LONG_LIST = "\n".join([HEADER, *(f"P-{number:06},Nut,1,0.10" for number in range(400_000))]).encode()


def parts_list(rows):
    return "\r\n".join([HEADER, *(row(number) for number in range(rows))]).encode()


def imports(server):
    return server.data_dir / "imports"


def files_left(server):
    return [path.name for path in imports(server).iterdir() if path.is_dir()]


def children(server):
    """Process ids of what the server started."""
    stats = Path("/proc").glob("[0-9]*/stat")
    return [int(stat.parent.name) for stat in stats if parent_of(stat) == server.pid]


def parent_of(stat):
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None  # it has just ended


@pytest.fixture(scope="module", autouse=True)
def importer_is_built():
    if belfry() and not (belfry().parent / "parts-import").exists():
        pytest.fail("parts-import is not built beside belfry (make build)", pytrace=False)


@pytest.fixture(scope="module")
def server(serve_module):
    return serve_module({"limits": {"connections_per_user": 0}}, arguments=("--dev",))


@pytest.fixture
def send(server, user):
    """send(content) is the raw answer."""
    api = server.user(user)

    def post(content, name="parts.csv"):
        return api.request("POST", f"/dev/import?fileName={name}", content, CSV)

    return post


def test_a_list_is_a_job_of_the_user_and_completes(server, user, send):
    with follow(server, user, "*") as client:
        content = parts_list(1_000)
        accepted = send(content, "spring%20list.csv").expect(202).json()
        assert accepted == {"fileName": "spring list.csv", "bytes": len(content)}
        ended = client.expect("job_complete", timeout=60)
        assert ended["results"]["imported"] == 1_000
    job = JobUser(server.user(user)).job(ended["job_id"])
    assert (job["status"], job["progress"], job["fileName"]) == ("completed", 100, "spring list.csv")
    assert len(stored(imports(server) / "parts.db")) >= 1_000


def test_nothing_is_left_of_the_file(server, send):
    send(parts_list(10)).expect(202)
    eventually(lambda: not files_left(server), "the file is removed", 30)
    assert imports(server).stat().st_mode & 0o777 == 0o700


def test_its_user_can_cancel_it(server, user, send):
    with follow(server, user, "*") as client:
        send(LONG_LIST).expect(202)
        id = client.expect("progress_update", timeout=60)["job_id"]
        JobUser(server.user(user)).cancel(id).expect(200)
        server.expect_event("import:ended", seconds=60, exitCode=3)


def test_a_file_that_is_no_list_fails_as_a_job(server, user, send):
    with follow(server, user, "*") as client:
        send(b"nothing,that,fits\n1,2,3\n").expect(202)
        assert client.expect("job_failed", timeout=60)["error"]["code"] == "BAD_FILE"


def test_the_key_is_in_no_argument_and_no_log(server, user, send):
    with follow(server, user, "*") as client:
        send(LONG_LIST).expect(202)
        client.expect("progress_update", timeout=60)
        [child] = children(server)
        arguments = Path(f"/proc/{child}/cmdline").read_bytes()
        environment = Path(f"/proc/{child}/environ").read_bytes()
        JobUser(server.user(user)).cancel(client.messages[-1]["job_id"])
    assert b"parts-import" in arguments and SERVICE_KEY.encode() not in arguments
    assert f"BELFRY_KEY={SERVICE_KEY}".encode() in environment.split(b"\0")
    eventually(lambda: not children(server), "the importer has ended", 30)
    assert SERVICE_KEY not in server.log() + server.output()


def test_it_is_refused_what_is_no_list(server, user, send):
    send(b"").expect_problem(422, "VALIDATION_FAILED")
    send(b"a,b\n", "..%2Fdev.toml").expect_problem(422, "VALIDATION_FAILED")
    api = server.user(user)
    api.request("POST", "/dev/import", b"{}", {"Content-Type": "application/json"}).expect_problem(415)
    server.http().request("POST", "/dev/import", b"a,b\n", CSV).expect_problem(401, "TOKEN_MISSING")


def test_a_list_of_more_than_16_mb_is_too_long(server, user):
    """Known from its header: the rest is never asked for."""
    length = {"Content-Length": str(16 * 1024 * 1024 + 1)}
    answer = server.user(user).request("POST", "/dev/import", b"part", {**CSV, **length})
    answer.expect_problem(413, "PAYLOAD_TOO_LARGE")


def test_no_more_than_four_run_at_once(server, user, send):
    for _ in range(4):
        send(LONG_LIST).expect(202)
    problem = send(LONG_LIST)
    problem.expect_problem(503, "OVERLOADED")
    assert problem.header("Retry-After")
    for child in children(server):
        os.kill(child, signal.SIGTERM)
    eventually(lambda: not children(server), "the importers have ended", 60)


def test_the_end_of_the_server_is_the_end_of_the_import(serve, user):
    server = serve(arguments=("--dev",))
    with follow(server, user, "*") as client:
        server.user(user).request("POST", "/dev/import", LONG_LIST, CSV).expect(202)
        client.expect("progress_update", timeout=60)
        [child] = children(server)
        server.stop()
    assert not Path(f"/proc/{child}").exists() and not files_left(server)


def test_a_server_without_the_importer_says_so(tmp_path, user):
    """A copy of the binary, with nothing beside it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    server = Server(shutil.copy2(belfry(), folder), tmp_path, arguments=("--dev",)).start()
    try:
        answer = server.user(user).request("POST", "/dev/import", b"a,b\n", CSV)
        problem = answer.expect_problem(501, "NOT_IMPLEMENTED")
        assert "parts-import is not beside the server" in problem["detail"]
    finally:
        server.kill()


def test_without_dev_there_is_no_such_route(serve, user):
    server = serve()
    server.user(user).request("POST", "/dev/import", b"a,b\n", CSV).expect_problem(404)

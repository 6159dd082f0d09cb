"""What a store that fails does: a clear refusal at start; 503 and no loss afterwards."""

import ctypes
import resource
import signal
import sqlite3

from support.deadline import eventually
from support.jobs import STAGES, JobUser, Pipeline, follow
from support.ws import Refused


def refuses_to_start(server):
    """Exit code 1 and a line for people; the log that it ended with."""
    server.spawn()
    code = server.wait(30)
    said = server.log() + server.output()
    assert code == 1, f"ended with {code}\n{said}"
    server.check_log()
    assert "terminate called" not in said and len([line for line in said.splitlines() if line.strip()]) <= 5, said
    return said


def without_privilege():
    """Root writes everywhere by CAP_DAC_OVERRIDE; out of the bounding set, it is gone with the exec."""
    prctl_drop_from_bounding_set, dac_override = 24, 1
    ctypes.CDLL(None).prctl(prctl_drop_from_bounding_set, dac_override, 0, 0, 0)


def test_a_data_folder_that_cannot_be_written(serve):
    server = serve.make(preexec=without_privilege)
    server.data_dir.mkdir()
    server.data_dir.chmod(0o500)
    try:
        assert server.data_dir.name in refuses_to_start(server)
    finally:
        server.data_dir.chmod(0o700)


def test_a_data_folder_that_is_a_file(serve):
    server = serve.make()
    server.data_dir.write_text("not a folder")
    assert server.data_dir.name in refuses_to_start(server)


def database(server):
    return server.data_dir / "belfry.db"


def test_a_file_that_is_no_database(serve):
    server = serve.make()
    server.data_dir.mkdir()
    database(server).write_bytes(b"this is not a database, whatever its name says" * 200)
    assert "belfry.db" in refuses_to_start(server)
    assert database(server).read_bytes().startswith(b"this is not"), "the file was not touched"


def test_a_database_of_a_newer_version(serve, user):
    server = serve()
    server.service().publish(user)
    server.stop()
    with sqlite3.connect(database(server)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        if version:
            connection.execute(f"PRAGMA user_version = {version + 1000}")
        else:
            table = next(name for name in tables if "migration" in name or "schema" in name)
            column = connection.execute(f"PRAGMA table_info({table})").fetchone()[1]
            connection.execute(f"UPDATE {table} SET {column} = {column} + 1000")
    refuses_to_start(server)


def test_a_database_that_another_server_has_open(serve, user):
    first = serve()
    second = serve.make(name="second")
    second.data_dir = first.data_dir
    second.command[second.command.index("--data-dir") + 1] = str(first.data_dir)
    said = refuses_to_start(second)
    assert str(first.data_dir) in said or "belfry.db" in said
    first.service().publish(user)


def test_the_folder_of_a_killed_server_is_free_again(serve, user):
    server = serve()
    kept = server.service().publish(user)
    server.kill()
    server.start()
    assert [i["id"] for i in server.user(user).history()["items"]] == [kept]


FILE_LIMIT = 6 * 1024 * 1024


def limit_files():
    """Writing at the limit fails with EFBIG, as a full disk does with ENOSPC. The log is too small to meet it."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_LIMIT, resource.RLIM_INFINITY))


def fill(server, user, accepted):
    """Publishes until the store is full, with what is small in the end; the last refusal."""
    service = server.service()
    for size in (60_000, 4_000, 0):
        for _ in range(2000):
            body = {"userId": user, "type": "new_like", "title": "x", "data": {"fill": "y" * size}}
            answer = service.post_notification(body)
            if answer.status != 202:
                break
            accepted.append(answer.json()["id"])
        else:
            raise AssertionError("the disk was never full")
    return answer


def token_that_cannot_be_consumed(server):
    """A token takes less room than a notification: the first that finds none."""
    for number in range(50):
        try:
            server.socket(token=server.connection_token(f"filler-{number}")).abort()
        except Refused as refusal:
            return refusal.response
    raise AssertionError("every token was consumed")


def test_a_full_disk_is_503_and_what_was_answered_202_is_kept(serve, user):
    server = serve(preexec=limit_files)
    accepted = []
    answer = fill(server, user, accepted)
    answer.expect_problem(503, "STORE_UNAVAILABLE")
    assert int(answer.header("Retry-After")) >= 1
    assert accepted
    assert server.metrics().samples("belfry_store_errors_total")
    server.expect_event("store:error")
    response = token_that_cannot_be_consumed(server)
    assert response.status == 500
    assert response.json()["code"] in ("STORE_UNAVAILABLE", "INTERNAL_ERROR")
    # Reading goes on; the process lives; with room again it all goes on.
    kept = [item["id"] for item in server.user(user).all_items(limit=20)]
    assert kept == accepted[::-1]
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    service = server.service()
    eventually(
        lambda: service.post_notification({"userId": user, "type": "new_like", "title": "again"}).status == 202,
        "publishing goes on when there is room again",
        15,
    )
    server.restart()
    kept = [item["id"] for item in server.user(user).all_items(limit=20)]
    assert set(accepted) <= set(kept)
    assert len(kept) == len(accepted) + 1, "a publish that was refused was kept"


def test_a_job_goes_on_when_the_disk_has_room_again(serve, user):
    server = serve(preexec=limit_files)
    pipeline = Pipeline(server.service())
    id = pipeline.create(user, stages=STAGES)["jobId"]
    pipeline.reported(id, stage="parse", progress=1)
    with follow(server, user, id) as client:
        before = client.expect("job_status")
        fill(server, user, [])
        eventually(lambda: pipeline.complete(id, {"fill": "y" * 60_000}).status == 503, "the end finds no room")
        status = client.status(id)
        assert {**status, "timestamp": 0} == {**before, "timestamp": 0}, "what was not written has not happened"
        assert {message["type"] for message in client.messages} == {"connected", "subscribed", "job_status"}
        pipeline.reported(id, progress=2)
        client.expect("progress_update", progress=2)
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        eventually(lambda: pipeline.complete(id).status == 202, "the end is taken when there is room again", 15)
        client.expect("job_complete")
    server.restart()
    assert JobUser(server.user(user)).job(id)["status"] == "completed"


def test_readiness_says_when_the_store_cannot_be_used(serve, user):
    server = serve()
    for file in server.data_dir.glob("belfry.db*"):
        file.unlink()
    answer = server.http().request("GET", "/readyz")
    assert answer.status in (200, 503), "an answer, whichever, and no crash"
    assert server.running()
    server.kill()

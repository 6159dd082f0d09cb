"""docs/deployment.md, "Restore": the commands as they are written there, on the database of a real server."""

import re
import sqlite3
from pathlib import Path

import pytest

DEPLOYMENT = (Path(__file__).resolve().parents[2] / "docs" / "deployment.md").read_text()


@pytest.fixture
def restored(serve):
    """(server, cursor): its database is a copy that was made before the cursor's last change."""
    server = serve()
    service = server.service()
    service.publish("ada")
    copy = server.data_dir / "copy.db"
    with sqlite3.connect(server.data_dir / "belfry.db") as source, sqlite3.connect(copy) as target:
        source.backup(target)
    service.publish_many("ada", 3)
    cursor = server.user("ada").history()["cursor"]
    server.stop()
    for name in ("belfry.db", "belfry.db-wal", "belfry.db-shm"):
        (server.data_dir / name).unlink(missing_ok=True)
    copy.rename(server.data_dir / "belfry.db")
    commands = re.search(r'sqlite3 /var/lib/belfry/belfry.db \\\n\s+"(UPDATE .*?)"\n', DEPLOYMENT, re.S).group(1)
    with sqlite3.connect(server.data_dir / "belfry.db") as database:
        database.executescript(commands)
    return server.start(), cursor


def test_a_copy_made_while_the_server_ran_has_what_was_committed_then(restored):
    server, _ = restored
    assert len(server.user("ada").all_items()) == 1


def test_a_client_from_before_is_told_to_fetch_its_inbox_again(restored):
    server, cursor = restored
    server.user("ada").get_changes(cursor).expect_problem(410, "RESYNC_REQUIRED")
    with server.connect("ada", since=cursor) as client:
        client.expect("resync_required")


def test_events_for_other_services_get_numbers_that_none_had(restored):
    server, _ = restored
    with sqlite3.connect(server.data_dir / "belfry.db") as database:
        (number,) = database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
    assert number > 10**12

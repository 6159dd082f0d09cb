"""Bytes of the database for each notification, by how it was published. Called by scripts/disk."""

import sqlite3
import sys
import tempfile
from pathlib import Path

from support.server import Server

BODY = "x" * 200
PUBLISHES = 5000
USERS = 1000


def notification(**members):
    return {"type": "upload_complete", "title": "parts.csv is complete", "body": BODY, "data": {"rows": 1204}, **members}


def to_one_user_each(service):
    for i in range(PUBLISHES):
        service.post_notification(notification(userId=f"user-{i % USERS}")).expect(202)
    return PUBLISHES


def to_a_thousand_users(service):
    """One content, shared by all of them."""
    for _ in range(PUBLISHES // USERS * 4):
        service.post_notification(notification(userIds=[f"user-{i}" for i in range(USERS)])).expect(202)
    return PUBLISHES // USERS * 4 * USERS


def bytes_of(server):
    """After the server has ended: the log has been taken into the database."""
    database = server.data_dir / "belfry.db"
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database.stat().st_size


def measure(binary, publish):
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(binary).resolve(), Path(folder))
        server.start()
        server.stop()
        empty = bytes_of(server)
        server.start()
        count = publish(server.service())
        server.stop()
        return (bytes_of(server) - empty) / count


def main():
    for publish in (to_one_user_each, to_a_thousand_users):
        size = measure(sys.argv[1], publish)
        print(f"{publish.__name__.replace('_', ' '):24} {size:6.0f} bytes a notification and user")


if __name__ == "__main__":
    main()

"""examples/parts-import as a user runs it, on files that the test writes."""

import contextlib
import os
import sqlite3
import threading
from pathlib import Path

import pytest

from support.binaries import ROOT
from support.process import Process

HEADER = "part_number,description,quantity,unit_price"
_CANDIDATES = ("build/dev/parts-import", "build/release/parts-import")


def binary():
    named = os.environ.get("BELFRY_PARTS_IMPORT_BIN")
    found = [Path(named).resolve()] if named else [ROOT / c for c in _CANDIDATES if (ROOT / c).exists()]
    if not found:
        pytest.fail("parts-import is not built, and BELFRY_PARTS_IMPORT_BIN names none", pytrace=False)
    return found[0]


def row(number):
    """A part that has what is hard about CSV: commas, quotes and, now and then, a line break."""
    text = f'"Bolt, {number % 40} mm, ""zinc""{chr(10) + "plated" if number % 1000 == 0 else ""}"'
    return f"P-{number:06},{text},{number % 500},{number % 90}.25"


def write_list(path, rows):
    path.write_text("\ufeff" + "\r\n".join([HEADER, *rows]) + "\r\n", newline="")
    return path


def stored(db):
    """The part numbers in a database; nothing when there is no table yet."""
    if not db.exists():
        return []
    with contextlib.closing(sqlite3.connect(db)) as opened:
        tables = opened.execute("SELECT name FROM sqlite_schema WHERE name = 'parts'").fetchall()
        return [number for (number,) in opened.execute("SELECT part_number FROM parts")] if tables else []


class Importer(Process):
    """Running once made. Its result is on `output()`, rows that it skipped are in `log()`."""

    def __init__(self, directory, file, db, port=None, user="", key="", arguments=()):
        to = ["--url", f"http://127.0.0.1:{port}", "--user", user] if port else []
        super().__init__(
            "parts-import", [binary(), file, "--db", db, *to, *arguments], directory, {"BELFRY_KEY": key} if key else None
        )
        self.spawn()


class EndlessList:
    """A parts list that is written into a pipe until its reader is gone: whoever reads it is in the middle of it."""

    def __init__(self, path):
        os.mkfifo(path)
        self.path = path
        self._stop = threading.Event()
        self._writer = threading.Thread(target=self._write)
        self._writer.start()

    def _write(self):
        number = 0
        with contextlib.suppress(BrokenPipeError), open(self.path, "w", encoding="utf-8") as out:
            out.write(HEADER + "\n")
            while not self._stop.is_set():
                out.writelines(f"P-{number + n},Nut,1,0.10\n" for n in range(100))
                number += 100

    def end(self):
        self._stop.set()
        # A writer that waits for its reader, or for room, is let go by one that comes and leaves.
        with open(os.open(self.path, os.O_RDONLY | os.O_NONBLOCK), "rb"):
            self._writer.join(10)
        assert not self._writer.is_alive()

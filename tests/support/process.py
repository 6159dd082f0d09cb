"""A program under test: started, watched, ended, and its log read."""

import json
import os
import signal
import subprocess
from pathlib import Path

from support.deadline import eventually

RUNNING = []
_SANITIZER_MARKS = ("Sanitizer", "runtime error:")


class Process:
    """Standard error and standard output go to files, appended over restarts."""

    def __init__(self, name, command, directory, env=None, preexec=None):
        self.name, self.command, self.directory = name, [str(c) for c in command], Path(directory)
        self.env, self.preexec = env, preexec
        self.child = None
        self.log_path = self.directory / f"{name}.log"
        self.out_path = self.directory / f"{name}.out"

    def spawn(self):
        assert self.child is None, "still running"
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("BELFRY_", "WEBSOCKET_", "COGNITO_"))}
        clean.setdefault("ASAN_OPTIONS", "detect_leaks=1")
        clean.setdefault("UBSAN_OPTIONS", "print_stacktrace=1")
        with open(self.log_path, "ab") as log, open(self.out_path, "ab") as out:
            self.child = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=log,
                cwd=self.directory,
                env={**clean, **(self.env or {})},
                preexec_fn=self.preexec,
            )
        RUNNING.append(self)

    @property
    def pid(self):
        return self.child.pid

    def running(self):
        return self.child is not None and self.child.poll() is None

    def log(self):
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def output(self):
        return self.out_path.read_text(errors="replace") if self.out_path.exists() else ""

    def events(self, name=None, **fields):
        """The JSON lines of the log, by event name and field values."""
        found = []
        for line in self.log().splitlines():
            if line.startswith("{"):
                try:
                    entry = json.loads(line)
                except ValueError:
                    continue  # the line that is being written just now
                if (name is None or entry["event"] == name) and all(entry.get(k) == v for k, v in fields.items()):
                    found.append(entry)
        return found

    def expect_event(self, name, seconds=10, **fields):
        return eventually(lambda: self.events(name, **fields), f"log event {name} {fields}", seconds)[-1]

    def signal(self, number):
        os.kill(self.pid, number)

    def wait(self, seconds=20):
        """The exit code; the process is killed, and the test fails, when it takes longer."""
        try:
            code = self.child.wait(seconds)
        except subprocess.TimeoutExpired as error:
            self.kill()
            raise AssertionError(f"{self.name} did not end within {seconds} s\n{self.tail()}") from error
        self._gone()
        return code

    def stop(self, seconds=20):
        """SIGTERM; the end must be clean."""
        if self.child is None:
            return
        if self.running():
            self.signal(signal.SIGTERM)
        code = self.wait(seconds)
        assert code == 0, f"{self.name} ended with {code}\n{self.tail()}"
        self.check_log()

    def kill(self):
        if self.child is not None:
            self.child.kill()
            self.child.wait()
            self._gone()

    def _gone(self):
        self.child = None
        RUNNING.remove(self)

    def check_log(self):
        found = [mark for mark in _SANITIZER_MARKS if mark in self.log()]
        assert not found, f"{self.name} was told off by a sanitizer\n{self.tail(12000)}"

    def tail(self, size=4000):
        return f"--- {self.log_path}\n{self.log()[-size:]}"

    def fd_count(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def resident_bytes(self):
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

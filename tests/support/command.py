"""The `belfry` program run to its end, and run as a listener."""

import os
import subprocess


def environment(env=None):
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("BELFRY_", "WEBSOCKET_", "COGNITO_"))}
    return {**clean, **(env or {})}


class Finished:
    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    def expect(self, code):
        assert self.code == code, f"exit code {self.code}, expected {code}\n{self.out}\n{self.err}"
        assert "Sanitizer" not in self.err and "terminate called" not in self.err, self.err
        return self

    def one_line(self):
        """What was said on standard error, which must be a line or two for people and no trace."""
        lines = [line for line in self.err.splitlines() if line.strip()]
        assert 1 <= len(lines) <= 3, self.err
        return self.err


def run(binary, *arguments, cwd, env=None, seconds=30, input=None):
    done = subprocess.run(
        [str(binary), *map(str, arguments)],
        cwd=cwd,
        env=environment(env),
        timeout=seconds,
        text=True,
        capture_output=True,
        input=input,
        stdin=None if input is not None else subprocess.DEVNULL,
    )
    return Finished(done)

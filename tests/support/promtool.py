"""Prometheus's own checker, which scripts/setup fetches."""

import shutil
import subprocess

import pytest


def promtool(*arguments):
    """Its output; fails the test, with the output, when it finds fault."""
    program = shutil.which("promtool")
    if program is None:
        pytest.fail("promtool is not there: run scripts/setup", pytrace=False)
    ran = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout

"""Where the programs under test are. BELFRY_BIN and BELFRY_ECHO_BIN override what is found in build/."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _first(env, candidates):
    named = os.environ.get(env)
    if named:
        return Path(named).resolve()
    found = [ROOT / c for c in candidates if (ROOT / c).exists()]
    return found[0] if found else None


def belfry():
    """The server with sanitizers, for what is correct or not."""
    return _first("BELFRY_BIN", ["build/dev/belfry", "build/release/belfry"])


def belfry_release():
    """The optimised server, for what is about load and time."""
    return _first("BELFRY_BIN", ["build/release/belfry", "build/dev/belfry"])


def ws_echo():
    return _first("BELFRY_ECHO_BIN", ["build/release/ws_echo", "build/dev/ws_echo"])

import os
import random

import pytest

from support import binaries, process
from support.server import Server

LOG_BYTES = 6000

# Where the load tests must do with a sanitized server: freed memory that it keeps back is not the server's.
FRUGAL_SANITIZER = {"ASAN_OPTIONS": "detect_leaks=1:quarantine_size_mb=4"}


def pytest_report_header(config):
    return [
        f"belfry: {binaries.belfry()}",
        f"belfry under load: {binaries.belfry_release()}",
        f"ws_echo: {binaries.ws_echo()}",
        f"seed: {_seed()} (BELFRY_SEED)",
    ]


def _seed():
    return int(os.environ.get("BELFRY_SEED", "20260125"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if report.failed:
        for running in process.RUNNING:
            report.sections.append((f"log of {running.name} ({running.log_path})", running.log()[-LOG_BYTES:]))


def _needed(binary, name):
    if binary is None:
        pytest.fail(f"{name} is not built (make build), and BELFRY_BIN / BELFRY_ECHO_BIN name none", pytrace=False)
    return binary


@pytest.fixture
def rng():
    return random.Random(_seed())


@pytest.fixture(scope="session")
def belfry_bin():
    return _needed(binaries.belfry(), "belfry")


@pytest.fixture(scope="session")
def load_bin():
    return _needed(binaries.belfry_release(), "belfry")


@pytest.fixture(scope="session")
def echo_bin():
    return _needed(binaries.ws_echo(), "ws_echo")


class Started:
    """Starts servers and ends them, cleanly, with the test or module that asked."""

    def __init__(self, binary, directory, env=None):
        self._binary, self._directory, self._env, self._servers = binary, directory, env or {}, []

    def make(self, config=None, **how):
        """A server that is not running yet."""
        how.setdefault("name", f"belfry{len(self._servers) or ''}")
        how["env"] = {**self._env, **(how.get("env") or {})}
        server = Server(self._binary, self._directory, config, **how)
        self._servers.append(server)
        return server

    def __call__(self, config=None, **how):
        return self.make(config, **how).start()

    def end(self):
        try:
            for server in self._servers:
                server.stop()
        finally:
            for server in self._servers:
                server.kill()


@pytest.fixture
def serve(belfry_bin, tmp_path):
    """serve(config) starts a server of this test's own."""
    started = Started(belfry_bin, tmp_path)
    yield started
    started.end()


@pytest.fixture(scope="module")
def serve_module(belfry_bin, tmp_path_factory):
    started = Started(belfry_bin, tmp_path_factory.mktemp("belfry"))
    yield started
    started.end()


@pytest.fixture
def serve_release(load_bin, tmp_path):
    started = Started(load_bin, tmp_path, FRUGAL_SANITIZER)
    yield started
    started.end()


@pytest.fixture(scope="module")
def server(serve_module):
    """One server for the tests of a file: give each test its own users."""
    return serve_module({"limits": {"connections_per_user": 0}})


@pytest.fixture
def user(request):
    """A user that no other test has."""
    _numbers["next"] += 1
    return f"user-{_numbers['next']}"


_numbers = {"next": 0}


@pytest.fixture
def service(server):
    api = server.service()
    yield api
    api.close()

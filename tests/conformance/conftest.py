import pytest

from support.deadline import eventually
from support.free_port import free_port
from support.process import Process
from support.ws import WebSocket


class EchoServer(Process):
    """The echo program on Belfry's own engine: sends every message back as it came."""

    def __init__(self, binary, directory, *options):
        self.port = free_port()
        super().__init__("ws_echo", [binary, f"127.0.0.1:{self.port}", *options], directory)

    def start(self):
        self.spawn()
        eventually(self._accepts, "ws_echo accepts connections", 20)
        return self

    def _accepts(self):
        assert self.running(), f"ws_echo ended with {self.child.poll()}\n{self.tail()}\n{self.output()}"
        try:
            WebSocket.dial(self.port, timeout=1).abort()
            return True
        except OSError:
            return False

    def connect(self, **how):
        return WebSocket.connect(self.port, **how)

    def dial(self):
        return WebSocket.dial(self.port)


@pytest.fixture(scope="session")
def echo_server(echo_bin, tmp_path_factory):
    server = EchoServer(echo_bin, tmp_path_factory.mktemp("echo")).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def deflate_server(echo_bin, tmp_path_factory):
    """It takes offers of permessage-deflate; `echo_server` does not."""
    server = EchoServer(echo_bin, tmp_path_factory.mktemp("deflate"), "--deflate").start()
    yield server
    server.stop()


@pytest.fixture
def ws(echo_server):
    with echo_server.connect() as connection:
        yield connection

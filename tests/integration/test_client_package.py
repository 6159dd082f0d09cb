"""Product 4.6: the C++ publisher as others get it, built alone, installed and found by its package, against the server."""

import json
import shutil
import subprocess

import pytest

from support.binaries import ROOT
from support.process import Process
from support.settings import SERVICE_KEY

BUILD_SECONDS = 300

PROJECT = """
cmake_minimum_required(VERSION 3.20)
project(consumer LANGUAGES CXX)
find_package(belfry 0.1 REQUIRED)
add_executable(consumer main.cpp)
target_link_libraries(consumer PRIVATE belfry::client)
"""

PROGRAM = """
#include <belfry/client.hpp>

#include <iostream>

int main(int, char** arguments) {
  belfry::Client client({.url = arguments[1], .service_key = arguments[2]});
  const auto note = client.notify({.user_id = arguments[3], .type = "new_comment", .title = "From C++", .data = {{"n", 1}}});
  const auto sent = client.broadcast({.user_id = arguments[3], .type = "notification",
                                      .data = {{"title", "Deployed"}, {"message", "7"}, {"level", "success"}}}).get();
  const auto refused = client.notify({.user_id = arguments[3], .type = "new_comment"}).get();
  const auto stats = client.stats();
  std::cout << belfry::JsonObject{{"broadcast", sent ? sent->success_count : 0}, {"refused", !refused},
                                  {"sent", stats.sent}, {"failed", stats.failed}}.text() << '\\n';
}
"""


def cmake(*arguments):
    done = subprocess.run(["cmake", *map(str, arguments)], capture_output=True, text=True, timeout=BUILD_SECONDS)
    assert done.returncode == 0, done.stdout + done.stderr


def configure(source, build, *options):
    launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
    cmake("-S", source, "-B", build, "-G", "Ninja", "-DCMAKE_CXX_COMPILER=clang++-19", *launcher, *options)
    cmake("--build", build)


@pytest.fixture(scope="module")
def consumer(tmp_path_factory):
    """A program of somebody else's that uses the installed package."""
    place = tmp_path_factory.mktemp("consumer")
    configure(ROOT / "client", place / "client")
    cmake("--install", place / "client", "--prefix", place / "prefix")
    (place / "CMakeLists.txt").write_text(PROJECT)
    (place / "main.cpp").write_text(PROGRAM)
    configure(place, place / "build", f"-DCMAKE_PREFIX_PATH={place / 'prefix'}")
    return place / "build" / "consumer"


@pytest.fixture(scope="module")
def server(serve_module):
    keys = [{"name": "pipeline", "key": SERVICE_KEY, "scopes": ["publish", "broadcast"]}]
    return serve_module({"auth": {"service_keys": keys}, "limits": {"connections_per_user": 0}})


def test_the_installed_package_publishes_and_broadcasts(server, user, consumer, tmp_path):
    with server.connect(user) as client:
        program = Process("consumer", [consumer, f"http://127.0.0.1:{server.port}", SERVICE_KEY, user], tmp_path)
        program.spawn()
        assert program.wait() == 0, program.log()
        notification = client.expect("notification")["payload"]
        message = client.expect("message")["payload"]
    assert (notification["title"], notification["data"]) == ("From C++", {"n": 1})
    assert message["data"]["title"] == "Deployed"
    assert json.loads(program.output()) == {"broadcast": 1, "refused": True, "sent": 2, "failed": 1}
    assert "VALIDATION_FAILED" in program.log()

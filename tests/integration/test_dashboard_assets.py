"""The web dashboard on the public listener: its page and its files.

What is answered to whom, also by a server that was built without it, is tested with a set of small files in
tests/unit/adapters/http/routes/asset_routes_test.cpp."""

import gzip
import re

import pytest

from support.free_port import free_port
from support.http import HttpClient

PAGES = ["/", "/admin", "/history", "/preferences", "/running", "/upload"]


@pytest.fixture
def page(server):
    answer = server.http().request("GET", "/")
    assert answer.status == 200, "the binary carries no dashboard: `scripts/web build`, then build it again"
    return answer


def test_every_page_is_the_application(server, page):
    assert page.header("Content-Type") == "text/html; charset=utf-8"
    for path in PAGES:
        assert server.http().request("GET", path).expect(200).body == page.body, path


def test_the_page_is_not_sent_twice(server, page):
    again = server.http().request("GET", "/", headers={"If-None-Match": page.header("ETag")}).expect(304)
    assert (again.body, again.header("Cache-Control")) == (b"", "no-cache")


def test_head_has_the_header_fields_alone(server, page):
    head = server.http().request("HEAD", "/").expect(200)
    assert head.body == b""
    assert (head.header("ETag"), head.header("Content-Length")) == (page.header("ETag"), str(len(page.body)))


def test_the_page_may_load_only_what_is_its_own(server, page):
    policy = page.header("Content-Security-Policy")
    assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy and "unsafe" not in policy
    assert f"connect-src 'self' ws://127.0.0.1:{server.port};" in policy
    assert page.header("X-Content-Type-Options") == "nosniff"
    assert page.header("Referrer-Policy") == "no-referrer"
    assert page.header("Cross-Origin-Opener-Policy") == "same-origin"


def test_what_the_page_loads_is_there_and_kept(server, page):
    paths = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page.body.decode())
    assert paths
    for path in paths:
        plain = server.http().request("GET", path).expect(200)
        assert plain.header("Cache-Control") == "public, max-age=31536000, immutable"
        packed = server.http().request("GET", path, headers={"Accept-Encoding": "gzip"}).expect(200)
        if packed.header("Content-Encoding") == "gzip":
            assert "Accept-Encoding" in packed.header("Vary")
            assert gzip.decompress(packed.body) == plain.body and len(packed.body) < len(plain.body)


def test_a_file_that_is_not_there_is_404(server):
    server.http().request("GET", "/assets/none-00000000.js").expect_problem(404, "NOT_FOUND")


def test_the_page_is_read_only(server):
    answer = server.http().request("POST", "/", {})
    answer.expect_problem(405)
    assert set(answer.header("Allow").split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_it_can_be_switched_off(serve):
    server = serve({"server": {"dashboard": False}})
    for path in ("/", "/admin", "/assets/index.js"):
        assert server.http().request("GET", path).expect_problem(404)["detail"] == "No such route", path


def test_the_internal_address_has_none(serve):
    server = serve({"server": {"internal_listen": f"127.0.0.1:{free_port()}"}})
    inside = HttpClient(int(server.config["server"]["internal_listen"].rpartition(":")[2]))
    assert inside.request("GET", "/").expect_problem(404)["detail"] == "No such route"

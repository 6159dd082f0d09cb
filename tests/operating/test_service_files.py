"""The systemd unit and the nginx configuration, read by the programs they are for."""

import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from support.certificate import trusting, write_self_signed
from support.deadline import eventually
from support.free_port import free_port
from support.http import HttpClient
from support.notifications import NotificationsClient
from support.ws import WebSocket

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNIT = (DEPLOY / "systemd" / "belfry.service").read_text()
NGINX = (DEPLOY / "nginx" / "belfry.conf").read_text()

# Of systemd-analyze security, from 0 (nothing exposed) to 100.
EXPOSURE = 20


def setting(name):
    return re.search(rf"^{name}=(.*)$", UNIT, re.M).group(1)


@pytest.fixture
def unit(tmp_path, belfry_bin):
    """The unit with the binary of this build in place of the one that a package installs."""
    path = tmp_path / "belfry.service"
    path.write_text(UNIT.replace("/usr/bin/belfry", str(belfry_bin)))
    return path


def systemd_analyze(*arguments):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd on this machine")
    ran = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, timeout=60)
    return ran.returncode, ran.stdout + ran.stderr


def test_systemd_finds_no_fault_in_the_unit(unit):
    code, said = systemd_analyze("verify", "--man=no", "--recursive-errors=no", unit)
    assert code == 0 and "belfry.service" not in said, said


def test_the_unit_leaves_little_exposed(unit):
    code, said = systemd_analyze("security", "--offline=true", f"--threshold={EXPOSURE}", "--no-pager", unit)
    assert code == 0, said


def test_the_unit_waits_longer_than_the_server_drains():
    assert int(setting("TimeoutStopSec")) >= 30 + 10


def test_the_unit_allows_more_descriptors_than_connections():
    assert int(setting("LimitNOFILE")) > 100_000


def test_the_command_of_the_unit_is_one_that_the_server_knows(belfry_bin, tmp_path):
    (tmp_path / "belfry.toml").write_text('[auth.jwt]\nissuer = "x"\nhs256_secret = "' + "s" * 32 + '"\n')
    check = setting("ExecStartPre").replace("/etc/belfry/", f"{tmp_path}/").split()[1:]
    subprocess.run([belfry_bin, *check], check=True, capture_output=True, timeout=30)
    serve = setting("ExecStart").split()
    options = subprocess.run([belfry_bin, serve[1], "--help"], check=True, capture_output=True, text=True, timeout=30)
    assert all(option in options.stdout for option in serve if option.startswith("--"))


def test_the_proxy_keeps_quiet_connections_and_logs_no_query_string():
    assert re.search(r"proxy_read_timeout\s+120s;", NGINX)
    log_format = re.search(r"log_format belfry (.*?);", NGINX, re.S).group(1)
    assert not re.search(r"\$(request|args|query_string|request_uri|http_referer|http_authorization)\b", log_format)


class Nginx:
    """nginx with the configuration as it is, but for ports, certificate and folders."""

    def __init__(self, folder, backend):
        self.program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
        if self.program is None:
            pytest.skip("no nginx on this machine")
        self.folder, self.port = folder, free_port()
        self.certificate, key = write_self_signed(folder)
        site = NGINX
        for ours, here in (
            ("/etc/nginx/tls/notify.example.com.pem", self.certificate),
            ("/etc/nginx/tls/notify.example.com.key", key),
            ("/var/log/nginx", folder),
            ("127.0.0.1:8080", f"127.0.0.1:{backend}"),
            ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
            ("listen 443 ssl;", f"listen 127.0.0.1:{self.port} ssl;"),
        ):
            assert ours in site, ours
            site = site.replace(ours, str(here))
        (folder / "site.conf").write_text(site)
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        http = "".join(f"{kind}_temp_path {folder}/{kind}; " for kind in kinds) + f"include {folder}/site.conf;"
        (folder / "nginx.conf").write_text(
            f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;"
            f" events {{}} http {{ {http} }}"
        )
        self.command = [self.program, "-p", str(folder), "-c", str(folder / "nginx.conf")]

    def __enter__(self):
        self.child = subprocess.Popen(self.command, stderr=subprocess.DEVNULL)
        eventually(lambda: self._answers(), "nginx listens")
        return self

    def __exit__(self, *_):
        self.child.terminate()
        self.child.wait(10)

    def _answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            return True
        except OSError:
            return False


def test_nginx_accepts_the_configuration(tmp_path):
    nginx = Nginx(tmp_path, backend=1)
    ran = subprocess.run([*nginx.command, "-t"], capture_output=True, text=True, timeout=30)
    assert ran.returncode == 0, ran.stderr


def test_a_socket_goes_through_nginx_which_logs_no_token(serve, tmp_path):
    server = serve({"server": {"trusted_proxies": ["127.0.0.1"]}})
    token = server.connection_token("proxied")
    with Nginx(tmp_path, server.port) as nginx:
        tls = trusting(nginx.certificate)
        ws = WebSocket.connect(nginx.port, f"/ws?token={token}", {"X-Forwarded-For": "203.0.113.9"}, tls=tls)
        with NotificationsClient(ws) as client:
            client.expect_connected()
            server.service().publish("proxied")
            client.notification()
            client.close()
        HttpClient(nginx.port, tls=tls).request("GET", "/metrics").expect(404)
    log = (tmp_path / "belfry.log").read_text()
    assert "/ws" in log and token not in log and token not in (tmp_path / "belfry.error.log").read_text()
    # This client calls from a trusted address, so it counts as one more proxy.
    assert server.expect_event("websocket:connected")["sourceIp"] == "203.0.113.9"

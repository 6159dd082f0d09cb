"""The systemd unit and the nginx configuration, read by the programs they are for."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from support.certificate import write_self_signed

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


def test_nginx_accepts_the_configuration(tmp_path):
    nginx = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    if nginx is None:
        pytest.skip("no nginx on this machine")
    certificate, key = write_self_signed(tmp_path)
    site = NGINX.replace("/etc/nginx/tls/notify.example.com.pem", str(certificate))
    site = site.replace("/etc/nginx/tls/notify.example.com.key", str(key)).replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "site.conf").write_text(site)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    http = "".join(f"{kind}_temp_path {tmp_path}/{kind}; " for kind in kinds) + f"include {tmp_path}/site.conf;"
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}} http {{ {http} }}"
    )
    ran = subprocess.run([nginx, "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf"], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr

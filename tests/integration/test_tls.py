"""Product 6.1, `tls_certificate` and `tls_key`: https and wss."""

import socket
import ssl

import pytest

from support.certificate import trusting, write_self_signed
from support.deadline import eventually
from support.frames import BINARY, TEXT, encode
from support.ws import WebSocket


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return write_self_signed(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def secure(serve_module, certificate):
    path, key = certificate
    config = {"server": {"tls_certificate": str(path), "tls_key": str(key)}, "limits": {"connections_per_user": 0}}
    return serve_module(config, client_tls=trusting(path))


def test_a_notification_travels_over_wss(secure, user):
    with secure.connect(user) as client:
        service = secure.service()
        ids = service.publish_many(user, 50)
        assert [n["id"] for n in client.notifications(50)] == ids
        client.ping()
        client.close()


def test_a_token_s_url_is_wss(secure, user):
    assert secure.user(user).issue_token().expect(201).json()["url"].startswith("wss://")


def test_large_messages_travel_both_ways(secure, user):
    with secure.connect(user) as client:
        data = {"x": "y" * 120_000}
        secure.service().publish(user, data=data)
        assert client.notification()["data"] == data
        client.ws.send_frame(BINARY, b"z" * 120_000)
        client.expect_error("INVALID_MESSAGE")


def test_a_frame_may_come_byte_by_byte(secure, user):
    with secure.connect(user) as client:
        client.ws.send_bytewise(encode(TEXT, b'{"id":"0190a000-0000-7000-8000-000000000001","type":"ping"}'))
        client.expect_next("pong")


def test_frames_right_behind_the_handshake_are_not_lost(secure, user):
    early = b"".join(encode(TEXT, b'{"id":"0190a000-0000-7000-8000-%012d","type":"ping"}' % i) for i in range(5))
    with secure.connect(user, early=early) as client:
        assert [client.expect("pong")["id"][-1] for _ in range(5)] == list("01234")


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_1_2_and_1_3_are_spoken(secure, certificate, user, version):
    context = trusting(certificate[0])
    context.minimum_version = context.maximum_version = version
    ws = WebSocket.connect(secure.port, "/ws", {"Authorization": f"Bearer {secure.jwt(user)}"}, tls=context)
    assert ws.sock.version() == {ssl.TLSVersion.TLSv1_2: "TLSv1.2", ssl.TLSVersion.TLSv1_3: "TLSv1.3"}[version]
    ws.close()


def test_plain_http_is_not_served_and_hurts_nobody(secure, user):
    with socket.create_connection(("127.0.0.1", secure.port), 5) as plain:
        plain.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        plain.settimeout(10)
        try:
            assert b"200 OK" not in plain.recv(1000)
        except ConnectionError:
            pass
    with secure.connect(user) as client:
        client.ping()


def test_ends_without_a_goodbye_leave_nothing_behind(secure, user):
    before = secure.connections()
    clients = [secure.connect(user) for _ in range(10)]
    for number, client in enumerate(clients):
        client.ws.reset() if number % 2 else client.abort()
    eventually(lambda: secure.connections() == before, "the connections are gone")


def test_a_slow_reader_catches_up_over_tls(secure, user):
    with secure.connect(user, receive_buffer=4096) as client:
        ids = secure.service().publish_many(user, 30)
        assert [n["id"] for n in client.notifications(30)] == ids


@pytest.mark.parametrize("broken", ["tls_certificate", "tls_key"])
def test_a_certificate_that_cannot_be_read_is_a_clear_error(serve, certificate, broken, tmp_path):
    files = {"tls_certificate": str(certificate[0]), "tls_key": str(certificate[1]), broken: str(tmp_path / "none.pem")}
    server = serve.make({"server": files})
    server.data_dir.mkdir()
    server.spawn()
    assert server.wait() in (1, 2)
    assert "none.pem" in server.log() + server.output()

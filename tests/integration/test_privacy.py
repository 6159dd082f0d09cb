"""Product 2.10: all that is kept about a user, as JSON lines, and nothing of it after an erasure."""

import http.client
import json

import pytest

from support.load import publish_many
from support.webhook_receiver import WebhookReceiver

NEEDS_USERS = "service-key-that-may-publish-only"


def live(server, user):
    """A user of whom something is kept everywhere."""
    service, api = server.service(), server.user(user)
    api.prefer(pushEnabled=False, preferences={"new_like": {"inApp": False}})
    api.subscribe("news")
    read = service.publish(user, "read", data={"secret": f"about {user}"})
    api.read(read).expect(200)
    deleted = service.publish(user, "deleted")
    api.delete(deleted).expect(204)
    service.publish(user, "kept", dedupeKey=f"key of {user}")
    service.send(userId=user, type="new_like")
    announced = service.announce("To all")
    api.read(announced).expect(200)
    return announced


def kinds(lines):
    return {line["kind"] for line in lines}


def test_the_export_has_every_kind_of_line_and_an_end(serve, user):
    with WebhookReceiver() as receiver:
        receiver.answer = lambda attempt: 500
        server = serve(receiver.config(attempts=100))
        live(server, user)
        lines = server.service().export(user)
    assert kinds(lines) == {"account", "inbox", "announcement", "log", "decision", "key", "outbox", "end"}
    assert (lines[0]["kind"], lines[-1]) == ("account", {"kind": "end"})
    account = lines[0]
    assert (account["userId"], account["channels"]) == (user, ["news"])
    assert account["preferences"]["pushEnabled"] is False
    titles = {line["notification"]["title"] for line in lines if line["kind"] == "inbox"}
    assert titles == {"read", "kept"}


def test_the_export_is_json_lines_in_pieces(server, service, user):
    service.publish(user)
    answer = service.request("GET", f"/users/{user}/export").expect(200)
    assert answer.header("Content-Type") == "application/x-ndjson"
    assert answer.header("Cache-Control") == "no-store"
    assert answer.header("Transfer-Encoding") == "chunked"
    assert answer.body.endswith(b"\n")


def test_an_old_client_gets_it_up_to_the_end_of_the_connection(server, service, user):
    service.publish(user)
    expected = service.request("GET", f"/users/{user}/export").expect(200).body
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection._http_vsn, connection._http_vsn_str = 10, "HTTP/1.0"
    connection.request("GET", f"/users/{user}/export", headers={"Authorization": f"Bearer {service.credential}"})
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Transfer-Encoding")) == (200, None)
    assert answer.read() == expected
    connection.close()


def test_a_long_export_is_whole(server, service, user):
    publish_many(server, [user] * 2_000)
    lines = service.export(user)
    items = [line["notification"]["rev"] for line in lines if line["kind"] == "inbox"]
    assert sorted(items) == list(range(1, 2_001))
    assert sum(line["kind"] == "log" for line in lines) == 2_000


def test_of_a_stranger_there_is_an_empty_account(service, user):
    lines = service.export(user)
    assert [line["kind"] for line in lines] == ["account", "end"]
    assert lines[0]["unread"] == 0


def test_nothing_is_left_after_an_erasure(serve, user):
    with WebhookReceiver() as receiver:
        receiver.answer = lambda attempt: 500
        server = serve(receiver.config(attempts=100))
        service = server.service()
        stranger = service.export(user)
        announced = live(server, user)
        live(server, "bystander")
        before = kinds(service.export("bystander"))
        service.erase(user).expect(204)
        lines = service.export(user)
        assert kinds(lines) == {"account", "end"}
        assert lines[0]["channels"] == stranger[0]["channels"] == []
        assert lines[0]["preferences"] == stranger[0]["preferences"]
        assert kinds(service.export("bystander")) == before
    api = server.user(user)
    assert [item["id"] for item in api.all_items()][-1:] == [announced], "announcements are everybody's"
    assert all("readAt" not in item for item in api.all_items())
    assert api.channels() == [] and api.preferences()["pushEnabled"] is True


def test_nothing_is_left_in_the_files(serve, user):
    server = serve()
    name = f"someone-to-forget-{user}"
    live(server, name)
    server.service().erase(name).expect(204)
    server.stop()
    for path in server.data_dir.iterdir():
        assert name.encode() not in path.read_bytes(), path


def test_erasing_again_and_erasing_a_stranger_is_harmless(service, user):
    service.erase(user).expect(204)
    service.publish(user)
    service.erase(user).expect(204)
    service.erase(user).expect(204)


def test_open_connections_are_closed(server, service, user):
    service.publish(user)
    with server.connect(user) as client:
        service.erase(user).expect(204)
        client.expect_close(4503)


def test_a_device_that_comes_back_with_its_cursor_is_told_to_begin_anew(server, service, user):
    with server.connect(user) as client:
        service.publish(user)
        client.notification()
        since = client.cursor
    service.erase(user).expect(204)
    server.user(user).get_changes(since).expect_problem(410, "RESYNC_REQUIRED")
    with server.connect(user, since=since) as client:
        client.expect("resync_required")


def test_life_goes_on_after_it(server, service, user):
    server.user(user).prefer(inAppEnabled=False)
    service.erase(user).expect(204)
    with server.connect(user) as client:
        sent = service.publish(user)
        assert client.notification(sent)["rev"] == 1


def test_a_channel_no_longer_counts_the_user(server, service, user):
    channel = f"c-{user}"
    server.user(user).subscribe(channel)
    service.erase(user).expect(204)
    assert service.send(channel=channel)["accepted"] == 0


@pytest.mark.parametrize("method,path", [("GET", "/users/{}/export"), ("DELETE", "/users/{}")])
def test_it_is_for_services_with_the_scope(serve, user, method, path):
    server = serve(
        {"auth": {"service_keys": [{"name": "publisher", "key": NEEDS_USERS, "scopes": ["publish"]}]}}
    )
    path = path.format(user)
    server.http().request(method, path).expect_problem(401)
    server.user(user).request(method, path).expect_problem(403, "FORBIDDEN")
    server.service(NEEDS_USERS).request(method, path).expect_problem(403, "FORBIDDEN")
    assert server.user(user, scope="belfry:admin").request(method, path).status in (200, 204)


@pytest.mark.parametrize("method,path", [("GET", "/users/{}/export"), ("DELETE", "/users/{}")])
def test_an_id_that_is_none_is_422(service, method, path):
    service.request(method, path.format("a" * 256)).expect_problem(422, "VALIDATION_FAILED")


def test_an_id_may_hold_anything(server, service):
    user = "a/b c?d=é"
    service.publish(user)
    assert any(line["kind"] == "inbox" for line in service.export(user))
    service.erase(user).expect(204)
    assert [line["kind"] for line in service.export(user)] == ["account", "end"]


def test_the_log_names_no_content(serve, user):
    server = serve({"log": {"level": "debug"}})
    live(server, user)
    server.service().export(user)
    server.service().erase(user).expect(204)
    assert f"about {user}" not in server.log() and json.dumps({"secret": f"about {user}"}) not in server.log()

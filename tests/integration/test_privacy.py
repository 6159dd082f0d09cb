"""Product 2.10: all that is kept about a user, as JSON lines, and nothing of it after an erasure."""

import http.client
import json

import pytest

from support.deadline import eventually
from support.jobs import STAGES, JobUser, Pipeline, end_job
from support.load import Worker, publish_many
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
    Pipeline(service).begin(user, title=f"job of {user}")
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
    assert kinds(lines) == {"account", "inbox", "announcement", "log", "decision", "key", "outbox", "job", "end"}
    assert (lines[0]["kind"], lines[-1]) == ("account", {"kind": "end"})
    account = lines[0]
    assert (account["userId"], account["channels"]) == (user, ["news"])
    assert account["preferences"]["pushEnabled"] is False
    titles = {line["notification"]["title"] for line in lines if line["kind"] == "inbox"}
    assert titles == {"read", "kept"}
    assert [line["job"]["title"] for line in lines if line["kind"] == "job"] == [f"job of {user}"]


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


def test_a_key_against_repeats_is_forgotten(service, user):
    assert service.send(userId=user, dedupeKey="k")["accepted"] == 1
    service.erase(user).expect(204)
    assert service.send(userId=user, dedupeKey="k")["accepted"] == 1


def test_what_was_read_of_announcements_is_forgotten(serve, user):
    server = serve()
    api, sent = server.user(user), server.service().announce()
    api.read(sent).expect(200)
    assert api.history()["unread"] == 0
    server.service().erase(user).expect(204)
    assert api.history()["unread"] == 1


def test_reports_no_longer_name_the_user(service, user):
    other = user + "-2"
    sent = service.send(userIds=[user, other])["id"]
    service.erase(user).expect(204)
    assert [entry["userId"] for entry in service.report(sent)["users"]] == [other]
    service.erase(other).expect(204)
    service.get_report(sent).expect_problem(404, "NOTIFICATION_NOT_FOUND")


def test_what_waited_for_other_services_never_leaves(serve, user):
    with WebhookReceiver() as receiver:
        receiver.stop()
        server = serve(receiver.config(max_delay_seconds=1))
        service = server.service()
        for name in (user, "bystander", user):
            service.publish(name)
        service.erase(user).expect(204)
        receiver.start()
        receiver.expect(1, seconds=20)
        eventually(lambda: service.request("GET", "/outbox").json()["waiting"] == 0, "the outbox is empty")
        assert [event["userId"] for event in receiver.accepted()] == ["bystander"]


@pytest.mark.parametrize("dialect", ["belfry.notifications.v1", "belfry.dashboard.v1", "belfry.jobs.v1"])
def test_connections_of_every_dialect_are_closed(server, service, user, dialect):
    with server.socket(user, protocols=[dialect]) as client, server.connect(user + "-2") as bystander:
        service.erase(user).expect(204)
        assert json.loads(client.expect_close(4503).close_reason)["code"] == "ERASED"
        bystander.ping()


def test_the_export_has_every_job_whatever_became_of_it(server, service, user):
    pipeline, owner = Pipeline(service), JobUser(server.user(user))
    ids = {end: pipeline.begin(user, stages=STAGES) for end in ("running", "completed", "failed", "cancelled")}
    for end, id in ids.items():
        pipeline.reported(id, progress=50, message=f"of {user}")
        if end != "running":
            end_job(pipeline, owner, id, end)
    pipeline.begin(user + "-2")

    def exported():
        return {line["job"]["jobId"]: line["job"] for line in service.export(user) if line["kind"] == "job"}

    jobs = exported()
    assert {end: jobs[id]["status"] for end, id in ids.items()} == {end: end for end in ids} and len(jobs) == 4
    eventually(lambda: all(job["message"] == f"of {user}" for job in exported().values()), "the progress is written")


def test_after_an_erasure_a_job_is_not_there_for_its_worker_either(server, service, user):
    pipeline, owner = Pipeline(service), JobUser(server.user(user))
    other = pipeline.begin(user + "-2")
    ids = [pipeline.begin(user, stages=STAGES) for _ in range(3)]
    pipeline.complete(ids[1]).expect(202)
    service.erase(user).expect(204)
    for id in ids:
        pipeline.report(id, progress=60).expect_problem(404, "JOB_NOT_FOUND")
        pipeline.complete_stage(id, "parse").expect_problem(404, "JOB_NOT_FOUND")
        pipeline.complete(id).expect_problem(404, "JOB_NOT_FOUND")
        pipeline.fail(id).expect_problem(404, "JOB_NOT_FOUND")
        pipeline.ask_cancel(id).expect_problem(404, "JOB_NOT_FOUND")
        owner.get(id).expect_problem(404, "JOB_NOT_FOUND")
        owner.cancel(id).expect_problem(404, "JOB_NOT_FOUND")
    assert owner.page() == {"items": []} and server.user(user).history()["rev"] == 0
    assert pipeline.reported(other, progress=60)["progress"] == 60, "others' go on"


def test_reports_during_an_erasure_bring_nothing_back(server, service, user):
    ids = [Pipeline(service).begin(user) for _ in range(20)]
    statuses, stop = set(), []

    def work():
        pipeline = Pipeline(server.service())
        while not stop:
            statuses.update(pipeline.report(id).status for id in ids)

    working = Worker(work)
    working.start()
    eventually(lambda: 202 in statuses, "the work goes on")
    service.erase(user).expect(204)
    eventually(lambda: 404 in statuses, "the worker is told")
    stop.append(True)
    working.join_checked()
    assert statuses == {202, 404}
    assert [line["kind"] for line in service.export(user)] == ["account", "end"]
    assert JobUser(server.user(user)).page() == {"items": []}


def test_a_lot_is_erased_and_others_are_not_held_up(server, service, user):
    publish_many(server, [user] * 3_000)
    with server.connect(user + "-2") as bystander:
        erasing = Worker(lambda: server.service().erase(user).expect(204))
        erasing.start()
        bystander.notification(service.publish(user + "-2"))
        erasing.join_checked()
    assert [line["kind"] for line in service.export(user)] == ["account", "end"]
    assert len(server.user(user + "-2").all_items()) == 1


def test_an_erasure_that_a_kill_cut_short_is_finished_by_asking_again(serve, user):
    server = serve()
    publish_many(server, [user] * 3_000)
    erasing = Worker(lambda: cut_short(server.service(), user))
    erasing.start()
    eventually(lambda: len(remaining(server, user)) < 3_000, "it has begun")
    server.kill()
    erasing.join_checked()
    server.start()
    server.service().erase(user).expect(204)
    assert [line["kind"] for line in server.service().export(user)] == ["account", "end"]


def cut_short(service, user):
    try:
        service.erase(user)
    except (OSError, http.client.HTTPException):
        pass  # killed before its answer


def remaining(server, user):
    return [line for line in server.service().export(user) if line["kind"] == "inbox"]


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

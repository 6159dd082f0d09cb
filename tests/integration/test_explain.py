"""Product 2.9: `GET /notifications/{id}/delivery` answers "why did this user not get it?"."""

import datetime
import time
import uuid

import pytest

from support.deadline import eventually
from support.settings import SERVICE_KEY

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def the_only(report):
    assert len(report["users"]) == 1, report
    return report["users"][0]


def with_delivery(report):
    return report if "deliveredAt" in the_only(report) else None


def test_what_was_delivered_and_where(server, service, user):
    with server.connect(user, ack=True) as client:
        sent = service.publish(user)
        client.notification(sent)
        client.ack(sent)
        client.read(sent)
        client.change("read")
        connection = client.connected["connectionId"]
        report = eventually(lambda: with_delivery(service.report(sent)), "the ack in the store")
    assert (report["id"], report["type"], report["target"]) == (sent, "new_comment", "users")
    entry = the_only(report)
    assert (entry["userId"], entry["state"], entry["rev"]) == (user, "inbox", 1)
    assert (entry["inApp"], entry["email"], entry["push"]) == ("deliver", "deliver", "deliver")
    assert isinstance(entry["decidedAt"], int) and entry["readAt"] >= entry["decidedAt"]
    assert entry["deliveredAt"] >= entry["decidedAt"]
    went = entry["connections"]
    assert [c["connectionId"] for c in went] == [connection]
    assert went[0]["ackedAt"] >= went[0]["sentAt"]


def test_each_connection_is_listed_with_its_own_ack(server, service, user):
    with server.connect(user, ack=True) as acking, server.connect(user) as other:
        sent = service.publish(user)
        acking.notification(sent), other.notification(sent)
        acking.ack(sent)
        report = eventually(lambda: with_delivery(service.report(sent)), "the ack in the store")
        acked = {trace["connectionId"]: "ackedAt" in trace for trace in the_only(report)["connections"]}
        assert acked == {acking.connected["connectionId"]: True, other.connected["connectionId"]: False}


def test_a_repeat_for_want_of_an_ack_is_counted(serve, user):
    server = serve({"notifications": {"ack_timeout_seconds": 1}})
    service = server.service()
    with server.connect(user, ack=True) as client:
        sent = service.publish(user)
        client.notification(sent)
        assert client.notification(sent)["replayed"] is True
        [trace] = the_only(service.report(sent))["connections"]
        assert trace["repeats"] >= 1 and "ackedAt" not in trace


def test_who_comes_back_for_it_is_listed_then(server, service, user):
    sent = service.publish(user)
    with server.connect(user) as client:
        client.notification(sent)
        [trace] = the_only(service.report(sent))["connections"]
        assert trace["connectionId"] == client.connected["connectionId"]
        assert trace["sentAt"] >= the_only(service.report(sent))["decidedAt"]


def test_a_dashboard_that_has_it_is_enough(server, service, user):
    with server.socket(user, "/ws/dashboard") as dashboard:
        dashboard.recv_message()
        sent = service.publish(user)
        dashboard.recv_message()
        entry = the_only(eventually(lambda: with_delivery(service.report(sent)), "the delivery in the store"))
        assert len(entry["connections"]) == 1


def test_who_is_away_has_it_waiting(service, user):
    entry = the_only(service.report(service.publish(user)))
    assert (entry["state"], entry["connections"]) == ("inbox", [])
    assert "deliveredAt" not in entry


REASONS = {
    "in-app off": ({"inAppEnabled": False}, {}, {"inApp": "disabled", "email": "deliver", "push": "deliver"}),
    "the type off": (
        {"preferences": {"new_comment": {"inApp": False, "push": False}}},
        {},
        {"inApp": "type_disabled", "email": "deliver", "push": "type_disabled"},
    ),
    "not subscribed": (
        {},
        {"channel": "nowhere"},
        {"inApp": "not_subscribed", "email": "not_subscribed", "push": "not_subscribed"},
    ),
    "only push off": ({"pushEnabled": False}, {}, {"inApp": "deliver", "email": "deliver", "push": "disabled"}),
}


@pytest.mark.parametrize("case", REASONS)
def test_why_it_was_not_sent(server, service, user, case):
    wishes, members, expected = REASONS[case]
    server.user(user).prefer(**wishes)
    entry = the_only(service.report(service.send(userId=user, **members)["id"]))
    assert {kind: entry[kind] for kind in expected} == expected
    assert entry["state"] == ("inbox" if expected["inApp"] == "deliver" else "suppressed")


def test_a_repeat_is_explained(service, user):
    service.send(userId=user, dedupeKey="once")
    entry = the_only(service.report(service.send(userId=user, dedupeKey="once")["id"]))
    assert (entry["state"], entry["inApp"]) == ("suppressed", "duplicate")


def test_what_has_left_the_inbox_says_how(server, service, user):
    with server.connect(user) as client:
        expired = service.publish(user, expiresAt=int(time.time() * 1000) + 1500)
        deleted = service.publish(user)
        server.user(user).delete(deleted).expect(204)
        replaced = service.publish(user, collapseKey="c")
        left = service.publish(user, collapseKey="c")
        client.change("delete")
        assert client.change("expire")[0]["notificationId"] == expired
    states = {sent: the_only(service.report(sent))["state"] for sent in (expired, deleted, replaced, left)}
    assert states == {expired: "expired", deleted: "removed", replaced: "replaced", left: "inbox"}


def test_quiet_hours_are_the_reason_that_no_mail_went(server, service, user):
    began = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
    ends = began + datetime.timedelta(hours=12)
    period = {"days": DAYS, "from": began.strftime("%H:%M"), "to": ends.strftime("%H:%M")}
    server.user(user).prefer(quietHours={"timeZone": "UTC", "periods": [period]})
    entry = the_only(service.report(service.publish(user)))
    assert (entry["inApp"], entry["email"], entry["push"]) == ("deliver", "quiet_hours", "quiet_hours")
    assert (entry["state"], entry["silent"]) == ("inbox", True)


def test_a_mandatory_type_went_whatever_was_said(server, service, user):
    server.user(user).prefer(inAppEnabled=False, emailEnabled=False, pushEnabled=False)
    entry = the_only(service.report(service.publish(user, type="maintenance_scheduled")))
    assert (entry["inApp"], entry["email"], entry["push"]) == ("deliver", "deliver", "deliver")
    assert (entry["state"], entry["connections"]) == ("inbox", [])


def test_what_was_decided_stays_though_the_user_thinks_again(server, service, user):
    api = server.user(user)
    api.prefer(preferences={"new_comment": {"inApp": False}})
    sent = service.send(userId=user)["id"]
    api.prefer(preferences=None)
    entry = the_only(service.report(sent))
    assert (entry["state"], entry["inApp"]) == ("suppressed", "type_disabled")


def test_one_of_many_users_can_be_asked_for(service, user):
    users = [f"{user}-{n}" for n in range(5)]
    sent = service.send(userIds=users)["id"]
    assert the_only(service.report(sent, userId=users[3]))["userId"] == users[3]
    assert service.report(sent, userId="somebody else")["users"] == []


def test_pages_have_every_user_once(service, user):
    users = [f"{user}-{n}" for n in range(5)]
    sent, seen, cursor = service.send(userIds=users)["id"], [], None
    while True:
        page = service.report(sent, limit=2, cursor=cursor)
        assert len(page["users"]) <= 2
        seen += [entry["userId"] for entry in page["users"]]
        cursor = page.get("nextCursor")
        if cursor is None:
            break
    assert sorted(seen) == users


def test_an_announcement_says_who_marked_it(serve, user):
    server = serve()
    service = server.service()
    sent = service.announce()
    server.user(user).read(sent).expect(200)
    report = service.report(sent, userId=user)
    assert report["target"] == "all"
    assert the_only(report)["readAt"]


def test_an_announcement_that_was_recalled_can_still_be_asked_for(serve, user):
    server = serve()
    service = server.service()
    sent = service.announce()
    server.user(user).delete(sent).expect(204)
    assert the_only(service.report(sent))["state"] == "removed"
    service.recall(sent).expect(204)
    assert service.report(sent)["target"] == "all"


@pytest.mark.parametrize("name", [uuid.uuid4(), "nonsense"], ids=["unknown", "no id"])
def test_an_id_that_nothing_has_is_404(service, name):
    service.get_report(name).expect_problem(404, "NOTIFICATION_NOT_FOUND")


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 201}, {"userId": "u" * 256}, {"limit": "x"}, {"cursor": "x"}, {"userId": ""}])
def test_a_query_that_makes_no_sense_is_422(service, user, query):
    problem = service.get_report(service.publish(user), **query).expect_problem(422, "VALIDATION_FAILED")
    assert problem["errors"][0]["pointer"] == f"/{next(iter(query))}"


def test_reports_are_for_services_that_publish(serve, user):
    other = {"name": "other", "key": "service-key-that-may-not-publish", "scopes": ["connections"]}
    backend = {"name": "backend", "key": SERVICE_KEY, "scopes": ["publish"]}
    server = serve({"auth": {"service_keys": [backend, other]}})
    sent = server.service().publish(user)
    path = f"/notifications/{sent}/delivery"
    server.user(user).request("GET", path).expect_problem(403, "FORBIDDEN")
    server.service(other["key"]).get_report(sent).expect_problem(403, "FORBIDDEN")
    server.service(None).get_report(sent).expect_problem(401, "TOKEN_MISSING")
    server.user(user, scope="belfry:admin").request("GET", path).expect(200)


def test_reports_outlive_the_server_but_for_connections(serve, user):
    server = serve()
    server.user(user).prefer(pushEnabled=False)
    sent = server.service().publish(user)
    server.kill()
    server.start()
    entry = the_only(server.service().report(sent))
    assert (entry["inApp"], entry["push"], entry["connections"]) == ("deliver", "disabled", [])

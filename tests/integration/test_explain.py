"""Product 2.9: `GET /notifications/{id}/delivery` answers "why did this user not get it?"."""

import uuid

import pytest

from support.deadline import eventually


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


def test_what_was_deleted_and_what_was_replaced(server, service, user):
    deleted = service.publish(user)
    server.user(user).delete(deleted).expect(204)
    assert the_only(service.report(deleted))["state"] != "inbox"
    first = service.publish(user, collapseKey="c")
    service.publish(user, collapseKey="c")
    assert the_only(service.report(first))["state"] != "inbox"


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


def test_an_id_that_nothing_has_is_404(service):
    service.get_report(uuid.uuid4()).expect_problem(404, "NOTIFICATION_NOT_FOUND")


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": "x"}, {"cursor": "x"}, {"userId": ""}])
def test_a_query_that_makes_no_sense_is_422(service, user, query):
    problem = service.get_report(service.publish(user), **query).expect_problem(422, "VALIDATION_FAILED")
    assert problem["errors"][0]["pointer"] == f"/{next(iter(query))}"


def test_reports_are_for_services(server, service, user):
    sent = service.publish(user)
    assert server.user(user).request("GET", f"/notifications/{sent}/delivery").status in (401, 403)


def test_reports_outlive_the_server_but_for_connections(serve, user):
    server = serve()
    server.user(user).prefer(pushEnabled=False)
    sent = server.service().publish(user)
    server.kill()
    server.start()
    entry = the_only(server.service().report(sent))
    assert (entry["inApp"], entry["push"], entry["connections"]) == ("deliver", "disabled", [])

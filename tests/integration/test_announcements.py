"""Product 2.8: `audience: "all"`: one row for everybody, part of each user's inbox, read and deleted by each alone."""

import datetime
import json

import pytest


@pytest.fixture
def server(serve):
    """Announcements are everybody's: each test has a server of its own."""
    return serve({"limits": {"connections_per_user": 0}})


def announcement_of(cursor):
    return int(cursor.split(".")[2])


def counts(api):
    page = api.history()
    return page["unread"], page["unseen"]


# Publishing


def test_it_reaches_every_connection_and_is_in_every_inbox(server, service):
    with server.connect("ada") as ada, server.connect("bob") as bob:
        answer = service.send("To all", audience="all", type="system_announcement", body="b", data={"a": 1})
        assert answer["suppressed"] == []
        for client in (ada, bob):
            got = client.notification(answer["id"])
            assert (got["title"], got["body"], got["data"]) == ("To all", "b", {"a": 1})
            assert got["announcement"] == 1
            assert not {"rev", "unread", "cursor"} & set(got)
    for user in ("ada", "bob"):
        page = server.user(user).history()
        assert [item["id"] for item in page["items"]] == [answer["id"]]
        assert (page["unread"], page["unseen"], page["rev"]) == (1, 1, 0)
        assert announcement_of(page["cursor"]) == 1


def test_it_stands_in_the_list_by_time(server, service):
    first = service.publish("ada", "first")
    middle = service.announce("middle")
    last = service.publish("ada", "last")
    api = server.user("ada")
    assert [item["id"] for item in api.all_items()] == [last, middle, first]
    assert [item["id"] for item in api.all_items(limit=1)] == [last, middle, first]
    assert [item["id"] for item in api.all_items(type="new_comment")] == [last, middle, first]
    assert counts(api) == (3, 3)


@pytest.mark.parametrize("member", ["channel", "dedupeKey", "collapseKey"])
def test_what_makes_no_sense_for_everybody_is_refused(service, member):
    body = {"audience": "all", "type": "new_like", "title": "t", member: "x"}
    problem = service.post_notification(body).expect_problem(422, "VALIDATION_FAILED")
    assert problem["errors"][0]["pointer"] == f"/{member}"


@pytest.mark.parametrize("expires", [1, "tomorrow", -1], ids=str)
def test_an_end_that_makes_no_sense_is_refused(service, expires):
    body = {"audience": "all", "type": "new_like", "title": "t", "expiresAt": expires}
    problem = service.post_notification(body).expect_problem(422, "VALIDATION_FAILED")
    assert problem["errors"][0]["pointer"] == "/expiresAt"


@pytest.mark.parametrize("target", [{"userId": "ada"}, {"userIds": ["ada"]}])
def test_everybody_stands_alone(server, service, target):
    body = {"audience": "all", "type": "new_like", "title": "t", **target}
    service.post_notification(body).expect_problem(422, "VALIDATION_FAILED")
    assert server.user("ada").history()["items"] == []


def test_an_audience_is_all(service):
    problem = service.post_notification({"audience": "some", "type": "new_like", "title": "t"}).expect_problem(422)
    assert problem["errors"][0]["pointer"] == "/audience"


def test_a_key_is_answered_again(server, service):
    first = service.send(audience="all", key="k")
    assert service.send(audience="all", key="k") == first
    assert len(server.user("ada").all_items()) == 1


def test_it_its_edit_and_its_recall_survive_a_kill(server, service):
    edited, recalled = service.announce("before"), service.announce()
    service.edit(edited, title="after").expect(200)
    service.recall(recalled).expect(204)
    before = server.user("ada").history()["cursor"]
    server.kill()
    server.start()
    page = server.user("ada").history()
    assert [(item["id"], item["title"]) for item in page["items"]] == [(edited, "after")]
    assert page["cursor"] == before


def test_an_unchanged_inbox_is_304_until_one_comes_changes_or_goes(server, service):
    api = server.user("ada")

    def moved(tag):
        assert api.get_history({"If-None-Match": tag}).status == 304
        return api.get_history().header("ETag")

    sent, tags = None, [api.get_history().header("ETag")]
    for change in ("announce", "edit", "recall"):
        if change == "announce":
            sent = service.announce()
        elif change == "edit":
            service.edit(sent, title="other").expect(200)
        else:
            service.recall(sent).expect(204)
        assert api.get_history({"If-None-Match": tags[-1]}).status == 200
        tags.append(moved(api.get_history().header("ETag")))
    assert len(set(tags)) == 4


def test_in_quiet_hours_it_is_silent(server, service):
    began = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
    begin, end = began.strftime("%H:%M"), (began + datetime.timedelta(hours=12)).strftime("%H:%M")
    days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    quiet = {"timeZone": "UTC", "periods": [{"days": days, "from": begin, "to": end}]}
    server.user("ada").prefer(quietHours=quiet)
    with server.connect("ada") as ada, server.connect("bob") as bob:
        sent = service.announce()
        assert ada.notification(sent)["silent"] is True
        assert "silent" not in bob.notification(sent)
        mandatory = service.announce(type="maintenance_scheduled")
        assert "silent" not in ada.notification(mandatory)
    assert counts(server.user("ada")) == (2, 2)


# One user's marks


def test_reading_is_the_reader_s_alone(server, service):
    sent = service.announce()
    ada, bob = server.user("ada"), server.user("bob")
    with server.connect("ada") as device:
        state = ada.read(sent).expect(200).json()
        assert (state["unread"], state["rev"]) == (0, 1)
        change, payload = device.change("read")
        assert change["notificationId"] == sent and payload["unread"] == 0
    assert counts(ada)[0] == 0 and counts(bob)[0] == 1
    assert ada.item(sent)["readAt"] and "readAt" not in bob.item(sent)
    assert ada.all_items(unread="true") == []


def test_it_can_be_read_over_the_socket(server, service):
    with server.connect("ada") as phone, server.connect("ada") as laptop:
        service.publish("ada")
        one, two = service.announce("one"), service.announce("two")
        for device in (phone, laptop):
            device.notifications(3)
        reply = phone.expect_reply(phone.read(one), "inbox")
        assert [(c["op"], c["notificationId"]) for c in reply["changes"]] == [("read", one)]
        assert reply["unread"] == laptop.change("read")[1]["unread"] == 2
        reply = phone.expect_reply(phone.read_up_to(phone.cursor), "inbox")
        assert ([c["op"] for c in reply["changes"]], reply["unread"]) == (["read_all"], 0)
        assert laptop.change("read_all")[1]["unread"] == 0
        assert laptop.expect_reply(laptop.read(two), "inbox")["changes"] == [], "read already"
    assert server.user("bob").history()["unread"] == 2


def test_reading_it_again_changes_nothing(server, service):
    sent, api = service.announce(), server.user("ada")
    assert api.read(sent).expect(200).json() == api.read(sent).expect(200).json()


def test_deleting_is_told_to_the_user_s_other_devices_only(server, service):
    with server.connect("ada") as ada, server.connect("bob") as bob:
        sent = service.announce()
        server.user("ada").delete(sent).expect(204)
        change, payload = ada.change("delete")
        assert (change["notificationId"], change["rev"], payload["unread"]) == (sent, 1, 0)
        bob.notification(sent)
        assert bob.drain() == []


def test_deleting_is_the_deleter_s_alone(server, service):
    sent = service.announce()
    ada, bob = server.user("ada"), server.user("bob")
    ada.delete(sent).expect(204)
    assert (ada.item(sent), counts(ada)) == (None, (0, 0))
    assert bob.item(sent) is not None
    ada.delete(sent).expect_problem(404, "NOTIFICATION_NOT_FOUND")
    ada.read(sent).expect_problem(404, "NOTIFICATION_NOT_FOUND")


def test_read_all_and_seen_reach_announcements(server, service):
    service.publish("ada"), service.announce()
    api = server.user("ada")
    page = api.history()
    api.seen(page["cursor"]).expect(200)
    assert counts(api) == (2, 0)
    service.announce("a later one")
    state = api.read_all(page["cursor"]).expect(200).json()
    assert state["unread"] == 1
    assert api.read_all().expect(200).json()["unread"] == 0


def test_a_rev_covers_the_own_log_only(server, service):
    service.publish("ada"), service.announce()
    assert server.user("ada").read_all(1).expect(200).json()["unread"] == 1


def test_marks_outlive_the_server(server, service):
    read, deleted, left = (service.announce(title) for title in "abc")
    api = server.user("ada")
    api.read(read).expect(200), api.delete(deleted).expect(204)
    server.kill()
    server.start()
    api = server.user("ada")
    assert {item["id"]: "readAt" in item for item in api.all_items()} == {read: True, left: False}
    assert counts(api)[0] == 1


# Preferences


def test_who_switched_the_type_off_does_not_see_it(server, service):
    api = server.user("ada")
    api.prefer(preferences={"new_like": {"inApp": False}})
    with server.connect("ada") as client:
        unwanted = service.announce("unwanted", type="new_like")
        wanted = service.announce("wanted")
        assert client.notification()["id"] == wanted
        assert counts(api)[0] == 1
        api.prefer(preferences={"new_like": None})
        _, payload = client.change("preferences")
        assert payload["unread"] == 2
    assert {item["id"] for item in api.all_items()} == {unwanted, wanted}


def test_a_mandatory_one_is_everybody_s(server, service):
    server.user("ada").prefer(preferences={"maintenance_scheduled": {"inApp": True}}, inAppEnabled=False)
    service.announce(type="maintenance_scheduled")
    assert counts(server.user("ada"))[0] == 1


# The dashboard dialect


def test_it_arrives_on_dashboards_too(server, service):
    with server.socket("ada", "/ws/dashboard") as dashboard:
        assert json.loads(dashboard.recv_message()[1])["type"] == "connected"
        sent = service.announce("To all")
        message = json.loads(dashboard.recv_message()[1])
        assert (message["type"], message["data"]["id"], message["data"]["title"]) == ("notification", sent, "To all")

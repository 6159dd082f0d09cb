"""Product 2.7: during a user's quiet hours a notification is counted and listed, and makes no sound."""

import datetime
import zoneinfo

import pytest

from support.webhook_receiver import WebhookReceiver

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ZONES = ["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]


def period(zone, starts_in, lasts):
    """A period that begins `starts_in` minutes from now, by the clock of the zone."""
    now = datetime.datetime.now(zoneinfo.ZoneInfo(zone))
    begin = now + datetime.timedelta(minutes=starts_in)
    end = begin + datetime.timedelta(minutes=lasts)
    schedule = {"days": [DAYS[begin.weekday()]], "from": begin.strftime("%H:%M"), "to": end.strftime("%H:%M")}
    return {"timeZone": zone, "periods": [schedule]}


def holding(zone="UTC"):
    return period(zone, -120, 720)


def over_midnight(zone):
    """Holds now, and its midnight is behind us before noon and ahead of us after it."""
    now = datetime.datetime.now(zoneinfo.ZoneInfo(zone))
    minutes = now.hour * 60 + now.minute
    return period(zone, -minutes - 60, minutes + 180) if now.hour < 12 else period(zone, -120, 1440 - minutes + 300)


def without_day(schedule, days_later=0):
    """The same hours, on every day but the one `days_later` than theirs."""
    [hours] = schedule["periods"]
    left_out = DAYS[(DAYS.index(hours["days"][0]) + days_later) % 7]
    return {**schedule, "periods": [{**hours, "days": [day for day in DAYS if day != left_out]}]}


@pytest.mark.parametrize("zone", ZONES)
def test_it_is_silent_and_there(server, service, user, zone):
    api = server.user(user)
    api.prefer(quietHours=holding(zone))
    with server.connect(user) as client:
        sent = service.publish(user)
        got = client.notification(sent)
        assert got["silent"] is True
        assert got["unread"] == 1
    assert api.item(sent) is not None and api.history()["unread"] == 1


@pytest.mark.parametrize("zone", ZONES)
def test_outside_of_them_it_is_not(server, service, user, zone):
    server.user(user).prefer(quietHours=period(zone, 180, 60))
    with server.connect(user) as client:
        assert "silent" not in client.notification(service.publish(user))


@pytest.mark.parametrize("zone", ZONES)
def test_a_period_over_midnight_holds_on_both_sides_of_it(server, service, user, zone):
    schedule = over_midnight(zone)
    [hours] = schedule["periods"]
    assert hours["to"] <= hours["from"]
    server.user(user).prefer(quietHours=schedule)
    with server.connect(user) as client:
        assert client.notification(service.publish(user))["silent"] is True


@pytest.mark.parametrize("zone", ZONES)
def test_a_period_over_midnight_is_of_the_day_on_which_it_begins(server, service, user, zone):
    api = server.user(user)
    with server.connect(user) as client:
        api.prefer(quietHours=without_day(over_midnight(zone)))
        assert "silent" not in client.notification(service.publish(user))
        api.prefer(quietHours=without_day(over_midnight(zone), days_later=1))
        assert client.notification(service.publish(user))["silent"] is True


def test_each_period_counts(server, service, user):
    quiet, later = holding(), period("UTC", 720, 60)
    server.user(user).prefer(quietHours={**later, "periods": later["periods"] + quiet["periods"]})
    with server.connect(user) as client:
        assert client.notification(service.publish(user))["silent"] is True


def test_mandatory_types_are_heard(server, service, user):
    server.user(user).prefer(quietHours=holding())
    with server.connect(user) as client:
        sent = service.publish(user, type="maintenance_scheduled")
        assert "silent" not in client.notification(sent)
    entry = service.report(sent)["users"][0]
    assert (entry["email"], entry["push"]) == ("deliver", "deliver") and "silent" not in entry


def test_a_type_that_is_not_wanted_is_not_kept_silently(server, service, user):
    server.user(user).prefer(quietHours=holding(), preferences={"new_like": {"inApp": False}})
    answer = service.send(userId=user, type="new_like")
    assert answer["suppressed"] == [{"userId": user, "reason": "type_disabled"}]
    assert server.user(user).history()["items"] == []


def test_the_list_and_its_counts_have_it_as_any_other(server, service, user):
    api = server.user(user)
    loud = service.publish(user)
    api.prefer(quietHours=holding())
    silent = service.publish(user)
    page = api.history()
    assert (page["unread"], page["unseen"]) == (2, 2)
    assert [item["id"] for item in page["items"]] == [silent, loud]
    assert set(page["items"][0]) == set(page["items"][1])


def test_a_channel_s_notification_is_silent_for_those_who_want_quiet(server, service, user):
    channel, other = f"c-{user}", user + "-2"
    server.user(user).prefer(quietHours=holding())
    for name in (user, other):
        server.user(name).subscribe(channel)
    with server.connect(user) as quiet, server.connect(other) as loud:
        sent = service.send(channel=channel)["id"]
        assert quiet.notification(sent)["silent"] is True
        assert "silent" not in loud.notification(sent)


def test_they_hold_over_a_kill(serve, user):
    server = serve()
    server.user(user).prefer(quietHours=holding("Asia/Kolkata"))
    server.kill()
    server.start()
    with server.connect(user) as client:
        assert client.notification(server.service().publish(user))["silent"] is True


def test_taken_back_it_is_loud_again(server, service, user):
    api = server.user(user)
    api.prefer(quietHours=holding())
    api.prefer(quietHours=None)
    with server.connect(user) as client:
        assert "silent" not in client.notification(service.publish(user))


def test_announcements_are_silent_for_those_who_want_quiet(serve):
    server = serve()
    server.user("quiet").prefer(quietHours=holding())
    with server.connect("quiet") as quiet, server.connect("loud") as loud:
        sent = server.service().announce()
        assert quiet.notification(sent)["silent"] is True
        assert "silent" not in loud.notification(sent)


def test_the_report_says_why_there_was_no_email(server, service, user):
    server.user(user).prefer(quietHours=holding())
    entry = service.report(service.publish(user))["users"][0]
    assert (entry["inApp"], entry["email"], entry["push"]) == ("deliver", "quiet_hours", "quiet_hours")
    assert entry["silent"] is True


def test_neither_email_nor_push_leaves(serve, user):
    with WebhookReceiver() as receiver:
        server = serve(receiver.config())
        server.user(user).prefer(quietHours=holding())
        server.service().publish(user)
        loud = server.service().publish(user, type="maintenance_scheduled")
        events = receiver.expect(1, whose=user, kind="notification.decided")
        assert [event["notificationId"] for event in events] == [loud]


def test_the_same_person_is_disturbed_again_when_the_hours_have_passed(serve, user):
    with WebhookReceiver() as receiver:
        server = serve(receiver.config())
        api, service = server.user(user), server.service()
        api.prefer(quietHours=holding())
        service.publish(user)
        api.prefer(quietHours=period("UTC", -240, 120))
        loud = service.publish(user)
        events = receiver.expect(1, whose=user, kind="notification.decided")
        assert [event["notificationId"] for event in events] == [loud]
        assert events[0]["channels"] == {"email": "deliver", "push": "deliver"}

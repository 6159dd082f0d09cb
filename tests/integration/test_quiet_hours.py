"""Product 2.7: during a user's quiet hours a notification is counted and listed, and makes no sound."""

import datetime
import zoneinfo

import pytest

from support.webhook_receiver import WebhookReceiver

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ZONES = ["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]
EMAIL_AND_PUSH_OFF = "quiet_hours"


def period(zone, starts_in, lasts):
    """A period that begins `starts_in` minutes from now, by the clock of the zone."""
    now = datetime.datetime.now(zoneinfo.ZoneInfo(zone))
    begin = now + datetime.timedelta(minutes=starts_in)
    end = begin + datetime.timedelta(minutes=lasts)
    schedule = {"days": [DAYS[begin.weekday()]], "from": begin.strftime("%H:%M"), "to": end.strftime("%H:%M")}
    return {"timeZone": zone, "periods": [schedule]}


def holding(zone="UTC"):
    """Began two hours ago and lasts twelve: over midnight for some of the zones, whatever the time."""
    return period(zone, -120, 720)


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


def test_another_day_does_not_count(server, service, user):
    schedule = holding()
    schedule["periods"][0]["days"] = [day for day in DAYS if day not in schedule["periods"][0]["days"]][2:4]
    server.user(user).prefer(quietHours=schedule)
    with server.connect(user) as client:
        assert "silent" not in client.notification(service.publish(user))


def test_mandatory_types_are_heard(server, service, user):
    server.user(user).prefer(quietHours=holding())
    with server.connect(user) as client:
        assert "silent" not in client.notification(service.publish(user, type="maintenance_scheduled"))


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

"""Product 2.7: what a user wants to hear, as a merge patch over HTTP, and obeyed in publishing."""

import threading

import pytest

EVERYTHING = {
    "inAppEnabled": True,
    "emailEnabled": True,
    "pushEnabled": True,
    "preferences": {},
    "mandatory": ["maintenance_scheduled"],
}
TYPES = ["new_like", "new_comment", "new_follower", "moc_published", "moc_featured", "quota_warning"]
NIGHTS = {"timeZone": "Europe/Berlin", "periods": [{"days": ["mon", "sun"], "from": "22:00", "to": "07:00"}]}


# Reading and patching


def test_what_was_never_said_is_allowed(server, user):
    answer = server.user(user).get_preferences().expect(200)
    assert answer.json() == EVERYTHING
    assert answer.header("ETag").startswith('"')
    assert "no-store" in answer.header("Cache-Control") or "no-cache" in answer.header("Cache-Control")


def test_a_patch_changes_what_it_names_and_nothing_else(server, user):
    api = server.user(user)
    assert api.prefer(emailEnabled=False)["emailEnabled"] is False
    changed = api.prefer(preferences={"new_like": {"push": False}})
    assert changed == {**EVERYTHING, "emailEnabled": False, "preferences": {"new_like": {"push": False}}}
    changed = api.prefer(preferences={"new_like": {"email": False}, "new_comment": {"inApp": False}})
    assert changed["preferences"] == {"new_like": {"push": False, "email": False}, "new_comment": {"inApp": False}}
    assert api.preferences() == changed


def test_null_takes_back_what_was_said(server, user):
    api = server.user(user)
    api.prefer(pushEnabled=False, preferences={"new_like": {"push": False, "email": False}}, quietHours=NIGHTS)
    changed = api.prefer(pushEnabled=None, preferences={"new_like": {"push": None}}, quietHours=None)
    assert changed == {**EVERYTHING, "preferences": {"new_like": {"email": False}}}
    assert api.prefer(preferences=None) == EVERYTHING


def test_quiet_hours_are_kept_as_they_were_given(server, user):
    api = server.user(user)
    assert api.prefer(quietHours=NIGHTS)["quietHours"] == NIGHTS
    changed = api.prefer(quietHours={"timeZone": "America/New_York"})
    assert changed["quietHours"] == {**NIGHTS, "timeZone": "America/New_York"}


def test_preferences_outlive_the_server(serve, user):
    server = serve()
    wanted = server.user(user).prefer(pushEnabled=False, quietHours=NIGHTS)
    server.kill()
    server.start()
    assert server.user(user).preferences() == wanted


def test_each_user_has_their_own(server, user):
    server.user(user).prefer(pushEnabled=False)
    assert server.user(user + "-2").preferences() == EVERYTHING


# ETag


def test_an_unchanged_read_is_304(server, user):
    api = server.user(user)
    api.prefer(pushEnabled=False)
    tag = api.get_preferences().header("ETag")
    answer = api.get_preferences({"If-None-Match": tag})
    assert (answer.status, answer.body, answer.header("ETag")) == (304, b"", tag)
    api.prefer(pushEnabled=True)
    assert api.get_preferences({"If-None-Match": tag}).expect(200).header("ETag") != tag


def test_of_two_who_read_the_same_the_second_to_write_is_refused(server, user):
    api = server.user(user)
    tag = api.get_preferences().header("ETag")
    first = api.patch_preferences({"pushEnabled": False}, if_match=tag).expect(200)
    api.patch_preferences({"pushEnabled": True}, if_match=tag).expect_problem(412, "PRECONDITION_FAILED")
    assert api.preferences()["pushEnabled"] is False
    api.patch_preferences({"pushEnabled": True}, if_match=first.header("ETag")).expect(200)


@pytest.mark.parametrize("tag", ['"nonsense"', "nonsense", 'W/"00000000.1"'])
def test_a_tag_that_is_none_of_ours_is_412(server, user, tag):
    server.user(user).patch_preferences({}, if_match=tag).expect_problem(412, "PRECONDITION_FAILED")


def test_of_many_at_once_one_is_first(server, user):
    tag = server.user(user).get_preferences().header("ETag")
    answers, together = [], threading.Barrier(6)

    def patch(number):
        api = server.user(user)
        together.wait(10)
        answers.append(api.patch_preferences({"preferences": {TYPES[number]: {"push": False}}}, if_match=tag).status)
        api.close()

    devices = [threading.Thread(target=patch, args=(number,)) for number in range(6)]
    for device in devices:
        device.start()
    for device in devices:
        device.join(20)
    assert sorted(answers) == [200] + [412] * 5
    assert len(server.user(user).preferences()["preferences"]) == 1


def test_an_asterisk_matches_always(server, user):
    server.user(user).patch_preferences({"pushEnabled": False}, if_match="*").expect(200)


# Bad input: a failed patch changes nothing

REFUSED = {
    "a switch that is no boolean": ({"inAppEnabled": "no"}, "/inAppEnabled"),
    "an unknown member": ({"smsEnabled": False}, "/smsEnabled"),
    "types that are no object": ({"preferences": []}, "/preferences"),
    "an unknown type": ({"preferences": {"gossip": {"push": False}}}, "/preferences/gossip"),
    "a type that is no object": ({"preferences": {"new_like": False}}, "/preferences/new_like"),
    "an unknown kind": ({"preferences": {"new_like": {"fax": False}}}, "/preferences/new_like/fax"),
    "a kind that is no boolean": ({"preferences": {"new_like": {"push": 0}}}, "/preferences/new_like/push"),
    "a mandatory type switched off": (
        {"preferences": {"maintenance_scheduled": {"email": False}}},
        "/preferences/maintenance_scheduled/email",
    ),
    "the list of mandatory types": ({"mandatory": []}, "/mandatory"),
    "quiet hours that are no object": ({"quietHours": 5}, "/quietHours"),
    "an unknown time zone": ({"quietHours": {**NIGHTS, "timeZone": "Europe/Atlantis"}}, "/quietHours/timeZone"),
    "a time zone that is a path": ({"quietHours": {**NIGHTS, "timeZone": "../passwd"}}, "/quietHours/timeZone"),
    "an unknown day": (
        {"quietHours": {**NIGHTS, "periods": [{"days": ["xyz"], "from": "22:00", "to": "07:00"}]}},
        "/quietHours/periods/0/days/0",
    ),
    "a time that is none": (
        {"quietHours": {**NIGHTS, "periods": [{"days": ["mon"], "from": "24:30", "to": "07:00"}]}},
        "/quietHours/periods/0/from",
    ),
    "a period without an end": (
        {"quietHours": {**NIGHTS, "periods": [{"days": ["mon"], "from": "22:00"}]}},
        "/quietHours/periods/0/to",
    ),
    "a mandatory type among others": (
        {"preferences": {"new_like": {"push": False}, "maintenance_scheduled": {"inApp": False}}},
        "/preferences/maintenance_scheduled/inApp",
    ),
    "a time zone that is no text": ({"quietHours": {**NIGHTS, "timeZone": 1}}, "/quietHours/timeZone"),
    "an empty time zone": ({"quietHours": {**NIGHTS, "timeZone": ""}}, "/quietHours/timeZone"),
    "periods that are no list": ({"quietHours": {**NIGHTS, "periods": {}}}, "/quietHours/periods"),
    "quiet hours without periods": ({"quietHours": {"timeZone": "UTC"}}, "/quietHours/periods"),
    "an unknown member of quiet hours": ({"quietHours": {**NIGHTS, "zone": "UTC"}}, "/quietHours/zone"),
    "an unknown member of a period": (
        {"quietHours": {**NIGHTS, "periods": [{"days": ["mon"], "from": "22:00", "to": "07:00", "until": 1}]}},
        "/quietHours/periods/0/until",
    ),
    "quiet hours without a time zone": (
        {"quietHours": {"periods": [{"days": ["mon"], "from": "22:00", "to": "07:00"}]}},
        "/quietHours/timeZone",
    ),
}


@pytest.fixture
def full(server, user):
    """A user who has said something of everything."""
    api = server.user(user)
    api.prefer(pushEnabled=False, preferences={"new_like": {"push": False}}, quietHours=NIGHTS)
    return api


@pytest.mark.parametrize("case", REFUSED)
def test_a_patch_of_the_wrong_shape_is_422_and_changes_nothing(server, user, case):
    patch, pointer = REFUSED[case]
    api = server.user(user)
    before = api.get_preferences()
    problem = api.patch_preferences({"emailEnabled": False, **patch}).expect_problem(422, "VALIDATION_FAILED")
    assert pointer in [error["pointer"] for error in problem["errors"]]
    after = api.get_preferences()
    assert (after.json(), after.header("ETag")) == (EVERYTHING, before.header("ETag"))


def test_a_patch_that_is_refused_takes_nothing_back_and_nobody_hears_of_it(server, user, full):
    before, rev = full.get_preferences(), full.history()["rev"]
    with server.connect(user) as device:
        refused = {"pushEnabled": None, "preferences": None, "quietHours": None, "emailEnabled": 1}
        full.patch_preferences(refused).expect_problem(422, "VALIDATION_FAILED")
        assert device.drain() == []
    after = full.get_preferences()
    assert (after.json(), after.header("ETag")) == (before.json(), before.header("ETag"))
    assert full.history()["rev"] == rev


def test_every_fault_is_named_at_once(server, user):
    patch = {
        "inAppEnabled": 1,
        "smsEnabled": True,
        "preferences": {"gossip": {"push": True}, "new_like": {"fax": True}},
        "quietHours": {"timeZone": "Europe/Atlantis"},
    }
    problem = server.user(user).patch_preferences(patch).expect_problem(422, "VALIDATION_FAILED")
    assert {error["pointer"] for error in problem["errors"]} == {
        "/inAppEnabled",
        "/smsEnabled",
        "/preferences/gossip",
        "/preferences/new_like/fax",
        "/quietHours/timeZone",
    }
    assert all(error["code"] and error["detail"] for error in problem["errors"])


def test_a_patch_in_another_media_type_is_415(server, user):
    answer = server.user(user).request("PATCH", "/notifications/preferences", b"{}", {"Content-Type": "text/plain"})
    answer.expect_problem(415)


@pytest.mark.parametrize("body,status", [(b"[]", 422), (b"null", 422), (b"{", 400), (b"", 400)])
def test_a_body_that_is_no_patch_is_refused(server, user, body, status):
    api = server.user(user)
    api.request("PATCH", "/notifications/preferences", body, {"Content-Type": "application/json"}).expect_problem(status)


def test_merge_patch_is_a_content_type_of_its_own(server, user):
    answer = server.user(user).request(
        "PATCH",
        "/notifications/preferences",
        b'{"pushEnabled":false}',
        {"Content-Type": "application/merge-patch+json"},
    )
    assert answer.expect(200).json()["pushEnabled"] is False


@pytest.mark.parametrize("method", ["GET", "PATCH"])
def test_only_users_have_preferences(server, service, method):
    service.request(method, "/notifications/preferences", None if method == "GET" else {}).expect_problem(401)


# Other devices


def test_a_change_is_a_change_of_the_inbox_on_every_device(server, user):
    api = server.user(user)
    start = api.history()["cursor"]
    with server.connect(user) as phone, server.connect(user) as laptop:
        api.prefer(pushEnabled=False)
        for device in (phone, laptop):
            change, payload = device.change("preferences")
            assert set(change) == {"rev", "at", "op"}
            assert (change["rev"], payload["rev"], payload["unread"]) == (1, 1, 0)
    assert [c["op"] for c in api.changes(start)["changes"]] == ["preferences"]


def test_a_device_that_was_away_learns_of_it(server, user):
    with server.connect(user) as device:
        since = device.cursor
    server.user(user).prefer(pushEnabled=False)
    with server.connect(user, since=since) as device:
        device.change("preferences")


@pytest.mark.parametrize(
    "patch",
    [{}, {"pushEnabled": False}, {"emailEnabled": None}, {"preferences": {}}, {"preferences": {"new_comment": {}}}],
    ids=str,
)
def test_a_patch_that_changes_nothing_is_no_change(server, user, patch):
    api = server.user(user)
    wanted = api.prefer(pushEnabled=False)
    tag, rev = api.get_preferences().header("ETag"), api.history()["rev"]
    assert api.prefer(**patch) == wanted
    assert (api.get_preferences().header("ETag"), api.history()["rev"]) == (tag, rev)


# Obeyed


def suppressed(service, user, type="new_comment"):
    body = service.send(type=type, userIds=[user, user + "-other"])
    assert body["accepted"] == 2 - len(body["suppressed"])
    return body["suppressed"]


def test_a_type_switched_off_is_suppressed_with_the_reason(server, service, user):
    api = server.user(user)
    api.prefer(preferences={"new_comment": {"inApp": False}})
    with server.connect(user) as device:
        assert suppressed(service, user) == [{"userId": user, "reason": "type_disabled"}]
        assert suppressed(service, user, "new_like") == []
        assert device.notification()["type"] == "new_like"
    assert [item["type"] for item in api.all_items()] == ["new_like"]
    api.prefer(preferences={"new_comment": {"inApp": True}})
    assert suppressed(service, user) == []


def test_what_is_published_behind_a_patch_obeys_it(server, service, user):
    api = server.user(user)
    for _ in range(20):
        api.prefer(preferences={"new_comment": {"inApp": False}})
        assert service.send(userId=user)["accepted"] == 0
        api.prefer(preferences={"new_comment": None})
        assert service.send(userId=user)["accepted"] == 1
    assert len(api.all_items()) == 20


def test_the_reason_of_a_kind_switched_off_comes_before_that_of_a_type(server, service, user):
    server.user(user).prefer(inAppEnabled=False, preferences={"new_comment": {"inApp": False}})
    assert suppressed(service, user) == [{"userId": user, "reason": "disabled"}]


def test_mandatory_types_are_delivered_whatever_was_said(server, service, user):
    api = server.user(user)
    api.prefer(inAppEnabled=False, emailEnabled=False)
    assert suppressed(service, user, "maintenance_scheduled") == []
    assert [item["type"] for item in api.all_items()] == ["maintenance_scheduled"]


def test_email_and_push_do_not_touch_the_inbox(server, service, user):
    server.user(user).prefer(emailEnabled=False, pushEnabled=False)
    assert suppressed(service, user) == []


def test_which_types_are_mandatory_is_configured(serve, user):
    server = serve({"notifications": {"mandatory": ["quota_exceeded"]}})
    api = server.user(user)
    assert api.preferences()["mandatory"] == ["quota_exceeded"]
    api.prefer(preferences={"maintenance_scheduled": {"inApp": False}})
    assert suppressed(server.service(), user, "maintenance_scheduled") != []


def test_a_configured_type_can_be_switched_off(serve, user):
    server = serve({"notifications": {"extra_types": ["set_retired"]}})
    server.user(user).prefer(preferences={"set_retired": {"inApp": False}})
    assert suppressed(server.service(), user, "set_retired") == [{"userId": user, "reason": "type_disabled"}]

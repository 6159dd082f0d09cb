"""Product 2.8: subscriptions kept with the user, over HTTP and over the socket, and who may subscribe to what."""

import pytest

from support.ws import Refused

RULES = [
    {"pattern": "team:*", "who": "claim:teams"},
    {"pattern": "user:{userId}", "who": "self"},
    {"pattern": "ops:*", "who": "admin"},
    {"pattern": "deal:*", "who": "service"},
    {"pattern": "*", "who": "anyone"},
]


# Over HTTP


def test_subscriptions_are_kept_and_sorted(server, user):
    api = server.user(user)
    assert api.channels() == []
    assert api.subscribe("news") == ["news"]
    assert api.subscribe("board:7") == ["board:7", "news"]
    assert api.channels() == ["board:7", "news"]
    assert api.unsubscribe("news") == ["board:7"]


def test_subscribing_and_unsubscribing_may_be_repeated(server, user):
    api = server.user(user)
    api.subscribe("news")
    assert api.subscribe("news") == ["news"]
    api.unsubscribe("news")
    assert api.unsubscribe("news") == []


def test_they_outlive_the_server(serve, user):
    server = serve()
    server.user(user).subscribe("news")
    server.kill()
    server.start()
    assert server.user(user).channels() == ["news"]


@pytest.mark.parametrize("name", ["News", "-news", "a" * 65, "a%20b", "a%2Fb", "%C3%A4"])
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_what_is_no_channel_name_is_refused(server, user, method, name):
    problem = server.user(user).request(method, f"/channels/{name}").expect_problem(422, "INVALID_CHANNEL")
    assert problem["errors"][0]["pointer"] == "/name"


def test_the_longest_name_and_every_character_will_do(server, user):
    name = "a0_.:-" + "z" * 58
    assert server.user(user).subscribe(name) == [name]


def test_channels_are_for_users(server, service):
    service.request("GET", "/channels").expect_problem(401)


def test_a_user_has_at_most_a_thousand(server, user):
    api = server.user(user)
    with server.connect(user) as client:
        for start in range(0, 1000, 100):
            client.expect_reply(client.send("subscribe", {"channels": [f"c{n}" for n in range(start, start + 100)]}),
                                "subscribed")
    assert len(api.channels()) == 1000
    api.request("PUT", "/channels/one-more").expect_problem(422)
    assert len(api.channels()) == 1000


# Over the socket


def test_the_reply_tells_all_of_the_users_channels(server, user):
    server.user(user).subscribe("old")
    with server.connect(user) as client:
        assert client.connected["channels"] == ["old"]
        reply = client.expect_reply(client.send("subscribe", {"channels": ["new", "newer"]}), "subscribed")
        assert reply == {"channels": ["new", "newer", "old"]}
        reply = client.expect_reply(client.send("unsubscribe", {"channels": ["old"]}), "unsubscribed")
        assert reply == {"channels": ["new", "newer"]}
    assert server.user(user).channels() == ["new", "newer"]


@pytest.mark.parametrize("channels", [None, "news", [1], ["ok", "NOT OK"]])
def test_a_request_that_makes_no_sense_changes_nothing(server, user, channels):
    with server.connect(user) as client:
        payload = {} if channels is None else {"channels": channels}
        error = client.expect_reply(client.send("subscribe", payload), "error")
        assert error["code"] in ("INVALID_MESSAGE", "INVALID_CHANNEL", "VALIDATION_FAILED")
        client.ping()
    assert server.user(user).channels() == []


def test_a_bad_name_is_pointed_at(server, user):
    with server.connect(user) as client:
        error = client.expect_error("INVALID_CHANNEL", client.send("subscribe", {"channels": ["ok", "NOT OK"]}))
        assert error["details"][0]["pointer"].endswith("/1")


def test_subscribing_too_often_is_limited(serve, user):
    server = serve({"limits": {"subscribes_per_minute": 3}})
    with server.connect(user) as client:
        for number in range(3):
            client.expect_reply(client.send("subscribe", {"channels": [f"c{number}"]}), "subscribed")
        client.send("subscribe", {"channels": ["c3"]})
        client.expect_error("RATE_LIMITED")
    assert server.user(user).channels() == ["c0", "c1", "c2"]


# Who may


@pytest.fixture(scope="module")
def ruled(serve_module):
    return serve_module({"channels": RULES, "limits": {"connections_per_user": 0}}, name="ruled")


CASES = {
    "anyone": ("news", {}, True),
    "one's own": ("user:{me}", {}, True),
    "another's": ("user:somebody", {}, False),
    "a team of the token": ("team:7", {"teams": ["team:7"]}, True),
    "another team": ("team:8", {"teams": ["team:7"]}, False),
    "a team without the claim": ("team:7", {}, False),
    "an administrator's": ("ops:alerts", {"scope": "belfry:admin"}, True),
    "an administrator's, by another": ("ops:alerts", {}, False),
    "a service's": ("deal:1", {"scope": "belfry:admin"}, False),
}


@pytest.mark.parametrize("case", CASES)
def test_the_first_rule_that_matches_decides(ruled, user, case):
    channel, claims, allowed = CASES[case]
    channel = channel.replace("{me}", user)
    answer = ruled.user(user, **claims).request("PUT", f"/channels/{channel}")
    if allowed:
        answer.expect(200)
    else:
        answer.expect_problem(403, "FORBIDDEN_CHANNEL")
    with ruled.connect(user, token=ruled.jwt(user, **claims)) as client:
        request = client.send("subscribe", {"channels": [channel]})
        if allowed:
            client.expect_reply(request, "subscribed")
        else:
            client.expect_error("FORBIDDEN_CHANNEL", request)
    assert ruled.user(user).channels() == ([channel] if allowed else [])


def test_without_a_matching_rule_nobody_may(serve, user):
    server = serve({"channels": [{"pattern": "news", "who": "anyone"}]})
    server.user(user).subscribe("news")
    server.user(user).request("PUT", "/channels/other").expect_problem(403, "FORBIDDEN_CHANNEL")


def test_one_forbidden_channel_refuses_all_of_a_request(ruled, user):
    with ruled.connect(user) as client:
        client.expect_error("FORBIDDEN_CHANNEL", client.send("subscribe", {"channels": ["news", "ops:alerts"]}))
    assert ruled.user(user).channels() == []


def test_a_token_s_channels_are_all_its_connection_may(ruled, user):
    issued = ruled.service().request("POST", "/ws/token", {"userId": user, "channels": ["deal:1", "news"]})
    token = issued.expect(201).json()["token"]
    with ruled.connect(None, token=token) as client:
        for channel in ("deal:1", "news"):
            client.expect_reply(client.send("subscribe", {"channels": [channel]}), "subscribed")
        for channel in ("deal:2", "other"):
            client.expect_error("FORBIDDEN_CHANNEL", client.send("subscribe", {"channels": [channel]}))


def test_giving_up_a_channel_needs_no_right(ruled, user):
    api = ruled.user(user, teams=["team:7"])
    api.subscribe("team:7")
    assert ruled.user(user).unsubscribe("team:7") == []


# What a subscription is for


def test_publishing_to_a_channel_reaches_its_subscribers_only(server, service, user):
    channel, other = f"c-{user}", user + "-2"
    server.user(user).subscribe(channel)
    with server.connect(user) as client, server.connect(other) as bystander:
        answer = service.send("Hear", channel=channel)
        assert (answer["accepted"], answer["suppressed"]) == (1, [])
        got = client.notification(answer["id"])
        assert (got["channel"], got["title"]) == (channel, "Hear")
        assert bystander.drain() == []
    assert [item["id"] for item in server.user(user).all_items()] == [answer["id"]]
    assert server.user(other).history()["items"] == []


def test_a_channel_without_subscribers_is_accepted_for_nobody(service, user):
    assert service.send(channel=f"empty-{user}")["accepted"] == 0


def test_who_subscribes_later_gets_no_earlier_notification(server, service, user):
    api, channel = server.user(user), f"late-{user}"
    service.send("early", channel=channel)
    api.subscribe(channel)
    second = service.send("late", channel=channel)["id"]
    with server.connect(user) as client:
        assert client.notification()["id"] == second
    assert [item["title"] for item in api.all_items()] == ["late"]


def test_preferences_hold_for_channels_too(server, service, user):
    api, channel = server.user(user), f"quiet-{user}"
    api.subscribe(channel)
    api.prefer(preferences={"new_comment": {"inApp": False}})
    unwanted = service.send(channel=channel)["id"]
    wanted = service.send(type="new_like", channel=channel)["id"]
    with server.connect(user) as client:
        assert client.notification()["id"] == wanted
    assert unwanted not in [item["id"] for item in api.all_items()]


def test_a_notification_that_names_a_channel_reaches_the_user_only_while_subscribed(server, service, user):
    api = server.user(user)
    answer = service.send(userId=user, channel="topic")
    assert answer["suppressed"] == [{"userId": user, "reason": "not_subscribed"}]
    api.subscribe("topic")
    assert service.send(userId=user, channel="topic")["accepted"] == 1
    api.unsubscribe("topic")
    assert service.send(userId=user, channel="topic")["accepted"] == 0
    assert len(api.all_items()) == 1


def test_the_list_can_be_had_by_channel(server, service, user):
    api = server.user(user)
    api.subscribe("one"), api.subscribe("two")
    first = service.publish(user, channel="one")
    service.publish(user, channel="two")
    assert [item["id"] for item in api.all_items(channel="one")] == [first]


def test_a_key_is_answered_again_for_a_channel(server, service, user):
    channel = f"k-{user}"
    server.user(user).subscribe(channel)
    first = service.send(channel=channel, key=user)
    assert service.send(channel=channel, key=user) == first
    with server.connect(user) as client:
        client.notification(first["id"])
    assert len(server.user(user).all_items()) == 1

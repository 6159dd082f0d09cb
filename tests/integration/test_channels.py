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


@pytest.mark.parametrize("method,path", [("GET", ""), ("PUT", "/news"), ("DELETE", "/news")])
def test_channels_are_for_users(service, method, path):
    service.request(method, "/channels" + path).expect_problem(401)


def test_a_user_has_at_most_a_thousand(server, user):
    api = server.user(user)
    with server.connect(user) as client:
        for start in range(0, 1000, 100):
            names = [f"c{n}" for n in range(start, start + 100)]
            client.expect_reply(client.send("subscribe", {"channels": names}), "subscribed")
        problem = api.request("PUT", "/channels/one-more").expect_problem(422, "VALIDATION_FAILED")
        assert problem["errors"][0]["pointer"] == "/name"
        error = client.expect_error("VALIDATION_FAILED", client.send("subscribe", {"channels": ["c1", "one-more"]}))
        assert error["details"][0]["pointer"] == "/payload/channels"
    assert api.subscribe("c1") == api.channels() and len(api.channels()) == 1000
    api.unsubscribe("c1")
    assert "one-more" in api.subscribe("one-more")


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


SENSELESS = {
    "no channels": ({}, "INVALID_MESSAGE", "/payload/channels"),
    "no list": ({"channels": "kept"}, "INVALID_MESSAGE", "/payload/channels"),
    "no text": ({"channels": ["kept", 1]}, "INVALID_MESSAGE", "/payload/channels/1"),
    "no name": ({"channels": ["kept", "NOT OK"]}, "INVALID_CHANNEL", "/payload/channels/1"),
    "an empty name": ({"channels": [""]}, "INVALID_CHANNEL", "/payload/channels/0"),
}


@pytest.mark.parametrize("kind", ["subscribe", "unsubscribe"])
@pytest.mark.parametrize("case", SENSELESS)
def test_a_request_that_makes_no_sense_changes_nothing(server, user, kind, case):
    payload, code, pointer = SENSELESS[case]
    server.user(user).subscribe("kept")
    with server.connect(user) as client:
        error = client.expect_error(code, client.send(kind, payload))
        assert [detail["pointer"] for detail in error["details"]] == [pointer]
        client.ping()
    assert server.user(user).channels() == ["kept"]


def test_a_channel_named_twice_or_kept_already_is_kept_once(server, user):
    with server.connect(user) as client:
        for _ in range(2):
            reply = client.expect_reply(client.send("subscribe", {"channels": ["a", "b", "a"]}), "subscribed")
            assert reply == {"channels": ["a", "b"]}
        reply = client.expect_reply(client.send("unsubscribe", {"channels": ["never", "a", "a"]}), "unsubscribed")
        assert reply == {"channels": ["b"]}


def test_they_are_the_user_s_not_the_connection_s(server, service, user):
    with server.connect(user) as phone, server.connect(user) as laptop:
        phone.expect_reply(phone.send("subscribe", {"channels": ["shared"]}), "subscribed")
        phone.abort()
        laptop.notification(service.publish(user, channel="shared"))
    with server.connect(user) as again:
        assert again.connected["channels"] == ["shared"]


@pytest.mark.parametrize("kind", ["subscribe", "unsubscribe"])
def test_changing_them_too_often_is_limited(serve, user, kind):
    server = serve({"limits": {"subscribes_per_minute": 3}})
    with server.connect(user) as client:
        for number in range(3):
            client.expect_reply(client.send("subscribe", {"channels": [f"c{number}"]}), "subscribed")
        client.send(kind, {"channels": ["c0", "c3"]})
        error = client.expect_error("RATE_LIMITED")
        assert 0 < error["retryAfterMs"] <= 60_000
        client.ping()
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


def test_the_first_rule_that_matches_decides(serve, user):
    rules = [{"pattern": "ops:public", "who": "anyone"}, {"pattern": "ops:*", "who": "admin"}]
    api = serve({"channels": rules}).user(user)
    assert api.subscribe("ops:public") == ["ops:public"]
    api.request("PUT", "/channels/ops:secret").expect_problem(403, "FORBIDDEN_CHANNEL")


def test_without_rules_of_the_operator_a_user_s_own_channels_are_the_user_s(server, user):
    api = server.user(user)
    assert api.subscribe(f"user:{user}:uploads") == [f"user:{user}:uploads"]
    problem = api.request("PUT", "/channels/user:another:uploads").expect_problem(403, "FORBIDDEN_CHANNEL")
    assert problem["errors"][0]["pointer"] == "/name"


def test_without_a_matching_rule_nobody_may(serve, user):
    server = serve({"channels": [{"pattern": "news", "who": "anyone"}]})
    server.user(user).subscribe("news")
    server.user(user).request("PUT", "/channels/other").expect_problem(403, "FORBIDDEN_CHANNEL")


def test_one_forbidden_channel_refuses_all_of_a_request(ruled, user):
    with ruled.connect(user) as client:
        refused = client.send("subscribe", {"channels": ["news", "ops:alerts", "deal:1"]})
        error = client.expect_error("FORBIDDEN_CHANNEL", refused)
        assert [detail["pointer"] for detail in error["details"]] == ["/payload/channels/1", "/payload/channels/2"]
    assert ruled.user(user).channels() == []


def test_a_token_s_channels_are_all_its_connection_may(ruled, user):
    issued = ruled.service().request("POST", "/ws/token", {"userId": user, "channels": ["deal:1", "news"]})
    token = issued.expect(201).json()["token"]
    with ruled.connect(None, token=token) as client:
        for channel in ("deal:1", "news"):
            client.expect_reply(client.send("subscribe", {"channels": [channel]}), "subscribed")
        for channel in ("deal:2", "other"):
            client.expect_error("FORBIDDEN_CHANNEL", client.send("subscribe", {"channels": [channel]}))


@pytest.mark.parametrize("channel,claims", [("team:7", {"teams": ["team:7"]}), ("ops:alerts", {"scope": "belfry:admin"})])
def test_a_right_of_the_jwt_is_a_token_s_only_where_it_names_the_channel(ruled, user, channel, claims):
    api = ruled.user(user, **claims)
    for body, allowed in ({}, False), ({"channels": [channel]}, True):
        token = api.issue_token(body).expect(201).json()["token"]
        with ruled.connect(None, token=token) as client:
            request = client.send("subscribe", {"channels": [channel]})
            if allowed:
                client.expect_reply(request, "subscribed")
            else:
                client.expect_error("FORBIDDEN_CHANNEL", request)


def test_a_token_s_channels_limit_what_is_subscribed_to_and_not_what_arrives(ruled, user):
    ruled.user(user).subscribe("news")
    service = ruled.service()
    issued = service.request("POST", "/ws/token", {"userId": user, "channels": ["deal:1"]}).expect(201)
    with ruled.connect(None, token=issued.json()["token"]) as client:
        assert client.connected["channels"] == ["news"]
        client.notification(service.publish(user, channel="news"))
        reply = client.expect_reply(client.send("unsubscribe", {"channels": ["news"]}), "unsubscribed")
        assert reply == {"channels": []}


def test_a_token_without_channels_may_what_anyone_may(ruled, user):
    token = ruled.user(user).issue_token().expect(201).json()["token"]
    with ruled.connect(None, token=token) as client:
        names = {"channels": ["news", f"user:{user}"]}
        client.expect_reply(client.send("subscribe", names), "subscribed")
        client.expect_error("FORBIDDEN_CHANNEL", client.send("subscribe", {"channels": ["user:another"]}))


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


@pytest.mark.parametrize("channel", ["NOT OK", "", "a" * 65, 5, None, ["news"]], ids=str)
def test_what_is_no_channel_cannot_be_published_to(service, user, channel):
    for body in ({"channel": channel}, {"channel": channel, "userId": user}):
        problem = service.post_notification({"type": "new_like", "title": "t", **body}).expect_problem(422)
        assert problem["errors"][0]["pointer"] == "/channel"


def test_a_mandatory_type_that_names_a_channel_needs_the_subscription_too(server, service, user):
    server.user(user).prefer(inAppEnabled=False)
    sent = service.send(type="maintenance_scheduled", userId=user, channel="topic")
    assert sent["suppressed"] == [{"userId": user, "reason": "not_subscribed"}]


def test_keys_hold_for_channels_too(server, service, user):
    api, channel = server.user(user), f"keys-{user}"
    api.subscribe(channel)
    first = service.send("one", channel=channel, dedupeKey="d")["id"]
    service.send("again", channel=channel, dedupeKey="d")
    collapsed = service.send("two", channel=channel, collapseKey="c")["id"]
    with server.connect(user) as client:
        client.notification(collapsed)
        last = service.send("three", channel=channel, collapseKey="c")["id"]
        assert client.notification(last)["replaces"] == collapsed
    assert [item["id"] for item in api.all_items()] == [last, first]


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

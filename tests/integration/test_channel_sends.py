"""Product 2.8: a channel with many subscribers is one committed row and its answer; the batches behind it survive a
crash, and each subscriber has the notification exactly once."""

from support.deadline import eventually

SUBSCRIBERS = 3_000
ROUNDS = 3
FEW, SENDS = 1_000, 20  # 160 batches and as many pauses: long enough for one more request in between


def subscribe_many(server, channel, count):
    """One socket each would take long: a user subscribes over HTTP. In the order in which the batches come to them."""
    users = [f"sub-{number}" for number in range(count)]
    for user in users:
        api = server.user(user)
        api.subscribe(channel)
        api.close()
    return users


def waiting(service, sent):
    return service.report(sent, limit=1)["waiting"]


def finish(service, sends):
    eventually(lambda: all(waiting(service, sent) == 0 for sent in sends), "all batches", 60)


def items_of(server, user):
    api = server.user(user)
    try:
        return sorted(item["id"] for item in api.all_items())
    finally:
        api.close()


def test_each_subscriber_has_it_once_though_the_server_is_killed_in_between(serve_release):
    server = serve_release()
    users = subscribe_many(server, "all-hands", SUBSCRIBERS)
    with server.connect(users[-1]) as client:
        since = client.cursor
    sends, cut_short = [], 0
    for round in range(ROUNDS):
        service, answers = server.service(), []
        for number in range(4):
            answers.append(service.send(f"round {round}", channel="all-hands", key=f"{round}-{number}"))
        cut_short += waiting(service, answers[-1]["id"]) > 0
        server.kill()
        server.start()
        service = server.service()
        for number, answer in enumerate(answers):
            assert answer["accepted"] == SUBSCRIBERS
            repeated = service.send(f"round {round}", channel="all-hands", key=f"{round}-{number}")
            assert repeated == answer, "who asks again after the crash gets the first answer"
        sends += [answer["id"] for answer in answers]
    assert cut_short == ROUNDS, "the server was not killed between two batches"
    finish(service, sends)
    for user in users:
        assert items_of(server, user) == sorted(sends), user
    with server.connect(users[-1], since=since) as client:
        assert sorted(payload["id"] for payload in client.notifications(len(sends))) == sorted(sends)
        assert client.drain() == []


def test_a_publish_to_one_user_is_not_held_up(serve_release):
    """No bound in time, which a busy machine would break: the single notification is there before the batches end."""
    server = serve_release()
    subscribe_many(server, "big", FEW)
    service = server.service()
    with server.connect("bystander") as client:
        sends = [service.send(channel="big")["id"] for _ in range(SENDS)]
        mine = service.publish("bystander")
        client.notification(mine)
        left = sum(waiting(service, sent) for sent in sends)
    assert left > 0


def test_who_leaves_or_comes_before_the_batch_does_not_get_it(serve_release):
    server = serve_release()
    users = subscribe_many(server, "big", FEW)
    leaving, staying = users[-1], users[-2]
    leaver, comer, service = server.user(leaving), server.user("comer"), server.service()
    before = [service.send(channel="big")["id"] for _ in range(SENDS)]
    sent = service.send(channel="big")
    leaver.unsubscribe("big")
    comer.subscribe("big")
    assert waiting(service, before[-1]) > 0, "the batches came before the change"
    finish(service, [sent["id"]])
    assert sent["id"] in items_of(server, staying)
    assert sent["id"] not in items_of(server, leaving) + items_of(server, "comer")
    assert service.report(sent["id"], userId=leaving)["users"] == []


def test_who_changes_a_preference_before_the_batch_is_decided_upon_by_it(serve_release):
    server = serve_release()
    last = subscribe_many(server, "big", FEW)[-1]
    api, service = server.user(last), server.service()
    before = [service.send(channel="big")["id"] for _ in range(SENDS)]
    sent = service.send(channel="big", type="new_like")["id"]
    api.prefer(preferences={"new_like": {"inApp": False}})
    assert waiting(service, before[-1]) > 0, "the batches came before the change"
    finish(service, [sent])
    assert sent not in items_of(server, last)
    [entry] = service.report(sent, userId=last)["users"]
    assert (entry["state"], entry["inApp"], entry["email"]) == ("suppressed", "type_disabled", "deliver")


def test_who_is_connected_gets_it_and_the_report_says_so(serve, user):
    server = serve()
    server.user(user).subscribe("news")
    with server.connect(user) as client:
        sent = server.service().send(channel="news")["id"]
        client.notification(sent)
    report = server.service().report(sent)
    assert (report["target"], report["waiting"]) == ("channel", 0)
    assert [entry["userId"] for entry in report["users"]] == [user]

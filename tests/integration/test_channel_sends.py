"""Product 2.8: a channel with many subscribers is one committed row and its answer; the batches behind it survive a
crash, and each subscriber has the notification exactly once."""

from support.deadline import eventually

SUBSCRIBERS = 3_000


def subscribe_many(server, channel, count):
    """One socket each would take long: a user subscribes over HTTP."""
    users = [f"sub-{number}" for number in range(count)]
    for user in users:
        api = server.user(user)
        api.subscribe(channel)
        api.close()
    return users


def test_each_subscriber_has_it_once_though_the_server_is_killed_in_between(serve_release):
    server = serve_release()
    users = subscribe_many(server, "all-hands", SUBSCRIBERS)
    service = server.service()
    sends = []
    for round in range(3):
        answer = service.send(f"round {round}", channel="all-hands")
        assert answer["accepted"] == SUBSCRIBERS
        sends.append(answer["id"])
        server.kill()
        server.start()
        service = server.service()
    eventually(lambda: all(service.report(sent, limit=1)["waiting"] == 0 for sent in sends), "all batches", 60)
    for user in users:
        api = server.user(user)
        assert sorted(item["id"] for item in api.all_items()) == sorted(sends), user
        api.close()


def test_a_publish_to_one_user_is_not_held_up(serve_release):
    """No bound in time, which a busy machine would break: the single notification is there before the batches end."""
    server = serve_release()
    subscribe_many(server, "big", SUBSCRIBERS)
    service = server.service()
    with server.connect("bystander") as client:
        sends = [service.send(channel="big")["id"] for _ in range(20)]
        mine = service.publish("bystander")
        client.notification(mine)
        waiting = sum(service.report(sent, limit=1)["waiting"] for sent in sends)
    assert waiting > 0


def test_who_leaves_before_the_batch_does_not_get_it_and_who_is_connected_does(serve, user):
    server = serve()
    server.user(user).subscribe("news")
    with server.connect(user) as client:
        sent = server.service().send(channel="news")["id"]
        client.notification(sent)
    report = server.service().report(sent)
    assert (report["target"], report["waiting"]) == ("channel", 0)
    assert [entry["userId"] for entry in report["users"]] == [user]

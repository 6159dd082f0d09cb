"""Product 2.9: `belfry outbox status|list|retry`, as an operator uses it when a receiver has failed."""

import json

import pytest

from support.command import run
from support.deadline import eventually
from support.free_port import free_port
from support.webhook_receiver import HANG, WebhookReceiver


@pytest.fixture
def receiver():
    with WebhookReceiver() as running:
        yield running


@pytest.fixture
def server(serve, receiver):
    return serve(receiver.config(attempts=1, timeout_seconds=1))


@pytest.fixture
def belfry(belfry_bin, tmp_path, server):
    def call(*words, **how):
        return run(belfry_bin, "outbox", *words, "--config", server.config_path, cwd=tmp_path, **how)

    return call


def waiting_and_dead(server):
    told = server.service().request("GET", "/outbox").expect(200).json()
    return told["waiting"], told["dead"]


def kill_events(server, receiver, users, answer=410):
    """An event of each user that the receiver refused; ids of the events in the order in which they were published."""
    receiver.answer = lambda attempt: answer
    published = [server.service().publish(user, f"for {user}") for user in users]
    eventually(lambda: waiting_and_dead(server) == (0, len(users)), "all of them are dead")
    receiver.answer = lambda attempt: 200
    by_notification = {attempt.event["notificationId"]: attempt.id for attempt in receiver.attempts}
    return [by_notification[notification_id] for notification_id in published]


def listed(belfry):
    return [json.loads(line) for line in belfry("list", "--json").expect(0).out.splitlines()]


def test_an_empty_outbox_is_said_to_be_empty(belfry):
    assert belfry("status").expect(0).out == "0 waiting, 0 dead\n"
    assert belfry("list").expect(0).out == "no event is dead\n"
    assert belfry("list", "--json").expect(0).out == ""
    assert belfry("retry").expect(0).out == "0 events wait again\n"


def test_the_status_counts_what_waits_and_what_is_dead(belfry, server, receiver):
    kill_events(server, receiver, ["ada", "bob"])
    receiver.stop()
    server.restart({"outbox": {"attempts": 50, "max_delay_seconds": 600, "first_delay_seconds": 600}})
    server.service().publish("eve")
    assert belfry("status").expect(0).out.startswith("1 waiting, 2 dead, the oldest from 2")
    told = json.loads(belfry("status", "--json").expect(0).out)
    assert (told["waiting"], told["dead"]) == (1, 2)


def test_the_dead_are_listed_with_whose_they_are_and_what_was_answered(belfry, server, receiver):
    [event_id] = kill_events(server, receiver, ["ada"])
    head, line = belfry("list").expect(0).out.splitlines()
    assert head.split()[:3] == ["EVENT", "TYPE", "USER"]
    assert line.split()[:3] == [event_id, "notification.decided", "ada"]
    assert line.endswith("status 410")


def test_as_json_each_dead_one_is_a_line(belfry, server, receiver):
    ids = kill_events(server, receiver, ["ada", "bob", "eve"])
    events = listed(belfry)
    assert sorted(event["id"] for event in events) == sorted(ids)
    assert {event["userId"] for event in events} == {"ada", "bob", "eve"}
    assert all(event["attempts"] == 1 and event["lastError"] == "status 410" for event in events)


def test_a_long_list_is_whole(belfry, server, receiver):
    users = [f"user-{number}" for number in range(230)]
    ids = kill_events(server, receiver, users)
    assert {event["id"] for event in listed(belfry)} == set(ids)


def test_what_it_says_is_for_programs_only(belfry, server, receiver):
    kill_events(server, receiver, ["ada"])
    assert "for ada" not in belfry("list").expect(0).out
    [event] = listed(belfry)
    assert event["notification"]["title"] == "for ada"


def test_all_of_them_are_called_back(belfry, server, receiver):
    ids = kill_events(server, receiver, ["ada", "bob"])
    assert belfry("retry").expect(0).out == "2 events wait again\n"
    assert sorted(event["id"] for event in receiver.expect(2)) == sorted(ids)
    assert belfry("list").expect(0).out == "no event is dead\n"


def test_only_those_that_are_named_are_called_back(belfry, server, receiver):
    bob, ada = kill_events(server, receiver, ["bob", "ada"])
    assert belfry("retry", ada).expect(0).out == "1 event waits again\n"
    assert [event["id"] for event in receiver.expect(1)] == [ada]
    assert [event["id"] for event in listed(belfry)] == [bob]


def test_an_event_that_is_not_there_is_none_that_waits_again(belfry, server, receiver):
    kill_events(server, receiver, ["ada"])
    assert belfry("retry", "evt_999999").expect(0).out == "0 events wait again\n"
    assert waiting_and_dead(server) == (0, 1)


def test_what_is_no_event_is_refused(belfry, server, receiver):
    kill_events(server, receiver, ["ada"])
    belfry("retry", "nonsense").expect(1).one_line()
    assert waiting_and_dead(server) == (0, 1)


def test_a_receiver_that_hangs_is_named_as_the_cause(belfry, server, receiver):
    kill_events(server, receiver, ["ada"], HANG)
    [event] = listed(belfry)
    assert event["lastError"] == "no answer in time"


def test_the_dead_stay_over_a_kill_and_can_be_called_back_then(belfry, server, receiver):
    [event_id] = kill_events(server, receiver, ["ada"])
    server.kill()
    server.start()
    assert [event["id"] for event in listed(belfry)] == [event_id]
    belfry("retry").expect(0)
    assert [event["id"] for event in receiver.expect(1)] == [event_id]


def test_what_was_called_back_can_die_again(belfry, server, receiver):
    [event_id] = kill_events(server, receiver, ["ada"])
    receiver.answer = lambda attempt: 500
    belfry("retry").expect(0)
    eventually(lambda: waiting_and_dead(server) == (0, 1), "it is dead again")
    [event] = listed(belfry)
    assert (event["id"], event["lastError"]) == (event_id, "status 500")


def test_the_dead_of_a_user_who_was_erased_are_gone(belfry, server, receiver):
    _, bob = kill_events(server, receiver, ["ada", "bob"])
    server.service().erase("ada").expect(204)
    assert [event["id"] for event in listed(belfry)] == [bob]


@pytest.mark.parametrize("verb", ["status", "list", "retry"])
def test_without_a_server_it_fails_in_a_line(belfry, verb):
    belfry(verb, "--url", f"http://127.0.0.1:{free_port()}").expect(1).one_line()


def test_a_verb_is_needed(belfry):
    belfry().expect(2)

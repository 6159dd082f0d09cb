"""Product 2.3: a publish with an `Idempotency-Key` happens once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from support.api import as_bytes


def body(user, title="Hello"):
    return {"userId": user, "type": "new_comment", "title": title}


def test_the_same_key_and_bytes_get_the_first_answer_again(service, server, user):
    first = service.post_notification(body(user), "key-a-" + user).expect(202)
    again = service.post_notification(body(user), "key-a-" + user).expect(202)
    assert first.header("Idempotency-Replayed") is None
    assert again.header("Idempotency-Replayed") == "true"
    assert again.json() == first.json()
    assert server.user(user).history()["rev"] == 1


def test_other_bytes_under_the_same_key_are_a_conflict(service, server, user):
    service.post_notification(body(user), "key-b-" + user).expect(202)
    service.post_notification(body(user, "Other"), "key-b-" + user).expect_problem(422, "IDEMPOTENCY_CONFLICT")
    assert server.user(user).history()["rev"] == 1


def test_bytes_are_compared_and_not_meaning(service, user):
    service.post_notification(body(user), "key-c-" + user).expect(202)
    spaced = as_bytes(body(user)).replace(b":", b" : ")
    answer = service.request(
        "POST", "/notifications", spaced, {"Content-Type": "application/json", "Idempotency-Key": "key-c-" + user}
    )
    answer.expect_problem(422, "IDEMPOTENCY_CONFLICT")


def test_a_refused_publish_leaves_the_key_free(service, server, user):
    service.post_notification({"userId": user}, "key-d-" + user).expect(422)
    service.post_notification(body(user), "key-d-" + user).expect(202)
    assert server.user(user).history()["rev"] == 1


def test_without_a_key_every_publish_is_its_own(service, server, user):
    assert service.publish(user) != service.publish(user)
    assert server.user(user).history()["rev"] == 2


def test_two_service_keys_do_not_share_their_idempotency_keys(serve, user):
    scopes = ["publish"]
    server = serve(
        {
            "auth": {
                "service_keys": [
                    {"name": "one", "key": "key-of-one-0123456789", "scopes": scopes},
                    {"name": "two", "key": "key-of-two-0123456789", "scopes": scopes},
                ]
            }
        }
    )
    ids = {server.service(f"key-of-{name}-0123456789").publish(user, key="same") for name in ("one", "two")}
    assert len(ids) == 2


def test_a_key_is_remembered_over_a_restart(serve, user):
    server = serve()
    first = server.service().publish(user, key="lasting")
    server.restart()
    again = server.service().post_notification(body(user), "lasting").expect(202)
    assert again.json()["id"] == first
    assert again.header("Idempotency-Replayed") == "true"


def test_of_many_at_once_one_publishes(server, user):
    def publish(_):
        api = server.service()
        answer = api.post_notification(body(user), "key-e-" + user)
        api.close()
        return answer

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(publish, range(24)))
    assert {a.status for a in answers} <= {202, 409}
    for answer in answers:
        if answer.status == 409:
            answer.expect_problem(409, "IDEMPOTENCY_IN_PROGRESS")
            assert int(answer.header("Retry-After")) >= 1
    assert len({a.json()["id"] for a in answers if a.status == 202}) == 1
    assert server.user(user).history()["rev"] == 1


@pytest.mark.parametrize("key", ["k", "k" * 255, "!#$%&'()*+,-./:;<=>?@[]^_`{|}~"])
def test_a_key_may_be_up_to_255_characters(service, user, key):
    key = key[: 255 - len(user)] + user
    assert service.publish(user, key=key) == service.publish(user, key=key)


def test_a_longer_key_is_refused(service, server, user):
    answer = service.post_notification(body(user), "k" * 256)
    assert answer.status in (400, 422)
    assert server.user(user).history()["rev"] == 0


def test_a_replay_sends_nothing_twice(service, server, user):
    with server.connect(user) as client:
        service.post_notification(body(user), "key-f-" + user).expect(202)
        service.post_notification(body(user), "key-f-" + user).expect(202)
        service.publish(user, "the next")
        assert [n["rev"] for n in client.notifications(2)] == [1, 2]

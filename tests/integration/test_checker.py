"""The proof needs a proof: the delivery checker finds each kind of loss."""

import pytest

from support.checker import DeliveryChecker


def notification(rev, name=None, title=None, replayed=False):
    name = name or f"id-{rev}"
    payload = {"id": name, "rev": rev, "title": title or f"t {name}"}
    return {"type": "notification", "payload": {**payload, **({"replayed": True} if replayed else {})}}


@pytest.fixture
def checker():
    made = DeliveryChecker("user")
    made.begins_at(0)
    for rev in (1, 2, 3):
        made.accepted(f"id-{rev}", f"t id-{rev}")
    return made


def feed(checker, *messages):
    for message in messages:
        checker.received(message)


def test_all_in_order_is_well(checker):
    feed(checker, notification(1), notification(2), notification(3))
    checker.verify()


def test_repeats_and_unanswered_publishes_are_well(checker):
    feed(
        checker,
        notification(1),
        notification(2),
        notification(1, replayed=True),
        notification(3),
        notification(4, "unanswered"),
    )
    checker.verify()


def test_a_resume_where_it_ended_is_well(checker):
    feed(checker, notification(1), notification(2))
    checker.resumes_at(2)
    feed(checker, notification(3))
    checker.verify()


BROKEN = {
    "never delivered": [notification(1), notification(2)],
    "came behind": [notification(1), notification(3), notification(2)],
    "share a rev": [notification(1), notification(2), notification(3), notification(3, "other", replayed=True)],
    "delivered as": [notification(1), notification(2), notification(3, title="wrong")],
    "came as": [notification(1), notification(2), notification(3), notification(4, "id-3")],
    "resync_required": [notification(1), {"type": "resync_required", "payload": {"rev": 3}}],
}


@pytest.mark.parametrize("fault", BROKEN)
def test_each_fault_is_found(checker, fault):
    feed(checker, *BROKEN[fault])
    with pytest.raises(AssertionError, match=fault):
        checker.verify()


def test_a_resume_somewhere_else_is_found(checker):
    feed(checker, notification(1), notification(2), notification(3))
    checker.resumes_at(2)
    with pytest.raises(AssertionError, match="resumes at"):
        checker.verify()

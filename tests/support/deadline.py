"""Waiting for something to become true, with a bound."""

import time

DEFAULT_SECONDS = 10.0
_POLL_SECONDS = 0.01


class Deadline:
    def __init__(self, seconds=DEFAULT_SECONDS):
        self._end = time.monotonic() + seconds

    def left(self):
        """Seconds left; raises when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the deadline has passed")
        return left

    def passed(self):
        return time.monotonic() >= self._end


def eventually(probe, what, seconds=DEFAULT_SECONDS, poll=_POLL_SECONDS):
    """Calls `probe` until it answers something true and returns that; an AssertionError with the last answer otherwise.
    For what gives no event to wait for: metrics, a file, a process."""
    deadline = Deadline(seconds)
    while True:
        answer = probe()
        if answer:
            return answer
        if deadline.passed():
            raise AssertionError(f"{what}: not within {seconds} s; last seen {answer!r}")
        time.sleep(poll)


def until(moment):
    """Waits for a point in wall time, where a rule speaks of the clock itself."""
    while (left := moment - time.time()) > 0:
        time.sleep(left)

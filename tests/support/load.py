"""Many requests at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

from support.deadline import Deadline


def publish_many(server, users, workers=8, type="new_comment"):
    """One notification for each of `users` (names may repeat), over several connections. The ids, in their order."""
    local, opened, lock = threading.local(), [], threading.Lock()

    def publish(numbered):
        number, user = numbered
        if not hasattr(local, "api"):
            local.api = server.service()
            with lock:
                opened.append(local.api)
        return local.api.publish(user, f"n {number}", type)

    with ThreadPoolExecutor(workers) as pool:
        ids = list(pool.map(publish, enumerate(users)))
    for api in opened:
        api.close()
    return ids


class Worker(threading.Thread):
    """A thread whose failure fails the test: `join_checked` raises what the thread raised."""

    def __init__(self, run, *args):
        super().__init__(daemon=True)
        self._work, self._args = run, args
        self.error = None

    def run(self):
        try:
            self._work(*self._args)
        except BaseException as error:  # handed to whoever joins
            self.error = error

    def join_checked(self, seconds=60):
        self.join(seconds)
        assert not self.is_alive(), "the worker did not end"
        if self.error is not None:
            raise self.error


def run_all(workers, seconds=120):
    deadline = Deadline(seconds)
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join_checked(deadline.left())

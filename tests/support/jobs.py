"""Jobs (product section 4): the service that works on them, their user, and a client of the `jobs` dialect."""

import json
import re
from collections import deque
from urllib.parse import quote, urlencode

from support import frames
from support.deadline import DEFAULT_SECONDS, Deadline

ISO = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
ID = re.compile(r"^job_\d{8}_[A-Za-z0-9_-]+$")

STAGES = [{"name": "parse", "weight": 1}, {"name": "store", "weight": 3}]
ENDS = ["cancelled", "completed", "failed"]


class Pipeline:
    """A service that works on jobs. `api` is a ServiceApi; whatever is not `expect`ed here is the raw answer."""

    def __init__(self, api):
        self.api = api

    def post(self, body, key=None, headers=None):
        headers = dict(headers or {})
        if key is not None:
            headers["Idempotency-Key"] = key
        return self.api.request("POST", "/jobs", body, headers)

    def create(self, user, kind="import", title="parts.csv", headers=None, **members):
        """The job."""
        body = {"userId": user, "kind": kind, "title": title, **members}
        return self.post(body, headers=headers).expect(201).json()

    def begin(self, user, **members):
        """The id of a job that has reported once."""
        id = self.create(user, **members)["jobId"]
        self.reported(id, progress=1)
        return id

    def report(self, id, **members):
        return self.api.request("POST", f"/jobs/{id}/progress", members)

    def reported(self, id, **members):
        return self.report(id, **members).expect(202).json()

    def complete_stage(self, id, stage, results=None):
        body = {} if results is None else {"results": results}
        return self.api.request("POST", f"/jobs/{id}/stages/{quote(stage, safe='')}/complete", body)

    def complete(self, id, results=None):
        return self.api.request("POST", f"/jobs/{id}/complete", {} if results is None else {"results": results})

    def fail(self, id, code="BAD_FILE", message="The file has no column", **members):
        body = {"error": {"code": code, "message": message, **members}}
        return self.api.request("POST", f"/jobs/{id}/fail", body)

    def ask_cancel(self, id, wait=None):
        query = "" if wait is None else f"?wait={wait}"
        return self.api.request("GET", f"/jobs/{id}/cancel-requested{query}")

    def cancel_requested(self, id, wait=None):
        return self.ask_cancel(id, wait).expect(200).json()["cancelled"]


class JobUser:
    """A user's own jobs over HTTP. `api` is a UserApi."""

    def __init__(self, api):
        self.api = api

    def get(self, id):
        return self.api.request("GET", f"/jobs/{id}")

    def job(self, id):
        return self.get(id).expect(200).json()

    def cancel(self, id):
        return self.api.request("POST", f"/jobs/{id}/cancel")

    def get_list(self, **query):
        return self.api.request("GET", "/jobs" + ("?" + urlencode(query) if query else ""))

    def page(self, **query):
        return self.get_list(**query).expect(200).json()

    def pages(self, **query):
        while True:
            page = self.page(**query)
            yield page
            if "nextCursor" not in page:
                return
            query["cursor"] = page["nextCursor"]

    def ids(self, **query):
        return [job["jobId"] for page in self.pages(**query) for job in page["items"]]


def end_job(pipeline, owner, id, end):
    """Brings the job to one of ENDS."""
    if end == "cancelled":
        owner.cancel(id).expect(200)
    elif end == "completed":
        pipeline.complete(id).expect(202)
    else:
        pipeline.fail(id).expect(202)


class JobsClient:
    """Checks on every message what always holds, and what `described` (an AsyncApi) says of it."""

    def __init__(self, ws, described=None):
        self.ws, self.described = ws, described
        self.messages = []  # everything that came, in order
        self._pending = deque()
        self.connected = self.next()
        assert self.connected["type"] == "connected", self.connected

    def _receive(self, timeout):
        opcode, payload = self.ws.recv_message(timeout)
        assert opcode == frames.TEXT, (opcode, payload)
        message = json.loads(payload)
        assert isinstance(message["type"], str) and ISO.match(message["timestamp"]), message
        assert all(re.fullmatch("[a-z_]+", name) for name in message), message
        if self.described is not None:
            self.described.check_message(message)
        self.messages.append(message)
        return message

    def next(self, timeout=DEFAULT_SECONDS):
        return self._pending.popleft() if self._pending else self._receive(timeout)

    def expect_next(self, kind, **members):
        """The very next message must be of this type, with these members."""
        message = self.next()
        assert message["type"] == kind and message.items() >= members.items(), message
        return message

    def expect(self, kind, timeout=DEFAULT_SECONDS, **members):
        """The next message of this type with these members. What it passes over stays for later calls."""
        for message in self._pending:
            if message["type"] == kind and message.items() >= members.items():
                self._pending.remove(message)
                return message
        deadline = Deadline(timeout)
        while True:
            message = self._receive(deadline.left())
            if message["type"] == kind and message.items() >= members.items():
                return message
            self._pending.append(message)

    def expect_error(self, code, **members):
        message = self.expect("error", **members)
        assert message["error"]["code"] == code and message["error"]["message"], message
        assert set(message["error"]) <= {"code", "message", "details"}, message
        return message

    def drain(self):
        """All that came before the answer to a ping and was not taken."""
        self.say("ping")
        taken = []
        while (message := self.next())["type"] != "pong":
            taken.append(message)
        return taken

    def say(self, kind, job_id=None, **members):
        named = {} if job_id is None else {"job_id": job_id}
        self.ws.send_json({"type": kind, **named, **members})

    def subscribe(self, job_id):
        """The job's state; for `*` nothing, the states are messages of their own."""
        self.say("subscribe", job_id)
        self.expect("subscribed", job_id=job_id)
        return None if job_id == "*" else self.expect("job_status", job_id=job_id)

    def status(self, job_id):
        self.say("request_status", job_id)
        return self.expect("job_status", job_id=job_id)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.ws.abort()


def follow(server, user, job_id=None, described=None, **how):
    """A client of the `jobs` dialect behind its `connected`."""
    query = {"job_id": job_id} if job_id else None
    return JobsClient(server.socket(user, "/ws/jobs", query=query, **how), described)

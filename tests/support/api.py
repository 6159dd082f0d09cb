"""The HTTP API of protocol section 6, as a service and as a user see it."""

import json
from urllib.parse import quote, urlencode


def _with_query(path, query):
    kept = {k: v for k, v in query.items() if v is not None}
    return path + ("?" + urlencode(kept, quote_via=quote) if kept else "")


class _Api:
    def __init__(self, http, credential):
        self.http, self.credential = http, credential

    def request(self, method, path, body=None, headers=None):
        sent = {"Authorization": f"Bearer {self.credential}"} if self.credential else {}
        return self.http.request(method, path, body, {**sent, **(headers or {})})

    def close(self):
        self.http.close()


class ServiceApi(_Api):
    def post_notification(self, body, key=None, headers=None):
        """The raw answer. `key` is the Idempotency-Key."""
        headers = dict(headers or {})
        if key is not None:
            headers["Idempotency-Key"] = key
        return self.request("POST", "/notifications", body, headers)

    def publish(self, user, title="Hello", type="new_comment", key=None, **members):
        """The id of a notification that was accepted for one user."""
        body = {"userId": user, "type": type, "title": title, **members}
        answer = self.post_notification(body, key).expect(202).json()
        assert answer["accepted"] == 1 and answer["suppressed"] == [], answer
        return answer["id"]

    def publish_many(self, user, count, prefix="n"):
        return [self.publish(user, f"{prefix} {i}") for i in range(count)]

    def send(self, title="Hello", type="new_comment", key=None, **target):
        """Publishes to whatever `target` names; the answer's body."""
        return self.post_notification({"type": type, "title": title, **target}, key).expect(202).json()

    def announce(self, title="To all", **members):
        """The id of an announcement."""
        return self.send(title, audience="all", **members)["id"]

    def edit(self, notification_id, **members):
        return self.request("PATCH", f"/announcements/{notification_id}", members)

    def recall(self, notification_id):
        return self.request("DELETE", f"/announcements/{notification_id}")

    def get_report(self, notification_id, **query):
        return self.request("GET", _with_query(f"/notifications/{notification_id}/delivery", query))

    def report(self, notification_id, **query):
        return self.get_report(notification_id, **query).expect(200).json()

    def export(self, user):
        """The lines of what is kept about the user."""
        answer = self.request("GET", f"/users/{quote(user, safe='')}/export").expect(200)
        return [json.loads(line) for line in answer.body.splitlines()]

    def erase(self, user):
        return self.request("DELETE", f"/users/{quote(user, safe='')}")


class UserApi(_Api):
    def issue_token(self, body=None):
        return self.request("POST", "/ws/token", {} if body is None else body)

    def revoke_tokens(self):
        return self.request("DELETE", "/ws/token")

    def subscribe(self, channel):
        return self.request("PUT", f"/channels/{channel}").expect(200).json()["channels"]

    def unsubscribe(self, channel):
        return self.request("DELETE", f"/channels/{channel}").expect(200).json()["channels"]

    def channels(self):
        return self.request("GET", "/channels").expect(200).json()["channels"]

    def get_preferences(self, headers=None):
        return self.request("GET", "/notifications/preferences", headers=headers)

    def preferences(self):
        return self.get_preferences().expect(200).json()

    def patch_preferences(self, patch, if_match=None):
        headers = {} if if_match is None else {"If-Match": if_match}
        return self.request("PATCH", "/notifications/preferences", patch, headers)

    def prefer(self, **patch):
        """The preferences after this merge patch."""
        return self.patch_preferences(patch).expect(200).json()

    def get_history(self, headers=None, **query):
        return self.request("GET", _with_query("/notifications", query), headers=headers)

    def history(self, **query):
        return self.get_history(**query).expect(200).json()

    def item(self, notification_id):
        """The history's item, over all pages; None when the inbox does not have it."""
        return next((i for i in self.all_items() if i["id"] == notification_id), None)

    def pages(self, **query):
        cursor = None
        while True:
            page = self.history(cursor=cursor, **query)
            yield page
            cursor = page.get("nextCursor")
            if cursor is None:
                return

    def all_items(self, **query):
        return [item for page in self.pages(**query) for item in page["items"]]

    def get_changes(self, since=None):
        return self.request("GET", _with_query("/notifications/changes", {"since": since}))

    def changes(self, since):
        return self.get_changes(since).expect(200).json()

    def read(self, notification_id):
        return self.request("POST", f"/notifications/{notification_id}/read")

    def read_all(self, up_to=None):
        return self.request("POST", "/notifications/read-all", {} if up_to is None else {"upTo": up_to})

    def seen(self, up_to):
        return self.request("POST", "/notifications/seen", {"upTo": up_to})

    def delete(self, notification_id):
        return self.request("DELETE", f"/notifications/{notification_id}")


def as_bytes(body):
    return json.dumps(body, separators=(",", ":")).encode()

"""Real answers and messages against what /openapi.json and /asyncapi.json say of them."""

import copy
import json

import jsonschema

from support.http import HttpClient

# Headers that every answer must have where its description names them.
EXPECTED_HEADERS = ("ETag", "Cache-Control", "WWW-Authenticate", "Retry-After")


def strict(schema):
    """Clients ignore members that they do not know; a test does not: whatever is sent must be described."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: value if name == "allOf" else strict(value) for name, value in schema.items()}
    if isinstance(made.get("properties"), dict) and made.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return made


class Schemas:
    """Checks values against schemas that may refer into the document."""

    def __init__(self, document):
        self.document = strict(copy.deepcopy(document))
        self._resolver = jsonschema.RefResolver.from_schema(self.document)
        self._formats = jsonschema.FormatChecker(("uuid",))

    def fault(self, schema, value):
        """What is wrong, or None."""
        checker = jsonschema.Draft202012Validator(schema, resolver=self._resolver, format_checker=self._formats)
        error = jsonschema.exceptions.best_match(checker.iter_errors(value))
        return error and f"{error.json_path}: {error.message}"

    def check(self, schema, value, what):
        fault = self.fault(schema, value)
        assert fault is None, f"{what}: {fault}\n{json.dumps(value)[:2000]}"


class OpenApi(Schemas):
    def __init__(self, document):
        super().__init__(document)
        self.seen = {}  # operationId -> statuses

    def operations(self):
        """(method, path, operation) of each."""
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                yield method.upper(), path, operation

    def find(self, method, target):
        """The operation of a request, the path with the most literal segments first."""
        segments = target.partition("?")[0].split("/")
        fitting = []
        for described, path, operation in self.operations():
            pattern = path.split("/")
            fits = len(pattern) == len(segments) and all(p.startswith("{") or p == s for p, s in zip(pattern, segments))
            if fits and described == method:
                fitting.append((path.count("{"), operation))
        assert fitting, f"{method} {target} is not described"
        return min(fitting, key=lambda each: each[0])[1]

    def check_answer(self, method, target, answer):
        operation = self.find(method, target)
        what = f"{method} {target} {answer.status}"
        self.seen.setdefault(operation["operationId"], set()).add(answer.status)
        described = operation["responses"].get(str(answer.status))
        assert described, f"{what} is not described: {answer.body[:500]!r}"
        media = (answer.header("Content-Type") or "").partition(";")[0]
        if not answer.body:
            assert "content" not in described, f"{what} has no body"
            return
        assert media in described.get("content", {}), f"{what}: {media} is not described"
        if media in ("application/json", "application/problem+json"):
            self.check(described["content"][media]["schema"], answer.json(), what)
        for name in set(EXPECTED_HEADERS) & set(described.get("headers", {})):
            assert answer.header(name), f"{what} lacks {name}"

    def check_body(self, method, target, body):
        """A body that the server accepted."""
        request = self.find(method, target)["requestBody"]["content"]["application/json"]
        self.check(request["schema"], body, f"the body of {method} {target}")


class DescribedHttp(HttpClient):
    """Checks every answer, and every body that was accepted."""

    def __init__(self, port, api):
        super().__init__(port)
        self._api = api

    def request(self, method, path, body=None, headers=None):
        answer = super().request(method, path, body, headers)
        self._api.check_answer(method, path, answer)
        if body is not None and not isinstance(body, bytes) and answer.status < 300:
            self._api.check_body(method, path, body)
        return answer


class AsyncApi(Schemas):
    """One dialect of /asyncapi.json."""

    def __init__(self, document, dialect="notifications"):
        super().__init__(document)
        self.channel = f"#/channels/{dialect}"
        keys = self.document["channels"][dialect]["messages"]
        components = self.document["components"]["messages"]
        self.messages = {components[key]["name"]: components[key] for key in keys}
        self.sent = {self._name(operation) for operation in self._operations("send")}
        self.received = {self._name(operation) for operation in self._operations("receive")}

    def _operations(self, action):
        operations = self.document["operations"].values()
        return [each for each in operations if each["action"] == action and each["channel"]["$ref"] == self.channel]

    def _name(self, operation):
        key = operation["messages"][0]["$ref"].rpartition("/")[2]
        return self.document["components"]["messages"][key]["name"]

    def check_message(self, message):
        assert message["type"] in self.messages, f"{message['type']} is not described"
        self.check(self.messages[message["type"]]["payload"], message, message["type"])

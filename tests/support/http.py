"""A thin HTTP client that keeps its connection."""

import http.client
import json


class Response:
    def __init__(self, status, headers, body):
        self.status = status
        self._headers = headers
        self.body = body

    def header(self, name):
        return self._headers.get(name)

    def json(self):
        return json.loads(self.body)

    def expect(self, status):
        assert self.status == status, f"expected {status}, got {self.status}: {self.body[:2000]!r}"
        return self

    def expect_problem(self, status, code=None):
        """Checks the shape of protocol section 6 and returns the body."""
        self.expect(status)
        assert self.header("Content-Type").split(";")[0] == "application/problem+json", self.header("Content-Type")
        return check_problem(self.json(), status, code or self.json()["code"])

    def __repr__(self):
        return f"<{self.status} {self.body[:300]!r}>"


def check_problem(problem, status, code):
    required = {"type", "title", "status", "detail", "code", "instance", "requestId"}
    assert required <= set(problem) <= required | {"errors", "retryAfterMs"}, problem
    assert (problem["status"], problem["code"]) == (status, code), problem
    assert all(isinstance(problem[name], str) for name in required - {"status"}), problem
    return problem


class HttpClient:
    def __init__(self, port, host="127.0.0.1", tls=None, timeout=15):
        if tls:
            self._connection = http.client.HTTPSConnection(host, port, timeout=timeout, context=tls)
        else:
            self._connection = http.client.HTTPConnection(host, port, timeout=timeout)

    def request(self, method, path, body=None, headers=None):
        """`body`: bytes as they are, anything else as JSON."""
        headers = dict(headers or {})
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        try:
            self._connection.request(method, path, body=body, headers=headers)
            answer = self._connection.getresponse()
            return Response(answer.status, answer.headers, answer.read())
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise

    @property
    def socket(self):
        return self._connection.sock

    def close(self):
        self._connection.close()

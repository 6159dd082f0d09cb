"""Handlers behind API Gateway's routes, as a test wants them: what came is kept, what is answered is a function."""

import http.server
import json
import threading

from support.deadline import DEFAULT_SECONDS, Deadline
from support.http_server import HttpServer

INVOKE = "/2015-03-31/functions/{}/invocations"


class Raw:
    """An answer as it is, where a handler would be none that API Gateway could have."""

    def __init__(self, status, body=b"", headers=None):
        self.status, self.body, self.headers = status, body, headers or {}


def thrown(message="boom"):
    """What Lambda answers for a function that threw."""
    body = json.dumps({"errorType": "Error", "errorMessage": message, "trace": []}).encode()
    return Raw(200, body, {"X-Amz-Function-Error": "Unhandled"})


class GatewayHandlers:
    """`on[name] = function(event)`, called on a thread of its own: returns what a Lambda function would, or a Raw."""

    def __init__(self):
        self.on = {}
        self.events = []
        self._changed = threading.Condition()
        self._server = HttpServer(("127.0.0.1", 0), _handler_of(self))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    @property
    def port(self):
        return self._server.server_address[1]

    def invoke_url(self, name):
        return f"http://127.0.0.1:{self.port}" + INVOKE.format(name)

    def post_url(self, name):
        return f"http://127.0.0.1:{self.port}/{name}"

    def end(self):
        self._server.shutdown()
        self._server.close_connections()
        self._server.server_close()
        self._thread.join()

    def reset(self):
        with self._changed:
            self.on.clear()
            self.events.clear()

    # What came

    def came(self, route_key, connection_id=None):
        with self._changed:
            contexts = [(event, event["requestContext"]) for event in self.events]
        return [
            event
            for event, context in contexts
            if context["routeKey"] == route_key and connection_id in (None, context["connectionId"])
        ]

    def expect(self, route_key, connection_id=None, count=1, seconds=DEFAULT_SECONDS):
        """The events of a route, once there are as many."""
        deadline = Deadline(seconds)
        while len(found := self.came(route_key, connection_id)) < count:
            with self._changed:
                self._changed.wait(min(deadline.left(), 0.2))
        assert len(found) == count, found
        return found

    # On the server's threads

    def handle(self, name, event):
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()
        return self.on.get(name, lambda _: {"statusCode": 200})(event)


def _handler_of(handlers):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            parts = self.path.split("/")
            answer = handlers.handle(parts[3] if len(parts) == 5 else parts[1], event)
            if not isinstance(answer, Raw):
                answer = Raw(200, json.dumps(answer).encode())
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_):
            pass

    return Handler

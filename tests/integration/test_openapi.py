"""Product 6.4: /openapi.json describes every route, and every answer is as it is described.

A walk over the API collects real answers, good and bad, and checks each against the document of the same server."""

import re

import pytest

from support.api import ServiceApi, UserApi
from support.described import DescribedHttp, OpenApi
from support.documents import check_golden
from support.free_port import free_port
from support.http import HttpClient
from support.refusals import refused
from support.settings import SERVICE_KEY

UNKNOWN = "01a1fb67-1bde-7d40-8a6b-0123456789ab"
PUBLISHER = "service-key-that-may-publish-only"
OTHER_EPOCH = "00000000.1.0"
SCOPES = ["publish", "broadcast", "jobs", "connections", "users", "admin"]


class World:
    """A server with its description, and callers whose every answer is checked."""

    def __init__(self, server):
        self.server = server
        self.api = OpenApi(server.http().request("GET", "/openapi.json").expect(200).json())
        self.http = DescribedHttp(server.port, self.api)
        self.service = ServiceApi(self.http, SERVICE_KEY)

    def user(self, name):
        return UserApi(self.http, self.server.jwt(name))

    def publish(self, **members):
        return self.service.post_notification({"type": "new_like", "title": "Hello", **members})


# The walk. Each step has users of its own.


def the_history(world):
    ada = world.user("history")
    world.publish(userId="history", body="b", icon="i", actionUrl="/x", data={"a": [1, {"b": None}]}).expect(202)
    page = ada.get_history(limit=1).expect(200)
    ada.get_history(headers={"If-None-Match": page.header("ETag")}).expect(304)
    ada.get_history(limit=0).expect_problem(422, "VALIDATION_FAILED")
    ada.get_history(channel="No!").expect_problem(422, "VALIDATION_FAILED")


def the_changes(world):
    ada = world.user("changes")
    start = ada.history()["cursor"]
    first, second = (world.publish(userId="changes", collapseKey="k").expect(202).json()["id"] for _ in range(2))
    world.publish(audience="all", type="system_announcement").expect(202)
    ada.read(second).expect(200)
    ada.read_all().expect(200)
    ada.seen(ada.history()["cursor"]).expect(200)
    ada.delete(second).expect(204)
    ada.request("PATCH", "/notifications/preferences", {"pushEnabled": False}).expect(200)
    ops = {change["op"] for change in ada.changes(start)["changes"]}
    assert ops == {"new", "replace", "announcement", "read", "read_all", "seen", "delete", "preferences"}, ops
    ada.get_changes(OTHER_EPOCH).expect_problem(410, "RESYNC_REQUIRED")
    ada.get_changes("nothing").expect_problem(422, "VALIDATION_FAILED")
    page = ada.get_changes(start)
    headers = {"If-None-Match": page.header("ETag")}
    ada.request("GET", f"/notifications/changes?since={start}", headers=headers).expect(304)


def reading(world):
    ada = world.user("reading")
    id = world.publish(userId="reading").expect(202).json()["id"]
    ada.read(id).expect(200)
    ada.read(UNKNOWN).expect_problem(404, "NOTIFICATION_NOT_FOUND")
    ada.read_all(OTHER_EPOCH).expect_problem(410, "RESYNC_REQUIRED")
    ada.read_all("x").expect_problem(422, "VALIDATION_FAILED")
    ada.seen(1).expect(200)
    ada.request("POST", "/notifications/seen", {}).expect_problem(422, "VALIDATION_FAILED")
    ada.delete(id).expect(204)
    ada.delete(id).expect_problem(404, "NOTIFICATION_NOT_FOUND")


def preferences(world):
    ada, path = world.user("preferences"), "/notifications/preferences"
    hours = {"timeZone": "Europe/Berlin", "periods": [{"days": ["mon"], "from": "22:00", "to": "07:00"}]}
    patch = {"emailEnabled": False, "preferences": {"new_like": {"push": False}}, "quietHours": hours}
    ada.request("PATCH", path, patch).expect(200)
    now = ada.request("GET", path).expect(200)
    ada.request("GET", path, headers={"If-None-Match": now.header("ETag")}).expect(304)
    ada.request("PATCH", path, {"preferences": {"new_like": None}, "quietHours": None}).expect(200)
    stale = {"If-Match": now.header("ETag")}
    ada.request("PATCH", path, {"pushEnabled": False}, stale).expect_problem(412, "PRECONDITION_FAILED")
    for wrong in (
        {"pushEnabled": 1},
        {"preferences": {"no_such_type": {"push": False}}},
        {"preferences": {"maintenance_scheduled": {"inApp": False}}},
        {"quietHours": {"timeZone": "Mars/Olympus", "periods": []}},
        {"quietHours": {**hours, "periods": [{**hours["periods"][0], "from": "24:00"}]}},
    ):
        ada.request("PATCH", path, wrong).expect_problem(422, "VALIDATION_FAILED")
    ada.request("PATCH", path, {"inAppEnabled": False}).expect(200)
    ada.issue_token().expect_problem(403, "IN_APP_DISABLED")
    refused(lambda: world.server.socket("preferences"), 403, "IN_APP_DISABLED")


def channels(world):
    ada = world.user("channels")
    ada.request("PUT", "/channels/team:7").expect(200)
    ada.request("GET", "/channels").expect(200)
    ada.request("PUT", "/channels/user:bob:news").expect_problem(403, "FORBIDDEN_CHANNEL")
    ada.request("PUT", "/channels/NO").expect_problem(422, "INVALID_CHANNEL")
    world.publish(channel="team:7").expect(202)
    ada.request("DELETE", "/channels/team:7").expect(200)
    ada.request("DELETE", "/channels/NO").expect_problem(422, "INVALID_CHANNEL")


def tokens(world):
    ada = world.user("tokens")
    ada.issue_token().expect(201)
    ada.issue_token({"channels": ["team:7"]}).expect(201)
    ada.issue_token({"channels": ["user:bob:x"]}).expect_problem(403, "FORBIDDEN_CHANNEL")
    ada.issue_token({"x": 1}).expect_problem(422, "VALIDATION_FAILED")
    while (answer := ada.issue_token()).status == 201:
        pass
    answer.expect_problem(429, "RATE_LIMITED")
    ada.revoke_tokens().expect(204)
    world.service.request("POST", "/ws/token", {"userId": "tokens", "channels": ["team:7"]}).expect(201)


def handshakes(world):
    for path in [path for _, path, operation in world.api.operations() if "101" in operation["responses"]]:
        answer = world.server.socket("handshakes", path=path)
        world.api.seen.setdefault(world.api.find("GET", path)["operationId"], set()).add(answer.response.status)
        answer.close()
        world.http.request("GET", path).expect_problem(426, "UPGRADE_REQUIRED")
        for status, how in ((401, {"token": "x.y"}), (403, {"headers": {"Origin": "https://evil.example"}})):
            response = refused(lambda: world.server.socket("handshakes", path=path, **how), status)
            world.api.check_answer("GET", path, AsAnswer(response))


class AsAnswer:
    """A refused handshake as the HTTP client's answers are."""

    def __init__(self, response):
        self.status, self.body, self.header, self.json = response.status, response.body, response.header, response.json


def publishing(world):
    world.publish(userIds=["a", "b"], channel="team:9").expect(202)
    world.publish(userId="a", dedupeKey="d").expect(202)
    again = world.publish(userId="a", dedupeKey="d").expect(202).json()
    assert again["suppressed"] == [{"userId": "a", "reason": "duplicate"}]
    body = {"userId": "a", "type": "new_like", "title": "x"}
    world.service.post_notification(body, key="key").expect(202)
    world.service.post_notification(body, key="key").expect(202)
    world.service.post_notification({**body, "title": "y"}, key="key").expect_problem(422, "IDEMPOTENCY_CONFLICT")
    world.publish().expect_problem(422, "VALIDATION_FAILED")
    world.publish(userId="a", data={"x": "x" * 200_000}).expect_problem(413, "PAYLOAD_TOO_LARGE")
    world.publish(userId="a", body="x" * 1_100_000).expect_problem(413, "PAYLOAD_TOO_LARGE")


def announcements(world):
    id = world.publish(audience="all", type="maintenance_scheduled").expect(202).json()["id"]
    path = f"/announcements/{id}"
    world.service.request("PATCH", path, {"title": "Later", "body": None}).expect(200)
    world.service.request("PATCH", path, {"title": ""}).expect_problem(422, "VALIDATION_FAILED")
    assert world.user("announcements").history()["items"][0]["title"] == "Later"
    world.service.request("DELETE", path).expect(204)
    world.service.request("DELETE", path).expect_problem(404, "NOTIFICATION_NOT_FOUND")
    world.service.request("PATCH", path, {"title": "x"}).expect_problem(404, "NOTIFICATION_NOT_FOUND")


def explaining(world):
    with world.server.connect("explained", ack=True) as client:
        id = world.publish(userIds=["explained", "nobody"]).expect(202).json()["id"]
        client.notification(id)
        client.ack(id)
        client.ping()
    for query in ("", "?userId=explained", "?limit=1"):
        world.service.request("GET", f"/notifications/{id}/delivery{query}").expect(200)
    world.service.request("GET", f"/notifications/{UNKNOWN}/delivery").expect_problem(404, "NOTIFICATION_NOT_FOUND")
    world.service.request("GET", f"/notifications/{id}/delivery?limit=0").expect_problem(422, "VALIDATION_FAILED")


def privacy(world):
    world.publish(userId="leaving").expect(202)
    assert world.service.request("GET", "/users/leaving/export").expect(200).body.count(b"\n") > 1
    world.service.request("DELETE", "/users/leaving").expect(204)


def outbox(world):
    world.service.request("GET", "/outbox").expect(200)
    world.service.request("GET", "/outbox/dead").expect(200)
    world.service.request("GET", "/outbox/dead?limit=0").expect_problem(422, "VALIDATION_FAILED")
    world.service.request("POST", "/outbox/retry", {}).expect(200)
    world.service.request("POST", "/outbox/retry", {"ids": "x"}).expect_problem(422, "VALIDATION_FAILED")


def broadcasts(world):
    message = {"type": "notification", "data": {"title": "Hello", "message": "To everybody"}}
    world.service.request("POST", "/broadcast", {"target": {"all": True}, "message": message}).expect(200)
    wrong = {"target": {"all": False}, "message": message}
    world.service.request("POST", "/broadcast", wrong).expect_problem(422, "VALIDATION_FAILED")


def connections(world):
    with world.server.connect("connected") as client:
        path = f"/connections/{client.connected['connectionId']}"
        for query in ("", "?userId=connected", "?limit=1"):
            world.service.request("GET", "/connections" + query).expect(200)
        world.service.request("GET", path).expect(200)
        world.service.request("POST", path, b"any bytes", {"Content-Type": "text/plain"}).expect(200)
        world.service.request("POST", path, b"x" * 200_000).expect_problem(413, "PAYLOAD_TOO_LARGE")
        world.service.request("DELETE", path).expect(204)
    world.service.request("GET", "/connections?limit=0").expect_problem(422, "VALIDATION_FAILED")
    for method, body in (("GET", None), ("POST", b"x"), ("DELETE", None)):
        world.service.request(method, "/connections/conn_1_1", body).expect_problem(410, "GONE")
    world.service.request("DELETE", "/users/connected/connections").expect(200)


def jobs(world):
    service, ada = world.service, world.user("waiting")
    body = {"userId": "waiting", "kind": "import", "title": "parts.csv", "fileName": "parts.csv", "totalRows": 9}
    body |= {"stages": [{"name": "parse"}, {"name": "store", "weight": 2}], "correlationId": "c"}
    service.request("POST", "/jobs", {**body, "kind": "No!"}).expect_problem(422, "VALIDATION_FAILED")
    first, second, third = (service.request("POST", "/jobs", body).expect(201).json()["jobId"] for _ in range(3))
    report = {"stage": "parse", "stageProgress": 50, "message": "reading", "currentRow": 5, "totalRows": 9}
    service.request("POST", f"/jobs/{first}/progress", report).expect(202)
    own = {"progress": 60, "estimatedSecondsRemaining": 5}
    service.request("POST", f"/jobs/{first}/progress", own).expect(202)
    service.request("POST", f"/jobs/{first}/progress", {"progress": 10}).expect_problem(422, "VALIDATION_FAILED")
    service.request("POST", f"/jobs/{first}/stages/parse/complete", {"results": {"rows": 9}}).expect(202)
    service.request("POST", f"/jobs/{first}/complete", {"results": {"rows": 9}}).expect(202)
    service.request("POST", f"/jobs/{first}/complete").expect_problem(409, "JOB_TERMINAL")
    error = {"code": "BAD_FILE", "message": "No column", "details": {"line": 1}}
    service.request("POST", f"/jobs/{second}/fail", {"error": error}).expect(202)
    service.request("GET", f"/jobs/{third}/cancel-requested").expect(200)
    service.request("GET", f"/jobs/{third}/cancel-requested?wait=x").expect_problem(422, "VALIDATION_FAILED")
    ada.request("POST", f"/jobs/{third}/cancel").expect(200)
    ada.request("POST", f"/jobs/{second}/cancel").expect_problem(409, "JOB_TERMINAL")
    service.request("GET", f"/jobs/{third}/cancel-requested?wait=60").expect(200)
    service.request("POST", f"/jobs/{third}/progress", {}).expect_problem(409, "JOB_CANCELLED")
    for query in ("", "?limit=1", "?unfinished=true"):
        ada.request("GET", "/jobs" + query).expect(200)
    ada.request("GET", "/jobs?limit=0").expect_problem(422, "VALIDATION_FAILED")
    ada.request("GET", f"/jobs/{first}").expect(200)
    world.user("stranger").request("GET", f"/jobs/{first}").expect_problem(404, "JOB_NOT_FOUND")


def open_routes(world):
    for path in ("/healthz", "/readyz", "/metrics"):
        world.http.request("GET", path).expect(200)
    for path in ("/openapi.json", "/asyncapi.json"):
        whole = world.http.request("GET", path).expect(200)
        world.http.request("GET", path, headers={"If-None-Match": whole.header("ETag")}).expect(304)


def development(world):
    world.http.request("POST", "/dev/login", {"userId": "ada"}).expect(200)
    world.http.request("POST", "/dev/login", {"userId": ""}).expect_problem(422, "VALIDATION_FAILED")
    ada, csv = world.user("importing"), {"Content-Type": "text/csv"}
    ada.request("POST", "/dev/import", b"part_number,description,quantity,unit_price\n", csv).expect(202)
    ada.request("POST", "/dev/import?fileName=..", b"a", csv).expect_problem(422, "VALIDATION_FAILED")
    ada.request("POST", "/dev/import", b"a", {"Content-Type": "text/plain"}).expect_problem(415)


STEPS = [
    the_history, the_changes, reading, preferences, channels, tokens, handshakes, publishing, announcements,
    explaining, privacy, outbox, broadcasts, connections, jobs, open_routes, development,
]  # fmt: skip


@pytest.fixture(scope="module")
def server(serve_module):
    keys = [
        {"name": "backend", "key": SERVICE_KEY, "scopes": SCOPES},
        {"name": "publisher", "key": PUBLISHER, "scopes": ["publish"]},
    ]
    outbox = {"url": f"http://127.0.0.1:{free_port()}/hook", "secret": "outbox-secret-for-tests-0123456789"}
    config = {"auth": {"service_keys": keys}, "limits": {"connections_per_user": 0}, "outbox": outbox}
    return serve_module(config, arguments=("--dev",))


@pytest.fixture(scope="module")
def world(server):
    return World(server)


@pytest.fixture(scope="module")
def walked(world):
    """What went wrong at each step."""
    faults = {}
    for step in STEPS:
        try:
            step(world)
        except (AssertionError, KeyError, OSError) as fault:
            faults[step.__name__] = f"{type(fault).__name__}: {fault}"
    return faults


@pytest.mark.parametrize("step", [step.__name__ for step in STEPS])
def test_every_answer_is_as_it_is_described(walked, step):
    if step in walked:
        pytest.fail(walked[step], pytrace=False)


def test_the_walk_has_seen_every_operation_succeed(world, walked):
    succeeded = {name for name, statuses in world.api.seen.items() if min(statuses) < 300}
    assert {operation["operationId"] for _, _, operation in world.api.operations()} - succeeded == set()


def sample_path(path):
    return re.sub(r"\{id\}", UNKNOWN, path).replace("{name}", "team:7")


def operations_with(world, wanted):
    return [each for each in world.api.operations() if wanted(each[2])]


def is_guarded(operation):
    """Handshakes have steps of the walk of their own."""
    return bool(operation["security"]) and "101" not in operation["responses"]


def is_of_services(operation):
    return {"userJwt": ["belfry:admin"]} in operation["security"]


def takes_json(operation):
    """Some form of it."""
    return "requestBody" in operation and all("json" in media for media in operation["requestBody"]["content"])


def test_without_a_credential_guarded_routes_answer_401_as_described(world):
    for method, path, _ in operations_with(world, is_guarded):
        for headers in ({}, {"Authorization": "Bearer a.b.c"}):
            body = {} if method in ("POST", "PATCH") else None
            world.http.request(method, sample_path(path), body, headers).expect_problem(401)


def test_a_user_is_refused_on_the_routes_of_services_as_described(world):
    ada = world.user("stranger")
    for method, path, _ in operations_with(world, is_of_services):
        body = {} if method in ("POST", "PATCH") else None
        ada.request(method, sample_path(path), body).expect_problem(403, "FORBIDDEN")


def test_a_key_needs_the_scope_that_is_described(world):
    publisher = ServiceApi(world.http, PUBLISHER)
    for method, path, operation in operations_with(world, is_of_services):
        scopes = operation["security"][0]["serviceKey"]
        if scopes != ["publish"]:
            body = {} if method == "POST" else None
            publisher.request(method, sample_path(path), body).expect_problem(403, "FORBIDDEN")


def test_a_body_that_is_no_json_or_of_another_media_type_is_answered_as_described(world):
    admin = world.server.jwt("admin", scope="belfry:admin")
    for method, path, operation in operations_with(world, takes_json):
        caller = UserApi(world.http, admin)
        caller.request(method, sample_path(path), b"<xml/>", {"Content-Type": "text/xml"}).expect_problem(415)
        media = next(iter(operation["requestBody"]["content"]))
        if path != "/notifications/{id}/read":  # takes no members, and is not read
            caller.request(method, sample_path(path), b"{", {"Content-Type": media}).expect_problem(400)
        if operation["requestBody"]["required"]:
            caller.request(method, sample_path(path), b"", {"Content-Type": media}).expect_problem(400)


def test_every_example_is_as_its_schema_says(world):
    def examples(value):
        if isinstance(value, dict):
            if "example" in value and "schema" in value:
                yield value
            for each in value.values():
                yield from examples(each)
        elif isinstance(value, list):
            for each in value:
                yield from examples(each)

    found = list(examples(world.api.document["paths"]))
    assert len(found) > 20
    for media in found:
        world.api.check(media["schema"], media["example"], "the example")


def test_no_route_lacks_a_description(server, world):
    assert server.events("api:undescribed") == []


def test_each_address_describes_what_it_serves(serve):
    server = serve({"server": {"internal_listen": f"127.0.0.1:{free_port()}"}})
    inside = HttpClient(int(server.config["server"]["internal_listen"].rpartition(":")[2]))
    public = server.http().request("GET", "/openapi.json").expect(200).json()["paths"]
    internal = inside.request("GET", "/openapi.json").expect(200).json()["paths"]
    assert set(public["/notifications"]) == {"get"} and set(internal["/notifications"]) == {"post"}
    assert "/metrics" not in public and "/metrics" in internal
    assert "/dev/login" not in public


def test_the_document_is_that_of_the_golden_file(server):
    document = server.http().request("GET", "/openapi.json").expect(200).json()
    del document["info"]["version"], document["servers"]
    check_golden("openapi.json", document)

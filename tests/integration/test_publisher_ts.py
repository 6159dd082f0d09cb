"""Product 4.6: the publisher library in TypeScript, against the server it is made for."""

import json

import pytest

from support.deadline import eventually
from support.publisher_ts import Program
from support.settings import SERVICE_KEY


@pytest.fixture(scope="module")
def server(serve_module):
    keys = [{"name": "pipeline", "key": SERVICE_KEY, "scopes": ["publish", "broadcast", "jobs"]}]
    return serve_module({"auth": {"service_keys": keys}, "limits": {"connections_per_user": 0}})


@pytest.fixture
def pipeline(server, user, tmp_path):
    """pipeline(body) runs JavaScript in which `client` and `user` are there."""
    programs = []

    def run(body, key=SERVICE_KEY, to=server, **options):
        url = f"http://127.0.0.1:{to.port}"
        programs.append(Program(tmp_path, url, key, f"const user = {json.dumps(user)};\n{body}", **options))
        return programs[-1]

    yield run
    for program in programs:
        program.kill()


def test_a_notification_reaches_its_user(server, user, pipeline):
    with server.connect(user) as client:
        body = 'say(await client.notify({ userId: user, type: "new_comment", title: "From a service", data: { n: 1 } }));'
        told, end = pipeline(body).ended()
        notification = client.expect("notification")["payload"]
    assert (told["accepted"], told["suppressed"]) == (1, [])
    assert (notification["id"], notification["title"], notification["data"]) == (told["id"], "From a service", {"n": 1})
    assert end == {"stats": {"sent": 1, "failed": 0, "replaced": 0, "ignored": 0, "retried": 0}, "log": []}


def test_a_broadcast_reaches_who_is_connected(server, user, pipeline):
    with server.connect(user) as client:
        data = {"title": "Deployed", "message": "Version 7 is out", "level": "success"}
        sent = json.dumps({"type": "notification", "data": data})
        told, _ = pipeline(f"say(await client.broadcast({{ userId: user }}, {sent}));").ended()
        message = client.expect("message")["payload"]
    assert told == {"successCount": 1, "failureCount": 0}
    assert message["data"].items() >= data.items()


def test_what_the_server_refuses_is_logged_with_its_code(pipeline):
    program = pipeline('say(await client.notify({ userId: user, type: "new_comment", title: "" }) === undefined);')
    refused, end = program.ended()
    assert refused is True
    assert end["stats"]["failed"] == 1
    (entry,) = end["log"]
    assert (entry["level"], entry["status"], entry["code"]) == ("error", 422, "VALIDATION_FAILED")
    assert entry["requestId"].startswith("req_")


def test_a_wrong_key_is_refused_at_once_and_not_told(pipeline):
    program = pipeline('await client.notify({ userId: user, type: "new_comment", title: "x" });', key="no-key-of-the-server")
    (end,) = program.ended()
    assert [(entry["status"], entry["attempts"]) for entry in end["log"]] == [(401, 1)]
    assert "no-key-of-the-server" not in program.output() + program.log()


UNTIL_TROUBLED = """
while (log.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
say(log[0]);
"""


def test_what_is_sent_while_the_server_is_down_arrives_once_when_it_is_up(serve, user, pipeline):
    server = serve.make()
    body = f"""
const sent = client.notify({{ userId: user, type: "new_comment", title: "Sent early" }});
{UNTIL_TROUBLED}
say((await sent).accepted);
"""
    program = pipeline(body, to=server)
    (trouble,) = eventually(program.said, "the client notices that the server is down")
    assert (trouble["level"], trouble["cause"]) == ("warn", "ECONNREFUSED")
    server.start()
    _, accepted, end = program.ended()
    assert accepted == 1
    assert end["stats"]["failed"] == 0 and end["stats"]["retried"] >= 1
    inbox = server.user(user).request("GET", "/notifications").expect(200).json()
    assert [item["title"] for item in inbox["items"]] == ["Sent early"]


def test_without_a_server_a_job_is_detached_and_the_work_goes_on(serve, pipeline):
    body = """
const job = await client.startJob({ userId: user, kind: "import", title: "Parts", stages: [{ name: "parse" }] });
const parse = job.stage("parse");
for (let row = 1; row <= 1000; row += 1) parse.progress(row, 1000);
parse.complete();
say([job.detached, await job.complete(), job.cancelled]);
"""
    state, end = pipeline(body, to=serve.make(), startTimeoutMs=300).ended()
    assert state == [True, False, False]
    assert end["stats"] == {"sent": 0, "failed": 1, "replaced": 0, "ignored": 1002, "retried": end["stats"]["retried"]}

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

def job_of(server, user, job_id):
    return server.user(user).request("GET", f"/jobs/{job_id}").expect(200).json()


def test_a_job_is_reported_to_its_end(server, user, pipeline):
    body = """
const stages = [{ name: "parse", weight: 1 }, { name: "store", weight: 3 }];
const job = await client.startJob({ userId: user, kind: "import", title: "Parts", stages, totalRows: 200 });
for (const name of ["parse", "store"]) {
  const stage = job.stage(name);
  for (let row = 1; row <= 200; row += 1) stage.progress(row, 200, name);
  await client.flush();
  stage.complete({ rows: 200 });
}
say([job.id, await job.complete({ imported: 200 })]);
"""
    (job_id, taken), end = pipeline(body).ended()
    assert taken is True
    assert end["log"] == [] and end["stats"]["failed"] == 0
    job = job_of(server, user, job_id)
    assert (job["status"], job["progress"], job["results"]) == ("completed", 100, {"imported": 200})


def test_a_failure_reaches_the_job(server, user, pipeline):
    body = """
const job = await client.startJob({ userId: user, kind: "import", title: "Parts" });
say([job.id, await job.fail({ code: "BAD_FILE", message: "row 3 cannot be read", details: { row: 3 } })]);
"""
    (job_id, taken), _ = pipeline(body).ended()
    assert taken is True
    error = {"code": "BAD_FILE", "message": "row 3 cannot be read", "details": {"row": 3}}
    assert job_of(server, user, job_id)["error"] == error


def cancel_once_started(server, user, program):
    (job_id,) = eventually(program.said, "the job is started")
    server.user(user).request("POST", f"/jobs/{job_id}/cancel").expect(200)


def test_the_next_report_hears_of_a_cancel(server, user, pipeline):
    program = pipeline("""
const job = await client.startJob({ userId: user, kind: "import", title: "Parts" });
say(job.id);
for (let row = 0; !job.cancelled; row += 1) {
  job.report({ currentRow: row });
  await new Promise((resolve) => setTimeout(resolve, 5));
}
say([job.signal.reason.name, await job.complete()]);
""")
    cancel_once_started(server, user, program)
    _, heard, end = program.ended()
    assert heard == ["JobCancelledError", False]
    assert end["stats"]["failed"] == 0


def test_a_watched_job_hears_of_a_cancel_without_a_report(server, user, pipeline):
    program = pipeline("""
const job = await client.startJob({ userId: user, kind: "render", title: "Scene" }, { watchCancel: true });
say(job.id);
await heard(job.signal);
say(job.cancelled);
""")
    cancel_once_started(server, user, program)
    _, cancelled, _ = program.ended()
    assert cancelled is True

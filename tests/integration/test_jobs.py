"""Product 4.1 and 4.2: jobs over HTTP: each thing that can happen to one, and what is refused."""

import pytest

from support.api import ServiceApi, UserApi
from support.described import DescribedHttp, OpenApi
from support.jobs import ENDS, ID, ISO, STAGES, JobUser, Pipeline, end_job
from support.load import Worker
from support.settings import SERVICE_KEY, merged


@pytest.fixture(scope="module")
def http(server):
    """Every answer is checked against /openapi.json, and every body that was accepted."""
    return DescribedHttp(server.port, OpenApi(server.http().request("GET", "/openapi.json").expect(200).json()))


@pytest.fixture
def pipeline(http):
    return Pipeline(ServiceApi(http, SERVICE_KEY))


@pytest.fixture
def owner(server, http, user):
    return JobUser(UserApi(http, server.jwt(user)))


# Creating


def test_a_new_job_is_queued_and_all_of_it_is_told(pipeline, owner, user):
    answer = pipeline.post({"userId": user, "kind": "import", "title": "parts.csv"}).expect(201)
    job = answer.json()
    assert answer.header("Location") == f"/jobs/{job['jobId']}"
    assert ID.match(job["jobId"]) and ISO.match(job["createdAt"]) and job["updatedAt"] == job["createdAt"]
    assert job["jobId"].split("_")[1] == job["createdAt"][:10].replace("-", "")
    expected = {"userId": user, "kind": "import", "title": "parts.csv", "stages": [], "status": "queued"}
    expected |= {"progress": 0, "stageProgress": 0, "estimatedSecondsRemaining": None, "stalled": False}
    assert job.items() >= expected.items()
    assert not {"fileName", "totalRows", "currentRow", "results", "error", "endedAt"} & set(job)
    assert owner.job(job["jobId"]) == job


def test_everything_about_it_may_be_said(pipeline, owner, user):
    members = {"stages": STAGES, "fileName": "parts ä.csv", "totalRows": 2**53, "correlationId": "corr-1"}
    job = pipeline.create(user, kind="upload_2-x", title="t" * 120, **members)
    assert job.items() >= members.items()
    assert owner.job(job["jobId"]) == job


def test_a_stage_weighs_one_unless_it_says(pipeline, user):
    job = pipeline.create(user, stages=[{"name": "a"}, {"name": "b", "weight": 0.5}])
    assert job["stages"] == [{"name": "a", "weight": 1}, {"name": "b", "weight": 0.5}]


def test_a_hundred_stages_are_not_too_many(pipeline, user):
    names = [f"{number:02}" + "ö" * 30 for number in range(100)]
    job = pipeline.create(user, stages=[{"name": name} for name in names])
    assert [stage["name"] for stage in job["stages"]] == names
    pipeline.complete_stage(job["jobId"], names[99]).expect(202)


def test_the_correlation_id_is_the_body_s_else_the_header_s(pipeline, user):
    headers = {"X-Correlation-Id": "corr-header"}
    assert pipeline.create(user, headers=headers)["correlationId"] == "corr-header"
    assert pipeline.create(user, headers=headers, correlationId="corr-body")["correlationId"] == "corr-body"


def test_an_idempotency_key_makes_one_job(pipeline, owner, user):
    body = {"userId": user, "kind": "import", "title": "once"}
    first = pipeline.post(body, key="key-" + user).expect(201)
    again = pipeline.post(body, key="key-" + user).expect(201)
    assert (first.header("Idempotency-Replayed"), again.header("Idempotency-Replayed")) == (None, "true")
    assert again.json() == first.json() and again.header("Location") == first.header("Location")
    assert owner.ids() == [first.json()["jobId"]]
    pipeline.post({**body, "title": "other"}, key="key-" + user).expect_problem(422, "IDEMPOTENCY_CONFLICT")


def test_ids_are_never_the_same(pipeline, user):
    assert len({pipeline.create(user)["jobId"] for _ in range(20)}) == 20


INVALID_JOBS = {
    "no userId": ({"userId": None}, "/userId"),
    "an empty userId": ({"userId": ""}, "/userId"),
    "a userId that is a number": ({"userId": 7}, "/userId"),
    "no kind": ({"kind": None}, "/kind"),
    "an empty kind": ({"kind": ""}, "/kind"),
    "a kind in capitals": ({"kind": "Import"}, "/kind"),
    "a kind with a blank": ({"kind": "an import"}, "/kind"),
    "a long kind": ({"kind": "k" * 65}, "/kind"),
    "no title": ({"title": None}, "/title"),
    "an empty title": ({"title": ""}, "/title"),
    "a title that is a list": ({"title": []}, "/title"),
    "stages that are an object": ({"stages": {}}, "/stages"),
    "a stage that is a text": ({"stages": ["parse"]}, "/stages/0"),
    "a stage without a name": ({"stages": [{"weight": 1}]}, "/stages/0/name"),
    "a stage with an empty name": ({"stages": [{"name": ""}]}, "/stages/0/name"),
    "a stage with a long name": ({"stages": [{"name": "s" * 65}]}, "/stages/0/name"),
    "a stage named .": ({"stages": [{"name": "."}]}, "/stages/0/name"),
    "a stage named ..": ({"stages": [{"name": "a"}, {"name": ".."}]}, "/stages/1/name"),
    "two stages of one name": ({"stages": [{"name": "a"}, {"name": "b"}, {"name": "a"}]}, "/stages/2/name"),
    "a weight of 0": ({"stages": [{"name": "a", "weight": 0}]}, "/stages/0/weight"),
    "a negative weight": ({"stages": [{"name": "a", "weight": -1}]}, "/stages/0/weight"),
    "a weight that is a text": ({"stages": [{"name": "a", "weight": "1"}]}, "/stages/0/weight"),
    "an unknown member of a stage": ({"stages": [{"name": "a", "colour": 1}]}, "/stages/0/colour"),
    "a hundred and one stages": ({"stages": [{"name": str(n)} for n in range(101)]}, "/stages"),
    "a fileName that is a number": ({"fileName": 1}, "/fileName"),
    "negative totalRows": ({"totalRows": -1}, "/totalRows"),
    "totalRows with a fraction": ({"totalRows": 1.5}, "/totalRows"),
    "totalRows as text": ({"totalRows": "7"}, "/totalRows"),
    "a correlationId with a nul": ({"correlationId": "a\x00b"}, "/correlationId"),
    "a correlationId that is a number": ({"correlationId": 7}, "/correlationId"),
    "an unknown member": ({"colour": "red"}, "/colour"),
}


def pointers(answer):
    problem = answer.expect_problem(422, "VALIDATION_FAILED")
    for error in problem["errors"]:
        assert set(error) == {"pointer", "code", "detail"} and error["code"] and error["detail"], error
    return {error["pointer"] for error in problem["errors"]}


@pytest.mark.parametrize("case", INVALID_JOBS)
def test_a_bad_job_is_422_with_its_pointer(pipeline, owner, user, case):
    changes, pointer = INVALID_JOBS[case]
    body = merged({"userId": user, "kind": "import", "title": "x"}, changes)
    assert pointer in pointers(pipeline.post(body))
    assert owner.ids() == []


def test_every_fault_of_a_job_is_told_at_once(pipeline, user):
    body = {"userId": user, "kind": "No!", "title": "", "totalRows": -1}
    assert pointers(pipeline.post(body)) == {"/kind", "/title", "/totalRows"}


@pytest.mark.parametrize("body,status", [(b"{", 400), (b"", 400), (b"[]", 422)])
def test_a_body_that_is_no_object_is_refused(server, body, status):
    sent = {"Content-Type": "application/json"}
    server.service().request("POST", "/jobs", body, sent).expect_problem(status)


# Reports


def test_the_first_report_sets_it_running(pipeline, owner, user):
    id = pipeline.create(user, stages=STAGES)["jobId"]
    told = pipeline.reported(id, stage="parse", stageProgress=50, message="reading", currentRow=5, totalRows=10)
    assert told == {"jobId": id, "status": "running", "progress": 12.5, "estimatedSecondsRemaining": None}
    job = owner.job(id)
    expected = {"status": "running", "stage": "parse", "stageProgress": 50, "progress": 12.5, "message": "reading"}
    assert job.items() >= {**expected, "currentRow": 5, "totalRows": 10}.items()
    assert job["updatedAt"] >= job["createdAt"]


def test_progress_follows_the_weights(pipeline, user):
    id = pipeline.create(user, stages=STAGES)["jobId"]
    assert pipeline.reported(id, stage="parse", stageProgress=100)["progress"] == 25
    assert pipeline.reported(id, stage="store", stageProgress=50)["progress"] == 62.5
    assert pipeline.reported(id, stageProgress=100)["progress"] == 100


def test_without_stages_the_stage_s_progress_is_the_job_s(pipeline, user):
    id = pipeline.create(user)["jobId"]
    assert pipeline.reported(id, stageProgress=40)["progress"] == 40


def test_a_figure_of_the_service_s_own_wins_and_may_have_a_fraction(pipeline, user):
    id = pipeline.create(user, stages=STAGES)["jobId"]
    assert pipeline.reported(id, stage="parse", stageProgress=100, progress=33.25)["progress"] == 33.25


def test_computed_progress_never_falls(pipeline, owner, user):
    id = pipeline.create(user, stages=STAGES)["jobId"]
    pipeline.reported(id, stage="parse", progress=80)
    assert pipeline.reported(id, stage="store", stageProgress=1)["progress"] == 80
    assert owner.job(id)["progress"] == 80


def test_a_report_may_say_nothing(pipeline, owner, user):
    id = pipeline.create(user)["jobId"]
    assert pipeline.reported(id).items() >= {"jobId": id, "status": "running", "progress": 0}.items()


def test_going_on_without_naming_the_stage(pipeline, owner, user):
    id = pipeline.create(user, stages=STAGES)["jobId"]
    pipeline.reported(id, stageProgress=10)
    assert owner.job(id)["stage"] == "parse", "the first one, when none was named"
    pipeline.reported(id, stage="store")
    pipeline.reported(id, stageProgress=10)
    assert owner.job(id)["stage"] == "store"


def test_a_stage_that_is_through(pipeline, owner, user):
    id = pipeline.create(user, stages=STAGES)["jobId"]
    told = pipeline.complete_stage(id, "parse", {"rows": 10}).expect(202).json()
    assert told.items() >= {"jobId": id, "status": "running", "progress": 25}.items()
    job = owner.job(id)
    assert (job["stage"], job["stageProgress"]) == ("parse", 100)
    assert "results" not in job, "those of a stage are not the job's"


def test_a_stage_s_name_may_be_any_text(pipeline, user):
    names = ["a/b", "a b", "100 %", "é?#", "..a", "%2F"]
    id = pipeline.create(user, stages=[{"name": name} for name in names])["jobId"]
    for name in names:
        pipeline.complete_stage(id, name).expect(202)


INVALID_REPORTS = {
    "a stage that is none": ({"stage": "dance"}, "/stage"),
    "a stage that is a number": ({"stage": 1}, "/stage"),
    "stageProgress below 0": ({"stageProgress": -1}, "/stageProgress"),
    "stageProgress over 100": ({"stageProgress": 100.5}, "/stageProgress"),
    "stageProgress that falls": ({"stageProgress": 39}, "/stageProgress"),
    "stageProgress as text": ({"stageProgress": "50"}, "/stageProgress"),
    "progress below 0": ({"progress": -0.1}, "/progress"),
    "progress over 100": ({"progress": 101}, "/progress"),
    "progress that falls": ({"progress": 9}, "/progress"),
    "progress as text": ({"progress": "50"}, "/progress"),
    "a message that is a list": ({"message": []}, "/message"),
    "a message with no end": ({"message": "m" * 100_000}, "/message"),
    "a negative row": ({"currentRow": -1}, "/currentRow"),
    "a row with a fraction": ({"currentRow": 0.5}, "/currentRow"),
    "negative totalRows": ({"totalRows": -1}, "/totalRows"),
    "a negative time left": ({"estimatedSecondsRemaining": -1}, "/estimatedSecondsRemaining"),
    "a time left as text": ({"estimatedSecondsRemaining": "1"}, "/estimatedSecondsRemaining"),
    "an unknown member": ({"colour": "red"}, "/colour"),
}


@pytest.mark.parametrize("case", INVALID_REPORTS)
def test_a_bad_report_is_422_with_its_pointer_and_changes_nothing(pipeline, owner, user, case):
    report, pointer = INVALID_REPORTS[case]
    id = pipeline.create(user, stages=STAGES)["jobId"]
    pipeline.reported(id, stage="parse", stageProgress=40)
    before = owner.job(id)
    assert pointers(pipeline.report(id, **report)) == {pointer}
    assert owner.job(id) == before


def test_every_fault_of_a_report_is_told_at_once(pipeline, user):
    id = pipeline.create(user)["jobId"]
    wrong = {"progress": 101, "stageProgress": -1, "totalRows": "x"}
    assert pointers(pipeline.report(id, **wrong)) == {"/" + name for name in wrong}


@pytest.mark.parametrize("stage", ["dance", "Parse", "s" * 65, "parse "])
def test_completing_a_stage_that_is_none_is_422(pipeline, owner, user, stage):
    id = pipeline.create(user, stages=STAGES)["jobId"]
    assert pointers(pipeline.complete_stage(id, stage)) == {"/stage"}
    assert owner.job(id)["status"] == "queued"


BAD_ENDS = {
    "results that are a list": ("complete", {"results": []}, "/results"),
    "results that are a text": ("complete", {"results": "done"}, "/results"),
    "an unknown member": ("complete", {"result": {}}, "/result"),
    "a stage's results that are a number": ("stages/parse/complete", {"results": 7}, "/results"),
    "no error": ("fail", {}, "/error"),
    "an error that is a text": ("fail", {"error": "bad"}, "/error"),
    "an error without a code": ("fail", {"error": {"message": "m"}}, "/error/code"),
    "an error with an empty code": ("fail", {"error": {"code": "", "message": "m"}}, "/error/code"),
    "an error without a message": ("fail", {"error": {"code": "C"}}, "/error/message"),
    "a message that is a number": ("fail", {"error": {"code": "C", "message": 5}}, "/error/message"),
    "an unknown member of the error": ("fail", {"error": {"code": "C", "message": "m", "x": 1}}, "/error/x"),
}


@pytest.mark.parametrize("case", BAD_ENDS)
def test_a_bad_end_is_422_and_the_job_goes_on(pipeline, owner, user, case):
    action, body, pointer = BAD_ENDS[case]
    id = pipeline.create(user, stages=STAGES)["jobId"]
    assert pointers(pipeline.api.request("POST", f"/jobs/{id}/{action}", body)) == {pointer}
    assert owner.job(id)["status"] == "queued"
    pipeline.reported(id, stageProgress=1)


# Ends


def test_completed(pipeline, owner, user):
    id = pipeline.begin(user)
    told = pipeline.complete(id, {"rows": 7, "more": [None]}).expect(202).json()
    assert told.items() >= {"jobId": id, "status": "completed", "progress": 100}.items()
    job = owner.job(id)
    assert job.items() >= {"status": "completed", "progress": 100, "estimatedSecondsRemaining": None}.items()
    assert job["results"] == {"rows": 7, "more": [None]}
    assert ISO.match(job["endedAt"]) and "error" not in job


def test_completed_without_results(pipeline, owner, user):
    id = pipeline.create(user)["jobId"]
    pipeline.complete(id).expect(202)
    assert owner.job(id)["status"] == "completed"


@pytest.mark.parametrize("details", [{"line": 7}, [1], "text", 5])
def test_failed(pipeline, owner, user, details):
    id = pipeline.begin(user)
    told = pipeline.fail(id, "BAD_FILE", "No column", details=details).expect(202).json()
    assert told.items() >= {"jobId": id, "status": "failed", "progress": 1}.items()
    job = owner.job(id)
    assert job["error"] == {"code": "BAD_FILE", "message": "No column", "details": details}
    assert ISO.match(job["endedAt"]) and "results" not in job


def test_cancelled_by_its_user(pipeline, owner, user):
    id = pipeline.begin(user)
    job = owner.cancel(id).expect(200).json()
    assert (job["jobId"], job["status"], job["progress"]) == (id, "cancelled", 1) and ISO.match(job["endedAt"])
    assert owner.cancel(id).expect(200).json() == job == owner.job(id), "again is harmless"


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("begun", [False, True], ids=["queued", "running"])
def test_after_the_end_nothing_is_taken_and_nothing_changes(pipeline, owner, user, end, begun):
    id = pipeline.create(user, stages=STAGES)["jobId"]
    if begun:
        pipeline.reported(id, stage="parse", stageProgress=10)
    end_job(pipeline, owner, id, end)
    job = owner.job(id)
    assert job["status"] == end
    code = "JOB_CANCELLED" if end == "cancelled" else "JOB_TERMINAL"
    pipeline.report(id, stage="store").expect_problem(409, code)
    pipeline.complete_stage(id, "parse").expect_problem(409, code)
    pipeline.complete(id).expect_problem(409, code)
    pipeline.fail(id).expect_problem(409, code)
    if end != "cancelled":
        owner.cancel(id).expect_problem(409, "JOB_TERMINAL")
    assert owner.job(id) == job
    assert pipeline.cancel_requested(id) is (end == "cancelled")


def test_of_an_end_and_a_cancel_at_once_one_is_the_end(server, pipeline, user):
    for _ in range(10):
        id = pipeline.begin(user)
        worker, owner = Pipeline(server.service()), JobUser(server.user(user))
        answers = {}
        racers = [
            Worker(lambda: answers.update(complete=worker.complete(id).status)),
            Worker(lambda: answers.update(cancel=owner.cancel(id).status)),
        ]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join_checked()
        expected = {"completed": {"complete": 202, "cancel": 409}, "cancelled": {"complete": 409, "cancel": 200}}
        assert answers == expected[owner.job(id)["status"]]

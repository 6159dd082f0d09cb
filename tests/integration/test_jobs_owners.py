"""Product 4.3: whose jobs are whose, over HTTP: keys, owners and the list."""

import pytest

from support.api import ServiceApi, UserApi
from support.described import DescribedHttp, OpenApi
from support.jobs import STAGES, JobUser, Pipeline
from support.settings import DEFAULTS, SERVICE_KEY

UNKNOWN = "job_20260125_0123456789abcdef"


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


# Who may do what


ACTIONS = [
    ("POST", "/jobs", {"kind": "import", "title": "x"}),
    ("POST", "/jobs/{id}/progress", {"progress": 50}),
    ("POST", "/jobs/{id}/stages/parse/complete", {}),
    ("POST", "/jobs/{id}/complete", {}),
    ("POST", "/jobs/{id}/fail", {"error": {"code": "C", "message": "m"}}),
    ("GET", "/jobs/{id}/cancel-requested", None),
]
OWN = [("GET", "/jobs", None), ("GET", "/jobs/{id}", None), ("POST", "/jobs/{id}/cancel", None)]


@pytest.mark.parametrize("method,path,body", ACTIONS)
def test_working_on_jobs_needs_a_key_with_the_scope(serve, user, method, path, body):
    scopes = ["publish", "broadcast", "connections", "users", "admin"]
    keys = [*DEFAULTS["auth"]["service_keys"], {"name": "other", "key": "a-key-for-everything-else", "scopes": scopes}]
    server = serve({"auth": {"service_keys": keys}})
    id = Pipeline(server.service()).create(user, stages=STAGES)["jobId"]
    path, before = path.format(id=id), JobUser(server.user(user)).page()
    if path == "/jobs":
        body = {"userId": user, **body}
    server.http().request(method, path, body).expect_problem(401)
    server.service("no-key").request(method, path, body).expect_problem(401)
    server.service("a-key-for-everything-else").request(method, path, body).expect_problem(403, "FORBIDDEN")
    if (method, path) != ("POST", "/jobs"):
        assert server.user(user).request(method, path, body).status in (401, 403), "a user is no service"
    else:
        server.user(user).request(method, path, body).expect_problem(403, "FORBIDDEN")
    assert JobUser(server.user(user)).page() == before
    assert server.user("root", scope="belfry:admin").request(method, path, body).status in (200, 201, 202)


@pytest.mark.parametrize("method,path,body", OWN)
def test_a_user_s_routes_need_a_user(server, pipeline, user, method, path, body):
    path = path.format(id=pipeline.create(user)["jobId"])
    server.http().request(method, path, body).expect_problem(401)
    server.service().request(method, path, body).expect_problem(401)


def test_another_user_s_job_is_not_there(server, pipeline, owner, user):
    id = pipeline.begin(user)
    stranger = JobUser(server.user(user + "-2"))
    stranger.get(id).expect_problem(404, "JOB_NOT_FOUND")
    stranger.cancel(id).expect_problem(404, "JOB_NOT_FOUND")
    assert stranger.page() == {"items": []}
    assert owner.job(id)["status"] == "running"


@pytest.mark.parametrize("id", [UNKNOWN, "job", "%20", "a" * 200, "job_20260125_%C3%A9"])
def test_a_job_that_is_not_there_is_404(pipeline, owner, id):
    pipeline.report(id, progress=1).expect_problem(404, "JOB_NOT_FOUND")
    pipeline.complete_stage(id, "parse").expect_problem(404, "JOB_NOT_FOUND")
    pipeline.complete(id).expect_problem(404, "JOB_NOT_FOUND")
    pipeline.fail(id).expect_problem(404, "JOB_NOT_FOUND")
    pipeline.ask_cancel(id).expect_problem(404, "JOB_NOT_FOUND")
    owner.get(id).expect_problem(404, "JOB_NOT_FOUND")
    owner.cancel(id).expect_problem(404, "JOB_NOT_FOUND")


# The list


@pytest.fixture
def seven(pipeline, owner, user):
    """The ids of seven jobs, the newest first, and of those that have not ended."""
    ids = [pipeline.begin(user, title=f"job {number}") for number in range(7)][::-1]
    pipeline.complete(ids[1]).expect(202)
    pipeline.fail(ids[3]).expect(202)
    owner.cancel(ids[4]).expect(200)
    return ids, [ids[0], ids[2], ids[5], ids[6]]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 200])
def test_the_newest_come_first_page_by_page(owner, seven, limit):
    pages = list(owner.pages(limit=limit))
    listed = [job for page in pages for job in page["items"]]
    # Jobs of one millisecond may come in any order.
    assert sorted(job["jobId"] for job in listed) == sorted(seven[0])
    assert [job["createdAt"] for job in listed] == sorted((job["createdAt"] for job in listed), reverse=True)
    assert all(set(page) == {"items", "nextCursor"} for page in pages[:-1]) and set(pages[-1]) == {"items"}
    assert all(len(page["items"]) == limit for page in pages[:-1])


@pytest.mark.parametrize("limit", [1, 2, 200])
def test_only_those_that_have_not_ended(owner, seven, limit):
    assert sorted(owner.ids(unfinished="true", limit=limit)) == sorted(seven[1])
    assert sorted(owner.ids(unfinished="false", limit=limit)) == sorted(seven[0])


def test_a_job_in_the_list_is_as_it_is_alone_and_as_it_is_now(pipeline, owner, seven):
    pipeline.reported(seven[0][0], progress=77.5, message="now")
    listed = owner.page()["items"]
    assert [job["progress"] for job in listed if job["jobId"] == seven[0][0]] == [77.5]
    assert listed == [owner.job(job["jobId"]) for job in listed]


def test_what_is_created_meanwhile_does_not_disturb_the_pages(pipeline, owner, user, seven):
    first = owner.page(limit=3)
    pipeline.create(user)
    rest = owner.page(limit=10, cursor=first["nextCursor"])
    assert sorted(job["jobId"] for job in first["items"] + rest["items"]) == sorted(seven[0])


BAD_QUERIES = [{"limit": 0}, {"limit": -1}, {"limit": "x"}, {"limit": 100_000}, {"cursor": "nonsense"}]


@pytest.mark.parametrize("query", [*BAD_QUERIES, {"unfinished": "maybe"}], ids=str)
def test_a_bad_query_is_422(owner, query):
    owner.get_list(**query).expect_problem(422, "VALIDATION_FAILED")

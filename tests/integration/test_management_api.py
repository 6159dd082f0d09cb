"""Product 3.3: what AWS's unmodified SDKs see of @connections."""

import re
import time
import uuid

import pytest
from botocore.exceptions import ClientError

from support import frames
from support.aws import AWS_KEYS, JsSdk, boto3_client
from support.free_port import free_port
from support.http import HttpClient

MAX_BYTES = 131_072
NOT_CONNECTED = "Lk3eXfVFoAMCKhw="  # as API Gateway makes them
BASES = ["", "/prod"]


@pytest.fixture(scope="module")
def server(serve_module):
    return serve_module({"auth": {"aws_keys": AWS_KEYS}, "limits": {"connections_per_user": 0}})


@pytest.fixture(scope="module")
def js():
    sdk = JsSdk()
    yield sdk
    sdk.end()


@pytest.fixture
def client(server, user):
    with server.connect(user, headers={"User-Agent": "tests/1"}) as made:
        yield made


@pytest.fixture
def id(client):
    return client.connected["connectionId"]


def endpoint(server, base=""):
    return f"http://127.0.0.1:{server.port}{base}"


def caught(call):
    with pytest.raises(ClientError) as error:
        call()
    return error.value


# Both SDKs, with and without a stage


@pytest.mark.parametrize("base", BASES)
class TestBoto3:
    @pytest.fixture
    def api(self, server, base):
        return boto3_client(endpoint(server, base))

    def test_posts(self, api, client, id):
        answer = api.post_to_connection(ConnectionId=id, Data='{"hello":"wörld"}'.encode())
        assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200
        assert answer["ResponseMetadata"]["RequestId"]
        assert client.ws.recv_message() == (frames.TEXT, '{"hello":"wörld"}'.encode())

    def test_gets(self, api, client, id):
        answer = api.get_connection(ConnectionId=id)
        assert answer["Identity"] == {"SourceIp": "127.0.0.1", "UserAgent": "tests/1"}
        assert abs(answer["ConnectedAt"].timestamp() - time.time()) < 60
        assert answer["LastActiveAt"] >= answer["ConnectedAt"]

    def test_deletes(self, api, client, id):
        answer = api.delete_connection(ConnectionId=id)
        assert answer["ResponseMetadata"]["HTTPStatusCode"] == 204
        client.ws.expect_close(1000)
        with pytest.raises(api.exceptions.GoneException):
            api.get_connection(ConnectionId=id)

    def test_raises_gone_for_who_is_not_connected(self, api):
        for call in (api.get_connection, api.delete_connection):
            with pytest.raises(api.exceptions.GoneException):
                call(ConnectionId=NOT_CONNECTED)
        with pytest.raises(api.exceptions.GoneException):
            api.post_to_connection(ConnectionId=NOT_CONNECTED, Data=b"x")

    def test_raises_payload_too_large(self, api, client, id):
        api.post_to_connection(ConnectionId=id, Data=b"x" * MAX_BYTES)
        assert client.ws.recv_message() == (frames.TEXT, b"x" * MAX_BYTES)
        with pytest.raises(api.exceptions.PayloadTooLargeException):
            api.post_to_connection(ConnectionId=id, Data=b"x" * (MAX_BYTES + 1))

    def test_raises_forbidden_for_a_wrong_signature(self, server, base, id):
        api = boto3_client(endpoint(server, base), secret_key="wrong")
        with pytest.raises(api.exceptions.ForbiddenException) as error:
            api.post_to_connection(ConnectionId=id, Data=b"x")
        assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


@pytest.mark.parametrize("base", [*BASES, "/prod/"])
class TestJavaScript:
    @pytest.fixture
    def call(self, js, server, base):
        return lambda operation, id, **how: js.call(operation, endpoint(server, base), id, **how)

    def test_posts(self, call, client, id):
        answer = call("PostToConnection", id, data='{"hello":"wörld"}'.encode())
        assert (answer["status"], answer["attempts"]) == (200, 1) and answer["requestId"]
        assert client.ws.recv_message() == (frames.TEXT, '{"hello":"wörld"}'.encode())

    def test_gets(self, call, id):
        output = call("GetConnection", id)["output"]
        assert output["Identity"] == {"SourceIp": "127.0.0.1", "UserAgent": "tests/1"}
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", output["ConnectedAt"])
        assert output["LastActiveAt"] >= output["ConnectedAt"]

    def test_deletes(self, call, client, id):
        assert call("DeleteConnection", id)["status"] == 204
        client.ws.expect_close(1000)
        assert call("DeleteConnection", id)["modelled"] == "GoneException"

    def test_raises_gone_for_who_is_not_connected(self, call):
        for operation, data in (("PostToConnection", b"x"), ("GetConnection", None), ("DeleteConnection", None)):
            answer = call(operation, NOT_CONNECTED, data=data, attempts=3)
            assert (answer["modelled"], answer["status"], answer["message"]) == ("GoneException", 410, "Gone")
            assert answer["attempts"] == 1

    def test_raises_payload_too_large(self, call, id):
        for size in (MAX_BYTES + 1, 300_000):
            answer = call("PostToConnection", id, data=b"x" * size, attempts=3)
            assert (answer["modelled"], answer["status"]) == ("PayloadTooLargeException", 413)
            assert answer["attempts"] == 1

    def test_raises_forbidden_for_a_wrong_signature(self, call, id):
        answer = call("PostToConnection", id, data=b"x", secret_key="wrong", attempts=3)
        assert (answer["modelled"], answer["status"]) == ("ForbiddenException", 403)
        assert answer["attempts"] == 1


def test_a_client_whose_clock_is_wrong_sets_it_right_and_tries_again(js, server, client, id):
    answer = js.call("PostToConnection", endpoint(server), id, data=b"x", attempts=3, clockOffset=3_600_000)
    assert (answer.get("status"), answer["attempts"]) == (200, 2)
    assert client.ws.recv_message() == (frames.TEXT, b"x")


def test_a_key_that_is_nobody_s_is_named(server, id):
    error = caught(lambda: boto3_client(endpoint(server), access_key="AKIDOTHER").get_connection(ConnectionId=id))
    assert error.response["Error"]["Code"] == "UnrecognizedClientException"
    assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 403


def test_an_id_that_nobody_could_have_given_is_a_bad_request(server):
    for id in ("not-an-id", "WDGT8fY4joECJrQ=test", "conn_1_x/y"):
        error = caught(lambda: boto3_client(endpoint(server)).get_connection(ConnectionId=id))
        assert error.response["Error"] == {"Code": "BadRequestException", "Message": f"Invalid connectionId: {id}"}
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_bytes_that_are_no_text_arrive_in_a_binary_frame(server, client, id):
    boto3_client(endpoint(server)).post_to_connection(ConnectionId=id, Data=b"\xff\x00")
    assert client.ws.recv_message() == (frames.BINARY, b"\xff\x00")


def test_an_empty_message_arrives(js, server, client, id):
    assert js.call("PostToConnection", endpoint(server), id, data=b"")["status"] == 200
    assert client.ws.recv_message() == (frames.TEXT, b"")


def test_a_stage_in_front_leaves_our_own_routes_alone(server, service):
    assert service.request("GET", "/notifications/x/delivery").status == 404
    assert server.http().request("GET", "/prod/connections").status == 404


# By hand: what SDKs do not show


@pytest.fixture(scope="module")
def unsigned(serve_module):
    return serve_module({"limits": {"connections_per_user": 0}}, arguments=("--dev",), name="development")


def test_unsigned_requests_are_for_development_only(server, unsigned, user):
    answer = server.http().request("GET", f"/@connections/{NOT_CONNECTED}").expect(403)
    assert answer.header("x-amzn-ErrorType") == "MissingAuthenticationTokenException"
    with unsigned.connect(user) as client:
        id = client.connected["connectionId"]
        unsigned.http().request("POST", f"/@connections/{id}", b"hi").expect(200)
        assert client.ws.recv_message() == (frames.TEXT, b"hi")


PATHS = ["/@connections/", "/%40connections/", "//@connections/", "/a/@connections/", "/a//@connections/"]


@pytest.mark.parametrize("path", PATHS)
def test_the_paths_of_hand_written_clients_are_known(unsigned, path):
    unsigned.http().request("GET", path + NOT_CONNECTED.replace("=", "%3D")).expect(410)


def test_answers_have_aws_s_headers_and_bodies(unsigned, user):
    http = unsigned.http()
    gone = http.request("GET", f"/@connections/{NOT_CONNECTED}").expect(410)
    assert gone.header("x-amzn-ErrorType") == "GoneException" and gone.json() == {"message": "Gone"}
    large = http.request("POST", f"/@connections/{NOT_CONNECTED}", b"x" * (MAX_BYTES + 1)).expect(413)
    assert large.header("x-amzn-ErrorType") == "PayloadTooLargeException" and large.json()["message"]
    with unsigned.connect(user) as client:
        path = f"/@connections/{client.connected['connectionId']}"
        sent = http.request("POST", path, b"x").expect(200)
        assert (sent.header("Content-Type"), sent.body) == ("application/json", b"")
        got = http.request("GET", path).expect(200).json()
        assert set(got) == {"identity", "connectedAt", "lastActiveAt"}
        assert got["identity"] == {"sourceIp": "127.0.0.1", "userAgent": None}
        deleted = http.request("DELETE", path).expect(204)
        assert deleted.header("Content-Type") is None
    for answer in (gone, large, sent, deleted):
        assert answer.header("x-amzn-RequestId") and answer.header("Date")


def test_an_id_that_is_no_text_is_a_bad_request_in_json(unsigned):
    answer = unsigned.http().request("GET", "/@connections/%FF").expect(400)
    assert answer.json() == {"message": "Invalid connectionId: no text"}


def test_another_attempt_of_a_call_sends_its_message_once(unsigned, user):
    http = unsigned.http()
    with unsigned.connect(user) as client:
        path = f"/@connections/{client.connected['connectionId']}"
        first, second = ({"amz-sdk-invocation-id": str(uuid.uuid4())} for _ in range(2))
        for headers, message in ((first, b"one"), (first, b"one"), (second, b"two")):
            http.request("POST", path, message, headers).expect(200)
        assert [client.ws.recv_message()[1] for _ in range(2)] == [b"one", b"two"]


def test_a_client_that_does_not_read_is_429_and_then_gone(serve, user):
    server = serve({"limits": {"queue_bytes": MAX_BYTES * 2}}, arguments=("--dev",))
    http = server.http()
    with server.connect(user, receive_buffer=4096) as client:
        path = f"/@connections/{client.connected['connectionId']}"
        answer = None
        for _ in range(2_000):
            answer = http.request("POST", path, b"x" * MAX_BYTES)
            if answer.status != 200:
                break
        assert answer.expect(429).header("x-amzn-ErrorType") == "LimitExceededException"
        http.request("POST", path, b"x").expect(410)


def test_with_an_internal_address_it_is_served_there_only(serve):
    port = free_port()
    server = serve({"server": {"internal_listen": f"127.0.0.1:{port}"}, "auth": {"aws_keys": AWS_KEYS}})
    server.http().request("GET", f"/@connections/{NOT_CONNECTED}").expect(404)
    HttpClient(port).request("GET", f"/@connections/{NOT_CONNECTED}").expect(403)
    api = boto3_client(f"http://127.0.0.1:{port}/prod")
    with pytest.raises(api.exceptions.GoneException):
        api.get_connection(ConnectionId=NOT_CONNECTED)


def test_no_secret_of_a_signature_reaches_the_log(server, id):
    caught(lambda: boto3_client(endpoint(server), secret_key="wrong").get_connection(ConnectionId=id))
    boto3_client(endpoint(server)).get_connection(ConnectionId=id)
    log = server.log()
    assert "Signature=" not in log and AWS_KEYS[0]["secret_access_key"] not in log

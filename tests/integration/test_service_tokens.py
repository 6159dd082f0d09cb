"""Product 1.3: a service asks for a connection token for a user, and may say to which channels it is good."""

import base64
import json

import pytest

from support.free_port import free_port
from support.http import HttpClient
from support.settings import SERVICE_KEY
from support.ws import Refused

PUBLISHER = "service-key-that-may-publish-only"


def ask(api, **body):
    return api.request("POST", "/ws/token", body)


def payload_of(token):
    text = token.split(".")[0]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def test_the_token_is_the_users(server, service, user):
    issued = ask(service, userId=user).expect(201).json()
    assert set(issued) == {"token", "tokenId", "expiresAt", "url"}
    assert "allowedChannels" not in payload_of(issued["token"])
    with server.connect(None, token=issued["token"]) as client:
        assert client.connected["userId"] == user


def test_the_channels_are_in_it(service, user):
    token = ask(service, userId=user, channels=["news", "deal:1"]).expect(201).json()["token"]
    assert payload_of(token)["allowedChannels"] == ["news", "deal:1"]


def test_a_user_may_narrow_a_token_to_what_the_user_may(serve, user):
    server = serve({"channels": [{"pattern": "ops:*", "who": "admin"}, {"pattern": "*", "who": "anyone"}]})
    api = server.user(user)
    token = api.issue_token({"channels": ["news"]}).expect(201).json()["token"]
    with server.connect(None, token=token) as client:
        client.expect_reply(client.send("subscribe", {"channels": ["news"]}), "subscribed")
        client.expect_error("FORBIDDEN_CHANNEL", client.send("subscribe", {"channels": ["other"]}))
    api.issue_token({"channels": ["ops:alerts"]}).expect_problem(403, "FORBIDDEN_CHANNEL")


def test_a_user_may_not_ask_for_another(server, user):
    ask(server.user(user), userId="another").expect_problem(403, "FORBIDDEN")


def test_an_administrator_may(server, user):
    ask(server.user(user, scope="belfry:admin"), userId="another").expect(201)


def test_the_scope_is_needed(serve, user):
    server = serve({"auth": {"service_keys": [{"name": "p", "key": PUBLISHER, "scopes": ["publish"]}]}})
    ask(server.service(PUBLISHER), userId=user).expect_problem(403, "FORBIDDEN")


def test_a_service_must_name_the_user(service):
    problem = ask(service).expect_problem(422, "VALIDATION_FAILED")
    assert problem["errors"][0]["pointer"] == "/userId"


BAD = {
    "an empty user": ({"userId": ""}, "/userId"),
    "a user that is no text": ({"userId": 5}, "/userId"),
    "channels that are no list": ({"userId": "ada", "channels": "news"}, "/channels"),
    "an unknown member": ({"userId": "ada", "ttl": 5}, "/ttl"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_requests_are_pointed_at(service, case):
    body, pointer = BAD[case]
    problem = ask(service, **body).expect_problem(422, "VALIDATION_FAILED")
    assert problem["errors"][0]["pointer"] == pointer


def test_a_channel_that_is_none_is_422(service):
    problem = ask(service, userId="ada", channels=["ok", "NOT OK"]).expect_problem(422, "INVALID_CHANNEL")
    assert problem["errors"][0]["pointer"] == "/channels/1"


def test_channels_that_do_not_fit_are_refused(service):
    names = [f"{n:03}{'x' * 61}" for n in range(200)]
    ask(service, userId="ada", channels=names).expect_problem(422)


def test_with_in_app_off_there_is_none(server, service, user):
    server.user(user).prefer(inAppEnabled=False)
    ask(service, userId=user).expect_problem(403, "IN_APP_DISABLED")


def test_a_revocation_kills_it(server, service, user):
    token = ask(service, userId=user).expect(201).json()["token"]
    server.user(user).revoke_tokens().expect(204)
    with pytest.raises(Refused) as refused:
        server.socket(token=token)
    assert refused.value.response.json()["code"] == "TOKEN_REVOKED"


def test_with_an_internal_address_services_ask_there(serve, user):
    server = serve({"server": {"internal_listen": f"127.0.0.1:{free_port()}"}})
    inside = HttpClient(int(server.config["server"]["internal_listen"].rpartition(":")[2]))
    headers = {"Authorization": f"Bearer {SERVICE_KEY}"}
    token = inside.request("POST", "/ws/token", {"userId": user}, headers).expect(201).json()["token"]
    with server.connect(None, token=token) as client:
        assert client.connected["userId"] == user
    ask(server.service(), userId=user).expect_problem(401)

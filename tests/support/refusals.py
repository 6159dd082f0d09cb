"""A handshake that must not succeed."""

import pytest

from support.http import check_problem
from support.ws import Refused


def refused(connect, status, code=None):
    """Calls `connect`, checks the refusal's status, code and shape, and returns the response."""
    with pytest.raises(Refused) as caught:
        connect().abort()
    response = caught.value.response
    assert response.status == status, f"{response.status_line}: {response.body[:500]!r}"
    assert response.header("content-type").split(";")[0] == "application/problem+json"
    check_problem(response.json(), status, code or response.json()["code"])
    return response


def accepted(server, **how):
    """The handshake succeeds; the connection is closed again in good order."""
    with server.socket(**how) as ws:
        ws.close()

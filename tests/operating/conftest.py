import pytest


@pytest.fixture(scope="module")
def metrics(serve_module):
    """The metrics of a server that has published and delivered something."""
    server = serve_module()
    service = server.service()
    with server.connect("somebody") as client:
        service.publish("somebody")
        client.notification()
    return server.metrics()

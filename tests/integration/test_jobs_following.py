"""Product 4.3 where things happen at once: whoever is told that a job runs is told its end, too."""

from support.jobs import Pipeline, follow
from support.load import Worker

JOBS = 30
WATCHERS = 20


def complete_all(server, ids):
    pipeline = Pipeline(server.service())
    for id in ids:
        pipeline.complete(id).expect(202)


def with_nothing_missed(server, user, ids, name):
    """Watchers come in one after the other while the jobs end; each is checked."""
    ending = Worker(complete_all, server, ids)
    ending.start()
    clients = []
    while ending.is_alive() and len(clients) < WATCHERS:
        clients.append(follow(server, user, name(len(clients))))
    ending.join_checked()
    for client in clients:
        client.expect("subscribed")
        for status in [message for message in states(client) if message["status"] == "running"]:
            client.expect("job_complete", job_id=status["job_id"])
        client.ws.abort()


def states(client):
    """What was told of jobs before the answer to a ping; nothing of it is taken."""
    client.say("ping")
    client.expect("pong")
    return [message for message in client.messages if message["type"] == "job_status"]


def test_following_a_job_by_its_name_while_it_ends(server, service, user):
    for round in range(10):
        ids = [Pipeline(service).begin(user) for _ in range(JOBS)]
        with_nothing_missed(server, user, ids, lambda number: ids[number])


def test_following_jobs_that_the_server_must_read_first_while_they_end(serve, user):
    server = serve({"limits": {"connections_per_user": 0}})
    ids = [Pipeline(server.service()).begin(user) for _ in range(5 * JOBS)]
    server.restart()
    for round in range(5):
        few = ids[round * JOBS : (round + 1) * JOBS]
        with_nothing_missed(server, user, few, lambda number: few[number])


def test_following_every_job_while_they_end(server, service, user):
    for round in range(10):
        owner = f"{user}-{round}"
        ids = [Pipeline(service).begin(owner) for _ in range(JOBS)]
        with_nothing_missed(server, owner, ids, lambda number: "*")

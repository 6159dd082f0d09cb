"""A free port on the loopback address: bound once, let go, and not handed out twice by this run.

From below the range that the kernel gives to outgoing connections: one of those could take the port in between."""

import random
import socket

_PORTS = range(12_000, 32_000)
_given = set()


def free_port():
    while True:
        port = random.choice(_PORTS)
        if port in _given:
            continue
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        _given.add(port)
        return port

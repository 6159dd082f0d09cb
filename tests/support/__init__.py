"""What the tests against the real binaries share: raw clients, token makers, and the server as a process."""

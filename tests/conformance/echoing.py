"""What most conformance cases do."""

from support.frames import CLOSE, PING, PONG, TEXT

MAX_MESSAGE = 16 * 1024 * 1024  # of ws_echo


def expect_message(ws, opcode, payload):
    got_opcode, got = ws.recv_message()
    assert got_opcode == opcode, (got_opcode, got[:100])
    assert got == payload, f"{len(got)} bytes came back of {len(payload)}"


def echoes(ws, text=b"still here"):
    """The connection is open and in step."""
    ws.send_frame(TEXT, text)
    expect_message(ws, TEXT, text)


def fails(ws, code):
    """The server fails the connection (section 7.1.7) with this code, before it sends anything else."""
    frame = ws.recv_frame()
    assert frame.opcode == CLOSE, frame
    assert frame.close_code == code, frame
    ws.expect_end()


def ping_answered(ws, payload):
    ws.send_frame(PING, payload)
    frame = ws.recv_frame()
    assert (frame.opcode, frame.payload, frame.fin, frame.masked) == (PONG, payload, True, False), frame

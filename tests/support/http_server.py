"""An HTTP server for what the server under test calls, which can break every connection at any time."""

import http.server
import socket


class HttpServer(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *args):
        self._connections = set()
        super().__init__(*args)

    def get_request(self):
        connection, address = super().get_request()
        self._connections.add(connection)
        return connection, address

    def shutdown_request(self, request):
        self._connections.discard(request)
        super().shutdown_request(request)

    def close_connections(self):
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # the peer was faster

    def handle_error(self, request, client_address):
        pass  # a connection that broke: the test sees what came of it

"""`belfry serve` as a process, with the clients that know its address and its keys."""

import http.client
import time
from urllib.parse import quote, urlencode

from support import metrics, tokens
from support.api import ServiceApi, UserApi
from support.free_port import free_port
from support.http import HttpClient
from support.notifications import NotificationsClient
from support.process import Process
from support.settings import DEFAULTS, HS256_SECRET, ISSUER, SERVICE_KEY, TOKEN_SECRET, merged, to_toml
from support.ws import WebSocket

START_SECONDS = 20


class Server(Process):
    def __init__(
        self, binary, directory, config=None, env=None, preexec=None, name="belfry", client_tls=None, arguments=()
    ):
        self.port = free_port()
        self.tls = client_tls
        scheme = "https" if client_tls else "http"
        address = {"listen": f"127.0.0.1:{self.port}", "public_url": f"{scheme}://127.0.0.1:{self.port}"}
        self.config = merged(merged(DEFAULTS, {"server": address}), config)
        self.data_dir = directory / f"{name}-data"
        self.config_path = directory / f"{name}.toml"
        command = [binary, "serve", "--config", self.config_path, "--data-dir", self.data_dir, *arguments]
        super().__init__(name, command, directory, env, preexec)
        self.write_config()

    def write_config(self):
        self.config_path.write_text(to_toml(self.config))

    # Life

    def start(self):
        self.data_dir.mkdir(exist_ok=True)
        self.spawn()
        self.wait_ready()
        return self

    def wait_ready(self, seconds=START_SECONDS):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not self.running():
                raise AssertionError(
                    f"{self.name} ended with {self.child.poll()} at start\n{self.tail()}\n{self.output()}"
                )
            if self._ready():
                return
            time.sleep(0.02)
        raise AssertionError(f"{self.name} was not ready within {seconds} s\n{self.tail()}")

    def _ready(self):
        client = self.http(timeout=2)
        try:
            return client.request("GET", "/readyz").status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            client.close()

    def restart(self, config=None):
        """Stops, then starts on the same data and port."""
        self.stop()
        self.config = merged(self.config, config)
        self.write_config()
        return self.start()

    # Talking to it

    def http(self, timeout=15):
        return HttpClient(self.port, tls=self.tls, timeout=timeout)

    def service(self, key=SERVICE_KEY):
        return ServiceApi(self.http(), key)

    def user(self, user, **changes):
        return UserApi(self.http(), self.jwt(user, **changes))

    def jwt(self, user, **changes):
        """An HS256 token; `changes` are claims."""
        return tokens.hs256(HS256_SECRET, tokens.claims(user, ISSUER, **changes))

    def connection_token(self, user, **how):
        return tokens.connection_token(TOKEN_SECRET, user, **how)

    def socket(self, user=None, path="/ws", token=None, query=None, headers=None, protocols=(), **how):
        """A raw WebSocket with `token`, or one made for `user`, as Authorization. `token=""` sends none."""
        token = self.jwt(user) if token is None else token
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if query:
            path += "?" + urlencode(query, quote_via=quote)
        return WebSocket.connect(self.port, path, headers, protocols, tls=self.tls, **how)

    def connect(self, user, since=None, ack=False, greeted=True, **how):
        """A notifications client behind its `connected`."""
        query = {**({"since": since} if since else {}), **({"ack": "1"} if ack else {}), **how.pop("query", {})}
        client = NotificationsClient(self.socket(user, query=query, **how), since)
        if greeted:
            client.expect_connected()
        return client

    def metrics(self):
        client = self.http()
        try:
            return metrics.parse(client.request("GET", "/metrics").expect(200).body.decode())
        finally:
            client.close()

    def connections(self):
        """Open WebSocket connections, by the server's own count."""
        return sum(self.metrics().samples("belfry_connections_active").values())

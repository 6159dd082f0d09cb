"""examples/apigw-handlers as a process, with the packages that the tests of the SDK have installed."""

import json
import re
import shutil

from support.aws import ACCESS_KEY, SECRET_KEY, installed_js_sdk
from support.binaries import ROOT
from support.deadline import eventually
from support.process import Process

SOURCE = ROOT / "examples" / "apigw-handlers"


class ExampleHandlers(Process):
    """Running once made; `stop` ends it."""

    def __init__(self, directory, endpoint):
        folder = directory / "apigw-handlers"
        folder.mkdir()
        for file in SOURCE.glob("*.mjs"):
            shutil.copy(file, folder)
        (folder / "node_modules").symlink_to(installed_js_sdk() / "node_modules")
        self.table_path = folder / "connections.json"
        environment = {
            "PORT": "0",
            "TABLE_FILE": str(self.table_path),
            "WEBSOCKET_ENDPOINT": endpoint,
            "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        }
        super().__init__("handlers", ["node", folder / "run.mjs"], directory, environment)
        self.spawn()
        found = eventually(lambda: re.search(r"http://127\.0\.0\.1:(\d+)", self.output()), "the handlers' port", 20)
        self.port = int(found.group(1))

    def table(self):
        return json.loads(self.table_path.read_text()) if self.table_path.exists() else {}

    def disconnects(self):
        """What `disconnect.mjs` said, by connection."""
        lines = [json.loads(line) for line in self.output().splitlines() if line.startswith("{")]
        return {line["disconnected"]: line for line in lines}

"""web/publisher as a service uses it: a program of its own, on the built package."""

import json
import subprocess

from support.binaries import ROOT
from support.process import Process

PACKAGE = ROOT / "web" / "publisher"
BUILD_SECONDS = 300
RUN_SECONDS = 30

_PROGRAM = """
import {{ BelfryPublisher }} from {module};
const log = [];
const options = {{ url: {url}, serviceKey: {key}, log: (entry) => log.push(entry) }};
const client = new BelfryPublisher({{ ...options, ...{options} }});
const say = (value) => console.log(JSON.stringify(value));
const heard = (signal) => signal.aborted || new Promise((resolve) => signal.addEventListener("abort", resolve));
{body}
await client.close();
say({{ stats: client.stats, log }});
"""


def built_package():
    """The entry of dist/, built again when a source is newer."""
    entry = PACKAGE / "dist" / "index.js"
    sources = [*(PACKAGE / "src").glob("*.ts"), PACKAGE / "tsconfig.build.json", PACKAGE.parent / "tsconfig.base.json"]
    if not entry.exists() or entry.stat().st_mtime < max(source.stat().st_mtime for source in sources):
        subprocess.run(
            [ROOT / "scripts" / "web", "build"], check=True, timeout=BUILD_SECONDS, stdout=subprocess.DEVNULL
        )
    return entry


class Program(Process):
    """A pipeline in JavaScript, running once made: `client` is there, made with `options`, `say(value)` prints a line,
    and the last line has `stats` and `log`."""

    def __init__(self, directory, url, key, body, **options):
        values = {"module": built_package().as_uri(), "url": url, "key": key, "options": options}
        text = _PROGRAM.format(body=body, **{name: json.dumps(value) for name, value in values.items()})
        source = directory / "pipeline.mjs"
        source.write_text(text)
        super().__init__("pipeline", ["node", source], directory)
        self.spawn()

    def said(self):
        return [json.loads(line) for line in self.output().splitlines()]

    def ended(self):
        """The lines it said, once it is through."""
        assert self.wait(RUN_SECONDS) == 0, self.log()
        return self.said()

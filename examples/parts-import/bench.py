#!/usr/bin/env python3
"""What reporting costs an import: rows a second with it and without, in turns, medians.

    examples/parts-import/bench.py [--build build/release] [--rows 500000] [--rounds 5]

The import reports every 100 rows to a server of its own beside it. Time is that of the whole program, the start of the
connection and the wait for the last answer included.
"""

import argparse
import contextlib
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def configuration(place, port, key):
    file = place / "belfry.toml"
    file.write_text(f"""[server]
listen = "127.0.0.1:{port}"
public_url = "http://127.0.0.1:{port}"
data_dir = "{place}"
[auth.jwt]
hs256_secret = "{secrets.token_hex(32)}"
[[auth.service_keys]]
name = "importer"
key = "{key}"
scopes = ["jobs"]
[log]
level = "warning"
""", encoding="utf-8")
    return file


@contextlib.contextmanager
def running_server(belfry, place, key):
    port = free_port()
    server = subprocess.Popen([belfry, "serve", "--config", configuration(place, port, key)])
    try:
        for _ in range(400):
            if server.poll() is not None:
                sys.exit("bench: the server ended at once")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def write_list(file, rows):
    with open(file, "w", encoding="utf-8") as out:
        out.write("part_number,description,quantity,unit_price\n")
        out.writelines(f'P-{n:07},"Bolt, {n % 40} mm",{n % 500},{n % 90}.25\n' for n in range(rows))


def seconds_of(program, place, arguments, environment):
    """The time of one import into a new database. What it says of trouble ends the benchmark."""
    db = place / "parts.db"
    db.unlink(missing_ok=True)
    begun = time.monotonic()
    done = subprocess.run([program, place / "parts.csv", "--db", db, *arguments], env=environment, capture_output=True,
                          text=True, check=False)
    took = time.monotonic() - begun
    if done.returncode != 0 or done.stderr:
        sys.exit(f"bench: the import ended with {done.returncode}: {done.stderr.strip()[:500]}")
    return took


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=ROOT / "build/release")
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    program, key = asked.build.resolve() / "parts-import", secrets.token_hex(24)
    environment = {**os.environ, "BELFRY_KEY": key}
    with tempfile.TemporaryDirectory(prefix="parts-import-", dir=asked.build) as directory:
        place = Path(directory).resolve()
        write_list(place / "parts.csv", asked.rows)
        with running_server(asked.build.resolve() / "belfry", place, key) as url:
            ways = {"without": [], "with": ["--url", url, "--user", "bench"]}
            times = {way: [] for way in ways}
            for _ in range(asked.rounds):
                for way, arguments in ways.items():
                    times[way].append(seconds_of(program, place, arguments, environment))
    rates = {way: asked.rows / statistics.median(taken) for way, taken in times.items()}
    for way, rate in rates.items():
        print(f"rows imported {way} reporting  {rate:.0f} a second")
    print(f"with / without  {rates['with'] / rates['without']:.3f}")


if __name__ == "__main__":
    main()

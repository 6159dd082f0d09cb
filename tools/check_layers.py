#!/usr/bin/env python3
"""Checks that includes under src/ follow the one-way rule (docs/architecture.md).

    server -> cli, adapters, push -> runtime -> app, dialects -> ports -> domain -> base

with json beside domain, assets on base alone and wire between them and the edges. A folder may include itself, the
folders named for it in MAY_INCLUDE and what those may include. Prints every arrow that goes another way and exits 1 if
there is one.
"""

import re
import sys
from pathlib import Path

# What a folder includes directly; what follows from these is worked out.
MAY_INCLUDE = {
    "base": [],
    "assets": ["base"],
    "config": ["domain"],
    "json": ["base"],
    "domain": ["base"],
    "wire": ["json", "domain"],
    "ports": ["domain"],
    "dialects": ["wire", "ports"],
    "app": ["ports"],
    "runtime": ["app"],
    "push": ["ports"],
    "adapters/auth": ["runtime", "json"],
    "adapters/gateway": ["runtime", "json", "adapters/http_client"],
    "adapters/http_client": ["base"],
    "adapters/http": ["runtime", "push", "wire", "assets", "adapters/sigv4"],
    "adapters/memory": ["runtime"],
    "adapters/process": ["runtime"],
    "adapters/prometheus": ["runtime"],
    "adapters/sigv4": ["adapters/auth"],
    "adapters/sqlite": ["runtime", "wire"],
    "adapters/webhook": ["runtime", "wire", "adapters/http_client"],
    "cli": ["adapters/auth", "config", "json"],
    "echo": ["adapters/http", "push", "runtime"],
    "server": ["assets", "cli", "config", "dialects", "adapters/auth", "adapters/gateway", "adapters/http",
               "adapters/memory", "adapters/process", "adapters/prometheus", "adapters/sqlite", "adapters/webhook"],
}

# Libraries that only some folders may know.
LIBRARIES = {
    "boost/beast": ["adapters/http"],
    "boost/json": ["json", "wire", "dialects", "adapters/auth", "adapters/gateway", "adapters/http", "cli", "server"],
    "sqlite3.h": ["adapters/sqlite"],
    "prometheus/": ["adapters/prometheus"],
    "zlib.h": ["push"],
    "openssl/": ["push", "adapters/auth", "adapters/http", "adapters/webhook", "cli"],
    "curl/": ["adapters/auth", "adapters/http_client", "cli"],
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def folder_of(path: str) -> str:
    """The folder that a path from src/ belongs to: two parts below adapters, else one."""
    parts = Path(path).parts
    return "/".join(parts[:2]) if parts[0] == "adapters" else parts[0]


def reachable(folder: str) -> set[str]:
    """The folder itself and everything that its arrows lead to."""
    found: set[str] = set()
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += MAY_INCLUDE[current]
    return found


def fault_of(folder: str, quoted: bool, target: str, src: Path) -> str | None:
    """What is wrong with one include of a file in `folder`, or None."""
    if quoted:
        if not (src / target).is_file():
            return f'"{target}" is not a file under src/'
        aim = folder_of(target)
        if aim not in reachable(folder):
            return f"{folder} must not include {aim} ({target})"
        return None
    for library, allowed in LIBRARIES.items():
        if target.startswith(library) and folder not in allowed:
            return f"{folder} must not include <{target}>: only {', '.join(allowed)}"
    return None


def check(src: Path) -> tuple[list[str], int]:
    faults = []
    files = sorted(path for path in src.rglob("*") if path.suffix in (".cpp", ".hpp"))
    for path in files:
        name = path.relative_to(src).as_posix()
        folder = folder_of(name)
        if folder not in MAY_INCLUDE:
            faults.append(f"src/{name}: folder {folder} has no rule in tools/check_layers.py")
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            include = INCLUDE.match(line)
            if include:
                fault = fault_of(folder, include[1] == '"', include[2], src)
                if fault:
                    faults.append(f"src/{name}:{number}: {fault}")
    return faults, len(files)


def main() -> int:
    src = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "src"
    faults, files = check(src)
    for fault in faults:
        print(fault)
    print(f"layers: {files} files, {len(faults)} wrong includes")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

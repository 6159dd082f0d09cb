#!/usr/bin/env python3
"""Keeps source files small: median under 120 lines, nine of ten under 300, none over 500. Prints the figures."""

import statistics
import sys
from pathlib import Path

FOLDERS = ("src", "tests", "bench", "fuzz", "web", "client", "examples")
SUFFIXES = (".cpp", ".hpp", ".py", ".ts")
NOT_OURS = {"node_modules", "dist"}
MEDIAN_BELOW = 120
P90_BELOW = 300
LONGEST = 500


def lengths(root: Path) -> dict[str, int]:
    found = {}
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SUFFIXES and path.is_file() and not NOT_OURS & set(path.relative_to(root).parts):
                found[path.relative_to(root).as_posix()] = path.read_bytes().count(b"\n")
    return found


def p90_of(values: list[int]) -> int:
    """The smallest length that nine of ten files do not exceed."""
    ordered = sorted(values)
    return ordered[(9 * len(ordered) + 9) // 10 - 1]


def main() -> int:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    files = lengths(root)
    if not files:
        print(f"files: no sources under {root}")
        return 1
    values = list(files.values())
    median, p90 = statistics.median(values), p90_of(values)
    faults = [f"{name}: {lines} lines, at most {LONGEST}" for name, lines in files.items() if lines > LONGEST]
    if median >= MEDIAN_BELOW:
        faults.append(f"median of {median} lines, must be under {MEDIAN_BELOW}")
    if p90 >= P90_BELOW:
        faults.append(f"p90 of {p90} lines, must be under {P90_BELOW}")
    for fault in faults:
        print(fault)
    print(f"files: {len(files)}, median {median:g}, p90 {p90}, longest {max(values)} lines")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

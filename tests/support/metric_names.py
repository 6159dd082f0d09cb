"""Whether an expression asks for metrics and labels that the server has."""

from pathlib import Path

from support.promql import grouped, selected

# Names with their labels, some of which show with the first event only; test_operations.py holds the server to it.
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "metrics.txt"
_SHAPES = [line.split() for line in GOLDEN.read_text().splitlines()]
LABELS = {shape[0]: set(shape[2].split(",")) for shape in _SHAPES if len(shape) > 2}

# What Prometheus adds when it scrapes, and what histograms bring.
ADDED = {"job", "instance", "le"}
PARTS = ("_bucket", "_sum", "_count")


def family_of(name, metrics):
    if name in metrics.families:
        return name
    for part in PARTS:
        if name.endswith(part) and metrics.families.get(name.removesuffix(part)) == "histogram":
            return name.removesuffix(part)
    raise AssertionError(f"the server has no {name}")


def check_expression(expression, metrics):
    known = set(ADDED)
    for name, labels in selected(expression):
        has = LABELS.get(family_of(name, metrics), set()) | ADDED
        assert labels <= has, f"{name} has no label {labels - has}"
        known |= has
    assert grouped(expression) <= known, f"no label {grouped(expression) - known}"

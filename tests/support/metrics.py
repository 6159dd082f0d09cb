"""Reads the Prometheus text format."""

import re

_SAMPLE = re.compile(r"^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)(?: \d+)?$")
_LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


class Metrics:
    def __init__(self, families, samples):
        self.families = families  # name -> type
        self._samples = samples

    def samples(self, name):
        """{sorted label pairs: value} of one sample name."""
        return {labels: value for (sample, labels), value in self._samples.items() if sample == name}

    def value(self, name, **labels):
        return self._samples.get((name, tuple(sorted(labels.items()))), 0.0)

    def shapes(self):
        """`name type label,label` of every family, as the golden file has it."""
        lines = set()
        for family, kind in self.families.items():
            names = {family, *(f"{family}_{part}" for part in ("bucket", "sum", "count"))}
            found = [labels for (sample, labels) in self._samples if sample in names]
            keys = sorted({key for labels in found for key, _ in labels if key != "le"})
            lines.add(" ".join([family, kind, *([",".join(keys)] if keys else [])]))
        return sorted(lines)


def parse(text):
    families, samples = {}, {}
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            families[name] = kind
        elif line and not line.startswith("#"):
            match = _SAMPLE.match(line)
            assert match, f"not a sample: {line!r}"
            name, labels, value = match.groups()
            samples[(name, tuple(sorted(_LABEL.findall(labels or ""))))] = float(value)
    return Metrics(families, samples)

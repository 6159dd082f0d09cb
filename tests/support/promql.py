"""The names in a PromQL expression, as far as a test needs them."""

import re

_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_SELECTED = re.compile(r"\b((?:belfry|process)_\w+)(?:\{([^}]*)\})?")
_LABEL = re.compile(r"(\w+)\s*(?:=~|!~|!=|=)")
_GROUPED = re.compile(r"\b(?:by|without|on|ignoring)\s*\(([^)]*)\)")


def selected(expression):
    """Every metric of ours with the labels that are asked of it: [(name, {label})]."""
    plain = _TEXT.sub('""', expression)
    return [(name, set(_LABEL.findall(labels or ""))) for name, labels in _SELECTED.findall(plain)]


def grouped(expression):
    """The labels that are grouped by."""
    return {label.strip() for group in _GROUPED.findall(expression) for label in group.split(",")}

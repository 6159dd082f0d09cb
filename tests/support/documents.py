"""Documents that are kept in tests/golden, to see every change of what clients rely on."""

import json
import os
from pathlib import Path

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def check_golden(name, document):
    """`BELFRY_UPDATE_GOLDEN=1` writes the file anew: read the difference before committing it."""
    path = GOLDEN / name
    text = json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    if os.environ.get("BELFRY_UPDATE_GOLDEN"):
        path.write_text(text)
    assert text == path.read_text(), f"{path} says something else"

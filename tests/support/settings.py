"""The configuration that a test's server starts with, and the TOML for it."""

import copy
import json
import re

ISSUER = "https://issuer.test"
HS256_SECRET = "hs256-secret-for-tests-0123456789abcdef"
TOKEN_SECRET = "connection-token-secret-for-tests-01234567"
SERVICE_KEY = "service-key-for-tests-0123456789"

DEFAULTS = {
    "server": {"drain_seconds": 1},
    "auth": {
        "jwt": {"issuer": ISSUER, "hs256_secret": HS256_SECRET},
        "connection_tokens": {"secret": TOKEN_SECRET},
        "service_keys": [
            {"name": "backend", "key": SERVICE_KEY, "scopes": ["publish", "jobs", "connections", "users", "admin"]}
        ],
    },
    "limits": {"connect_attempts_per_minute_per_ip": 0, "messages_per_second": 1000},
}


def merged(base, changes):
    """`changes` over `base`, table by table; a value of None removes the key."""
    made = copy.deepcopy(base)
    for name, value in (changes or {}).items():
        if isinstance(value, dict) and isinstance(made.get(name), dict):
            made[name] = merged(made[name], value)
        elif value is None:
            made.pop(name, None)
        else:
            made[name] = copy.deepcopy(value)
    return made


def _value(value):
    if isinstance(value, list):
        return "[" + ", ".join(_value(v) for v in value) + "]"
    return json.dumps(value)  # strings, numbers and booleans are written alike in TOML


def _is_tables(value):
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _key(name):
    return name if re.fullmatch("[A-Za-z0-9_-]+", name) else json.dumps(name)


def to_toml(tree, path=()):
    plain = {k: v for k, v in tree.items() if not isinstance(v, dict) and not _is_tables(v)}
    lines = [f"{_key(k)} = {_value(v)}" for k, v in plain.items()]
    for name, value in tree.items():
        here = path + (name,)
        if isinstance(value, dict):
            lines += [f"[{'.'.join(here)}]", to_toml(value, here)]
        elif _is_tables(value):
            for entry in value:
                lines += [f"[[{'.'.join(here)}]]", to_toml(entry, here)]
    return "\n".join(lines) + "\n"

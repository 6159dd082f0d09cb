"""AWS's own SDKs against @connections: boto3, and the JavaScript one in a process of its own."""

import base64
import hashlib
import json
import shutil
import subprocess

from support.binaries import ROOT

ACCESS_KEY = "AKIDEXAMPLE"
SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
AWS_KEYS = [{"access_key_id": ACCESS_KEY, "secret_access_key": SECRET_KEY}]

INSTALL_SECONDS = 300


def boto3_client(endpoint, access_key=ACCESS_KEY, secret_key=SECRET_KEY, attempts=1):
    import boto3
    from botocore.config import Config

    return boto3.client(
        "apigatewaymanagementapi",
        region_name="us-east-1",
        endpoint_url=endpoint,
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        config=Config(retries={"total_max_attempts": attempts}),
    )


def installed_js_sdk():
    """The folder with client.mjs and what it needs, made once for each lock file."""
    source = ROOT / "tests" / "sdk"
    lock = (source / "package-lock.json").read_bytes()
    folder = ROOT / "build" / "sdk" / hashlib.sha256(lock).hexdigest()[:16]
    done = folder / "installed"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(source / name, folder)
        subprocess.run(
            ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=folder,
            check=True,
            timeout=INSTALL_SECONDS,
            stdout=subprocess.DEVNULL,
        )
        done.touch()
    shutil.copy(source / "client.mjs", folder)
    return folder


class JsSdk:
    """One node process; each call makes a client of its own in it."""

    def __init__(self):
        folder = installed_js_sdk()
        self._child = subprocess.Popen(
            ["node", "client.mjs"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def call(self, operation, endpoint, id, data=None, access_key=ACCESS_KEY, secret_key=SECRET_KEY, **how):
        """What became of it: `output` and `status`, or `error`, its class `modelled`, `message` and `status`."""
        asked = {
            "operation": operation,
            "endpoint": endpoint,
            "credentials": {"accessKeyId": access_key, "secretAccessKey": secret_key},
            "input": {"ConnectionId": id},
            **how,
        }
        if data is not None:
            asked["data"] = base64.b64encode(data).decode()
        self._child.stdin.write(json.dumps(asked) + "\n")
        self._child.stdin.flush()
        line = self._child.stdout.readline()
        assert line, "the node process ended"
        return json.loads(line)

    def end(self):
        self._child.stdin.close()
        self._child.wait(timeout=10)
        self._child.stdout.close()

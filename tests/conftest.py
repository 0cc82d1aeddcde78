"""Fixtures every suite may ask for; each starts its part only when a test first uses it."""

pytest_plugins = [
    "tests.support.postgres",
    "tests.support.emulator",
    "tests.support.hub",
    "tests.support.own_record",
]

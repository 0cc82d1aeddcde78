"""Fixtures of the document tests."""

from tests.support.lifecycle import pipeline

__all__ = ["pipeline"]

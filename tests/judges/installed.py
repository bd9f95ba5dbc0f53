"""Judges need programs that not every machine has: a test says so and is skipped, unless they are demanded."""

from __future__ import annotations

import os

import pytest


def need(condition: object, what: str) -> None:
    """Skip the test when `what` is not installed; with TEMPLATER_JUDGES=required its absence is a failure."""
    if condition:
        return
    if os.environ.get("TEMPLATER_JUDGES") == "required":
        pytest.fail(f"this judge needs {what}", pytrace=False)
    pytest.skip(f"this judge needs {what}")

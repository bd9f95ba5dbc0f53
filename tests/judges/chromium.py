"""Chromium without a window, and the rules of axe for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from installed import need

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@contextmanager
def launched() -> Iterator[tuple[Any, str]]:
    """Start the browser, and give it with the script of axe; skip the test where either is missing."""
    need(find_spec("playwright"), "the Python package playwright")
    axe = find_spec("axe_playwright_python")
    need(axe, "the Python package axe-playwright-python")
    program = shutil.which("chromium")
    need(program, "the program chromium")
    assert axe is not None
    assert axe.origin is not None
    rules = Path(axe.origin).with_name("axe.min.js").read_text("utf-8")
    with import_module("playwright.sync_api").sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium, rules
        chromium.close()

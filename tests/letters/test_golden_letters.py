from __future__ import annotations

from pathlib import Path

import pytest
from golden import GOLDEN, golden_letters

LETTERS = list(golden_letters())


@pytest.mark.parametrize(("path", "text"), LETTERS, ids=[str(path.relative_to(GOLDEN)) for path, _ in LETTERS])
def test_a_letter_reads_as_it_was_read_and_approved(path: Path, text: str) -> None:
    assert path.read_text("utf-8") == text, "run python tests/letters/golden.py, and read what changed"


def test_no_golden_letter_is_left_of_what_is_no_longer_there() -> None:
    assert set(GOLDEN.rglob("*.txt")) == {path for path, _ in LETTERS}

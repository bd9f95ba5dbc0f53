"""The shipped letters and their locales, as the judges look at them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from templater.language import Locale
from templater.letters import Library

sys.path.insert(0, str(Path(__file__).parents[1] / "letters"))
from situations import FREE, written  # its directory is on the path only when its own tests run

FILLED_IN = ("Acme", "Marta", "Analista de datos", "Puente Talent", "Laura Gil", "Selección de personal")
LIBRARY = Library()


@cache
def locale_of(tag: str) -> Locale:
    """Return a shipped locale."""
    return LIBRARY.edition(tag).locale


def shipped_letters() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield every shipped text once: its locale, subject, text and what was filled in."""
    seen = set()
    for one in written():
        facts = (*FILLED_IN, *FREE[one.case.language].values())
        for text in one.texts:
            if (one.case.locale, text) not in seen:
                seen.add((one.case.locale, text))
                yield one.case.locale, one.subject, text, facts

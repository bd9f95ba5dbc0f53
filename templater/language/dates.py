"""Write a day in words, in the order of the reader's country."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from babel.dates import format_date

from templater.language.chain import cldr


@lru_cache(maxsize=4096)
def long_date(day: date, tag: str, pattern: str = "") -> str:
    """Return the day with the month's name, and no article; `pattern` is CLDR's, or "" for the locale's long one.

    There is no short form: 3/11 is one day in Madrid and another in Miami.

    >>> long_date(date(2026, 12, 3), "es"), long_date(date(2026, 12, 3), "en", "d MMMM y")
    ('3 de diciembre de 2026', '3 December 2026')
    """
    return format_date(day, pattern or "long", locale=cldr(tag))


def is_date_pattern(pattern: str) -> bool:
    """Say whether CLDR reads the pattern, and it gives the day and the month's whole name.

    >>> is_date_pattern("d MMMM y"), is_date_pattern("d/M/y"), is_date_pattern("HH:mm")
    (True, False, False)
    """
    try:
        words = long_date(date(2026, 12, 3), "en", pattern)
    except (ValueError, AttributeError, TypeError, KeyError):  # Babel's ways to refuse: a date has no hour
        return False
    return bool(pattern) and {"3", "December"} <= set(re.findall(r"\w+", words))

"""Read the dates that people and spreadsheets write, and never guess which figure is the month."""

from __future__ import annotations

import re
from datetime import date, datetime

# Spreadsheets put a time behind a date: "12/3/2026 9:30", "12/3/2026, 9:30:00 AM", "3/12/2026 9:30 p. m."
_NUMERIC_DATE = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:,? \d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.? ?m\.?)?)?", re.IGNORECASE
)


def dates_meant(text: str, order: str) -> list[date]:
    """Return the dates that text can mean: one, none, or two when day and month can change places."""
    if re.match(r"\d{4}-\d\d-\d\d([T ]|\Z)", text):
        day = _real_date(int(text[:4]), int(text[5:7]), int(text[8:10]))
        return [day] if day else []
    parts = _NUMERIC_DATE.fullmatch(text)
    if parts is None:
        return []
    first, second, year = int(parts[1]), int(parts[2]), int(parts[3])
    orders = {"dmy": [(second, first)], "mdy": [(first, second)]}.get(order, [(second, first), (first, second)])
    meant = {_real_date(year, month, day) for month, day in orders}
    return sorted(day for day in meant if day is not None)


def _real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_moment(text: str) -> bool:
    """Say whether text is a date with or without a time, as ISO 8601 writes it."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True

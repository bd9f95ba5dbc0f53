"""Notice dates that two countries read as two days, so that how they are read is said and not guessed in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from templater.candidate import BY_NAME, Vocabulary
from templater.recipients.headers import Notice

_EITHER = re.compile(r"\s*(0?[1-9]|1[0-2])[/.-](?!\1[/.-])(0?[1-9]|1[0-2])[/.-]\d{4}\b")
_COLUMNS = tuple(name for name, column in BY_NAME.items() if column.kind in ("date", "policy"))


class NumericDates:
    """Remembers the first date of a source whose day and month can change places."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._orders = vocabulary.dates
        self._found = ""

    def look(self, cells: Mapping[str, object]) -> None:
        """Look at the dates of a row, until one has been found."""
        if self._found:
            return
        for name in _COLUMNS:
            cell = cells.get(name)
            if isinstance(cell, str) and cell and _EITHER.match(cell):
                self._found = cell.strip()

    def notices(self) -> Iterator[Notice]:
        """Yield how each language reads such a date, when there was one."""
        if self._found:
            values = {"found": self._found, "days": self._tags("dmy"), "months": self._tags("mdy")}
            yield Notice("a date such as {found} has the day first in rows in {days}, the month first in {months}, and "
                         "is refused in other languages; 2026-12-03 is understood in all", values=values)  # fmt: skip

    def _tags(self, order: str) -> str:
        return ", ".join(tag.replace("_", "-") for tag, one in self._orders.items() if one == order) or "–"

"""Notice dates that two countries read as two days, so that how they are read is said and not guessed in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from templater.candidate import BY_NAME, Vocabulary, fold
from templater.recipients.headers import Notice

_EITHER = re.compile(r"\s*(0?[1-9]|1[0-2])[/.-](?!\1[/.-])(0?[1-9]|1[0-2])[/.-]\d{4}\b")
_WRITTEN = {"dmy": "dd/mm", "mdy": "mm/dd"}
_COLUMNS = tuple(name for name, column in BY_NAME.items() if column.kind in ("date", "policy"))


class NumericDates:
    """Remembers the first date of a source whose day and month can change places."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._orders = vocabulary.dates
        self._languages = vocabulary.values.get("locale", {})
        self._found = ""

    def look(self, cells: Mapping[str, object]) -> None:
        """Look at the dates of a row, until one has been found that is not refused by the language of its row."""
        if self._found:
            return
        for name in _COLUMNS:
            cell = cells.get(name)
            if isinstance(cell, str) and cell and _EITHER.match(cell) and self._is_read(cells.get("locale")):
                self._found = cell.strip()
                return

    def _is_read(self, locale: object) -> bool:
        """Say whether a row's language may read such a date; a row without one gets it from elsewhere."""
        key = fold(str(locale or ""))
        tag = fold(self._languages.get(key, key))
        return not tag or tag in self._orders or tag.partition("_")[0] in self._orders

    def notices(self) -> Iterator[Notice]:
        """Yield how the languages read such a date, when there was one."""
        if self._found and self._orders:
            orders = ", ".join(f"{tag.replace('_', '-')} {_WRITTEN[order]}" for tag, order in self._orders.items())
            yield Notice("a date such as {found} is read by the language of its row: {orders}; in others it is "
                         "refused, and 2026-12-03 is understood in all",
                         values={"found": self._found, "orders": orders})  # fmt: skip

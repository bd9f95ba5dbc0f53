"""The columns of a run's rows, gathered while they come: JSON lines may bring new ones until the end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from templater.candidate import ADDED, Record


class Columns:
    """The columns of the rows so far, each in the place where it came first; see `Record`."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._places: dict[tuple[str, int], int] = {}
        self._last: tuple[Sequence[str], list[int]] = ((), [])

    def in_order(self, record: Record) -> list[str]:
        """Return a row's cells in the order of the columns, without what an earlier run has added to it."""
        if record.names is not self._last[0]:
            self._last = record.names, self._placed(record.names)
        cells = [""] * len(self.names)
        for place, cell in zip(self._last[1], record.cells, strict=False):
            cells[place] = as_cell(cell)
        return cells

    def _placed(self, names: Sequence[str]) -> list[int]:
        kept = names[: -len(ADDED)] if tuple(names[-len(ADDED) :]) == ADDED else names
        met: Counter[str] = Counter()
        return [self._place(as_cell(name), met) for name in kept]

    def _place(self, name: str, met: Counter[str]) -> int:
        """Return the place of a name, which the second time in a row has a second place."""
        met[name] += 1
        key = (name, met[name])
        if key not in self._places:
            self._places[key] = len(self.names)
            self.names.append(name)
        return self._places[key]


def as_cell(value: object) -> str:
    """Return a value as the text of a cell: nothing as nothing, a list as JSON has it."""
    match value:
        case str():
            text = value
        case None:
            text = ""
        case bool() | list() | dict():
            text = json.dumps(value, ensure_ascii=False, default=str)
        case _:
            text = str(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode()

"""Read recipients from JSON lines: one object on each, with our columns or what people call them as keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO

from templater.errors import InputError, Problem
from templater.recipients.decoding import TextLines
from templater.recipients.headers import ColumnMap, Placed, column_map, place_header, recorder, same_column
from templater.recipients.interface import Row, Unreadable
from templater.recipients.json_text import read_object
from templater.recipients.vocabulary import Headings

KEYS_REMEMBERED = 1000
"""Keys of which a source says what became of them; a record has about fifty."""


class JsonLinesSource:
    """The objects of a stream, as they come; see `Source`.

    Raises InputError when the stream is empty or holds one JSON value that goes on over several lines.
    """

    def __init__(self, stream: BinaryIO, name: str, headings: Headings, *, extra: frozenset[str] = frozenset()) -> None:
        self.name = name
        self._headings = headings
        self._extra = extra
        self._keys: dict[str, Placed] = {}
        self._text = TextLines(stream, name)
        lines = _numbered(self._text)
        number, first = next(lines, (0, ""))
        if not first:
            raise InputError("is empty; each line must be a JSON object", place=name)
        if first.startswith("[") or first == "{":
            raise InputError("is one JSON value over the whole file; write one object per line, which {example} does",
                             place=f"{name}:{number}", example="jq -c '.[]'")  # fmt: skip
        self._lines = chain([(number, first)], lines)
        self._meet(first)

    @property
    def columns(self) -> ColumnMap:
        """How the keys met so far were understood."""
        return column_map(tuple(self._keys.values()), self._headings)

    @property
    def share(self) -> float | None:
        """How much of the source has been read; see `Source`."""
        return self._text.share

    def __iter__(self) -> Iterator[Row | Unreadable]:
        for number, line in self._lines:
            match read_object(line):
                case Problem() as problem:
                    yield Unreadable(number, (problem,))
                case found:
                    yield self._row(number, found)

    def _row(self, number: int, found: Mapping[str, Any]) -> Row | Unreadable:
        placed = tuple(map(self._place, found))
        record = recorder(placed)(tuple(found.values()))
        match cells_by_column(found, placed):
            case Problem() as problem:
                return Unreadable(number, (problem,), record)
            case cells:
                return Row(number, cells, record)

    def _meet(self, line: str) -> None:
        """Learn the keys of the first object, so that they are known before anybody asks for a row."""
        found = read_object(line)
        for key in () if isinstance(found, Problem) else found:
            self._place(key)

    def _place(self, key: str) -> Placed:
        placed = self._keys.get(key) or place_header(key, self._headings, self._extra)
        if len(self._keys) < KEYS_REMEMBERED:
            self._keys[key] = placed
        return placed


def cells_by_column(found: Mapping[str, Any], placed: Iterable[Placed]) -> dict[str, Any] | Problem:
    """Return an object's values by canonical column, or say that two keys mean the same one."""
    places = tuple(placed)
    for first, second in same_column(places):
        both = {"first": first.found, "second": second.found, "column": first.column}
        return Problem("the keys '{first}' and '{second}' are both read as '{column}'; keep one", "duplicate-key",
                       values=both)  # fmt: skip
    return {one.column: value for one, value in zip(places, found.values(), strict=True) if one.column}


def _numbered(lines: TextLines) -> Iterator[tuple[int, str]]:
    for line in lines:
        if text := line.strip(" \t\r\n"):
            yield lines.number, text

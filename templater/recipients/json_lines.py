"""Read recipients from JSON: an object on each line, or a list of them, with what people call our columns as keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import Any, BinaryIO

from templater.errors import InputError, Problem
from templater.recipients.decoding import TextLines
from templater.recipients.headers import ColumnMap, Placed, column_map, place_header, recorder, same_column
from templater.recipients.interface import STANDARD_INPUT, Row, Unreadable
from templater.recipients.json_list import JsonList
from templater.recipients.json_text import read_object
from templater.recipients.lines import single_lines
from templater.recipients.numeric_dates import NumericDates
from templater.recipients.outcomes import settled
from templater.recipients.vocabulary import Headings

KEYS_REMEMBERED = 1000
"""Keys of which a source says what became of them; a record has about fifty."""

_WHOLE = re.compile(r"\{|\[\s*(\{.*)?")
"""A line with which one JSON value over a whole file begins: a bracket alone, or a list with an object."""


class JsonSource:
    """The objects of a stream, as they come; see `Source`.

    They stand one on each line or, with `whole`, in a list; one object alone is a list of one.
    Raises InputError when the stream is empty, or is the one where it should be the other. Of lines on the standard
    input none ends the run: whoever sends them may wait for an answer.
    """

    def __init__(
        self,
        stream: BinaryIO,
        name: str,
        headings: Headings,
        *,
        extra: frozenset[str] = frozenset(),
        whole: bool = False,
    ) -> None:
        self.name = name
        self._headings = headings
        self._extra = extra
        self._keys: dict[str, Placed] = {}
        self._known = ColumnMap()
        self._dates = NumericDates(headings.vocabulary)
        self._text = TextLines(stream, name, marks=not whole)
        objects = iter(JsonList(self._text)) if whole else _lines(self._text)
        first = list(islice(objects, 2 if whole else 1))  # what follows the first tells whether it is a list
        self._objects = chain(first, objects)
        for _, content in first:  # its keys are known before anybody asks for a row
            found = _object(content)
            for key in () if isinstance(found, Problem) else found:
                self._place(key)

    @property
    def columns(self) -> ColumnMap:
        """How the keys met so far were understood."""
        if len(self._known.placed) != len(self._keys):
            self._known = column_map(tuple(self._keys.values()), self._headings)
        known = self._known
        return replace(known, notices=(*known.notices, *self._dates.notices()))

    @property
    def share(self) -> float | None:
        """How much of the source has been read; see `Source`."""
        return self._text.share

    def __iter__(self) -> Iterator[Row | Unreadable]:
        for number, content in self._objects:
            found = _object(content)
            if isinstance(found, Problem):
                yield Unreadable(number, (found,))
                continue
            placed = tuple(map(self._place, found))
            record = recorder(placed)(tuple(found.values()))
            match cells_by_column(found, placed, self._headings):
                case Problem() as problem:
                    yield Unreadable(number, (problem,), record)
                case cells:
                    self._dates.look(cells)
                    yield Row(number, cells, record)

    def _place(self, key: str) -> Placed:
        placed = self._keys.get(key) or place_header(key, self._headings, self._extra)
        if len(self._keys) < KEYS_REMEMBERED:
            self._keys[key] = placed
        return placed


def cells_by_column(found: Mapping[str, Any], placed: Iterable[Placed], headings: Headings) -> dict[str, Any] | Problem:
    """Return an object's values by canonical column, or say that two keys mean the same one."""
    places = tuple(placed)
    for first, second in same_column(places):
        both = {"first": first.found, "second": second.found, "column": first.column}
        return Problem("the keys '{first}' and '{second}' are both read as '{column}'; keep one", "duplicate-key",
                       values=both)  # fmt: skip
    cells = {one.column: value for one, value in zip(places, found.values(), strict=True) if one.column}
    reasons = [value for one, value in zip(places, found.values(), strict=True) if one.fate == "ignored"]
    return settled(cells, reasons, headings.vocabulary) if reasons else cells


def _object(content: str | Problem) -> Mapping[str, Any] | Problem:
    return content if isinstance(content, Problem) else read_object(content)


def _lines(text: TextLines) -> Iterator[tuple[int, str | Problem]]:
    """Yield every line that is not blank; the first one tells whether this is one value over the whole file."""
    lines = single_lines(text)
    first = next(lines, None)
    if first is None:
        raise InputError("is empty; each line must be a JSON object", place=text.name)
    number, content = first
    yield number, _not_whole(content, text) if isinstance(content, str) and _WHOLE.fullmatch(content) else content
    yield from lines


def _not_whole(content: str, text: TextLines) -> Problem:
    """Return what is wrong with a line that looks like the beginning of another format; a file is refused for it."""
    if text.name != STANDARD_INPUT:
        raise InputError("is one JSON value over the whole file; add {option}",
                         place=f"{text.name}:{text.number}", option="--format json")  # fmt: skip
    found = read_object(content)
    code = found.code if isinstance(found, Problem) else "not-json"
    return Problem("is no JSON object; where one value goes over all lines, add {option}", code,
                   values={"option": "--format json"})  # fmt: skip

"""Silence closes up: a silent phrase takes one space with it, an empty line or item goes, other words never."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from templater.letters.expressions import Name

Line = list[str | Name]
_EMPTY = re.compile(r"\s*+(?:(?:[-*+>]|#|\d++[.)])\s*+)*+")


def close_up(pieces: Iterable[str | Name], *, silent: Callable[[Name], bool], absent: Callable[[Name], bool]) -> Line:
    """Return the pieces without what is not said, with lines kept apart by newlines.

    `silent` tells a phrase that says nothing; a line that holds a field that is `absent` goes whole.
    """
    kept: Line = []
    for line in _lines(pieces):
        names = [piece for piece in line if isinstance(piece, Name)]
        if any(absent(name) for name in names):
            continue
        said = _closed(line, silent)
        if any(silent(name) for name in names) and not _says_something(said):
            continue
        kept += [*said, "\n"]
    return kept[:-1]


def _lines(pieces: Iterable[str | Name]) -> Iterator[Line]:
    line: Line = []
    for piece in pieces:
        if isinstance(piece, Name):
            line.append(piece)
            continue
        first, *others = piece.split("\n")
        line.append(first)
        for other in others:
            yield line
            line = [other]
    yield line


def _closed(line: Line, silent: Callable[[Name], bool]) -> Line:
    """Take silent phrases out of a line, each with one adjacent space: the one before it, else the one after."""
    said: Line = []
    owed = False
    for piece in line:
        if isinstance(piece, Name) and silent(piece):
            before = said[-1] if said else ""
            if isinstance(before, str) and before.endswith(" ") and not (len(said) == 1 and _begins(line)):
                said[-1] = before[:-1]
            else:
                owed = True
        elif isinstance(piece, str):
            said.append(piece.removeprefix(" ") if owed else piece)
            owed = owed and not piece
        else:
            said.append(piece)
            owed = False
    return said


def _begins(line: Line) -> bool:
    """Say whether a line begins with what makes it an item: that space stands between no words."""
    return isinstance(line[0], str) and _EMPTY.fullmatch(line[0]) is not None


def _says_something(line: Line) -> bool:
    return any(isinstance(piece, Name) or not _EMPTY.fullmatch(piece) for piece in line)

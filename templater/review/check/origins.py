"""Find the line of a template from which a stretch of a finished message comes: words between values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from templater.language.shelves import Source

_HOLE = re.compile(r"%\([^)]*\)s")
_BRACES = re.compile(r"\{\{.*?\}\}|\{[%#].*?[%#]\}")


@dataclass(frozen=True, slots=True)
class Origin:
    """Words between two values, as they are said, with the file and the line they begin on."""

    words: str
    file: str
    line: int


@lru_cache(maxsize=8192)
def origins_of_format(template: str, place: str) -> tuple[Origin, ...]:
    """Return the words of a wording from its format; `place` is file and line."""
    file, _, line = place.rpartition(":")
    parts = [part.replace("%%", "%") for part in _HOLE.split(template)]
    return tuple(_origins(parts, file, int(line)))


@lru_cache(maxsize=512)
def origins_of_letter(body: Source) -> tuple[Origin, ...]:
    """Return the words of a letter's own, line by line."""
    lines = enumerate(body.text.split("\n"), start=body.line)
    return tuple(one for number, line in lines for one in _origins(_BRACES.split(line), body.file, number))


def _origins(parts: Iterable[str], file: str, line: int) -> Iterator[Origin]:
    for part in parts:
        if part.strip():
            yield Origin(part, file, line)
        line += part.count("\n")


def origin_of(text: str, start: int, end: int, origins: Iterable[Origin]) -> tuple[str, int] | None:
    """Return the file and the line of the words that stand there: of those that share the most with the stretch.

    Among those that share as much, the longest are the surest.
    """
    best: tuple[int, int] = (0, 0)
    place: tuple[str, int] | None = None
    for one in origins:
        for at in _occurrences(one.words, text, start, end):
            first = max(start, at)
            shared = (min(end, at + len(one.words)) - first, len(one.words))
            if shared > best:
                best, place = shared, (one.file, one.line + one.words[: first - at].count("\n"))
    return place


def _occurrences(words: str, text: str, start: int, end: int) -> Iterator[int]:
    """Yield where some words stand that overlap with a stretch."""
    at = text.find(words, max(start - len(words) + 1, 0))
    while 0 <= at < end:
        yield at
        at = text.find(words, at + 1)

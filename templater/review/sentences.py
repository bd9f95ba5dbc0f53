"""Divide a text in sentences and words, as a reader would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from templater.review.masks import COVER, cover_addresses

_END = re.compile(r"[.?!…]+[»”\")\]]*(?=\s)")
_LINE = re.compile(r"\n[ \t]*(?:[-*•][ \t]+|\d+[.)][ \t]+)?")
_LAST_TOKEN = re.compile(r"\S+$")
_INITIAL = re.compile(r"[«“\"(¿¡]*(?:[^\W\d_]\.)+")
_LOWER = re.compile(r"\s+[«“\"(]*[^\W\d_]")
# a sign inside a word keeps it whole: e.g., 1.er, 3/11, follow-up, team's, 12,345
_WORD = re.compile(r"[^\W_]+(?:(?:['’./-]|,(?=\d))[^\W_]+)*[ºª]?")


def sentences(text: str, abbreviations: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the sentences of a text; a new line begins another, as list items and signatures do.

    The point of an abbreviation, of an initial and of three that trail off ends none. `abbreviations`
    are the locale's, each with its points.

    >>> sentences("Acme, S. L. has 3.5 seats. Is it far?", ["S. L."])
    ('Acme, S. L. has 3.5 seats.', 'Is it far?')
    """
    known = _tokens(tuple(abbreviations))
    found: list[str] = []
    for line in _LINE.split("\n" + text):
        found += (part for start, end in _spans(line, known) if (part := line[start:end].strip()))
    return tuple(found)


def words(sentence: str) -> tuple[str, ...]:
    """Return the words and numbers of a text, without addresses.

    >>> words("The 1.er follow-up, e.g. at https://a.example/b?c=d or a@b.example")
    ('The', '1.er', 'follow-up', 'e.g', 'at', 'or')
    """
    return tuple(_WORD.findall(cover_addresses(sentence)))


def ends_sentence(text: str, end: int, abbreviations: Iterable[str] = ()) -> bool:
    """Say whether the sign before `end`, which is followed by a space, ends a sentence there."""
    return _ends(text, end, _tokens(tuple(abbreviations)))


def _spans(line: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    start, masked = 0, cover_addresses(line)
    for found in _END.finditer(masked):
        if _ends(masked, found.end(), known):
            yield start, found.end()
            start = found.end()
    yield start, len(line)


def _ends(text: str, end: int, known: frozenset[str]) -> bool:
    last = _LAST_TOKEN.search(text, max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1, end)
    token = last[0] if last else ""
    if token.endswith(("…", "...")):
        after = _LOWER.match(text, end)
        return not (after and after[0][-1].islower())
    if COVER in token:
        return True
    return not (_INITIAL.fullmatch(token) or token.lstrip('«“"(¿¡').casefold() in known)


@lru_cache(maxsize=64)
def _tokens(abbreviations: tuple[str, ...]) -> frozenset[str]:
    return frozenset(token for one in abbreviations for token in one.casefold().split())

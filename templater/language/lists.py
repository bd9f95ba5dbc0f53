"""Join several things in one phrase, with the word for *and* or *or* that sounds right before the last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from babel.lists import format_list

from templater.language.chain import cldr

# Only these two: Babel 2.18 raises KeyError: 'start' for the style "unit" in Spanish.
Style = Literal["standard", "or"]

_FIRST_MARK = 0xF0000  # private use, so never a letter; the marks are gone before an item comes in
_LINK = re.compile(r"(\w+)(\s+)([\U000F0000-\U000FFFFD])")
_OPENING = "«“„‹‘\"'([{¿¡*_… \t\n\u00a0\u202f"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Euphony:
    """A word that becomes another before certain sounds, as Spanish y becomes e before inglés.

    `before` is a pattern for the beginning of what follows; `unless` holds first words, in lower case,
    that are written as if they sounded so and do not.
    """

    word: str
    becomes: str
    before: str
    unless: frozenset[str] = frozenset()

    def applies(self, following: str) -> bool:
        """Say whether the word changes before this text; an opening quotation mark makes no sound."""
        text = following.lstrip(_OPENING)
        first = _WORD.match(text)
        if first and first[0].casefold() in self.unless:
            return False
        return re.match(self.before, text, re.IGNORECASE) is not None


def euphonic(word: str, following: str, rules: Iterable[Euphony]) -> str:
    """Return the word as it is said before `following`.

    >>> rules = [Euphony("y", "e", "h?i(?!e)")]
    >>> euphonic("y", "hijos", rules), euphonic("y", "«inglés»", rules), euphonic("y", "hielo", rules)
    ('e', 'e', 'y')
    """
    return next((rule.becomes for rule in rules if rule.word == word and rule.applies(following)), word)


def join(items: Sequence[str], tag: str, style: Style = "standard", rules: Iterable[Euphony] = ()) -> str:
    """Return the items as one phrase: *a, b and c*, or with *or* if the style says so.

    CLDR's lists know no euphony; ICU has it in code (ICU-21016), and the locale's data brings ours.

    >>> join(["Go", "Java", "Rust"], "es"), join(["Go", "Java"], "en", "or")
    ('Go, Java y Rust', 'Go or Java')
    """
    known = tuple(rules)
    marks = [chr(_FIRST_MARK + place) for place in range(len(items))]

    def linked(match: re.Match[str]) -> str:
        word, space, mark = match.groups()
        return euphonic(word, items[ord(mark) - _FIRST_MARK], known) + space + mark

    frame = _LINK.sub(linked, format_list(marks, style, locale=cldr(tag)))
    return frame.translate({ord(mark): item for mark, item in zip(marks, items, strict=True)})

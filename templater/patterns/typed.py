"""Cut a typed text into words, and spell each word so that it can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal
from unicodedata import normalize

Match = Literal["folded", "accents", "exact"]
"""How words are compared: without case and accents, without case, or as they are written."""

MATCHES: tuple[Match, ...] = ("folded", "accents", "exact")

MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
"""Accents that stand behind their letter."""

_PLAIN = str.maketrans("’‘´‑‐", "'''--")
_TYPESET = re.compile("[’‘´‑‐]")
_WORDS = re.compile(rf"([\w{MARKS}]+)")
_ACCENTS = re.compile(f"[{MARKS}]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
_FOLLOWS = re.compile(f"[{MARKS}\u00ad\u200b-\u200f\u2060\ufeff]")
_ADDRESSES = re.compile(r"(?:https?://|www\.)\S++|(?<!\S)[^\s@]++@[^\s@.]++\.\S++", re.IGNORECASE)
"""Web and mail addresses: what stands in them is nobody's words."""


@dataclass(frozen=True)
class Typed:
    """A text as it was typed: a gap, a word, a gap, a word … and a last gap, which together are the text."""

    text: str
    parts: Sequence[str]

    @property
    def holds_address(self) -> bool:
        """Whether an address may stand in the text, or was left out."""
        return "\0" in self.text or has_address(self.text)

    @cached_property
    def gaps(self) -> Sequence[str]:
        """What stands before each word, and after the last, with plain apostrophes and hyphens."""
        gaps = self.parts[::2]
        return list(map(plain_signs, gaps)) if _TYPESET.search(self.text) else gaps

    @cached_property
    def _folded(self) -> Sequence[str]:
        return [word.lower() if word.isascii() else _spelled_plain(word) for word in self.parts[1::2]]

    def words(self, match: Match = "folded") -> Sequence[str]:
        """Return the words, spelled as `match` compares them."""
        if match == "folded":
            return self._folded
        words = self.parts[1::2]
        return words if match == "exact" else [word.casefold() for word in words]

    def between(self, start: int, end: int) -> str:
        """Return the words from `start` up to `end`, as they were typed."""
        return "".join(self.parts[2 * start + 1 : 2 * end])

    def offset(self, word: int) -> int:
        """Return how many characters stand before a word."""
        return sum(map(len, self.parts[: 2 * word + 1]))


def read_typed(text: str) -> Typed:
    """Return a text cut into words; signs that nobody sees, and addresses, are left out.

    >>> read_typed("Él dijo «sí».").words()
    ['el', 'dijo', 'si']
    """
    if not text.isascii():
        text = _UNSEEN.sub("", normalize("NFC", text))
    if has_address(text):
        text = _ADDRESSES.sub("\0", text)
    return Typed(text, _WORDS.split(text))


def has_address(text: str) -> bool:
    """Say whether a web or mail address may stand in a text."""
    return "@" in text or "://" in text or "www." in text.lower()


def begins_with_mark(text: str) -> bool:
    """Say whether a text begins with an accent, or a sign that nobody sees, which may belong to what stands before."""
    return not text.isascii() and bool(_FOLLOWS.match(text))


def plain_signs(text: str) -> str:
    """Return a text with the apostrophe and the hyphen of a keyboard for those that typesetters use.

    >>> plain_signs("don’t")
    "don't"
    """
    return text.translate(_PLAIN)


@lru_cache(maxsize=1024)
def _spelled_plain(word: str) -> str:
    return spelled(word, "folded")


def spelled(word: str, match: Match) -> str:
    """Return a word as `match` compares it.

    >>> spelled("Más", "folded"), spelled("Más", "accents"), spelled("Más", "exact")
    ('mas', 'más', 'Más')
    """
    if match == "folded":
        return _ACCENTS.sub("", normalize("NFKD", word)).casefold()
    return normalize("NFC", word) if match == "exact" else normalize("NFC", word).casefold()

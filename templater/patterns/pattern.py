"""Read the word patterns in which people who do not program say what to look for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import normalize

from templater.errors import TemplateError
from templater.patterns.typed import MARKS, Match, plain_signs, spelled

_PIECES = re.compile(rf"([\w{MARKS}*#&]+)")

_WORD = r"\*?+\w++(?:['-]\w++)*+\*?+"
_WORDS = rf"{_WORD}(?:\|{_WORD})*+"
_PLAIN = re.compile(rf"(?:(?:(?:{_WORDS}|\*)\?|\*) )*+{_WORDS}(?: (?:{_WORDS}|\*)\??+)*+")
"""Nothing is wrong with such a pattern, so it can be read when it is needed."""

_SET = re.compile(r"<([^<>|\s]+)>")

Sets = Mapping[str, str]
"""Alternatives that have a name: `<name>` in a pattern stands for them."""


class Piece(NamedTuple):
    """A word, or what stands between the signs of one such as n/a: a text that may be open at either end."""

    text: str
    opens: bool = False
    goes_on: bool = False

    @property
    def has_places(self) -> bool:
        """Whether it holds # for a digit or & for a letter."""
        return "#" in self.text or "&" in self.text

    @property
    def is_within(self) -> bool:
        """Whether it may stand in the middle of a word."""
        return self.opens and self.goes_on and bool(self.text)

    @property
    def kind(self) -> str:
        """What the first sign of a word must be to be this one: see `kind_of`; "" where it may be any."""
        return "" if self.opens or not self.text else _PLACES.get(self.text[0]) or kind_of(self.text[0])

    def fits(self, word: str) -> bool:
        """Say whether a word of a text is this one."""
        if not self.has_places:
            if self.opens:
                return self.text in word if self.goes_on else word.endswith(self.text)
            return word.startswith(self.text) if self.goes_on else word == self.text
        size = len(self.text)
        if self.opens and self.goes_on:
            return any(self._takes(word[start : start + size]) for start in range(len(word) - size + 1))
        return self._takes(word[-size:] if self.opens else word[:size] if self.goes_on else word)

    def _takes(self, part: str) -> bool:
        # from the end: places (&&os) mostly lead, and letters tell sooner than places that it does not fit
        return len(part) == len(self.text) and all(map(_takes, reversed(self.text), reversed(part)))


_PLACES = {"#": "digit", "&": "letter"}


def kind_of(sign: str) -> str:
    """Return whether a sign is a "digit", a "letter" or something "else"."""
    return "digit" if sign.isdecimal() else "letter" if sign.isalpha() else "else"


def _takes(place: str, character: str) -> bool:
    return character.isdecimal() if place == "#" else character.isalpha() if place == "&" else place == character


@dataclass(frozen=True, slots=True)
class Compound:
    """A word that signs divide (n/a, no-reply, tod@s), or a piece that a set cannot hold."""

    pieces: tuple[Piece, ...]
    signs: tuple[str, ...]
    lead: str = ""
    trail: str = ""

    @property
    def has_signs(self) -> bool:
        """Whether it is more than a piece."""
        return bool(self.signs or self.lead or self.trail)

    @property
    def first_word(self) -> str:
        """The word that it must begin with, or "" where several may stand there."""
        first = self.pieces[0]
        return "" if first.opens or first.goes_on or first.has_places else first.text

    def end(self, words: Sequence[str], gaps: Sequence[str], at: int) -> int:
        """Return the word after this one, if it stands at a word of the text; else 0."""
        end = at + len(self.pieces)
        if end > len(words) or not gaps[end].startswith(self.trail):
            return 0
        if self.signs and self.signs != tuple(gaps[at + 1 : end]):  # tells most apart, and costs least
            return 0
        return end if all(map(Piece.fits, self.pieces, words[at:end])) else 0


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a pattern: the words that may stand there, and whether none need to."""

    exact: frozenset[str]
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    compounds: tuple[Compound, ...]
    optional: bool

    @property
    def is_any(self) -> bool:
        """Whether every word may stand here, or none need to."""
        return self.optional or any(not text for text in (*self.heads, *self.tails))


def is_apart(gap: str, trail: str, lead: str) -> bool:
    """Say whether what stands between two words is space, beside the sign after the one and before the other."""
    if not trail and not lead:
        return gap.isspace()
    return gap.startswith(trail) and gap.endswith(lead) and gap[len(trail) : len(gap) - len(lead)].isspace()


@dataclass(frozen=True, slots=True)
class Pattern:
    """Some words in a row, as `text` says them; `match` is how they are compared."""

    text: str
    match: Match


def parse_pattern(text: str, match: Match = "folded") -> Pattern:
    """Return a pattern, or raise a TemplateError without a place that says what is wrong with it.

    >>> parse_pattern("your|his rac*").text
    'your|his rac*'
    """
    written = text if text.isascii() else plain_signs(normalize("NFC", text))
    if _PLAIN.fullmatch(written):
        return Pattern(written, match)
    places = [read_place(word, match) for word in written.split()]
    if all(place.is_any for place in places):
        raise TemplateError("'{text}' finds every word: write a word that must be there", text=text)
    return Pattern(" ".join(written.split()), match)


def read_place(word: str, match: Match, sets: Sets | None = None) -> Place:
    """Return what a place of a pattern says; raises a TemplateError that says what is wrong with it."""
    optional = word.endswith("?")
    exact, heads, tails, compounds = set(), [], [], []
    for alternative in _spelt_out(word.removesuffix("?"), sets).split("|"):
        compound = _read_compound(alternative, word, match)
        piece = compound.pieces[0]
        if compound.has_signs or piece.has_places or piece.is_within:
            compounds.append(compound)
        elif piece.goes_on:
            heads.append(piece.text)
        elif piece.opens:
            tails.append(piece.text)
        else:
            exact.add(piece.text)
    return Place(frozenset(exact), tuple(heads), tuple(tails), tuple(compounds), optional)


def _spelt_out(word: str, sets: Sets | None) -> str:
    return _SET.sub(lambda found: sets[found[1]], word) if sets and "<" in word else word


def _read_compound(alternative: str, word: str, match: Match) -> Compound:
    lead, *rest = _PIECES.split(alternative)
    if not rest:
        raise TemplateError("'{word}' lacks a word; signs that stand alone belong in 'signs'", word=word)
    pieces = tuple(_read_piece(piece, word, match) for piece in rest[::2])
    return Compound(pieces, tuple(rest[1:-1:2]), lead, rest[-1])


def _read_piece(piece: str, word: str, match: Match) -> Piece:
    text = piece.removeprefix("*").removesuffix("*")
    if "*" in text:
        raise TemplateError("in '{word}' a * stands in the middle; it may only begin or end a word", word=word)
    return Piece(spelled(text, match), piece.startswith("*"), piece.endswith("*"))

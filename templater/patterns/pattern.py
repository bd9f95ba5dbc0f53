"""Read the word patterns in which people who do not program say what to look for, and match them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from unicodedata import normalize

from templater.errors import TemplateError
from templater.patterns.typed import MARKS, Match, plain_signs, spelled

_PIECES = re.compile(rf"([\w{MARKS}*#&]+)")

_SIGN = re.compile("['-]")
_WORD = r"\*?+\w++(?:['-]\w++)*+\*?+"
_WORDS = rf"{_WORD}(?:\|{_WORD})*+"
_PLAIN = re.compile(rf"(?:(?:(?:{_WORDS}|\*)\?|\*) )*+{_WORDS}(?: (?:{_WORDS}|\*)\??+)*+")
"""Nothing is wrong with such a pattern, so it can be read when it is needed."""


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

    def end(self, words: Sequence[str], gaps: Sequence[str], at: int) -> int:
        """Return the word after this one, if it stands at a word of the text; else 0."""
        end = at + len(self.pieces)
        if end > len(words) or not gaps[end].startswith(self.trail):
            return 0
        fits = all(piece.fits(word) for piece, word in zip(self.pieces, words[at:end], strict=True))
        return end if fits and all(map(str.__eq__, self.signs, gaps[at + 1 : end])) else 0


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a pattern: the words that may stand there, and whether none need to."""

    exact: frozenset[str]
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    compounds: tuple[Compound, ...]
    optional: bool

    def ways(
        self, words: Sequence[str], gaps: Sequence[str], at: int, trail: str, *, first: bool
    ) -> Iterator[tuple[int, str]]:
        """Yield the words of the text that can follow, with the sign that must stand before them."""
        if at >= len(words):
            return
        word = words[at]
        if (word in self.exact or word.startswith(self.heads) or word.endswith(self.tails)) and (
            first or _is_apart(gaps[at], trail, "")
        ):
            yield at + 1, ""
        for compound in self.compounds:
            lead = compound.lead
            stands = gaps[at].endswith(lead) if first else _is_apart(gaps[at], trail, lead)
            if stands and (end := compound.end(words, gaps, at)):
                yield end, compound.trail

    @property
    def sizes(self) -> tuple[int, int]:
        """The fewest and the most words of a text that this place takes."""
        sizes = [len(compound.pieces) for compound in self.compounds]
        if self.exact or self.heads or self.tails:
            sizes.append(1)
        return (0 if self.optional else min(sizes)), max(sizes)

    @property
    def pieces(self) -> Iterator[tuple[int, Piece, str]]:
        """For each alternative the piece that says most, with its number in the word and a sign that must stand."""
        yield from ((0, Piece(text), "") for text in self.exact)
        yield from ((0, Piece(text, goes_on=True), "") for text in self.heads)
        yield from ((0, Piece(text, opens=True), "") for text in self.tails)
        for compound in self.compounds:
            number, piece = max(enumerate(compound.pieces), key=lambda numbered: _weight(numbered[1]))
            yield number, piece, max(compound.lead, *compound.signs, compound.trail, key=len)

    @property
    def weight(self) -> int:
        """How rare the words are, roughly: the length of the shortest."""
        return -1 if self.optional else min(_weight(piece) for _, piece, _ in self.pieces)


def _weight(piece: Piece) -> int:
    return 1 if piece.has_places else len(piece.text)


def _is_apart(gap: str, trail: str, lead: str) -> bool:
    if not trail and not lead:
        return gap.isspace()
    return gap.startswith(trail) and gap.endswith(lead) and gap[len(trail) : len(gap) - len(lead)].isspace()


class Anchor(NamedTuple):
    """A piece of a pattern's rarest word; the pattern begins from `nearest` to `farthest` words before it.

    A text without the `sign` has no match either; "" is in every text.
    """

    piece: Piece
    nearest: int
    farthest: int
    sign: str = ""


@dataclass(frozen=True)
class Pattern:
    """Some words in a row, as `text` says them; `match` is how they are compared.

    Matching looks at each place once for each of the few words that it can begin at, so its time is bounded by
    the pattern and does not depend on the text. Most patterns are never met, so the places are read when one is.
    """

    text: str
    match: Match
    is_plain: bool

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The places of the words."""
        return tuple(_read_place(word, self.match) for word in self.text.split())

    def anchors(self) -> Iterator[Anchor]:
        """Yield the alternatives of the place whose words are met most rarely: without one there is no match."""
        if self.is_plain:
            return _plain_anchors(spelled(self.text, self.match).split(" "))
        places = self.places
        rarest = max(range(len(places)), key=lambda number: places[number].weight)
        before = [place.sizes for place in places[:rarest]]
        fewest, most = sum(size[0] for size in before), sum(size[1] for size in before)
        found = (Anchor(piece, fewest + at, most + at, sign) for at, piece, sign in places[rarest].pieces)
        return iter(dict.fromkeys(found))

    def end(self, words: Sequence[str], gaps: Sequence[str], start: int) -> int:
        """Return the word after the longest match that begins at a word, or 0."""
        reached = {(start, "")}
        for place in self.places:
            onward = set(reached) if place.optional else set()
            for at, trail in reached:
                onward.update(place.ways(words, gaps, at, trail, first=at == start))
            if not onward:
                return 0
            reached = onward
        return max(reached)[0]


def _plain_anchors(places: Sequence[str]) -> Iterator[Anchor]:
    """Yield what `Pattern.anchors` does without reading every word of a pattern."""
    rarest, words, fewest, most = 0, [""], 0, 0
    before = (0, 0)
    for place in places:
        alternatives = place.removesuffix("?").split("|")
        is_divided = "'" in place or "-" in place
        sizes = [len(_SIGN.split(word)) for word in alternatives] if is_divided else [1]
        if place[-1] != "?":
            weight = (
                min(max(map(len, _SIGN.split(word))) for word in alternatives)
                if is_divided
                else min(map(len, alternatives))
            )
            if weight > rarest and place != "*":
                rarest, words, before = weight, alternatives, (fewest, most)
            fewest += min(sizes)
        most += max(sizes)
    fewest, most = before
    for word in words:
        pieces = _SIGN.split(word)
        number, piece = max(enumerate(pieces), key=lambda numbered: len(numbered[1])) if len(pieces) > 1 else (0, word)
        yield Anchor(Piece(piece.strip("*"), piece[0] == "*", piece[-1] == "*"), fewest + number, most + number)


def parse_pattern(text: str, match: Match = "folded") -> Pattern:
    """Return a pattern, or raise a TemplateError without a place that says what is wrong with it.

    >>> words = ["your", "race", "condition"]
    >>> parse_pattern("your|his rac*").end(words, ["", " ", " ", ""], 0)
    2
    """
    written = text if text.isascii() else plain_signs(normalize("NFC", text))
    pattern = Pattern(written, match, _PLAIN.fullmatch(written) is not None)
    if not pattern.is_plain and all(place.optional or place.weight == 0 for place in pattern.places):
        raise TemplateError("'{text}' finds every word: write a word that must be there", text=text)
    return pattern


def _read_place(word: str, match: Match) -> Place:
    optional = word.endswith("?")
    exact, heads, tails, compounds = set(), [], [], []
    for alternative in word.removesuffix("?").split("|"):
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

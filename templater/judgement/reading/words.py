"""Cut an answer into words as they were meant: abbreviations written out, doubled letters and fillers gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from templater.patterns import Index, make_index, plain_signs, spelled

_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_LETTER = rf"[\w\u0300-\u036f{_UNSEEN}]"
_WORDS = re.compile(rf"(?<!\w)[a-fA-F][+-](?!\w)|\d+(?:[.,:']\d+)*%?(?!\w)|(?=\w){_LETTER}+(?:'{_LETTER}+)*")
_NOT_SEEN = re.compile(f"[{_UNSEEN}]+")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_STOPS = re.compile(r"[.!?…\n;。！？]")
_PAUSES = re.compile(r"[,:()\[\]{}—–/]|\s-+\s|\.\.")

_NO_SIGNS = str.maketrans("|?*<>", "     ")

_FOLDED = 8192


@dataclass(frozen=True)
class Spelling:
    """How words are typed in a hurry and what they are short for, and the phrases that say nothing.

    `looked_for` holds all patterns: a filler that one of them begins or ends with, as in "so so", stays there.
    """

    meant: Mapping[str, tuple[str, ...]]
    fillers: Mapping[str, tuple[tuple[str, ...], ...]]
    looked_for: tuple[str, ...]
    sets: Mapping[str, str]
    _indexes: dict[tuple[str, ...], Index] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word that is looked for."""
        return frozenset("\n".join((*self.looked_for, *self.sets.values())).translate(_NO_SIGNS).split())

    @cached_property
    def _plain(self) -> list[str]:
        """The words of each pattern that is looked for, without the signs of patterns."""
        return (" " + " \n ".join(self.looked_for) + " ").translate(_NO_SIGNS).split("\n")

    def _with(self, phrase: tuple[str, ...]) -> Index:
        """Return the patterns in which a filler stands; they are gathered when an answer has it."""
        if phrase not in self._indexes:
            written = f" {' '.join(phrase)} "
            texts = (text for text, words in zip(self.looked_for, self._plain, strict=True) if written in words)
            self._indexes[phrase] = make_index((("", text) for text in texts), sets=self.sets)
        return self._indexes[phrase]

    def fillers_in(self, words: Sequence[str]) -> Mapping[int, tuple[str, ...]]:
        """Return the fillers by the number of their first word: the longest of those that begin there."""
        found: dict[int, tuple[str, ...]] = {}
        for at, word in enumerate(words):
            for phrase in self.fillers.get(word, ()):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    found[at] = phrase
                    break
        return found

    def stays(self, words: Words, fillers: Iterable[tuple[str, ...]]) -> frozenset[int]:
        """Return the numbers of the words that are looked for with a filler among them."""
        found = [self._with(phrase).matches(words.words, words.gaps) for phrase in set(fillers)]
        return frozenset(at for one in found for spans in one.values() for span in spans for at in range(*span))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an answer, what stands between them, and where each stood in the text.

    `gaps[n]` is what stands before word n, and the last what stands after them all: " " (or "/") inside a clause,
    "," between clauses, "." between sentences, and "?" at the end of a question.
    """

    text: str
    words: Sequence[str]
    gaps: Sequence[str]
    places: Sequence[tuple[int, int]]

    def is_opened(self, word: int) -> bool:
        """Say whether "¿" stands before a word."""
        behind = self.places[word - 1][1] if word else 0
        return "¿" in self.text[behind : self.places[word][0]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text the words from `start` up to `end` stand."""
        return self.places[start][0], self.places[end - 1][1]


def read_words(text: str, spelling: Spelling) -> Words:
    """Return the words of a text."""
    plain = plain_signs(text)
    words: list[str] = []
    places: list[tuple[int, int]] = []
    gaps: list[str] = []
    behind = 0
    for found in _WORDS.finditer(plain):
        gap = _gap(plain[behind : found.start()]) if words else ""
        for word in _meant(found[0], spelling):
            words.append(word)
            places.append(found.span())
            gaps.append(gap)
            gap = " "
        behind = found.end()
    gaps.append(_gap(plain[behind:]))
    return _without_fillers(Words(text, words, gaps, places), spelling)


def _gap(between: str) -> str:
    if between.isspace():
        return "." if "\n" in between else " "
    if between.strip() == "/":
        return "/"
    if "?" in between:
        return "?"
    if _STOPS.search(between) and not between.startswith(("..", "…")):
        return "."
    if _PAUSES.search(between) or between.startswith("…"):
        return ","
    return " "


def _meant(typed: str, spelling: Spelling) -> tuple[str, ...]:
    word = _fold(typed)
    if (drawn := _DRAWN_OUT.search(word)) and not drawn[1].isdecimal():
        single, double = _DRAWN_OUT.sub(r"\1", word), _DRAWN_OUT.sub(r"\1\1", word)
        word = double if double in spelling.known and single not in spelling.known else single
    if word in spelling.meant:
        return spelling.meant[word]
    return tuple(filter(None, word.split("'"))) if "'" in word else (word,)


@lru_cache(maxsize=_FOLDED)
def _fold(word: str) -> str:
    return spelled(word if word.isascii() else _NOT_SEEN.sub("", word), "folded")


def _without_fillers(words: Words, spelling: Spelling) -> Words:
    """Take out what says nothing; commas around it go with it."""
    fillers = spelling.fillers_in(words.words)
    if not fillers:
        return words
    stays = spelling.stays(words, fillers.values())
    fillers = {at: phrase for at, phrase in fillers.items() if at not in stays}
    gone = {at + step for at, phrase in fillers.items() for step in range(len(phrase))}
    kept = [at for at in range(len(words.words)) if at not in gone]
    if not kept or len(kept) == len(words.words):
        return words
    ends = [*kept[1:], len(words.words)]
    gaps = ["", *(_joined(words.gaps[before + 1 : after + 1]) for before, after in zip(kept, ends, strict=True))]
    return Words(words.text, [words.words[at] for at in kept], gaps, [words.places[at] for at in kept])


def _joined(gaps: Sequence[str]) -> str:
    """A filler between commas is an aside: without it the words on either side belong together."""
    if gaps.count(",") > 1 and set(gaps) <= set(" ,"):
        return " "
    return max(gaps, key=" /,.?".find)

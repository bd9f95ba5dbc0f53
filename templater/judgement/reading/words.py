"""Cut an answer into words as they were meant: abbreviations written out, doubled letters and fillers gone."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from templater.patterns import Index, plain_signs, spelled

_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_LETTER = rf"[\w\u0300-\u036f{_UNSEEN}]"
_WORDS = re.compile(rf"\d+(?:[.,:]\d+)?%?(?!\w)|(?=\w){_LETTER}+(?:'{_LETTER}+)*")
_NOT_SEEN = re.compile(f"[{_UNSEEN}]+")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_STOPS = re.compile(r"[.!?…\n;。！？]")
_PAUSES = re.compile(r"[,:()\[\]{}—–/]|\s-+\s|\.\.")

_FOLDED = 8192


@dataclass(frozen=True, slots=True)
class Spelling:
    """How words are typed in a hurry and what they are short for, and the phrases that say nothing.

    `kept` finds what is looked for together with such a phrase, as in "so so", which then stays.
    """

    meant: Mapping[str, tuple[str, ...]]
    fillers: Mapping[str, tuple[tuple[str, ...], ...]]
    hedges: frozenset[tuple[str, ...]]
    kept: Index

    def phrase_at(self, words: Sequence[str], at: int) -> tuple[str, ...]:
        """Return the filler that begins with a word, the longest, or nothing."""
        for phrase in self.fillers.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return phrase
        return ()

    def stays(self, words: Words) -> frozenset[int]:
        """Return the numbers of the words that are looked for with a filler among them."""
        found = self.kept.matches(words.words, words.gaps)
        return frozenset(at for spans in found.values() for span in spans for at in range(*span))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an answer, what stands between them, and where each stood in the text.

    `gaps[n]` is what stands before word n, and the last what stands after them all: " " (or "/") inside a clause,
    "," between clauses, "." between sentences, and "?" at the end of a question. `hedges` counts those taken out.
    """

    text: str
    words: Sequence[str]
    gaps: Sequence[str]
    places: Sequence[tuple[int, int]]
    hedges: int = 0

    def is_opened(self, word: int) -> bool:
        """Say whether "¿" stands before a word."""
        behind = self.places[word - 1][1] if word else 0
        return "¿" in self.text[behind : self.places[word][0]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text the words from `start` up to `end` stand."""
        return self.places[start][0], self.places[end - 1][1]


def read_words(text: str, spelling: Spelling, known: Container[str]) -> Words:
    """Return the words of a text; `known` are the words that somebody looks for."""
    plain = plain_signs(text)
    words: list[str] = []
    places: list[tuple[int, int]] = []
    gaps: list[str] = []
    behind = 0
    for found in _WORDS.finditer(plain):
        gap = _gap(plain[behind : found.start()]) if words else ""
        for word in _meant(found[0], spelling.meant, known):
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


def _meant(typed: str, meant: Mapping[str, tuple[str, ...]], known: Container[str]) -> tuple[str, ...]:
    word = _fold(typed)
    if (drawn := _DRAWN_OUT.search(word)) and not drawn[1].isdecimal():
        single, double = _DRAWN_OUT.sub(r"\1", word), _DRAWN_OUT.sub(r"\1\1", word)
        word = double if double in known and single not in known else single
    if word in meant:
        return meant[word]
    return tuple(word.split("'")) if "'" in word else (word,)


@lru_cache(maxsize=_FOLDED)
def _fold(word: str) -> str:
    return spelled(word if word.isascii() else _NOT_SEEN.sub("", word), "folded")


def _without_fillers(words: Words, spelling: Spelling) -> Words:
    """Take out what says nothing; commas around it go with it."""
    kept: list[int] = []
    hedges = at = 0
    stays = spelling.stays(words)
    while at < len(words.words):
        skipped = () if at in stays else spelling.phrase_at(words.words, at)
        if not skipped:
            kept.append(at)
        hedges += skipped in spelling.hedges
        at += len(skipped) or 1
    if not kept or len(kept) == len(words.words):
        return words
    ends = [*kept[1:], len(words.words)]
    gaps = ["", *(_joined(words.gaps[before + 1 : after + 1]) for before, after in zip(kept, ends, strict=True))]
    return Words(words.text, [words.words[at] for at in kept], gaps, [words.places[at] for at in kept], hedges)


def _joined(gaps: Sequence[str]) -> str:
    """A filler between commas is an aside: without it the words on either side belong together."""
    if len(gaps) > 1 and gaps[0] == gaps[-1] == "," and set(gaps) <= set(" ,"):
        return " "
    return max(gaps, key=" /,.?".find)

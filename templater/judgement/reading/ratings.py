"""Read the numbers with which people rate themselves: 7 of 10 and up is good, 4 and less is bad."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from templater.judgement.reading.clauses import Clauses
from templater.judgement.reading.cuebook import Cuebook, Says
from templater.judgement.reading.words import Words
from templater.patterns import Span

NUMBER = "_"
"""What stands for a number in the patterns of cues.toml."""

SCALES = (5.0, 7.0, 10.0, 20.0, 100.0)
"""The scales that are rated on, Chile's school marks among them; "4 of 12" counts something else."""

GOOD_FROM, MIDDLING_FROM = 7.0, 5.0
"""On a scale of ten: 7 and up is positive, 5 to under 7 mixed, less negative."""


class Rating(NamedTuple):
    """A number that somebody gives themselves."""

    span: Span
    says: Says


def find_ratings(words: Words, clauses: Clauses, book: Cuebook) -> Iterator[Rating]:
    """Yield the ratings of an answer, in order."""
    numbers = [_number(word, book) for word in words.words]
    if not any(number is not None for number in numbers):
        return
    masked = [word if number is None else NUMBER for word, number in zip(words.words, numbers, strict=True)]
    end_of_last = 0
    for start, minus_end, kind in sorted(_matches(masked, words.gaps, book)):
        span = (start, -minus_end)
        if start < end_of_last or (kind == "alone" and not _stands_alone(span, clauses)):
            continue
        values = [number for number in numbers[slice(*span)] if number is not None]
        percent = any("%" in word for word in words.words[slice(*span)])
        scale = 100.0 if percent else values.pop() if kind == "scaled" else 10.0
        if says := _says(values, scale):
            end_of_last = span[1]
            yield Rating(span, says)


def _stands_alone(span: Span, clauses: Clauses) -> bool:
    """Say whether a number is all that a sentence says, or the first thing: "five, with helmets" rates nobody."""
    whole = clauses.clause(span[0]) == span
    return whole and (span[0] == 0 or span[1] - span[0] > 1 or clauses.sentence(span[0]) == span)


def _matches(masked: Sequence[str], gaps: Sequence[str], book: Cuebook) -> Iterator[tuple[int, int, str]]:
    for kind, spans in book.rating_index.matches(masked, gaps).items():
        for start, end in spans:
            yield start, -end, kind


def _number(word: str, book: Cuebook) -> float | None:
    if word in book.numbers:
        return book.numbers[word]
    if not word[0].isdecimal():
        return None
    try:
        return float(word.rstrip("%").replace(",", ".").replace("'", "."))
    except ValueError:
        return None


def _says(values: Sequence[float], scale: float) -> Says | None:
    if not values or scale not in SCALES or max(values) > scale:
        return None
    rating = sum(values) / len(values) * 10 / scale
    return "good" if rating >= GOOD_FROM else "middling" if rating >= MIDDLING_FROM else "bad"

"""What a message says twice: a sentence, its beginning, or several words in a row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal

from templater.language import Locale
from templater.review.masks import COVER, cover_facts
from templater.review.remark import Remark
from templater.review.sentences import sentences, words

RUN = 3
"""Words in a row that may not come twice, if one of them is no function word."""

BEGINNING = 2
"""Words with which two sentences in a row may not both begin."""

Said = tuple[str, ...]
Kind = Literal["same-sentence", "same-beginning", "same-words"]

MESSAGES: Mapping[Kind, str] = {
    "same-sentence": "'{words}' is said twice",
    "same-beginning": "'{words}' begins with '{shared}', as the sentence before it",
    "same-words": "'{words}' repeats '{shared}' from '{before}'",
}

_FILLED_IN = re.compile(f"{COVER}+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A wording made ready to be compared: its sentences in folded words, and those and their runs that tell something.

    What has no other words than function words tells nothing; a run has `RUN` words.
    """

    name: str
    text: str
    sentences: tuple[Said, ...]
    whole: frozenset[Said]
    runs: frozenset[Said]


@dataclass(frozen=True, slots=True)
class Repetition:
    """What two wordings share: the names of both, the kind, and the words, folded."""

    kind: Kind
    one: str
    other: str
    words: str


def spoken(name: str, text: str, locale: Locale, function_words: Collection[str] = frozenset()) -> Spoken:
    """Return a wording made ready, once for any number of comparisons.

    What was filled in should be covered (`masks.cover_facts`): a role's title is not said twice, and a run of
    words ends at it.
    """
    said = tuple(filter(None, (tuple(_tokens(one)) for one in sentences(text, locale.abbreviations))))
    nothing = {*function_words, COVER}
    whole = frozenset(one for one in said if not nothing.issuperset(one))
    runs = frozenset(run for one in whole for run in _runs(one) if not nothing.issuperset(run))
    return Spoken(name, text, said, whole, runs)


def _tokens(sentence: str) -> Iterator[str]:
    for number, piece in enumerate(_FILLED_IN.split(sentence)):
        if number:
            yield COVER
        yield from (word.casefold() for word in words(piece))


def _runs(sentence: Said) -> Iterator[Said]:
    return (run for start in range(len(sentence) - RUN + 1) if COVER not in (run := sentence[start : start + RUN]))


def repetitions(wordings: Sequence[Spoken]) -> Iterator[Repetition]:
    """Yield what every two wordings share, and what each two in a row begin with; in their order."""
    for one, other in combinations(wordings, 2):
        yield from shared(one, other)
    for one, other in pairwise(wordings):
        yield from beginnings(one, other)


def shared(one: Spoken, other: Spoken) -> Iterator[Repetition]:
    """Yield the sentences that two wordings share, or else the longest runs of words."""
    if one.runs.isdisjoint(other.runs) and one.whole.isdisjoint(other.whole):
        return
    same, both = one.whole & other.whole, one.runs & other.runs
    for sentence in sorted(same):
        yield Repetition("same-sentence", one.name, other.name, _written(sentence))
    for sentence in one.sentences:
        if sentence not in same:
            for run in _longest(sentence, other):
                if _tells(run, both):
                    yield Repetition("same-words", one.name, other.name, " ".join(run))


def beginnings(one: Spoken, other: Spoken) -> Iterator[Repetition]:
    """Yield the beginning of the second wording, if it is also that of the last sentence before it."""
    if one.sentences and other.sentences:
        first, second = one.sentences[-1][:BEGINNING], other.sentences[0][:BEGINNING]
        if first == second and len(first) == BEGINNING and COVER not in first:
            yield Repetition("same-beginning", one.name, other.name, " ".join(first))


def repeated(
    text: str, locale: Locale, function_words: Collection[str] = frozenset(), facts: Collection[str] = ()
) -> Iterator[Remark]:
    """Yield a remark for each sentence of a text that repeats an earlier one, or words of it.

    `facts` are the values that were filled in: they may come as often as they are needed.
    """
    own, spans = cover_facts(text, facts), list[tuple[int, int]]()
    for one in sentences(own, locale.abbreviations):
        start = own.find(one, spans[-1][1] if spans else 0)
        spans.append((start, start + len(one)))
    said = [spoken(str(number), own[start:end], locale, function_words) for number, (start, end) in enumerate(spans)]
    for found in repetitions(said):
        (first, last), (start, end) = spans[int(found.one)], spans[int(found.other)]
        values = {"shared": found.words, "before": text[first:last]}
        yield Remark(found.kind, text[start:end], MESSAGES[found.kind], "text", start, values)


def _written(sentence: Said) -> str:
    return " ".join(sentence).replace(COVER, "…")


def _tells(run: Said, telling: frozenset[Said]) -> bool:
    return any(run[start : start + RUN] in telling for start in range(len(run) - RUN + 1))


def _longest(sentence: Said, other: Spoken) -> Iterator[Said]:
    """Yield the stretches of a sentence whose every run, telling or not, is somewhere in the other wording."""
    theirs = {run for one in other.sentences for run in _runs(one)}
    start = 0
    while start + RUN <= len(sentence):
        end = start
        while sentence[end : end + RUN] in theirs and end + RUN <= len(sentence):
            end += 1
        if end > start:
            yield sentence[start : end + RUN - 1]
        start = max(end, start + 1)

"""Read how candidates judge their own interview, with the words of one or more languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from templater.judgement.reading.cuebook import Cuebook
from templater.judgement.reading.finding import Answer, Found, take_apart
from templater.judgement.reading.reading import Evidence, Reading
from templater.judgement.reading.weighing import weigh
from templater.judgement.reading.words import read_words

LONGEST = 10_000
"""Characters; what is longer is no answer to a question."""

_SAYS = {"good": "positive", "bad": "negative", "middling": "mixed", "nothing": "unclear"}


def read_answer(text: str, book: Cuebook) -> Reading:
    """Return what an answer says, read with a language's cues."""
    if not text.strip():
        return Reading("unclear", 1.0, (), book.language, "it is blank")
    if len(text) > LONGEST:
        return Reading("unclear", 1.0, (), book.language, "it is too long for an answer")
    answer = take_apart(read_words(text, book.spelling, book.known), book)
    weighed = weigh(answer)
    evidence = tuple(_evidence(text, one) for one in answer.found)
    return Reading(weighed.self_assessment, weighed.confidence, evidence, book.language, weighed.reason)


def _evidence(text: str, found: Found) -> Evidence:
    start, end = found.place
    cue = found.cue
    why, code, place = (cue.why, cue.code, cue.place) if cue else ("", "rating", "")
    return Evidence(text[start:end], start, end, _SAYS[found.says], why, code, place)

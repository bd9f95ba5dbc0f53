"""Read how candidates judge their own interview, in the languages whose cues there are."""

from __future__ import annotations

from collections.abc import Mapping

from templater.judgement.reading.cuebook import Cuebook
from templater.judgement.reading.finding import Answer, Found, take_apart
from templater.judgement.reading.languages import is_foreign, is_plainly, knows, language_of, other_clauses
from templater.judgement.reading.reading import Evidence, Reading
from templater.judgement.reading.weighing import SAYS, weigh
from templater.judgement.reading.words import read_words

LONGEST = 10_000
"""Characters; what is longer is no answer to a question."""

BLANK = "the answer is blank"
TOO_LONG = "the answer is too long to be one"
OTHER_LANGUAGE = "the answer is in a language that is not read"


def read_answer(text: str, books: Mapping[str, Cuebook], language: str = "") -> Reading:
    """Return what an answer says of its writer's interview.

    `books` are the cues by language, looked up only when they are needed; `language` is the one that the answer
    is said to be in, or "". It is heeded unless the words plainly belong to another; sentences in another of these
    languages are read in theirs.
    """
    if not text.strip():
        return _unclear(language, BLANK)
    if len(text) > LONGEST:
        return _unclear(language, TOO_LONG)
    spoken = language if language in books else _guess(text, books)
    answer = _apart(text, books[spoken])
    understood = bool(answer.found)
    if len(books) > 1 and not is_plainly(answer.words, answer.clauses, books[spoken], is_understood=understood):
        spoken, answer = _other_language(answer, books, spoken)
    if is_foreign(answer.words.words, books[spoken]):
        return _unclear("", OTHER_LANGUAGE)
    weighed = weigh(answer)
    evidence = tuple(_evidence(text, one) for one in answer.found)
    return Reading(weighed.self_assessment, weighed.confidence, evidence, spoken, weighed.reason)


def _unclear(language: str, reason: str) -> Reading:
    return Reading("unclear", 1.0, (), language, reason)


def _apart(text: str, book: Cuebook) -> Answer:
    return take_apart(read_words(text, book.spelling), book)


def _guess(text: str, books: Mapping[str, Cuebook]) -> str:
    """Return the language that has most of the words for its own; of equal ones, that which understands most."""
    ranks = {}
    for language, book in books.items():
        answer = _apart(text, book)
        words = answer.words.words
        own, known = (sum(word in those for word in words) for those in (book.own_words, book.spelling.known))
        ranks[language] = own, sum(end - start for start, end in (one.span for one in answer.found)), known
    return max(ranks, key=lambda language: ranks[language])


def _other_language(answer: Answer, books: Mapping[str, Cuebook], said: str) -> tuple[str, Answer]:
    """Return the answer as read in another language, as a whole or clause by clause, where its words ask for it."""
    text = answer.words.text
    spoken = language_of(answer.words.words, books, said)
    if spoken == said and not answer.found:
        # of one or two words none may be a small one: what another language knows throughout is in it
        others = (language for language in books if knows(books[language], answer.words.words))
        spoken = next((language for language in others if _apart(text, books[language]).found), said)
    if spoken != said:
        return spoken, _apart(text, books[spoken])
    found = answer.found
    for language, book in books.items():
        theirs = () if language == said else tuple(other_clauses(answer.words, answer.clauses, books[said], book))
        if theirs:
            kept = [one for one in found if not _within(one, theirs)]
            read = (one._replace(span=(-1, -1)) for one in _apart(text, book).found if _within(one, theirs))
            found = tuple(sorted((*kept, *read), key=lambda one: one.place))
    return said, answer._replace(found=found)


def _within(found: Found, places: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= found.place[0] < end for start, end in places)


def _evidence(text: str, found: Found) -> Evidence:
    start, end = found.place
    cue = found.cue
    why, code, place = (cue.why, cue.code, cue.place) if cue else ("", "rating", "")
    return Evidence(text[start:end], start, end, SAYS[found.says], why, code, place)

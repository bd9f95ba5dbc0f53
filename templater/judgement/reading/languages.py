"""Tell in which language an answer, or a part of one, is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from templater.judgement.reading.clauses import Clauses
from templater.judgement.reading.cuebook import Cuebook
from templater.judgement.reading.words import Words

FOREIGN_FROM = 2
"""Words of a language that is not read here, from which an answer may be in it; of a short answer one is enough."""

SHORT = 4
"""Words of an answer that is short."""

MARGIN = 2
"""By how many words another language must lead before a part of an answer is taken to be in it."""

LONG_CLAUSE, OWN_SHARE = 4, 0.3
"""From how many words on a clause tells its language, and the least share of them that are its small words."""


def is_plainly(words: Words, clauses: Clauses, book: Cuebook, *, is_understood: bool) -> bool:
    """Say whether an answer is in a book's language throughout, so that no other needs to be looked at.

    In an answer that is too short to tell, one small word has to do, if something in it `is_understood`.
    """
    long = [words.words[start:end] for start, end in clauses.spans() if end - start >= LONG_CLAUSE]
    if not long:
        return is_understood and any(word in book.own_words for word in words.words)
    return all(sum(word in book.own_words for word in part) >= OWN_SHARE * len(part) for part in long)


def language_of(words: Sequence[str], books: Mapping[str, Cuebook], said: str) -> str:
    """Return the language that an answer is in: what it is said to be, unless another has more of its small words."""
    counts = {language: sum(word in book.own_words for word in words) for language, book in books.items()}
    best = max(counts, key=lambda language: (counts[language], language == said))
    return best if counts[best] >= counts[said] + MARGIN else said


def knows(book: Cuebook, words: Sequence[str]) -> bool:
    """Say whether every word of an answer is a word that a book has."""
    return all(word in book.own_words or word in book.spelling.known for word in words)


def is_foreign(words: Sequence[str], book: Cuebook) -> bool:
    """Say whether an answer is in a language that is not read here."""
    foreign = sum(word in book.foreign_words for word in words)
    least = 1 if len(words) <= SHORT else FOREIGN_FROM
    return foreign >= least and foreign >= sum(word in book.own_words for word in words)


def other_clauses(words: Words, clauses: Clauses, main: Cuebook, other: Cuebook) -> Iterator[tuple[int, int]]:
    """Yield where in the text clauses stand that are in the other language."""
    for start, end in clauses.spans():
        own = sum(word in main.own_words for word in words.words[start:end])
        theirs = sum(word in other.own_words for word in words.words[start:end])
        if theirs >= own + MARGIN:
            yield words.span(start, end)

"""Say only what somebody has approved, and know it again by its words, with all of their forms, and its situation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from templater.candidate import column_of
from templater.errors import CandidateError, Problem
from templater.judgement import Note
from templater.letters.books import Wording
from templater.letters.choosing import Choice, Spoken
from templater.letters.headings import Tags
from templater.letters.letter import Letter
from templater.letters.written import letter_text, wording_text

Approved = frozenset[str]
"""The marks of all that may be said."""

NOT_APPROVED = "not-approved"
"""The code of the problem that a letter has nothing approved to say."""

_PLACES = 3
"""Wordings that a message names before it only says that there are more."""


def wording_mark(phrase: str, tags: Tags, wording: Wording) -> str:
    """Return the mark of a wording, which changes with its words, its forms, its phrase, situation and locale.

    The same words in another situation say something else there, and are looked at there.
    """
    return _mark(wording.variants[0].source.tag, phrase, ",".join(sorted(tags.values)), wording_text(wording))


def letter_mark(letter: Letter) -> str:
    """Return the mark of a letter's own text, headers included."""
    return _mark(letter.body.source.tag, "", f"{letter.name}.{'.'.join(sorted(letter.tags.values))}",
                 letter_text(letter))  # fmt: skip


def _mark(*parts: str) -> str:
    # the letter keeps spreadsheets from taking it for a number, such as 12e456
    return "w" + sha256("\0".join(parts).encode()).hexdigest()[:24]


def refuse_unapproved(letter: Letter, choices: Mapping[str, Choice], approved: Approved) -> None:
    """Raise CandidateError, with the files and lines to look at, where a letter has nothing approved to say."""
    problems = []
    if letter_mark(letter) not in approved:
        problems.append(Problem("the letter's own text is not approved: look at {places} in a sheet for review, and "
                                "give it back to templater accept", NOT_APPROVED,
                                values={"places": letter.body.source.file}))  # fmt: skip
    for phrase in sorted(choices.keys() & letter.phrases):
        choice = choices[phrase]
        if choice.withheld and not choice.draw:
            places = _shown(_places(choice.withheld, choices))
            problems.append(Problem("the phrase '{phrase}' has no approved wording: look at {places} in a sheet for "
                                    "review, and give it back to templater accept", NOT_APPROVED,
                                    values={"phrase": phrase, "places": places}))  # fmt: skip
    if problems:
        raise CandidateError(problems)


def dropped(phrase: str, choice: Choice) -> Iterator[Note]:
    """Yield a note for each fact that a phrase would state if all of its wordings were approved."""
    for fact in sorted(choice.dropped):
        places = _shown(one.wording.place for one in choice.withheld if fact in one.facts)
        yield Note("the phrase '{phrase}' leaves it out, for the wording that says it is not approved: {places}",
                   column_of(fact), (("phrase", phrase), ("places", places)))  # fmt: skip


def _places(withheld: Iterable[Spoken], choices: Mapping[str, Choice]) -> Iterator[str]:
    """Yield what to look at: the wordings, and those of phrases within them that have nothing approved either."""
    for one in withheld:
        yield one.wording.place
        for inner in sorted(one.inner):
            if not choices[inner].draw:
                yield from _places(choices[inner].withheld, choices)


def _shown(places: Iterable[str]) -> str:
    all_places = tuple(dict.fromkeys(places))
    return ", ".join(all_places[:_PLACES]) + (", …" if len(all_places) > _PLACES else "")

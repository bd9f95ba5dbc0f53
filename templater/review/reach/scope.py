"""What bears on some words: the axes they name, and the facts and phrases they mention."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from templater.judgement import AXES
from templater.letters.books import mentioned
from templater.letters.edition import Edition
from templater.letters.expressions import Name, Piece, names
from templater.letters.letter import Letter
from templater.letters.manuscript import Manuscript
from templater.letters.speaking import NEEDED
from templater.review.reach.circumstances import REQUIRED_BY, SILENCED_BY

VOICE_AXES = ("channel", "relation", "register", "form")
"""The axes that every circumstance can have any value of: who writes to whom, and by what."""

_FACET_OF = {"external_reason": "cause", "feedback_consent": "consent"}
"""The facets that are not called like their columns."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What some words can depend on, the optional facts they mention, and the phrases they hold.

    `choices` are the axes and columns that choose among sections or keep a move silent, `forms` the axes that choose
    among the forms of a word or a wording.
    """

    choices: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()

    def __or__(self, other: Scope) -> Scope:
        return Scope(self.choices | other.choices, self.forms | other.forms, self.facts | other.facts,
                     self.phrases | other.phrases)  # fmt: skip

    @property
    def axes(self) -> frozenset[str]:
        """All that the words can depend on."""
        return self.choices | self.forms

    @property
    def facets(self) -> frozenset[str]:
        """What of the circumstances bears on the words."""
        return self.axes.difference(VOICE_AXES)


def scope_of_text(pieces: tuple[Piece, ...], edition: Edition) -> Scope:
    """Return what bears on a text itself; what bears on the phrases it holds is theirs."""
    return _of_names(names(pieces), edition)


def scope_of_phrase(name: str, manuscript: Manuscript, edition: Edition) -> Scope:
    """Return what bears on a phrase and on the phrases within it, itself among them."""
    phrase = manuscript.book[name]
    sections = phrase.sections.values()
    tagged = frozenset(axis for section in sections for axis in section.tags.wanted)
    forms = frozenset(axis for section in sections for wording in section.wordings for variant in wording.variants
                      for axis in variant.tags.wanted)  # fmt: skip
    scope = Scope(tagged | silenced_by(name), forms, phrases=frozenset({name}))
    scope |= _of_names((mention for mention, _ in mentioned(phrase)), edition)
    for inner in scope.phrases - {name}:
        scope |= scope_of_phrase(inner, manuscript, edition)
    return scope


def scope_of_files(files: Iterable[Letter]) -> Scope:
    """Return what bears on which of a letter's files is written, and on whether any is."""
    files = tuple(files)
    axes = {axis for one in files for axis in one.tags.wanted}
    columns = {_FACET_OF.get(column, column) for one in files for column, _ in one.unless}
    known = {*AXES, "self_assessment", "decision_by"}
    return Scope(frozenset(axes | (columns & known)))


def silenced_by(phrase: str) -> frozenset[str]:
    """Return what decides whether a phrase must not, or must, be said."""
    return SILENCED_BY.get(phrase, frozenset()) | REQUIRED_BY.get(phrase, frozenset())


def _of_names(mentions: Iterable[Name], edition: Edition) -> Scope:
    axes, facts, phrases = set(), set(), set()
    for name in mentions:
        table, _, key = name.path.partition(".")
        if name.phrase:
            phrases.add(name.phrase)
        elif row := edition.words.row(table, key):
            axes.add(row.axis)
        else:
            facts.add(name.field)
    return Scope(forms=frozenset(axes), facts=frozenset(facts - NEEDED), phrases=frozenset(phrases))

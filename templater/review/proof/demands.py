"""When a file of a letter is written at all: its tags, what it refuses, and the phrases that must not be silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from templater.judgement import MOVES
from templater.letters.letter import Letter
from templater.review.proof.universe import Universe
from templater.review.proof.wordings import Wordings
from templater.review.reach.circumstances import Circumstance, turns_on_requirement
from templater.review.reach.scope import VOICE_AXES, Scope, scope_of_files, silenced_by
from templater.review.reach.voices import Voice


class Demands:
    """What must hold for one file of a letter to be written.

    What `conditions.impersonal` asks for is no demand: who insists gets the letter without it.
    """

    def __init__(self, wordings: Wordings, file: Letter) -> None:
        self._wordings = wordings
        self._file = file
        self.files = scope_of_files(wordings.manuscript.files)
        must = sorted(file.phrases.intersection(MOVES).union(file.required_phrases))
        self._doubtful = {phrase: self._scope(phrase) for phrase in must if not wordings.always_speaks(phrase)}

    def _scope(self, phrase: str) -> Scope:
        """Return what bears on whether a phrase speaks: of the voice no more than the channel."""
        scope = self._wordings.scope(phrase)
        choices = scope.axes.difference(VOICE_AXES) | scope.axes.intersection({"channel"}) | silenced_by(phrase)
        return Scope(choices, facts=scope.facts)

    def guards(self, scope: Scope, phrases: Iterable[str]) -> Mapping[str, Scope]:
        """Return the phrases whose silence can keep a paragraph from being written, with what bears on them.

        These are the paragraph's own and those that depend on the same facts.
        """
        guards: dict[str, Scope] = {}
        own = frozenset(phrases)
        while True:
            facts = scope.facts | ({"requirement"} if turns_on_requirement(scope.facets) else frozenset())
            more = {phrase: one for phrase, one in self._doubtful.items()
                    if phrase not in guards and (phrase in own or one.facts & facts)}  # fmt: skip
            if not more:
                return guards
            guards |= more
            scope |= Scope(frozenset[str]().union(*(one.axes for one in more.values())))

    def written(self, universe: Universe, voice: Voice, occurring: int) -> tuple[int, int]:
        """Return those of the bits at which this file is the one that is written, and those at which any file is."""
        this = either = 0
        for every in universe.masks(self.files.facets, frozenset()).values():
            if not (mask := every & occurring):
                continue
            file = self._file_for(universe.point(mask), voice)
            this |= mask if file is self._file else 0
            either |= mask if file else 0
        return this, either

    def _file_for(self, at: Circumstance, voice: Voice) -> Letter | None:
        file = self._wordings.manuscript.letter_for(voice.judgement(at).situation)
        columns = {**dict(at.columns), "channel": voice.channel, "relation": voice.relation, "form": voice.form}
        refused = file is not None and any(columns.get(column) == value for column, value in file.unless)
        return None if refused else file

    def must_speak(self, phrase: str, universe: Universe, voice: Voice, occurring: int) -> int:
        """Return those of the bits at which a phrase must not be silent."""
        bits = 0
        for every in universe.masks(self._doubtful[phrase].facets & silenced_by(phrase), frozenset()).values():
            if mask := every & occurring:
                judgement = voice.judgement(universe.point(mask))
                demanded = phrase in judgement.required or phrase in self._file.required_phrases
                if demanded and phrase not in judgement.silent:
                    bits |= mask
        return bits

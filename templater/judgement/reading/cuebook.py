"""What candidates say of themselves: a language's cues, and the small words that turn or set aside what is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from templater.judgement.reading.words import Spelling
from templater.patterns import Index, make_index

Says = Literal["good", "bad", "middling", "nothing"]
Strength = Literal["hint", "slight", "clear", "strong"]
About = Literal["me", "it"]
Hides = Literal["", "clause", "sentence", "text"]

SAYS: tuple[Says, ...] = ("good", "bad", "middling", "nothing")
STRENGTHS: tuple[Strength, ...] = ("clear", "strong", "slight", "hint")
ABOUT: tuple[About, ...] = ("me", "it")
HIDES: tuple[Hides, ...] = ("", "clause", "sentence", "text")

ROLES = ("deny", "not_denying", "contrast", "then", "joins", "asks", "others", "mine", "parts", "summary")
"""The small words, by what they do; see cues.toml for each."""

RATINGS = ("scaled", "bare", "alone")
"""Ways to rate oneself: with the scale as the last number, on a scale of ten, and as all that a clause says."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Some ways of saying one thing, and what it says of one's own interview.

    `about` tells whether it can be said of other people and things too ("it"); `denied` what it says behind a
    "not", or "" for nothing; `hides` how much of what follows does not count.
    """

    code: str
    says: Says
    strength: Strength
    about: About
    denied: Says | Literal[""]
    hides: Hides
    words: tuple[str, ...]
    excepts: tuple[str, ...]
    signs: tuple[str, ...]
    why: str
    examples: tuple[str, ...]
    place: str

    @property
    def is_hint(self) -> bool:
        """Whether it is only a clue: many of them add up, and none overlaps another."""
        return self.strength == "hint" and not self.hides


@dataclass(frozen=True)
class Cuebook:
    """A language's cues by code, its small words by role, how it spells, and its numbers."""

    language: str
    cues: Mapping[str, Cue]
    roles: Mapping[str, tuple[str, ...]]
    spelling: Spelling
    numbers: Mapping[str, float]
    ratings: Mapping[str, tuple[str, ...]]
    sets: Mapping[str, str]
    own_words: frozenset[str]
    foreign_words: frozenset[str]

    @cached_property
    def index(self) -> Index:
        """The words of every cue, by its code, and of every role, by its name."""
        cues = ((code, pattern) for code, cue in self.cues.items() for pattern in cue.words)
        roles = ((f" {role}", pattern) for role, patterns in self.roles.items() for pattern in patterns)
        return make_index((*cues, *roles), sets=self.sets)

    @cached_property
    def excepts(self) -> Index:
        """The longer phrases in which a cue's words say nothing, by its code."""
        patterns = ((code, pattern) for code, cue in self.cues.items() for pattern in cue.excepts)
        return make_index(patterns, sets=self.sets)

    @cached_property
    def signs(self) -> Mapping[str, str]:
        """The emoji and other signs that say something, with the code of their cue."""
        return {sign: code for code, cue in self.cues.items() for sign in cue.signs}

    @cached_property
    def rating_index(self) -> Index:
        """How people rate themselves in numbers, where "_" stands for any number."""
        patterns = ((kind, pattern) for kind, patterns in self.ratings.items() for pattern in patterns)
        return make_index(patterns, sets=self.sets)

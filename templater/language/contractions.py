"""Put a preposition before a value, in one word with its article where the language does so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contraction:
    """Two words that are said as one: *de* before *el* becomes *del*."""

    word: str
    before: str
    becomes: str


def contract(word: str, value: str, contractions: Iterable[Contraction]) -> str:
    """Return the value after the word.

    An article with a capital is part of a name and stays whole (RAE, Ortografía 2010: «de El País»).

    >>> rules = [Contraction("de", "el", "del")]
    >>> contract("de", "el equipo", rules), contract("de", "El País", rules), contract("de", "elefantes", rules)
    ('del equipo', 'de El País', 'de elefantes')
    """
    for rule in contractions:
        rest = value.removeprefix(rule.before)
        if rule.word == word and rest != value and rest[:1].isspace():
            return rule.becomes + rest
    return f"{word} {value}"

"""The word patterns in which people who do not program write what is looked for in a text."""

from __future__ import annotations

from templater.patterns.index import Index, Span, make_index
from templater.patterns.lexicon import Lexicon, Marks, outside, widest
from templater.patterns.pattern import Pattern, parse_pattern
from templater.patterns.screen import Screen
from templater.patterns.typed import MATCHES, Match, Typed, plain_signs, read_typed, spelled

__all__ = [
    "MATCHES",
    "Index",
    "Lexicon",
    "Marks",
    "Match",
    "Pattern",
    "Screen",
    "Span",
    "Typed",
    "make_index",
    "outside",
    "parse_pattern",
    "plain_signs",
    "read_typed",
    "spelled",
    "widest",
]

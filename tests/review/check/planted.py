"""The table of planted faults: each is one thing that somebody who edits words gets wrong."""

from __future__ import annotations

from planted_choice import CHOICE
from planted_syntax import SYNTAX
from planted_words import WORDS
from planting import Fault

FAULTS: tuple[Fault, ...] = (*SYNTAX, *CHOICE, *WORDS)

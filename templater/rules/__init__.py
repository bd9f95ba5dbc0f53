"""The words that must not be in a letter: rules, marks of a register, and what a person must answer."""

from __future__ import annotations

from templater.rules.reading import read_rulebook
from templater.rules.rulebook import Finding, Rulebook

__all__ = ["Finding", "Rulebook", "read_rulebook"]

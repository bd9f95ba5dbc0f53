"""Everything that can be wrong with the words, each thing with its line and what to do about it."""

from __future__ import annotations

from templater.review.check.checking import check
from templater.review.check.finding import Edit, Finding, Severity
from templater.review.check.fixing import fixed
from templater.review.check.registry import RULES
from templater.review.check.rule import Rule

__all__ = ["RULES", "Edit", "Finding", "Rule", "Severity", "check", "fixed"]

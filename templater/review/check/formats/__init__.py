"""Write what the check found: for people, for programs, for code scanning, and as annotations of a pull request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from templater.review.check.finding import Finding
from templater.review.check.formats.annotations import write_annotations
from templater.review.check.formats.as_json import write_json
from templater.review.check.formats.sarif import write_sarif
from templater.review.check.formats.text import write_text

Speaker = Callable[[Finding], str]
"""Says a finding's message in the language of whoever reads it."""

FORMATS: Mapping[str, Callable[[Sequence[Finding], Speaker], str]] = MappingProxyType(
    {"text": write_text, "json": write_json, "sarif": write_sarif, "github": write_annotations}
)
"""The formats by name; each returns the whole text, which ends with a newline unless it is empty."""

__all__ = ["FORMATS", "Speaker", "write_text"]

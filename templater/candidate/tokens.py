"""Recognise the placeholders of other systems, which nobody fills here and no candidate may ever read."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHAPES = (
    r"\{\{\s*([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*|[A-Za-z][\w'’]*(?: [\w'’]+)+|[a-z]+(?:_[a-z]+)+|[a-z]+\.[a-z]+[A-Z]\w*|\d+)"
    r"\s*\}\}",
    r"(?<![{$])\{([a-z][a-z0-9]*(?:[-_][a-z0-9]+)+)(?: [^{}\n]{0,40})?\}(?!\})",
    r"##([A-Za-z][A-Za-z0-9]*(?:[-_ ][A-Za-z0-9]+)*)##",
    r"\[([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|SIGNATURE)\](?!\()",
    r"<<\s*([A-Za-z]\w*(?:[ -]\w+)*)\s*>>",
    r"«([A-Za-z]+(?:_[A-Za-z]+)+)»",
    r"\*\|([A-Z][A-Z0-9_]*)\|\*",
    r"%([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)%",
    r"\$\{!?([A-Za-z][\w.]*)\}",
    r"\{!([A-Za-z][\w.]*)\}",
)
"""Greenhouse, Lever, 100Hires, Bringboard and WhatsApp; Teamtailor and Workable; keldair; TalentAdore; and what mail
merges leave: Word, Mailchimp, Salesforce and shell scripts. Each holds the name that the other system knows."""

_TOKEN = re.compile("|".join(_SHAPES))
_SIGNS = re.compile(r"[{\[#<«|%]")


def tokens_in(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where each placeholder begins, the placeholder, and the name in it.

    >>> list(tokens_in("Hi {{CANDIDATE_FIRST_NAME}},"))
    [(3, '{{CANDIDATE_FIRST_NAME}}', 'CANDIDATE_FIRST_NAME')]
    """
    if _SIGNS.search(text):
        for found in _TOKEN.finditer(text):
            yield found.start(), found[0], next(name for name in found.groups() if name)

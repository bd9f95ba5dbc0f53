"""Findings for people: place and message, and the line with the words marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from templater.review.check.finding import Finding

_WIDEST = 160
"""Characters of a line that are shown; longer ones are cut around the words."""


Paint = Callable[[str, str], str]
"""Colours a text: as a "place", or as the words of an "error" or a "warning"."""


def write_text(
    findings: Sequence[Finding], speak: Callable[[Finding], str], paint: Paint = lambda text, _: text
) -> str:
    """Return two or three lines for each finding."""
    return "".join(f"{line}\n" for finding in findings for line in _lines(finding, speak(finding), paint))


def _lines(finding: Finding, message: str, paint: Paint) -> Iterator[str]:
    yield f"{paint(finding.place, 'place')}: {message} {paint(f'[{finding.code}]', finding.severity)}"
    bom = finding.quoted.startswith("\ufeff")  # an editor does not show it, and counts it no column
    finding = replace(finding, quoted=finding.quoted[bom:], column=finding.column - bom)
    quoted = finding.quoted.rstrip()
    if quoted.strip():
        start = max(0, finding.column - 1 - _WIDEST // 2) if len(quoted) > _WIDEST else 0
        indent = len(quoted) - len(quoted.lstrip()) if not start else 0
        shown = quoted[start + indent : start + _WIDEST]
        yield f"    {'…' if start else ''}{_visible(shown)}{'…' if start + _WIDEST < len(quoted) else ''}"
        mark = _mark(finding)
        if mark:
            yield " " * (4 + bool(start) + finding.column - 1 - start - indent) + paint(mark, finding.severity)


def _mark(finding: Finding) -> str:
    """Return signs under the words of a finding, where they stand at its column."""
    words = str(finding.values.get("words", ""))
    stands = bool(words) and finding.quoted[finding.column - 1 :].startswith(words)
    return "^" * min(len(words), 60) if stands and "\n" not in words else ""


def _visible(line: str) -> str:
    """Return a line in which a terminal obeys no sign of the file."""
    return "".join(sign if sign.isprintable() or sign == " " else "\ufffd" for sign in line)

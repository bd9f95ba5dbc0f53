"""Findings as GitHub's workflow commands, which mark the lines of a pull request.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from templater.review.check.finding import Finding


def write_annotations(findings: Sequence[Finding], speak: Callable[[Finding], str]) -> str:
    """Return a line for each finding."""
    return "".join(
        f"::{finding.severity} file={_property(finding.file)},line={finding.line},col={finding.column},"
        f"title={_property(finding.code)}::{_escaped(speak(finding))}\n"
        for finding in findings
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")

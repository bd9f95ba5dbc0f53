"""Findings for programs: a list of objects."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict

from templater.review.check.finding import Finding


def write_json(findings: Sequence[Finding], speak: Callable[[Finding], str]) -> str:
    """Return a JSON list; `fix` lists what to put between two columns of which line, or is null."""
    written = [
        {
            "code": finding.code,
            "severity": finding.severity,
            "file": finding.file,
            "line": finding.line,
            "column": finding.column,
            "message": speak(finding),
            "fix": [asdict(edit) for edit in finding.fix] or None,
        }
        for finding in findings
    ]
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"

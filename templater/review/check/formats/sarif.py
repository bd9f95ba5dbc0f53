"""Findings as SARIF 2.1.0, the format of code scanning (OASIS standard, March 2020)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from urllib.parse import quote

from templater import __version__
from templater.review.check.finding import Edit, Finding

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = "https://pypi.org/project/candidate-templater/"


def write_sarif(findings: Sequence[Finding], speak: Callable[[Finding], str]) -> str:
    """Return one run with a result for each finding; columns count characters."""
    codes = sorted({finding.code for finding in findings})
    driver = {
        "name": "templater",
        "version": __version__,
        "informationUri": _HOME,
        "rules": [{"id": code} for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code), speak(finding)) for finding in findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Finding, rule: int, message: str) -> dict[str, object]:
    place = {
        "artifactLocation": {"uri": quote(finding.file)},
        "region": {"startLine": finding.line, "startColumn": finding.column},
    }
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
    }
    if finding.fix:
        result["fixes"] = [{"artifactChanges": [_change(edit) for edit in finding.fix]}]
    return result


def _change(edit: Edit) -> dict[str, object]:
    region = {"startLine": edit.line, "startColumn": edit.start, "endColumn": edit.end}
    replacement = {"deletedRegion": region, "insertedContent": {"text": edit.text}}
    return {"artifactLocation": {"uri": quote(edit.file)}, "replacements": [replacement]}

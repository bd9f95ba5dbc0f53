"""Mend what can be mended without asking anybody, and leave every other byte of a file as it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from templater.review.check.finding import Edit, Finding


def fixed(texts: Mapping[str, str], findings: Iterable[Finding]) -> dict[str, str]:
    """Return the files that the fixes of some findings change, by name, as they should be.

    `texts` holds the files as they are. Where two edits overlap, the first of a line is made, and a finding is
    mended whole or not at all. Line ends stay as they are.
    """
    edits: dict[str, dict[int, list[Edit]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.fix and all(_fits(edit, edits[edit.file][edit.line]) for edit in finding.fix):
            for edit in finding.fix:
                edits[edit.file][edit.line].append(edit)
    changed = {file: _mended(texts[file], by_line) for file, by_line in edits.items()}
    return {file: text for file, text in changed.items() if text != texts[file]}


def _fits(edit: Edit, others: Iterable[Edit]) -> bool:
    return all(edit.end < other.start or other.end < edit.start or
               (edit.start < edit.end and other.start < other.end and
                (edit.end <= other.start or other.end <= edit.start)) for other in others)  # fmt: skip


def _mended(text: str, by_line: Mapping[int, Iterable[Edit]]) -> str:
    lines = re.split(r"(\r\n?|\n)", text)  # each line, and behind it what ends it
    for number, edits in by_line.items():
        line = lines[2 * number - 2]
        for edit in sorted(edits, reverse=True):
            line = line[: edit.start - 1] + edit.text + line[edit.end - 1 :]
        lines[2 * number - 2] = line
    return "".join(lines)

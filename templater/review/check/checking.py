"""Check the words: every rule over the templates, in the order in which an editor reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from templater.language.shelves import Shelves
from templater.review.check.excuse import Excuse, excuses
from templater.review.check.finding import Finding
from templater.review.check.registry import RULES
from templater.review.check.rule import Rule
from templater.review.check.templates import Templates


def check(shelves: Shelves, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """Return everything that is wrong with the words of some template directories, by file and line.

    Where a file cannot be read, its locale is only judged by what can be seen without understanding it.
    """
    templates = Templates(shelves)
    off = tuple(excuse for file in templates.files.values() for excuse in excuses(file))
    found = {(one.code, one.file, one.line, one.column, str(one)): one for one in _found(templates, rules, off)}
    return tuple(sorted(found.values(), key=lambda one: (one.file, one.line, one.column, one.code)))


def _found(templates: Templates, rules: Iterable[Rule], off: tuple[Excuse, ...]) -> Iterator[Finding]:
    for rule in rules:
        for finding in rule.findings(templates):
            if not any(one.covers(finding.code, finding.file, finding.line) for one in off if one.reason):
                yield finding

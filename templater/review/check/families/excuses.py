"""Rules that somebody switched off without a reason, or that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from templater.errors import nearest
from templater.review.check.excuse import excuses
from templater.review.check.rule import Hit, Rule
from templater.review.check.templates import Templates


def _unexplained(templates: Templates) -> Iterator[Hit]:
    for file in templates.files.values():
        for excuse in excuses(file):
            if not excuse.reason:
                yield Hit(file.name, excuse.line, excuse.code)


def _unknown(templates: Templates) -> Iterator[Hit]:
    from templater.review.check.registry import RULES  # the registry lists this rule too

    codes = {rule.code for rule in RULES}
    for file in templates.files.values():
        for excuse in excuses(file):
            if excuse.code not in codes:
                near = nearest(excuse.code, codes)
                message = "there is no rule '{words}' (did you mean '{near}'?)" if near else ""
                yield Hit(file.name, excuse.line, excuse.code, {"near": near}, message=message)


def _off(line: str) -> dict[str, str]:
    return {"es/phrases/hello.md": f"# hi\n{line}\n## any\n- Hola.\n"}


RULES = (
    Rule(
        "off-without-reason",
        "'{words}' is switched off here without a reason: write it behind a colon",
        _unexplained,
        _off("> off twin"),
        _off("> off twin: nos gustan las dos"),
    ),
    Rule(
        "off-unknown",
        "there is no rule '{words}'; see them with templater check --rules",
        _unknown,
        _off("> off twins: nos gustan"),
        _off("> off twin: nos gustan las dos"),
    ),
)
"""An excuse is for whoever reads the words after us."""

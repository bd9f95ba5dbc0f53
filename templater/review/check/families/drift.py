"""Sections that have changed in one language, while nobody has said that the others still say the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from templater.errors import TemplateError
from templater.review.accepting import ACCEPTED, Drift, Key, drifted, lock_bytes, read_lock, sections_of
from templater.review.check.rule import Hit, Rule, hit_at
from templater.review.check.templates import Templates

_SHOWN = 60
"""Characters of a change that are shown of what was and what is."""


def _drifted(templates: Templates) -> Iterator[Hit]:
    for directory in _edited(templates):
        with suppress(TemplateError):  # a broken lock is reported as such
            for drift in drifted(sections_of(templates.shelves, directory), read_lock(directory)):
                yield _changed(drift) if drift.before else _new(drift)


def _edited(templates: Templates) -> tuple[Path, ...]:
    """Return a team's own directories, or the built-in one where there is none."""
    return templates.shelves.directories[1:] or templates.shelves.directories


def _changed(drift: Drift) -> Hit:
    was, now = changed(drift.before, drift.after)
    return hit_at(drift.place, language=drift.changed, at=drift.changed_place, key=str(drift.key), was=was, now=now)


def _new(drift: Drift) -> Hit:
    hit = hit_at(drift.place, language=drift.changed, at=drift.changed_place, key=str(drift.key))
    return replace(hit, message="this is new: see whether it says what the section in {language} says ({at}), and then "
                                "run templater accept '{key}'")  # fmt: skip


def changed(before: str, after: str) -> tuple[str, str]:
    """Return the words that differ between two texts, from the first to the last that does.

    >>> changed("- Hola, Ana.", "- Buenas, Ana.")
    ('Hola,', 'Buenas,')
    """
    old, new = before.split(), after.split()
    first = next(
        (n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )
    most = min(len(old), len(new)) - first
    same = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    return _short(old[first : len(old) - same]), _short(new[first : len(new) - same])


def _short(words: list[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_LOCK = lock_bytes({str(Key("phrases/hello.md", "hi")): {"en": "- Hello.", "es": "- Hola."}}).decode()
_ENGLISH = {"en/phrases/hello.md": "# hi\n## any\n- Hello.\n", ACCEPTED: _LOCK}

RULES = (
    Rule(
        "drift",
        "the section in {language} has changed ({at}): '{was}' is now '{now}'; see whether this still says the same, "
        "and then run templater accept '{key}'",
        _drifted,
        {"es/phrases/hello.md": "# hi\n## any\n- Buenas.\n", **_ENGLISH},
        {"es/phrases/hello.md": "# hi\n## any\n> Un saludo.\n- Hola.\n", **_ENGLISH},
        "warning",
    ),
)
"""Wordings are not paired across languages; sections are."""

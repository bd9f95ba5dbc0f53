"""A section has changed in one language: the others are to be looked at until somebody says that they are fine."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from templater.review.accepting.lock import Lock
from templater.review.accepting.sections import Key, Section, Sections


@dataclass(frozen=True, slots=True)
class Drift:
    """A section that is to be looked at, because the same one has changed in another language.

    `language` and `place` are those to look at, `changed` and `changed_place` those of the change, from `before` to
    `after`; `before` is "" when the section to look at is new, and nobody has compared the two yet.
    """

    key: Key
    changed: str
    language: str
    place: str
    changed_place: str
    before: str
    after: str


def drifted(sections: Sections, lock: Lock | None) -> Iterator[Drift]:
    """Yield what is to be looked at, in the order of the sections; nothing before anything was ever accepted."""
    if lock is None:
        return
    for key, languages in sections.paired.items():
        known = lock.get(str(key), {})
        for language, section in languages.items():
            for cause in _causes(language, languages, known):
                before = known.get(cause, "") if language in known else ""
                yield Drift(key, cause, language, section.place, languages[cause].place, before, languages[cause].text)


def _causes(language: str, languages: Mapping[str, Section], known: Mapping[str, str]) -> Iterator[str]:
    """Yield the other languages that have changed; a new section is compared with the first of the others."""
    others = [other for other in languages if other != language]
    changed = [other for other in others if other in known and known[other] != languages[other].text]
    yield from changed or (others[:1] if language not in known else ())


def accepted(lock: Lock | None, sections: Sections, which: Container[Key]) -> Lock:
    """Return a lock in which some sections are as they stand now; those that are gone leave it."""
    old = lock or {}
    waiting = {name: entry for name, entry in old.items() if name.partition(":")[0] in sections.unread}
    kept = {str(key): old[str(key)] for key in sections.paired if str(key) in old}
    new = {
        str(key): {language: section.text for language, section in languages.items()}
        for key, languages in sections.paired.items()
        if key in which
    }
    return {**waiting, **kept, **new}

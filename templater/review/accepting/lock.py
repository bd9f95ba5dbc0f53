"""accepted.json: the words of every section as they were when somebody said that its languages agree."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from templater.review.ledger import ledger_bytes, read_ledger

ACCEPTED = "accepted.json"
"""The file in a template directory."""

Lock = Mapping[str, Mapping[str, str]]
"""By the name of a section (see `Key`) the words in each language."""


def lock_bytes(lock: Lock) -> bytes:
    """Return the file of a lock: one line for each section, with a hash before the words of each language."""
    return ledger_bytes(
        {key: {tag: [_digest(text), text] for tag, text in languages.items()} for key, languages in lock.items()}
    )


def read_lock(directory: Path) -> Lock | None:
    """Return a directory's lock, or None where nothing was ever accepted.

    Raises TemplateError, with file and line, when the lock is broken.
    """
    entries = read_ledger(directory / ACCEPTED, _fits)
    return None if entries is None else {key: _texts(entry) for key, entry in entries.items()}


def _fits(entry: object) -> bool:
    """Say whether an entry is whole; words that were changed by hand no longer fit their hash."""
    return isinstance(entry, dict) and all(
        isinstance(pair, list)
        and len(pair) == 2
        and isinstance(pair[1], str)
        and pair[0] == _digest(pair[1])
        for pair in entry.values()
    )  # fmt: skip


def _texts(entry: object) -> dict[str, str]:
    assert isinstance(entry, dict)  # it was looked at when it was read
    return {tag: text for tag, (_, text) in entry.items()}


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]

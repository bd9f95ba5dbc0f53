"""People say that words are fine: what they looked at is recorded, and what has changed since is told."""

from __future__ import annotations

from templater.review.accepting.drift import Drift, accepted, drifted
from templater.review.accepting.lock import ACCEPTED, Lock, lock_bytes, read_lock
from templater.review.accepting.sections import Key, Section, Sections, sections_of

__all__ = [
    "ACCEPTED",
    "Drift",
    "Key",
    "Lock",
    "Section",
    "Sections",
    "accepted",
    "drifted",
    "lock_bytes",
    "read_lock",
    "sections_of",
]

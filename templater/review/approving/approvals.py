"""approved.json: which wordings somebody approved, who it was, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from templater.review.ledger import ledger_bytes, read_ledger

APPROVED = "approved.json"
"""The file in a template directory."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a wording, on which day, and where it stood then, which is for people to find it."""

    at: str
    by: str
    date: str


Approvals = Mapping[str, Approval]
"""By the mark of a wording or a letter (see `wording_mark`)."""


def approvals_bytes(approvals: Approvals) -> bytes:
    """Return the file of some approvals: one line for each."""
    return ledger_bytes({mark: asdict(approval) for mark, approval in approvals.items()})


def read_approvals(directory: Path) -> Approvals:
    """Return what is approved in a template directory; raises TemplateError when the file is broken."""
    entries = read_ledger(directory / APPROVED, _fits) or {}
    return {mark: Approval(**entry) for mark, entry in entries.items() if isinstance(entry, dict)}


def approved_in(directories: Iterable[Path]) -> frozenset[str]:
    """Return the marks of everything that is approved in template directories."""
    return frozenset(mark for directory in directories for mark in read_approvals(directory))


def _fits(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and entry.keys() == {"at", "by", "date"}
        and all(isinstance(value, str) for value in entry.values())
    )

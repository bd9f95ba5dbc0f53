"""What a sheet that came back changes: wordings that are approved from now on, and others that no longer are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from templater.review.approving.approvals import Approval, Approvals
from templater.review.approving.returned import SheetLine
from templater.review.approving.rows import ReviewRow


@dataclass(frozen=True, slots=True)
class Settled:
    """The approvals after a sheet, what it approved and what it took back, and the lines that count for nothing.

    `stale` lines speak of words that have changed since the sheet was made, or were changed in it.
    """

    approvals: Approvals
    approved: tuple[ReviewRow, ...]
    withdrawn: tuple[ReviewRow, ...]
    stale: tuple[SheetLine, ...]


def settled(
    approvals: Approvals, rows: Iterable[ReviewRow], lines: Iterable[SheetLine], *, by: str, on: date
) -> Settled:
    """Return what a sheet comes to; who approved a wording first stays the one who did.

    A line with a "no" outweighs others of the same wording.
    """
    now = {row.mark: row for row in rows}
    answered = [line for line in lines if line.answer]
    stale = tuple(line for line in answered if not _is_current(line, now))
    current = [line for line in answered if line not in stale]
    refused = dict.fromkeys(line.mark for line in current if line.answer == "no")
    agreed = dict.fromkeys(line.mark for line in current if line.mark not in refused)
    new = {mark: Approval(now[mark].place, by, on.isoformat()) for mark in agreed if mark not in approvals}
    return Settled(
        {mark: approval for mark, approval in {**approvals, **new}.items() if mark not in refused},
        tuple(now[mark] for mark in new),
        tuple(now[mark] for mark in refused if mark in approvals),
        stale,
    )


def _is_current(line: SheetLine, rows: Mapping[str, ReviewRow]) -> bool:
    row = rows.get(line.mark)
    if row is None or line.answer == "no":
        return row is not None
    return all(_words(line.said.get(name, text)) == _words(text) for name, text in row.said.items())


def _words(text: str) -> list[str]:
    return text.split()

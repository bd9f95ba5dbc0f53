"""The sheet for review: the one that goes to a person, and what becomes of the one that comes back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import click

from templater.candidate import fold
from templater.cli.speech import LANGUAGES, mark, say, say_in, say_number, tell
from templater.cli.surroundings import read_moment
from templater.delivery import WholeFile
from templater.letters import Library
from templater.review.approving import (
    APPROVED,
    Reading,
    ReviewRow,
    Settled,
    SheetLine,
    approvals_bytes,
    approved_in,
    read_approvals,
    read_review_sheet,
    review_rows,
    review_sheet_bytes,
    settled,
)
from templater.review.cells import YES_OR_NO

TITLES = {
    "phrase": mark("phrase"),
    "situation": mark("situation"),
    "other": mark("the other language"),
    "place": mark("file and line"),
    "ok": mark("ok?"),
    "comment": mark("comment"),
    "code": mark("code"),
    "yes": mark("yes"),
    "no": mark("no"),
}
"""The columns of a sheet beside the registers, and its two answers, in the words of the locale's own language."""


def title(locale: str, name: str) -> str:
    """Return what a column or an answer is called in a locale's language."""
    return say_in(locale.partition("-")[0], TITLES[name])


def write_review(library: Library, locales: Iterable[str], path: Path, when: datetime, *, force: bool) -> int:
    """Write a sheet for review, .xlsx or .csv by its name; return how many wordings are in it.

    What is approved already is marked so.
    """
    rows = list(review_rows(library, locales, approved_in(library.directories)))
    content = review_sheet_bytes(rows, path.suffix.lower(), title, when)
    with WholeFile(path, force=force) as file:
        file.write(content)
    return len(rows)


def approve(path: str, own: Sequence[Path], *, by: str | None, moment: str | None, dry_run: bool) -> int:
    """Approve what a sheet says is fine; return 1 when it speaks of words that have changed."""
    if not (by or "").strip():
        raise click.UsageError(say("say who has looked, with --by NAME"))
    when = read_moment(moment, os.environ)
    library = Library(*own)
    lines = read_review_sheet(path, _reading(library), stdin=sys.stdin.buffer)
    rows = list(review_rows(library, library.locales))
    before = {directory: read_approvals(directory) for directory in own}
    known = {mark: approval for approvals in before.values() for mark, approval in approvals.items()}
    result = settled(known, rows, lines, by=(by or "").strip(), on=when.date())
    _repeat_comments(lines, rows)
    _report(result, own[-1] / APPROVED, dry_run=dry_run)
    for directory, approvals in before.items() if not dry_run else ():
        kept = {mark: one for mark, one in approvals.items() if mark in result.approvals}
        added = {mark: one for mark, one in result.approvals.items() if mark not in known and directory == own[-1]}
        if kept | added != approvals:
            with WholeFile(directory / APPROVED, force=True) as file:
                file.write(approvals_bytes(kept | added))
    return 1 if result.stale else 0


def _reading(library: Library) -> Reading:
    """Return how a sheet is read, in whatever language it was written."""
    spoken = {name: {say_in(language, text) for language in LANGUAGES} for name, text in TITLES.items()}
    titles = {fold(text): name for name, texts in spoken.items() for text in texts if name not in ("yes", "no")}
    answers = {fold(text): answer for answer in ("yes", "no") for text in spoken[answer]}
    registers = frozenset(one for tag in library.locales for one in library.edition(tag).locale.registers)
    return Reading(titles, {**YES_OR_NO, **answers}, registers)


def _repeat_comments(lines: Iterable[SheetLine], rows: Iterable[ReviewRow]) -> None:
    now = {row.mark: row.place for row in rows}
    for line in lines:
        if line.comment:
            click.echo(f"{now.get(line.mark) or line.at or line.place}: {' '.join(line.comment.split())}")


def _report(result: Settled, path: Path, *, dry_run: bool) -> None:
    for row in result.approved:
        click.echo(say("{place}: {phrase} [{situation}]: approved", **_named(row)))
    for row in result.withdrawn:
        click.echo(say("{place}: {phrase} [{situation}]: no longer approved", **_named(row)))
    for line in result.stale:
        tell(say("{place}: not approved, for the words have changed since the sheet was made, or in it ({at}); "
                 "look at them in a new sheet", place=line.place, at=line.at or "?"))  # fmt: skip
    count = len(result.approved)
    if dry_run:
        tell(say_number("{count} wording would be approved in {path}", "{count} wordings would be approved in {path}",
                        count, path=path))  # fmt: skip
    else:
        tell(say_number("{count} wording approved in {path}", "{count} wordings approved in {path}", count, path=path))


def _named(row: ReviewRow) -> dict[str, str]:
    return {"place": row.place, "phrase": row.phrase, "situation": row.situation}

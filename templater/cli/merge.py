"""`templater merge`: a letter to every candidate of a spreadsheet."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

import click

from templater.cli.desk import Desk, set_up
from templater.cli.options import Asked, Command, option, shared
from templater.cli.picks import Picks
from templater.cli.progress import Progress
from templater.cli.report import ERRORS_SAID, Nowhere, Reporter, counts, dry_summary, shown, summary
from templater.cli.reviewing import Answers
from templater.cli.selection import Selection
from templater.cli.speech import mark, say, say_note, say_number, say_problem, tell
from templater.cli.streams import WholeLines
from templater.delivery import Destination, Speech, open_destination
from templater.errors import OutputError
from templater.merge import Order, Outcome, Tally, deliver, merge
from templater.recipients import open_recipients

FORMATS = ("csv", "tsv", "json", "jsonl", "xlsx", "xls", "ods")


@click.command(
    "merge",
    cls=Command,
    help=mark(
        "Write a letter to every candidate of a spreadsheet.\n\n"
        "RECIPIENTS is a table (.csv, .tsv), a workbook (.xlsx, .ods, .xls), .json or .jsonl, or - for the standard "
        "input. A row that cannot be written is "
        "reported with its column; all others are written.\n\n"
        "\b\n"
        "templater merge candidates.csv --letter rejection -n\n"
        "templater merge candidates.csv --letter rejection --to letters.mbox\n"
        "templater merge applications.csv --letter rejection --locale es --set company=Acme --to letters/"
    ),
)
@click.argument("recipients")
@option("--letter", metavar="NAME", help=mark("The letter, unless a row names another."))
@option("--to", "target", metavar="DEST",
        help=mark("Where to: NAME.mbox, maildir:NAME, a directory of .eml files, NAME.jsonl, - for JSON lines; or to "
                  "look at, NAME.html, NAME.xlsx, NAME.csv."))  # fmt: skip
@option("--draft", is_flag=True, help=mark("Make .eml files that open for editing, in programs that can, as Outlook."))
@option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help=mark("The format of RECIPIENTS, when its name does not tell."),
)
@option("--sheet", metavar="NAME", help=mark("The sheet of a workbook, when it is not the first with a header row."))
@option("--limit", type=click.IntRange(1), metavar="N", help=mark("Only the first N rows."))
@option("--only", multiple=True, metavar="ID", help=mark("Only the row with this id; may be given several times."))
@option("--picks", metavar="FILE", help=mark("Write which wordings each letter got to a file of JSON lines."))
@option("--force", is_flag=True, help=mark("Overwrite what is there already."))
@option("-n", "--dry-run", is_flag=True, help=mark("Write nothing; show what would be written, and the first letter."))
@option("--review", metavar="FILE", help=mark("Write the answers that were read to a sheet, for a person to look at."))
@option("--reviewed", metavar="FILE", help=mark("The same sheet, with what a person says the answers say."))
@shared
def merge_command(
    recipients: str,
    *,
    letter: str | None,
    target: str | None,
    draft: bool,
    format_: str | None,
    sheet: str | None,
    limit: int | None,
    only: tuple[str, ...],
    picks: str | None,
    force: bool,
    dry_run: bool,
    review: str | None,
    reviewed: str | None,
    asked: Asked,
) -> int:
    """Run `templater merge`; return its exit status."""
    _check_targets(target, review, picks, dry_run=dry_run)
    desk = set_up(asked, letter)
    destination = _destination(target, recipients, desk.when, draft=draft, force=force, dry_run=dry_run)
    answers = Answers(review, reviewed, (recipients, target or ""), desk.headings.vocabulary, force=force)
    picked = Picks(picks, (recipients, target or "", review or "", reviewed or ""), force=force)
    order = _order(desk, asked, destination, answers)
    opened = open_recipients(
        recipients,
        format=format_,
        sheet=sheet or "",
        stdin=sys.stdin.buffer,
        headings=desk.headings,
        extra=desk.library.extra_columns,
    )
    selection = Selection(only, limit)
    with answers:
        with opened as source, picked, destination:
            progress = Progress(_is_watched(target, quiet=asked.quiet), lambda: source.share, time.monotonic)
            most = ERRORS_SAID if target == "-" else None
            reporter = Reporter(recipients, source, quiet=asked.quiet, most=most, tell=progress.tell)
            chosen = selection.of(merge(progress.along(source), desk.library, order, desk.headings.vocabulary))
            hear = _all(reporter.hear, answers.hear, picked.hear)
            with progress:
                tally = deliver(chosen, destination, desk.when, seed=asked.seed, tell=hear)
        reporter.close()
        for line in selection.unmet():
            tell(f"{recipients}: {line}")
        _conclude(tally, destination, target or "", quiet=asked.quiet)
        for line in answers.write():
            tell(line)
    strays = [] if only or limit else list(answers.unmet())
    for line in strays:
        tell(line)
    return 1 if tally.failed or strays or any(selection.unmet()) else 0


def _check_targets(target: str | None, review: str | None, picks: str | None, *, dry_run: bool) -> None:
    if target is None and review is None and not dry_run:
        raise click.UsageError(say("say where to with --to, or look first with -n"))
    if review is not None and dry_run:
        raise click.UsageError(say("-n writes nothing, and --review a file; without --to it is all that is written"))
    if picks is not None and (dry_run or target is None):
        raise click.UsageError(say("--picks says what was written; say where to with --to"))


def _is_watched(target: str | None, *, quiet: bool) -> bool:
    """Say whether somebody sees how far it is, and not the letters themselves."""
    return sys.stderr.isatty() and not quiet and not (target == "-" and sys.stdout.isatty())


def _order(desk: Desk, asked: Asked, destination: Destination, answers: Answers) -> Order:
    return Order(
        defaults={**desk.defaults, **desk.given},
        as_email=destination.needs_address,
        seed=asked.seed,
        vary=asked.vary,
        impersonal=asked.impersonal,
        reviewed=answers.reviewed,
    )


def _all(*listeners: Callable[[Outcome], None]) -> Callable[[Outcome], None]:
    def hear(outcome: Outcome) -> None:
        for listener in listeners:
            listener(outcome)

    return hear


def _destination(
    target: str | None, recipients: str, when: datetime, *, draft: bool, force: bool, dry_run: bool
) -> Destination:
    """Look whether the destination can be written, also before a dry run, which then demands what it will need."""
    if target is None:
        if draft:
            raise click.UsageError(say("say where to with --to, or look first with -n"))
        return Nowhere()
    with suppress(OSError, ValueError):  # what is wrong with a name is said by whoever opens it
        if target != "-" and Path(target).samefile(recipients):
            raise OutputError("{path} is the file of recipients itself; choose another destination", path=target)
    stdout = cast(BinaryIO, WholeLines(sys.stdout))
    destination = open_destination(target, force=force, stdout=stdout, draft=draft, when=when, speech=_speech())
    return Nowhere(needs_address=destination.needs_address) if dry_run else destination


def _speech() -> Speech:
    """Return how a sheet or a page says what is the program's to say."""
    return Speech(os.environ.get("LANGUAGE", "en"), say, say_number, say_problem, say_note)


def _conclude(tally: Tally, destination: object, target: str, *, quiet: bool) -> None:
    if isinstance(destination, Nowhere):
        for line in dry_summary(tally):
            click.echo(line)
        if destination.first is not None:
            click.echo("\n" + shown(destination.first), nl=False)
    elif not quiet:
        for line in (summary(tally, target), *counts(tally)):
            tell(line)

"""`templater check`: everything that can be wrong with the words, with its line and what to do about it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Formatter

import click

from templater.cli.copydesk import CopyDesk
from templater.cli.options import Command, option
from templater.cli.speech import mark, say, say_number, tell
from templater.review.check import RULES, Finding
from templater.review.check.formats import FORMATS, write_text

_COLOURS = {"place": {"bold": True}, "error": {"fg": "red"}, "warning": {"fg": "yellow"}}


@click.command(
    "check",
    cls=Command,
    help=mark(
        "Look for everything that can be wrong with the templates.\n\n"
        "PATHS are directories of templates, or files in them; without any, your own of templater.toml, or the "
        "built-in ones. Each finding has its file, line and column, the cause, and what to do about it. A rule is "
        "switched off for one place by a note there, with the reason: > off twin: both are liked\n\n"
        "\b\n"
        "templater check templates\n"
        "templater check --fix templates/es/phrases.md"
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@option("--templates", "directories", multiple=True, metavar="DIR", type=click.Path(path_type=Path),
        help=mark("Your own templates, which win over the built-in ones."))  # fmt: skip
@option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help=mark("How to write what is found."))
@option("--fix", is_flag=True,
        help=mark("Mend what needs no decision: spaces, invisible signs, accents, plain forms of tú."))  # fmt: skip
@option("--strict", is_flag=True, help=mark("Fail on warnings too."))
@option("--wins", "place", metavar="FILE[:LINE]",
        help=mark("Say where the wordings of a phrase book are chosen, and what is chosen instead."))  # fmt: skip
@option("--rules", "listed", is_flag=True, help=mark("List the rules and exit."))
@option("-q", "--quiet", is_flag=True, help=mark("Say nothing that is not a finding."))
def check_command(
    paths: tuple[Path, ...], *, directories: tuple[Path, ...], form: str, fix: bool, strict: bool, place: str | None,
    listed: bool, quiet: bool,
) -> int:  # fmt: skip
    """Run `templater check`; return its exit status."""
    if listed:
        for line in _rules():
            click.echo(line)
        return 0
    if place is not None:
        return _tell_wins(*_place(place), directories)
    with _kept():
        return _checked(CopyDesk(paths, directories), form, fix=fix, strict=strict, quiet=quiet)


@contextmanager
def _kept() -> Iterator[None]:
    """Look for no garbage meanwhile: all that is read is needed until the end, which is near."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _checked(desk: CopyDesk, form: str, *, fix: bool, strict: bool, quiet: bool) -> int:
    findings = desk.findings()
    if fix:
        findings, changed = desk.mend(findings)
        for path in changed if not quiet else ():
            tell(say("{path}: mended", path=path))
    click.echo(_written(findings, form), nl=False)
    if form == "text" and not quiet:
        tell(_summary(findings))
    return int(any(one.severity == "error" or strict for one in findings))


def _rules() -> Iterator[str]:
    for rule in sorted(RULES, key=lambda rule: rule.code):
        names = [name for _, name, _, _ in Formatter().parse(rule.message) if name]
        yield f"{rule.code} ({rule.severity}): {say(rule.message, **dict.fromkeys(names, '…'))}"


def _place(place: str) -> tuple[Path, int]:
    file, colon, line = place.rpartition(":")
    return (Path(file), int(line)) if colon and line.isdecimal() else (Path(place), 0)


def _tell_wins(file: Path, line: int, directories: tuple[Path, ...]) -> int:
    for one in CopyDesk((file,), directories).winnings(file, line):
        click.echo(f"{one.place}: " + say("{letter}, {phrase}, {heading}: chosen in {wins} of {fits} situations",
                                          letter=one.letter, phrase=one.phrase, heading=one.heading, wins=one.wins,
                                          fits=one.fits))  # fmt: skip
        for at, heading, count in one.lost:
            click.echo("    " + say("{count} go to '{heading}' ({at})", count=count, heading=heading, at=at))
    return 0


def _written(findings: list[Finding], form: str) -> str:
    if form == "text" and sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        return write_text(findings, _say, lambda text, kind: click.style(text, **_COLOURS[kind]))  # type: ignore[arg-type]  # bold or fg
    return FORMATS[form](findings, _say)


def _say(finding: Finding) -> str:
    return say(finding.message, **finding.values)


def _summary(findings: list[Finding]) -> str:
    errors = sum(one.severity == "error" for one in findings)
    if not findings:
        return say("nothing to mend")
    return ", ".join((
        say_number("{count} error", "{count} errors", errors),
        say_number("{count} warning", "{count} warnings", len(findings) - errors),
    ))  # fmt: skip

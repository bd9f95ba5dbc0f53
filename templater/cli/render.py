"""`templater render`: one letter to one candidate."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import click

from templater.candidate import BY_NAME, Candidate, Fact, Vocabulary, missing, read_candidate
from templater.cli.choices import check_choices, check_defaults, refused
from templater.cli.explain import explanation
from templater.cli.options import Command, option, read_choices, shared
from templater.cli.report import say_notices
from templater.cli.speech import mark, say_note, tell
from templater.cli.surroundings import Configuration, read_configuration, read_moment
from templater.delivery import json_line, message_fields, write_message
from templater.errors import CandidateError, ChoiceError, Problem
from templater.letters import Library, Message, Wanted
from templater.merge import envelope_of, fill, wanted_by
from templater.recipients import read_headings, read_one

OUTPUTS = ("text", "html", "eml", "json")


@click.command(
    cls=Command,
    help=mark(
        "Write one letter to one candidate.\n\n"
        "DATA is a .json or .toml file, or - for JSON on the standard input; without it a sample candidate is "
        "written to. What you --set wins over DATA.\n\n"
        "\b\n"
        "templater render rejection --locale es --set self_assessment=negative --set gap=small\n"
        "templater render rejection examples/candidate.json --register usted --output html"
    ),
)
@click.argument("letter")
@click.argument("data", required=False)
@option(
    "--output", type=click.Choice(OUTPUTS), default="text", help=mark("What to write; text unless you say otherwise.")
)
@option(
    "--deal",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help=mark("Write again what a mail merge dealt with this number, the 'deal' of its picks."),
)
@option("--explain", is_flag=True, help=mark("Say why these words were chosen."))
@shared
def render(
    letter: str,
    data: str | None,
    *,
    output: str,
    deal: int,
    explain: bool,
    locale: str | None,
    register: str | None,
    channel: str | None,
    settings: tuple[str, ...],
    seed: str,
    vary: bool,
    moment: str | None,
    directories: tuple[Path, ...],
    quiet: bool,
) -> None:
    """Run `templater render`."""
    configuration = read_configuration(Path())
    library = Library(*configuration.templates, *directories)
    asked = {"letter": letter, "locale": locale, "register": register, "channel": channel}
    chosen = read_choices(asked, settings, library.extra_columns)
    vocabulary = read_headings(library.directories).vocabulary
    check_defaults(library, configuration.defaults, vocabulary)
    check_choices(library, chosen, vocabulary)
    when = read_moment(moment, os.environ)
    cells = _cells(library, data, chosen, configuration, quiet=quiet)
    candidate, wanted = _read(library, cells, vocabulary, chosen, data)
    message = library.render(candidate, wanted, seed=seed, deal=deal, vary=vary)
    judgement = library.judge(candidate, wanted)
    if explain:
        for line in explanation(candidate, judgement, message):
            tell(line)
    elif not quiet:
        for note in judgement.notes:
            tell(say_note(note))
    sys.stdout.flush()
    _write(output, message, candidate, when, seed)


def _cells(
    library: Library, data: str | None, chosen: Mapping[str, str], configuration: Configuration, *, quiet: bool
) -> dict[str, object]:
    """The candidate's cells: DATA or the sample, the defaults in its blanks, and what was set over it all."""
    if data is None:
        sample = library.sample(chosen.get("locale") or configuration.defaults.get("locale", "en"))
        return {**configuration.defaults, **sample, **chosen}
    cells, columns = read_one(data, stdin=sys.stdin.buffer, headings=read_headings(library.directories),
                              extra=library.extra_columns)  # fmt: skip
    if not quiet:
        say_notices(data, columns.notices)
    return {**fill(cells, configuration.defaults), **chosen}


def _read(
    library: Library, cells: Mapping[str, object], vocabulary: Vocabulary, chosen: Mapping[str, str], data: str | None
) -> tuple[Candidate, Wanted]:
    """Take the candidate through the door, with every problem at once, those of letter and locale among them.

    What is wrong with an option is a ChoiceError, and without DATA there are only options.
    """

    def demands(values: Mapping[str, Fact]) -> Iterator[Problem]:
        wanted = wanted_by(values)
        if not wanted.locale:
            yield Problem("is blank; say --locale es or --locale en", "missing", "locale")
            return
        yield from library.objections(wanted)
        yield from missing(values, library.needs(wanted))

    read = read_candidate(cells, vocabulary, demands=demands, extra=library.extra_columns)
    if isinstance(read, Candidate):
        return read, Wanted(read.letter, read.locale, read.channel or "email", read.register)
    for problem in read:
        if data is None or problem.column in chosen:
            raise refused(problem)
    raise CandidateError(read, place="" if data == "-" else data or "")


def _write(output: str, message: Message, candidate: Candidate, moment: datetime, seed: str) -> None:
    envelope = envelope_of(candidate, message, moment, seed)
    match output:
        case "text":
            head = f"Subject: {message.subject}\n\n" if message.subject else ""
            click.echo(head + message.text, nl=False)
        case "html":
            if message.html is None:
                raise ChoiceError("the channel {channel} has no HTML", channel=message.channel)
            click.echo(message.html.encode(), nl=False)  # which says of itself that it is UTF-8
        case "eml":
            problems = tuple(missing_addresses(candidate))
            if problems or envelope is None:
                raise CandidateError(problems)
            click.echo(write_message(message, envelope), nl=False)
        case _:
            click.echo(json_line(message_fields(message, envelope, candidate.id, candidate.row)), nl=False)


def missing_addresses(candidate: Candidate) -> Iterator[Problem]:
    """Yield a problem for each of the two addresses that an e-mail needs and the candidate has not."""
    for column in ("email", "sender_email"):
        if BY_NAME[column].fact not in candidate.facts:
            yield Problem("is blank, and an e-mail needs it", "missing", column)

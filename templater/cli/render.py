"""`templater render`: one letter to one candidate."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace

import click

from templater.candidate import Candidate, Fact, column_of, missing, read_candidate
from templater.cli.choices import refused
from templater.cli.desk import Desk, set_up
from templater.cli.explain import explanation
from templater.cli.options import Asked, Command, option, shared
from templater.cli.report import say_notices, shown
from templater.cli.speech import mark, say, say_note, tell
from templater.delivery import Envelope, draft_message, json_line, message_fields, write_message
from templater.errors import CandidateError, ChoiceError, Problem
from templater.judgement import heard, note_of
from templater.letters import PARTIES, Message, Wanted
from templater.merge import asked_by, asked_in, envelope_of, fill
from templater.recipients import read_one

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
@option("--draft", is_flag=True, help=mark("Make an .eml that opens for editing, in programs that can, as Outlook."))
@option("--explain", is_flag=True, help=mark("Say why these words were chosen."))
@shared
def render(
    letter: str,
    data: str | None,
    *,
    output: str,
    deal: int,
    draft: bool,
    explain: bool,
    asked: Asked,
) -> None:
    """Run `templater render`."""
    if draft and output != "eml":
        raise click.UsageError(say("--draft needs --output eml"))
    desk = set_up(asked, letter)
    candidate, wanted = _read(desk, _cells(desk, data, quiet=asked.quiet), data)
    wanted = replace(wanted, impersonal=asked.impersonal)
    reading = desk.library.assess(candidate)
    if reading is not None:
        candidate = heard(candidate, reading)
    message = desk.library.render(candidate, wanted, seed=asked.seed, deal=deal, vary=asked.vary)
    judgement = desk.library.judge(candidate, wanted)
    notes = (*((note_of(reading),) if reading else ()), *judgement.notes)
    if explain:
        for line in explanation(candidate, reading, judgement, message):
            tell(line)
    elif not asked.quiet:
        for note in (*notes, *message.notes):
            tell(say_note(note))
    sys.stdout.flush()
    _write(output, message, candidate, envelope_of(candidate, message, desk.when, asked.seed), draft=draft)


def _cells(desk: Desk, data: str | None, *, quiet: bool) -> dict[str, object]:
    """The candidate's cells: DATA or the sample, the defaults in its blanks, and what was set over it all."""
    if data is None:
        sample = desk.library.sample(desk.given.get("locale") or desk.defaults.get("locale", "en"))
        return _set(desk, {**desk.defaults, **sample})
    cells, columns = read_one(data, stdin=sys.stdin.buffer, headings=desk.headings, extra=desk.library.extra_columns)
    if not quiet:
        say_notices(data, columns.notices)
    return _set(desk, fill(cells, desk.defaults))


def _set(desk: Desk, cells: Mapping[str, object]) -> dict[str, object]:
    """Lay what was set over the cells; an answer that is set is there to be read."""
    asks = "self_assessment_text" in desk.given and "self_assessment" not in desk.given
    kept = {name: cell for name, cell in cells.items() if not (asks and name == "self_assessment")}
    return {**kept, **desk.given}


def _read(desk: Desk, cells: Mapping[str, object], data: str | None) -> tuple[Candidate, Wanted]:
    """Take the candidate through the door, with every problem at once, those of letter and locale among them.

    What is wrong with an option is a ChoiceError, and without DATA there are only options.
    """

    def demands(values: Mapping[str, Fact]) -> Iterator[Problem]:
        wanted = asked_in(values).wanted
        if not wanted.locale:
            yield Problem("is blank; say --locale es or --locale en", "missing", "locale")
            return
        yield from desk.library.objections(wanted)
        yield from missing(values, desk.library.needs(wanted))

    read = read_candidate(cells, desk.headings.vocabulary, demands=demands, extra=desk.library.extra_columns)
    if isinstance(read, Candidate):
        return read, asked_by(read).wanted
    for problem in read:
        if data is None or problem.column in desk.given:
            raise refused(problem)
    raise CandidateError(read, place="" if data == "-" else data or "")


def _write(output: str, message: Message, candidate: Candidate, envelope: Envelope | None, *, draft: bool) -> None:
    match output:
        case "text":
            click.echo(shown(message), nl=False)
        case "html":
            if message.html is None:
                raise ChoiceError("the channel {channel} has no HTML", channel=message.channel)
            click.echo(message.html.encode(), nl=False)  # which says of itself that it is UTF-8
        case "eml":
            problems = tuple(missing_addresses(candidate, message))
            if problems or envelope is None:
                raise CandidateError(problems)
            click.echo((draft_message if draft else write_message)(message, envelope), nl=False)
        case _:
            click.echo(json_line(message_fields(message, candidate.id, candidate.row)), nl=False)


def missing_addresses(candidate: Candidate, message: Message) -> Iterator[Problem]:
    """Yield a problem for each of the two addresses that an e-mail needs and the candidate has not."""
    if message.channel != "email":
        raise ChoiceError("the channel {channel} is no e-mail", channel=message.channel)
    for party in PARTIES[message.addressee]:
        if party.address not in candidate.facts:
            yield Problem("is blank, and an e-mail needs it", "missing", column_of(party.address))

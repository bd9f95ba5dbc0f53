"""`templater assess`: how a candidate judges their own interview, read from what they answer."""

from __future__ import annotations

import json
import sys
from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path

import click

from templater.cli.options import Command, option
from templater.cli.reading import reading_lines
from templater.cli.speech import mark, say, say_problem
from templater.cli.surroundings import read_configuration
from templater.errors import ChoiceError, Problem
from templater.judgement.reading import AnswerReader
from templater.recipients.json_text import read_object


@click.command(
    cls=Command,
    help=mark(
        "Read how a candidate judges their own interview.\n\n"
        'TEXT is what they answer to "how do you think it went?"; without it, or as -, it is read from the standard '
        "input. What is read is a suggestion: a person sees on what words it rests, and can say otherwise.\n\n"
        "\b\n"
        'templater assess "I choked on the SQL part but the rest was solid" --locale en\n'
        "templater assess --jsonl < answers.jsonl"
    ),
)
@click.argument("text", required=False)
@option("--locale", metavar="TAG", default="", help=mark("The language of the answer; guessed unless you say."))
@option("--json", "as_json", is_flag=True, help=mark("Write JSON."))
@option("--jsonl", "as_lines", is_flag=True,
        help=mark("Read lines of JSON with an id, a lang and a text, and write one for each."))  # fmt: skip
@option("--templates", "directories", multiple=True, metavar="DIR", type=click.Path(path_type=Path),
        help=mark("Your own templates, which win over the built-in ones."))  # fmt: skip
def assess(text: str | None, *, locale: str, as_json: bool, as_lines: bool, directories: tuple[Path, ...]) -> int:
    """Run `templater assess`; return its exit status."""
    reader = AnswerReader(*read_configuration(Path()).templates, *directories)
    if as_lines:
        if text not in (None, "-"):
            raise click.UsageError(say("--jsonl reads the standard input; leave TEXT out"))
        return _lines(reader, locale)
    reading = reader.read(_typed() if text in (None, "-") else text or "", locale)
    if as_json:
        click.echo(json.dumps(reading.as_dict(), ensure_ascii=False))
    else:
        for line in reading_lines(reading):
            click.echo(line)
    return 0


def _typed() -> str:
    if sys.stdin.isatty():
        raise click.UsageError(say("what did they answer? Write TEXT, or send it to the standard input"))
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace")


def _lines(reader: AnswerReader, locale: str) -> int:
    """Answer every line of the standard input with one, at once; return 1 where one could not be read."""
    failed = 0
    for line in sys.stdin.buffer:
        if line.strip():
            fields = _answered(reader, line.removeprefix(BOM_UTF8), locale)
            failed |= "error" in fields
            click.echo(_line(fields))
    return failed


def _line(fields: Mapping[str, object]) -> bytes:
    """Return a line of JSON; half a character, which JSON can hold and UTF-8 cannot, stays escaped."""
    try:
        return json.dumps(fields, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(fields).encode()


def _answered(reader: AnswerReader, line: bytes, locale: str) -> Mapping[str, object]:
    try:
        found = read_object(line.decode())
    except UnicodeDecodeError:
        return {"id": None, "error": say("is not UTF-8; save it as UTF-8")}
    match found:
        case Problem() as problem:
            return {"id": None, "error": say_problem(problem)}
        case {"text": str(text)} as asked:
            try:
                read = reader.read(text, str(asked.get("lang") or locale))
            except ChoiceError as error:
                return {"id": asked.get("id"), "error": str(error)}
            return {"id": asked.get("id"), **read.as_dict()}
        case asked:
            return {"id": asked.get("id"), "error": say("there is no 'text' in it")}

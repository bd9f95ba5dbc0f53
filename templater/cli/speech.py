"""The program's own speech: messages in the language of its user, through gettext catalogs."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import click

from templater.errors import Problem, TemplaterError
from templater.judgement import Note

DOMAIN = "templater"
CATALOGS = Path(__file__).parent / "catalogs"
LANGUAGES = ("en", "es")
_COMMANDS = dict.fromkeys({*range(32), *range(127, 160)} - set(map(ord, "\t\n")), "\ufffd")


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language to speak: `--lang`, else that of the environment, else English.

    >>> choose_language(["--lang", "es", "letters"], {}), choose_language([], {"LANG": "es_MX.UTF-8"})
    ('es', 'es')
    """
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name].partition(":")[0][:2]
    return "en"


def speak(language: str) -> None:
    """Speak a language from now on, Click's own words included: it asks gettext's default domain."""
    os.environ["LANGUAGE"] = language if language in LANGUAGES else "en"
    gettext.bindtextdomain(DOMAIN, CATALOGS)
    gettext.textdomain(DOMAIN)


def spoken_language() -> str:
    """Return the language that is spoken."""
    return os.environ["LANGUAGE"]


def say(message: str, **values: object) -> str:
    """Return a message in the user's language with its fields filled."""
    return gettext.gettext(message).format(**values) if message else ""


def say_in(language: str, message: str) -> str:
    """Return a message in another language than the user's, for what others will read; else as it is written."""
    return gettext.translation(DOMAIN, CATALOGS, [language], fallback=True).gettext(message)


def say_number(one: str, many: str, count: int, **values: object) -> str:
    """Return the message for a number of things in the user's language."""
    return gettext.ngettext(one, many, count).format(count=count, **values)


def tell(line: str) -> None:
    """Write a line to stderr; a run goes on when nobody listens to it any more.

    What a source calls its columns may hold commands for a terminal, which none gets.
    """
    with suppress(OSError):
        click.echo(line.translate(_COMMANDS), err=True)


def mark(message: str) -> str:
    """Mark a message for the catalogs; it is translated when it is said."""
    return message


def say_problem(problem: Problem) -> str:
    """Return what is wrong, with its column."""
    text = say(problem.message, **problem.values)
    return say("column '{column}': {text}", column=problem.column, text=text) if problem.column else text


def say_note(note: Note) -> str:
    """Return what the recruiter should know, with the column that would change it."""
    text = say(note.message, **dict(note.values))
    return say("column '{column}': {text}", column=note.column, text=text) if note.column else text


def say_error(error: TemplaterError) -> str:
    """Return an error as one line, or two when it quotes a template's line."""
    text = say(error.message, **error.values)
    placed = f"{error.place}: {text}" if error.place else text
    line = str(getattr(error, "line", "")).strip()
    return f"{placed}\n    {line}" if line else placed

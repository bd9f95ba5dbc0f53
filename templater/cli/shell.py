"""The group of commands, and what becomes of every way in which one can end."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from templater import __version__
from templater.cli.options import Command, Option, Spoken
from templater.cli.speech import LANGUAGES, choose_language, mark, say, say_error, say_problem, speak, tell
from templater.cli.streams import prepare_streams, silence_closed_streams, unwritable
from templater.errors import (
    CandidateError,
    ChoiceError,
    ConfigurationError,
    InputError,
    InputMissing,
    NotInstalled,
    OutputError,
    TemplateError,
    TemplaterError,
    Undeliverable,
)

COMMANDS: dict[str, tuple[str, str, str]] = {
    "letters": ("templater.cli.letters", "letters", mark("Show the letters there are, and what each one needs.")),
    "render": ("templater.cli.render", "render", mark("Write one letter to one candidate.")),
    "merge": ("templater.cli.merge", "merge_command", mark("Write a letter to every candidate of a spreadsheet.")),
    "assess": ("templater.cli.assess", "assess", mark("Read how a candidate judges their own interview.")),
    "check": (
        "templater.cli.check",
        "check_command",
        mark("Look for everything that can be wrong with the templates."),
    ),
    "proof": ("templater.cli.proof", "proof_command", mark("Show every paragraph that the words can produce.")),
    "accept": ("templater.cli.accept", "accept", mark("Say that you have looked, and it is fine.")),
    "init": ("templater.cli.init", "init", mark("Copy the templates to a directory of your own.")),
}
"""Each command's module, its name there and its short help: the help of the group loads no command."""

EXIT_STATUS: tuple[tuple[type[TemplaterError], int], ...] = (
    (CandidateError, 1),
    (ChoiceError, 2),
    (InputMissing, 66),
    (InputError, 65),
    (Undeliverable, 1),
    (OutputError, 73),
    (TemplateError, 78),
    (ConfigurationError, 78),
    (NotInstalled, 69),
)
"""The first class that fits decides; sysexits(3) names the numbers."""

OUR_BUG = 70
INTERRUPTED = 130


class LazyGroup(Spoken, click.Group):
    """A group that imports a command only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # Click's signature
        """Return the commands in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # Click's signature
        """Return a command, importing it."""
        if cmd_name not in COMMANDS:
            return None
        module, name, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # Click's signature
        """Write the commands with their short help, without loading one."""
        with formatter.section(say("Commands")):
            formatter.write_dl([(name, say(short)) for name, (_, _, short) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=mark(
        "Write to candidates in Spanish and English: rejections and follow-ups whose wording fits how they judge "
        "their own interview.\n\n"
        "\b\n"
        "templater render rejection --locale es --set self_assessment=negative --set gap=small\n"
        "templater merge candidates.csv --letter rejection --to letters.mbox"
    ),
)
@click.option("--lang", cls=Option, type=click.Choice(LANGUAGES), help=mark("The language in which templater speaks."))
@click.version_option(__version__, cls=Option, help=mark("Show the version and exit."))
def group(lang: str | None) -> None:  # the language was chosen before anything was said
    """Run `templater`."""


def run(arguments: Sequence[str]) -> int:
    """Run the command line; return its exit status. No traceback reaches anybody, unless TEMPLATER_DEBUG is set."""
    speak(choose_language(arguments, os.environ))
    prepare_streams()
    try:
        return _ended(arguments)
    finally:
        silence_closed_streams()


def _ended(arguments: Sequence[str]) -> int:
    try:
        return _finish(group.main(list(arguments), prog_name="templater", standalone_mode=False))
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except TemplaterError as error:
        return _explain(error)
    except (BrokenPipeError, SystemExit):  # so Click leaves when the reader has had enough
        return 0
    except Exception as error:
        return _unforeseen(error)


def _finish(result: Any) -> int:
    sys.stdout.flush()
    return int(result or 0)


def _unforeseen(error: Exception) -> int:
    if isinstance(error, OSError) and error.filename is None:  # not a file that somebody named: the standard output
        return _explain(unwritable(error))
    if os.environ.get("TEMPLATER_DEBUG"):
        raise error
    tell(say("templater: a bug of ours: {kind}: {error}; please report it", kind=type(error).__name__, error=error))
    return OUR_BUG


def _explain(error: TemplaterError) -> int:
    if isinstance(error, CandidateError):
        for problem in error.problems:
            place = f"{error.place}: " if error.place else ""
            tell(place + say_problem(problem))
    else:
        tell(say_error(error))
    return next(status for kind, status in EXIT_STATUS if isinstance(error, kind))


__all__ = ["Command", "group", "run"]

"""Options that several commands share, and Click's classes speaking the user's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from templater.candidate import COLUMNS, Vocabulary, fold
from templater.cli.speech import mark, say
from templater.errors import ChoiceError, nearest

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Spoken(click.Command):
    """A command whose help is translated when it is shown."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the user's language."""
        written = self.help
        try:
            self.help = say(written or "")
            super().format_help_text(ctx, formatter)
        finally:
            self.help = written


class Command(Spoken):
    """A command of templater."""


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help in the user's language."""
        written = self.help
        try:
            self.help = say(written) if written else written
            return super().get_help_record(ctx)
        finally:
            self.help = written


@dataclass(frozen=True, slots=True)
class Asked:
    """The options that all commands that write letters share, as they were given."""

    locale: str | None
    register: str | None
    channel: str | None
    settings: tuple[str, ...]
    seed: str
    vary: bool
    impersonal: bool
    approved_only: bool
    moment: str | None
    directories: tuple[Path, ...]
    quiet: bool


def option(*names: str, **settings: Any) -> Callable[[Decorated], Decorated]:
    """Return a decorator for an option of ours."""
    return click.option(*names, cls=Option, **settings)


def shared(command: Callable[..., object]) -> Callable[..., object]:
    """Add the options that all commands that write letters share; the command gets them as one `asked`."""

    @wraps(command)
    def gathered(*arguments: object, **options: Any) -> object:
        asked = Asked(**{field.name: options.pop(field.name) for field in fields(Asked)})
        return command(*arguments, asked=asked, **options)

    for add in reversed(_SHARED):
        gathered = add(gathered)
    return gathered


def _utf8(context: click.Context, parameter: click.Parameter, text: str) -> str:  # noqa: ARG001  # Click's signature
    """Return text that can be hashed; an argument in another encoding keeps its octets as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


_SHARED: tuple[Callable[[Callable[..., object]], Callable[..., object]], ...] = (
    option("--locale", metavar="TAG", help=mark("The language and region, such as es, es-MX or en-GB.")),
    option("--register", metavar="NAME", help=mark("The register: tu, usted or vos.")),
    option("--channel", metavar="NAME", help=mark("The channel; e-mail unless you say otherwise.")),
    option(
        "--set",
        "settings",
        metavar="COLUMN=VALUE",
        multiple=True,
        help=mark("A value for a column; may be given several times."),
    ),
    option(
        "--seed",
        default="",
        metavar="TEXT",
        callback=_utf8,
        help=mark("Deal other wordings; the same seed, the same words."),
    ),
    option("--vary", is_flag=True, help=mark("Deal wordings at the application stage too.")),
    option(
        "--allow-impersonal",
        "impersonal",
        is_flag=True,
        help=mark("Write a rejection after an interview even without a reason or a person's name."),
    ),
    option("--approved-only", is_flag=True, help=mark("Say only what somebody has approved; see templater accept.")),
    option("--date", "moment", metavar="ISO", help=mark("The date of the messages, such as 2026-12-03.")),
    option(
        "--templates",
        "directories",
        multiple=True,
        metavar="DIR",
        type=click.Path(path_type=Path),
        help=mark("Your own templates, which win over the built-in ones."),
    ),
    option("-q", "--quiet", is_flag=True, help=mark("Say nothing that is not an error.")),
)
"""The options of every command that writes letters, in the order of their help."""


def read_choices(
    options: Mapping[str, str | None], settings: tuple[str, ...], vocabulary: Vocabulary, extra: frozenset[str]
) -> dict[str, str]:
    """Return by column what options and `--set` ask for; raises ChoiceError where the two contradict each other."""
    given = {name: value for name, value in options.items() if value is not None}
    for name, value in read_settings(settings, vocabulary, extra).items():
        if given.setdefault(name, value) != value:
            raise ChoiceError("--set {name}={value}: '{name}' is '{other}' already; keep one of the two",
                              name=name, value=value, other=given[name])  # fmt: skip
    return given


def read_settings(settings: tuple[str, ...], vocabulary: Vocabulary, extra: frozenset[str]) -> Mapping[str, str]:
    """Return `--set column=value` options by column, whose name may be any that a spreadsheet's may.

    Raises ChoiceError for a column that does not exist.
    """
    values: dict[str, str] = {}
    known = [*(column.name for column in COLUMNS), *sorted(extra)]
    for setting in settings:
        name, sign, value = setting.partition("=")
        if not sign:
            raise ChoiceError("--set {found}: write it as column=value", found=setting)
        name = name.strip()
        column = name if name in known else vocabulary.columns.get(fold(name), "")
        if not column:
            raise _no_column(setting, name, known)
        values[column] = value
    return values


def _no_column(setting: str, name: str, known: Sequence[str]) -> ChoiceError:
    near = nearest(name, known)
    if near:
        return ChoiceError("--set {found}: there is no column '{name}' (did you mean '{near}'?)",
                           found=setting, name=name, near=near)  # fmt: skip
    return ChoiceError("--set {found}: there is no column '{name}'", found=setting, name=name)

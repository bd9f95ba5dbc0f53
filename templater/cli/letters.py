"""`templater letters`: what there is to write, in which languages, and what each letter needs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from templater.cli.options import Command, option
from templater.cli.speech import mark, say
from templater.cli.surroundings import read_configuration
from templater.letters import Library, Wanted


@click.command(cls=Command, help=mark("Show the letters there are, and what each one needs."))
@option("--templates", "directories", multiple=True, metavar="DIR", type=click.Path(path_type=Path),
        help=mark("Your own templates, which win over the built-in ones."))  # fmt: skip
@option("--json", "as_json", is_flag=True, help=mark("Write JSON."))
def letters(directories: tuple[Path, ...], *, as_json: bool) -> None:
    """Run `templater letters`."""
    configuration = read_configuration(Path())
    library = Library(*configuration.templates, *directories)
    catalogue = {name: describe(library, name, locales) for name, locales in library.letters().items()}
    if as_json:
        click.echo(json.dumps(catalogue, ensure_ascii=False, indent=2))
        return
    for name, described in catalogue.items():
        click.echo(name)
        for line in _lines(described):
            click.echo(f"  {line}")


def describe(library: Library, name: str, locales: tuple[str, ...]) -> dict[str, object]:
    """Return a letter's locales, channels, addressee and registers, the columns it needs, and whom it is for."""
    manuscripts = [library.edition(locale).manuscript(name) for locale in locales]
    channels = dict.fromkeys(channel for manuscript in manuscripts for channel in manuscript.channels)
    needs = frozenset[str]().union(*(library.needs(Wanted(name, locale)) for locale in locales))
    return {
        "locales": list(locales),
        "channels": list(channels),
        "registers": {locale: _registers(library, locale) for locale in locales},
        "addressee": manuscripts[0].addressee,
        "requires": sorted(needs),
        "only": manuscripts[0].only,
        "never": manuscripts[0].never,
    }


def _registers(library: Library, locale: str) -> list[str]:
    """The locale's registers, the default one first."""
    spoken = library.edition(locale).locale
    return [spoken.default_register, *(one for one in spoken.registers if one != spoken.default_register)]


def _lines(described: Mapping[str, object]) -> Iterator[str]:
    match described:
        case {
            "locales": list(locales),
            "channels": list(channels),
            "registers": dict(registers),
            "addressee": str(addressee),
            "requires": list(needs),
            "only": dict(only),
            "never": dict(never),
        }:
            yield say("languages: {names}", names=", ".join(locales))
            yield say("channels: {names}", names=", ".join(channels))
            spoken = [f"{locale}: {', '.join(names)}" for locale, names in registers.items() if len(names) > 1]
            if spoken:
                yield say("registers: {names}", names="; ".join(spoken))
            if addressee != "candidate":
                yield say("to: {names}", names=addressee)
            if needs:
                yield say("needs: {names}", names=", ".join(needs))
            yield from audience(only, never)


def audience(only: Mapping[str, list[str]], never: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield for whom a letter is, and for whom it is not."""
    if only:
        yield say("only: {names}", names=_pairs(only, "/"))
    if never:
        yield say("never: {names}", names=_pairs(never, ""))


def _pairs(values: Mapping[str, list[str]], between: str) -> str:
    """Return columns with their values; with a sign between them the values are alternatives."""
    if between:
        return ", ".join(f"{name}={between.join(each)}" for name, each in values.items())
    return ", ".join(f"{name}={value}" for name, each in values.items() for value in each)
